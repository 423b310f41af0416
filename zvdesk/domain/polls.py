"""Hold what everyone showed at the same moment: the normpeiling and the number for safety."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from zvdesk.domain.agenda import Step

HIGHEST = 10
FAR = 3  # from the median: this far stands out
LEAST_VOTERS = 3  # with fewer nobody stands out


class PollKind(Enum):
    """Tell what is asked: how firmly to step in, or how safe it is now."""

    NORM = "normpeiling"
    SAFETY = "veiligheid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """Hold what one organisation, or one person of it, showed: 0 to 10."""

    organisation_id: str
    person: str = ""
    value: int
    reason: str = ""  # one line, asked of who stands out


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Stand for one poll of one case at one meeting."""

    id: str = ""
    case_id: str
    meeting_id: str
    step: Step
    kind: PollKind
    votes: tuple[Vote, ...] = ()
    common: str = ""  # the common norm in one sentence
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Hold how far the numbers lie apart: the spread is the conversation."""

    median: float  # a half is possible
    lowest: int
    highest: int
    outliers: tuple[Vote, ...]  # at least ``FAR`` from the median, in the order of the votes


def spread(votes: Sequence[Vote]) -> Spread | None:
    """Return the spread of votes, or None without any."""
    if not votes:
        return None
    values = sorted(vote.value for vote in votes)
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    stands_out = len(votes) >= LEAST_VOTERS
    return Spread(
        median=middle,
        lowest=values[0],
        highest=values[-1],
        outliers=tuple(v for v in votes if stands_out and abs(v.value - middle) >= FAR),
    )
