"""Say what each picture shows in sentences, so that screen, screen reader and paper say the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.texts.days import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

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


def short_day(on: date, *, with_year: bool = False) -> str:
    """Return a day such as ``27 nov`` or ``27 nov 2026``."""
    _weekday, number, month, year = day(on).split()
    return f"{number} {month} {year}" if with_year else f"{number} {month}"


def decimal(number: float) -> str:
    """Return a number as it is written here: ``6`` or ``6,5``."""
    return f"{number:g}".replace(".", ",")


def listed(names: Iterable[str]) -> str:
    """Return names as people say them: ``a, b en c``."""
    *first, last = names
    return f"{', '.join(first)} en {last}" if first else last


def level_change_words(before: ChartLevel | None, point: LevelPoint) -> str:
    """Say what happened to the level on a day."""
    on, now = day(point.on), point.level.words
    if before is None:
        return f"Het eerste niveau is {now}, op {on}."
    if before.order == point.level.order:
        return f"Op {on} bleef het niveau {now}."
    way = "omhoog" if point.level.order > before.order else "omlaag"
    return f"Op {on} ging het niveau {way} naar {now}."


def retest_words(retest_on: date, today: date) -> str:
    """Say when the re-test is, or that its day has passed."""
    if retest_on < today:
        return f"De hertoets stond op {day(retest_on)}. Die dag is voorbij."
    return "De hertoets is vandaag." if retest_on == today else f"De hertoets is op {day(retest_on)}."


def level_path_words(view: LevelPathView) -> tuple[str, ...]:
    """Say the path of the level in sentences."""
    if not view.points:
        return ("Er is nog geen AVE-niveau vastgesteld.",)
    levels = [None, *(point.level for point in view.points)]
    changes = (level_change_words(before, point) for before, point in zip(levels, view.points, strict=False))
    retest = () if view.retest_on is None else (retest_words(view.retest_on, view.today),)
    return (f"Het niveau is nu {view.points[-1].level.words}.", *changes, *retest)


def direction(series: DomainSeries) -> str:
    """Return ``beter``, ``slechter`` or ``gelijk``, from the first score to the last; "" for one or none."""
    if len(series.points) < 2:
        return ""
    first, last = series.points[0][1], series.points[-1][1]
    return "gelijk" if first == last else "beter" if last > first else "slechter"


def domain_words(series: DomainSeries) -> str:
    """Say how one life domain goes."""
    if not series.points:
        return f"{series.label}: nog niet gescoord."
    told = listed(f"{score} op {short_day(on, with_year=True)}" for on, score in series.points)
    if len(series.points) == 1:
        return f"{series.label}: {told}, de eerste score."
    return f"{series.label}: {direction(series)}. De scores zijn {told}."


def domain_trend_words(view: DomainTrendView) -> tuple[str, ...]:
    """Say in sentences how the life domains go."""
    if view.span is None:
        return ("Er is nog geen leefgebied gescoord.",)
    ends = [f"{score} ({label})" if label else str(score) for score, label in (view.lowest, view.highest)]
    return (f"De schaal loopt van {ends[0]} tot {ends[1]}.", *(domain_words(d) for d in view.domains))


def action_counts(row: ActionBar) -> str:
    """Return the counts of one organisation, such as ``2 te laat, 4 open, 6 klaar``."""
    return f"{row.late} te laat, {row.open} open, {row.done} klaar" if row.total else "geen acties"


def action_bars_words(view: ActionBarsView) -> tuple[str, ...]:
    """Say the counts of every organisation, also of those for which the picture has no room."""
    if not view.rows:
        return ("Er zijn nog geen acties.",)
    return tuple(f"{row.organisation}: {action_counts(row)}." for row in view.sorted_rows)


def voted_words(view: SpreadView) -> str:
    """Return how many voted, such as ``4 van 6 gestemd``."""
    return f"{len(view.scores)} van {len(view.voters)} gestemd"


def voter_words(view: SpreadView, voter: Voter) -> str:
    """Say what one voice showed; nothing of a score while the poll is hidden."""
    if voter.score is None:
        return f"{voter.name} heeft nog niet gestemd."
    if view.is_hidden:
        return f"{voter.name} heeft gestemd."
    earlier = "" if voter.earlier is None else f", bij {view.before} was dat {voter.earlier}"
    out = " Dat wijkt af van het midden." if view.stands_out(voter) else ""
    return f"{voter.name} geeft {voter.score}{earlier}.{out}"


def spread_words(view: SpreadView) -> tuple[str, ...]:
    """Say the spread of a poll in sentences."""
    if not view.voters:
        return ("Er is nog niemand om te stemmen.",)
    voices = tuple(voter_words(view, voter) for voter in view.voters)
    if view.is_hidden or view.middle is None:
        return (f"{voted_words(view)}.", *voices)
    low, high = view.scores[0], view.scores[-1]
    reach = f"Iedereen geeft {low}." if low == high else f"De stemmen lopen van {low} tot {high}."
    ends = (f"0 is {view.low}, 10 is {view.high}.",) if view.low and view.high else ()
    was = view.earlier_middle
    before = () if was is None else (f"Bij {view.before} was het midden {decimal(was)}.",)
    return (
        f"{voted_words(view)}.",
        *ends,
        f"Het midden is {decimal(view.middle)}.",
        reach,
        *before,
        *voices,
    )


def share_words(share: MeetingShare) -> str:
    """Say the answers at one meeting, such as ``Op 27 nov 2026: 4 ja, 1 deels en 0 nee.``."""
    on = short_day(share.on, with_year=True)
    counts = f"{share.yes} ja, {share.partly} deels en {share.no} nee" if share.total else "geen antwoord"
    return f"Op {on}: {counts}."


def trend_words(shares: Sequence[MeetingShare]) -> str:
    """Say whether the share of yes rose from the meeting before to the last one; "" without two."""
    answered = [share.yes / share.total for share in shares if share.total]
    for before, last in list(pairwise(answered))[-1:]:
        way = "even vaak" if before == last else "vaker" if last > before else "minder vaak"
        return f"De laatste keer was het {way} ja."
    return ""


def evaluation_words(view: EvaluationView) -> tuple[str, ...]:
    """Say the answers per question and meeting in sentences."""
    if not view.days:
        return ("Er is nog geen overleg geëvalueerd.",)
    return tuple(evaluation_row_words(row) for row in view.rows)


def evaluation_row_words(row: EvaluationRow) -> str:
    """Say the answers of one row, the oldest first."""
    label = row.label if row.label.endswith("?") else f"{row.label}:"
    if not row.meetings:
        return f"{label} Nog geen antwoord."
    return " ".join(filter(None, (label, *map(share_words, row.meetings), trend_words(row.meetings))))
