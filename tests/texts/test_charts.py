from __future__ import annotations

from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_level_change, scheme
from zvdesk.texts.chart_views import (
    ActionBar,
    ActionBarsView,
    ChartLevel,
    DomainSeries,
    DomainTrendView,
    EvaluationRow,
    EvaluationView,
    LevelPathView,
    LevelPoint,
    MeetingShare,
    SpreadView,
    Voter,
    level_path_of,
)
from zvdesk.texts.charts import (
    action_bars_words,
    decimal,
    direction,
    domain_trend_words,
    evaluation_words,
    level_path_words,
    listed,
    short_day,
    spread_words,
)

TODAY = date(2026, 11, 24)
ORANGE = ChartLevel(code="AVE 2", colour_name="oranje", colour="#B45309", order=2)
RED = ChartLevel(code="AVE 3", colour_name="rood", colour="#C62828", order=3)
PLAIN = ChartLevel(code="fase 1", colour_name="", colour="#2E7D32", order=1)
SCALE = ((1, "slecht"), (5, ""))


def path(*points: tuple[date, ChartLevel], retest_on: date | None = None) -> LevelPathView:
    made = tuple(LevelPoint(on=on, level=level) for on, level in points)
    return LevelPathView(points=made, today=TODAY, retest_on=retest_on)


def test_days_numbers_and_names_are_written_as_people_do() -> None:
    assert short_day(TODAY) == "24 nov"
    assert short_day(TODAY, with_year=True) == "24 nov 2026"
    assert [decimal(number) for number in (6, 6.5)] == ["6", "6,5"]
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a en b", "a, b en c"]


def test_the_path_tells_each_step_and_the_level_of_now() -> None:
    steps = (date(2026, 3, 3), ORANGE), (date(2026, 5, 1), RED), (date(2026, 6, 1), RED), (TODAY, PLAIN)
    assert level_path_words(path(*steps)) == (
        "Het niveau is nu fase 1.",
        "Het eerste niveau is AVE 2, oranje, op di 3 mrt 2026.",
        "Op vr 1 mei 2026 ging het niveau omhoog naar AVE 3, rood.",
        "Op ma 1 jun 2026 bleef het niveau AVE 3, rood.",
        "Op di 24 nov 2026 ging het niveau omlaag naar fase 1.",
    )
    assert level_path_words(path()) == ("Er is nog geen AVE-niveau vastgesteld.",)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2027, 1, 5), "De hertoets is op di 5 jan 2027."),
        (TODAY, "De hertoets is vandaag."),
        (date(2026, 11, 3), "De hertoets stond op di 3 nov 2026. Die dag is voorbij."),
    ],
)
def test_the_retest_is_told_as_ahead_today_or_past(on: date, words: str) -> None:
    assert level_path_words(path((date(2026, 3, 3), RED), retest_on=on))[-1] == words


def test_life_domains_are_told_with_all_their_scores() -> None:
    days = (date(2026, 3, 3), date(2026, 6, 1), TODAY)
    series = (
        DomainSeries(label="Wonen", points=tuple(zip(days, (2, 3, 4), strict=True))),
        DomainSeries(label="Werk", points=((TODAY, 3),)),
        DomainSeries(label="Geld"),
    )
    assert domain_trend_words(DomainTrendView(domains=series, lowest=SCALE[0], highest=SCALE[1])) == (
        "De schaal loopt van 1 (slecht) tot 5.",
        "Wonen: beter. De scores zijn 2 op 3 mrt 2026, 3 op 1 jun 2026 en 4 op 24 nov 2026.",
        "Werk: 3 op 24 nov 2026, de eerste score.",
        "Geld: nog niet gescoord.",
    )
    none = DomainTrendView(domains=series[2:], lowest=SCALE[0], highest=SCALE[1])
    assert domain_trend_words(none) == ("Er is nog geen leefgebied gescoord.",)


@pytest.mark.parametrize(
    ("scores", "word"), [((2, 5, 3), "beter"), ((3, 1, 2), "slechter"), ((2, 4, 2), "gelijk"), ((2,), "")]
)
def test_the_direction_goes_from_the_first_to_the_last_score(scores: tuple[int, ...], word: str) -> None:
    points = tuple((date(2026, 1, 1 + number), score) for number, score in enumerate(scores))
    assert direction(DomainSeries(label="Wonen", points=points)) == word


counts = st.integers(min_value=0, max_value=40)
organisations = st.lists(st.tuples(st.text(min_size=1, max_size=8), counts, counts, counts), max_size=12)


@given(organisations, st.integers(min_value=1, max_value=6))
def test_no_action_gets_lost_between_the_rows_and_the_rest(
    made: list[tuple[str, int, int, int]], most: int
) -> None:
    rows = tuple(ActionBar(organisation=n, late=late, open=o, done=d) for n, late, o, d in made)
    view = ActionBarsView(rows=rows, most_rows=most)
    shown = list(view.sorted_rows[:most])
    assert [row.late for row in view.sorted_rows] == sorted((row.late for row in rows), reverse=True)
    everything = shown + ([view.rest] if view.rest else [])
    assert sum(row.total for row in everything) == sum(row.total for row in rows)
    assert (view.rest is None) == (len(rows) <= most)
    assert len(action_bars_words(view)) == max(1, len(rows))


