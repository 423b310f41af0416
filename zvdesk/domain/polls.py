"""Hold what everyone showed at the same moment: the normpeiling and the number for safety."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from zvdesk.domain.agenda import Step


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
