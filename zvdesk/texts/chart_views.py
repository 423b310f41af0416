"""Hold what each picture shows: plain values, the same for screen and paper."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from zvdesk.domain.escalation import EscalationScheme, Level
    from zvdesk.domain.regie import LevelChange

STANDS_OUT = 3  # points from the median; from there on a vote is an outlier


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLevel:
    """Name one level of a scheme; ``colour`` is its ``#RRGGBB``, a higher ``order`` is more serious."""

    code: str
    colour_name: str
    colour: str
    order: int

    @property
    def words(self) -> str:
        """Return the code with the name of the colour, such as ``AVE 3, rood``."""
        return f"{self.code}, {self.colour_name}" if self.colour_name else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPoint:
    """Say that a level was decided on a day."""

    on: date
    level: ChartLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPathView:
    """Hold the decisions on the level of a case, the oldest first; ``levels`` are rows shown anyhow."""

    points: tuple[LevelPoint, ...]
    today: date
    retest_on: date | None = None  # the re-test that is still to be done
    levels: tuple[ChartLevel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainSeries:
    """Hold the scores of one life domain by day, the oldest first; none is not yet scored."""

    label: str
    points: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainTrendView:
    """Hold the life domains of a case on one scale; each end is a score and what it means; high is good."""

    domains: tuple[DomainSeries, ...]
    lowest: tuple[int, str]
    highest: tuple[int, str]

    @property
    def span(self) -> tuple[date, date] | None:
        """Return the first and the last day on which anything was scored, or None."""
        days = [on for domain in self.domains for on, _score in domain.points]
        return (min(days), max(days)) if days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionBar:
    """Count the actions of one organisation; what is late does not count as open as well."""

    organisation: str
    late: int
    open: int
    done: int

    @property
    def total(self) -> int:
        """Return all its actions."""
        return self.late + self.open + self.done


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionBarsView:
    """Hold the organisations in any order; after ``most_rows`` the rest stands in one line."""

    rows: tuple[ActionBar, ...]
    most_rows: int = 8

    @property
    def sorted_rows(self) -> tuple[ActionBar, ...]:
        """Return all rows, the most late first, then the most open, then by name."""
        return tuple(sorted(self.rows, key=lambda r: (-r.late, -r.open, -r.done, r.organisation.casefold())))

    @property
    def rest(self) -> ActionBar | None:
        """Return the rows for which there is no room as one, with their number as its name, or None."""
        left = self.sorted_rows[self.most_rows :]
        if not left:
            return None
        name = "en nog 1 organisatie" if len(left) == 1 else f"en nog {len(left)} organisaties"
        late, open_, done = (
            sum(part) for part in zip(*((r.late, r.open, r.done) for r in left), strict=True)
        )
        return ActionBar(organisation=name, late=late, open=open_, done=done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """Hold what one voice showed, 0 to 10; None is not voted (yet). ``earlier`` is of an earlier poll."""

    name: str
    score: int | None = None
    earlier: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadView:
    """Hold the voices of one poll; ``is_hidden`` shows who voted and no score.

    ``low`` and ``high`` say what 0 and 10 mean; ``now`` and ``before`` name the two polls ("Vervolg").
    """

    name: str
    voters: tuple[Voter, ...]
    is_hidden: bool = False
    low: str = ""
    high: str = ""
    now: str = "nu"
    before: str = "eerder"

    @property
    def scores(self) -> tuple[int, ...]:
        """Return the scores that were given, from low to high."""
        return tuple(sorted(voter.score for voter in self.voters if voter.score is not None))

    @property
    def middle(self) -> float | None:
        """Return the median, or None when nobody voted."""
        return median(self.scores) if self.scores else None

    @property
    def earlier_middle(self) -> float | None:
        """Return the median of the earlier poll, or None when there was none."""
        scores = [voter.earlier for voter in self.voters if voter.earlier is not None]
        return median(scores) if scores else None

    def stands_out(self, voter: Voter) -> bool:
        """Tell whether a vote lies three points or more from the median."""
        return (
            voter.score is not None
            and self.middle is not None
            and abs(voter.score - self.middle) >= STANDS_OUT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingShare:
    """Count the answers to one question at the end of one meeting."""

    on: date
    yes: int
    partly: int
    no: int

    @property
    def total(self) -> int:
        """Return all answers."""
        return self.yes + self.partly + self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRow:
    """Hold the answers to one question, or of one organisation, over meetings, the oldest first."""

    label: str
    meetings: tuple[MeetingShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationView:
    """Hold the rows of the end evaluation; they share the days of their meetings."""

    rows: tuple[EvaluationRow, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day that a row has, the oldest first."""
        return tuple(sorted({meeting.on for row in self.rows for meeting in row.meetings}))


def level_path_of(changes: Iterable[LevelChange], scheme: EscalationScheme, today: date) -> LevelPathView:
    """Return the AVE path of a case; a level that the scheme no longer knows is left out."""
    ordered = sorted(changes, key=lambda change: (change.changed_on, change.id))
    known = {level.code: _chart_level(level) for level in scheme.levels}
    points = tuple(LevelPoint(on=c.changed_on, level=known[c.to_code]) for c in ordered if c.to_code in known)
    return LevelPathView(
        points=points,
        today=today,
        retest_on=ordered[-1].retest_on if ordered else None,
        levels=tuple(known.values()),
    )


def _chart_level(level: Level) -> ChartLevel:
    return ChartLevel(code=level.code, colour_name=level.colour_name, colour=level.colour, order=level.order)