def test_the_counts_are_told_per_organisation() -> None:
    rows = (
        ActionBar(organisation="GGZ", late=0, open=0, done=0),
        ActionBar(organisation="Politie", late=2, open=4, done=6),
    )
    assert action_bars_words(ActionBarsView(rows=rows)) == (
        "Politie: 2 te laat, 4 open, 6 klaar.",
        "GGZ: geen acties.",
    )
    assert action_bars_words(ActionBarsView(rows=())) == ("Er zijn nog geen acties.",)
    one, two = ActionBarsView(rows=rows, most_rows=1).rest, ActionBarsView(rows=rows, most_rows=0).rest
    assert one is not None
    assert two is not None
    assert (one.organisation, two.organisation) == ("en nog 1 organisatie", "en nog 2 organisaties")


def poll(*scores: int | None, hidden: bool = False) -> SpreadView:
    voters = tuple(Voter(name=f"o{number}", score=score) for number, score in enumerate(scores))
    return SpreadView(name="Normpeiling", voters=voters, is_hidden=hidden)


def test_the_spread_tells_the_middle_the_range_and_every_voice() -> None:
    view = SpreadView(
        name="Veiligheid",
        voters=(
            Voter(name="Politie", score=7, earlier=4),
            Voter(name="GGZ", score=3, earlier=2),
            Voter(name="Wijkteam", score=7),
            Voter(name="OM"),
        ),
        low="heel onveilig",
        high="veilig",
        before="Analyse",
    )
    assert spread_words(view) == (
        "3 van 4 gestemd.",
        "0 is heel onveilig, 10 is veilig.",
        "Het midden is 7.",
        "De stemmen lopen van 3 tot 7.",
        "Bij Analyse was het midden 3.",
        "Politie geeft 7, bij Analyse was dat 4.",
        "GGZ geeft 3, bij Analyse was dat 2. Dat wijkt af van het midden.",
        "Wijkteam geeft 7.",
        "OM heeft nog niet gestemd.",
    )
    assert "Iedereen geeft 5." in spread_words(poll(5, 5))


def test_before_anyone_votes_and_while_it_is_hidden_there_is_no_score() -> None:
    assert spread_words(poll()) == ("Er is nog niemand om te stemmen.",)
    assert spread_words(poll(None)) == ("0 van 1 gestemd.", "o0 heeft nog niet gestemd.")
    assert spread_words(poll(9, None, hidden=True)) == (
        "1 van 2 gestemd.",
        "o0 heeft gestemd.",
        "o1 heeft nog niet gestemd.",
    )


@given(st.lists(st.integers(min_value=0, max_value=10), min_size=1, max_size=9))
def test_who_lies_three_points_from_the_middle_stands_out(scores: list[int]) -> None:
    view = poll(*scores, None)
    expected = [abs(score - median(scores)) >= 3 for score in scores]
    assert [view.stands_out(voter) for voter in view.voters] == [*expected, False]
    assert not poll(None).stands_out(Voter(name="o9", score=9))


def share(day_number: int, yes: int, partly: int, no: int) -> MeetingShare:
    return MeetingShare(on=date(2026, 11, day_number), yes=yes, partly=partly, no=no)


def test_the_evaluation_is_told_per_question_and_meeting() -> None:
    view = EvaluationView(
        rows=(
            EvaluationRow(label="Doel duidelijk?", meetings=(share(3, 2, 1, 1), share(24, 4, 0, 0))),
            EvaluationRow(label="GGZ", meetings=(share(3, 1, 0, 0), share(17, 0, 0, 0))),
            EvaluationRow(label="OM"),
        )
    )
    assert view.days == (date(2026, 11, 3), date(2026, 11, 17), date(2026, 11, 24))
    assert evaluation_words(view) == (
        "Doel duidelijk? Op 3 nov 2026: 2 ja, 1 deels en 1 nee. "
        "Op 24 nov 2026: 4 ja, 0 deels en 0 nee. De laatste keer was het vaker ja.",
        "GGZ: Op 3 nov 2026: 1 ja, 0 deels en 0 nee. Op 17 nov 2026: geen antwoord.",
        "OM: Nog geen antwoord.",
    )
    assert evaluation_words(EvaluationView(rows=())) == ("Er is nog geen overleg geëvalueerd.",)


@pytest.mark.parametrize(("last", "words"), [((1, 0, 0), "even vaak"), ((0, 1, 0), "minder vaak")])
def test_the_last_two_answers_are_compared(last: tuple[int, int, int], words: str) -> None:
    row = EvaluationRow(label="GGZ", meetings=(share(3, 3, 0, 0), share(24, *last)))
    assert words in evaluation_words(EvaluationView(rows=(row,)))[0]


def test_the_path_of_a_case_follows_its_decisions_in_order() -> None:
    first = make_level_change(id="a", to_code="AVE 2", changed_on=date(2026, 1, 5), retest_on=None)
    second = make_level_change(
        id="b", to_code="AVE 3", changed_on=date(2026, 3, 1), retest_on=date(2026, 4, 1)
    )
    unknown = make_level_change(id="c", to_code="AVE 9", changed_on=date(2026, 2, 1))
    view = level_path_of((second, unknown, first), scheme(), date(2026, 3, 12))
    assert [(p.on, p.level.code) for p in view.points] == [
        (date(2026, 1, 5), "AVE 2"),
        (date(2026, 3, 1), "AVE 3"),
    ]
    assert view.retest_on == date(2026, 4, 1)
    assert [level.code for level in view.levels] == ["AVE 1", "AVE 2", "AVE 3", "AVE 4"]
    assert level_path_of((), scheme(), date(2026, 3, 12)).retest_on is None
