"""Hold fictional views of every picture: none, one, few and many, with long Dutch names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

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
)
from zvdesk.ui.widgets.charts.action_bars import ActionBars
from zvdesk.ui.widgets.charts.domain_trend import DomainTrend
from zvdesk.ui.widgets.charts.evaluation_grid import EvaluationGrid
from zvdesk.ui.widgets.charts.level_path import LevelPath
from zvdesk.ui.widgets.charts.spread import Spread

if TYPE_CHECKING:
    from zvdesk.ui.widgets.charts.picture import Picture

TODAY = date(2026, 11, 24)
LEVELS = tuple(
    ChartLevel(code=f"AVE {order}", colour_name=name, colour=colour, order=order)
    for order, name, colour in (
        (1, "groen", "#2E7D32"),
        (2, "oranje", "#B45309"),
        (3, "rood", "#C62828"),
        (4, "donkerrood", "#7F1D1D"),
    )
)
NAMES = (
    "Politie",
    "GGZ",
    "Wijkteam Noord",
    "Veilig Thuis",
    "Gemeente, afdeling Openbare Orde en Veiligheid",
    "Woningcorporatie De Samenwerking",
    "Jeugdbescherming",
    "Reclassering",
    "Stichting Maatschappelijke Opvang en Beschermd Wonen",
    "Leerplicht",
    "Verslavingszorg",
    "Openbaar Ministerie",
)
DOMAINS = (
    "Lichamelijke gezondheid en zelfverzorging",
    "Geestelijke gezondheid",
    "Wonen en huishouding",
    "Werk en dagbesteding",
    "Inkomen en financiën",
    "Sociale netwerken",
    "Veiligheid en justitie",
    "Praktisch functioneren",
)
SCALE = ((1, "gaat heel slecht, nu iets doen"), (5, "gaat goed, geen steun nodig"))


def level_path(*steps: tuple[int, int], retest: int | None = 42) -> LevelPathView:
    """Make a path of (days ago, order); ``retest`` is in days from now."""
    return LevelPathView(
        points=tuple(
            LevelPoint(on=TODAY - timedelta(days=ago), level=LEVELS[order - 1]) for ago, order in steps
        ),
        today=TODAY,
        retest_on=None if retest is None else TODAY + timedelta(days=retest),
        levels=LEVELS,
    )


def domains(*rows: tuple[int, ...], every: int = 40) -> DomainTrendView:
    """Make life domains with these scores, one each so many days, the last one today."""
    return DomainTrendView(
        domains=tuple(
            DomainSeries(
                label=label,
                points=tuple(
                    (TODAY - timedelta(days=every * (len(scores) - 1 - number)), score)
                    for number, score in enumerate(scores)
                ),
            )
            for label, scores in zip(DOMAINS, rows, strict=False)
        ),
        lowest=SCALE[0],
        highest=SCALE[1],
    )


def bars(*counts: tuple[int, int, int], most_rows: int = 8) -> ActionBarsView:
    rows = (
        ActionBar(organisation=name, late=late, open=running, done=done)
        for name, (late, running, done) in zip(NAMES, counts, strict=False)
    )
    return ActionBarsView(rows=tuple(rows), most_rows=most_rows)


def spread(*scores: int | None, earlier: tuple[int | None, ...] = (), hidden: bool = False) -> SpreadView:
    before = (*earlier, *(None for _ in scores))
    return SpreadView(
        name="Normpeiling",
        voters=tuple(
            Voter(name=name, score=score, earlier=was)
            for name, score, was in zip(NAMES, scores, before, strict=False)
        ),
        is_hidden=hidden,
        low="nog niets doen",
        high="nu stevig ingrijpen",
        now="Vervolg",
        before="Analyse",
    )


def evaluation(meetings: int, answers: tuple[tuple[int, int, int], ...]) -> EvaluationView:
    """Make three questions over so many meetings, five weeks apart; the answers go round."""
    questions = ("Was het doel duidelijk?", "Waren de rollen duidelijk?", "Hoe was de samenwerking?")
    rows = []
    for number, label in enumerate(questions):
        shares = []
        for meeting in range(meetings):
            yes, partly, no = answers[(meeting + number) % len(answers)]
            on = TODAY - timedelta(days=35 * (meetings - 1 - meeting))
            shares.append(MeetingShare(on=on, yes=yes, partly=partly, no=no))
        rows.append(EvaluationRow(label=label, meetings=tuple(shares)))
    return EvaluationView(rows=tuple(rows))


ANSWERS = ((2, 2, 2), (3, 3, 0), (5, 0, 1), (4, 2, 0), (0, 1, 5), (0, 0, 0), (6, 0, 0))
MANY_DOMAINS = ((2, 3, 4), (3, 2, 2, 1), (3, 3), (), (1, 2, 2, 3, 4, 5), (4,), (5, 4, 3, 4), (2, 2, 3))
MANY_BARS = (
    (2, 4, 6),
    (0, 3, 1),
    (5, 2, 9),
    (0, 0, 4),
    (1, 1, 0),
    (0, 0, 0),
    (3, 0, 2),
    (0, 6, 0),
    (1, 0, 0),
    (0, 2, 2),
    (0, 1, 1),
    (0, 1, 0),
)
MANY_STEPS = ((400, 1), (310, 2), (300, 3), (297, 3), (210, 4), (205, 3), (120, 2), (60, 3), (3, 4))

LEVEL_PATHS = {
    "none": level_path(),
    "today": level_path((0, 2), retest=None),
    "one": level_path((30, 3)),
    "few": level_path((150, 2), (80, 3), (24, 2)),
    "late": level_path((150, 2), (80, 3), retest=-12),
    "many": level_path(*MANY_STEPS),
}
DOMAIN_TRENDS = {
    "none": domains((), ()),
    "one": domains((3,)),
    "few": domains((2, 4), (4, 4), (3, 1)),
    "many": domains(*MANY_DOMAINS),
}
ACTION_BARS = {
    "none": bars(),
    "one": bars((0, 1, 0)),
    "few": bars((2, 4, 6), (0, 3, 1), (0, 0, 0)),
    "many": bars(*MANY_BARS),
}
SPREADS = {
    "none": spread(),
    "waiting": spread(None, None),
    "one": spread(7),
    "few": spread(7, 3, 5, 6, 9, None),
    "many": spread(7, 3, 5, 6, 0, 7, 7, 10, 6, 7, 4, 7),
    "hidden": spread(7, 3, None, 6, None, 9, hidden=True),
    "change": spread(7, 3, 6, 6, 8, earlier=(4, 3, 2, 5, 9)),
}
EVALUATIONS = {
    "none": EvaluationView(rows=()),
    "one": evaluation(1, ((4, 1, 1),)),
    "few": evaluation(5, ANSWERS),
    "many": evaluation(60, ANSWERS),
}


def pictures() -> list[tuple[str, Picture]]:
    """Make every picture of every view, with a name."""
    made: list[tuple[str, Picture]] = []
    for name, path in LEVEL_PATHS.items():
        made.append((f"level-path-{name}", picture := LevelPath()))
        picture.show_view(path)
    for name, trend in DOMAIN_TRENDS.items():
        made.append((f"domain-trend-{name}", trends := DomainTrend()))
        trends.show_view(trend)
    for name, counted in ACTION_BARS.items():
        made.append((f"action-bars-{name}", barred := ActionBars()))
        barred.show_view(counted)
    for name, votes in SPREADS.items():
        made.append((f"spread-{name}", spreading := Spread()))
        spreading.show_view(votes)
    for name, answers in EVALUATIONS.items():
        made.append((f"evaluation-{name}", grid := EvaluationGrid()))
        grid.show_view(answers)
    return made
