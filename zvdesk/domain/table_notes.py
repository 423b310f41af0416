"""Hold what is noted at the table and never stands on a list: information and the parking lot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """Stand for something that was said at the table and is worth keeping; no list prints it."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    organisation_id: str = ""
    person: str = ""
    text: str
    noted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedPoint:
    """Stand for a point that waits; the case is done when it is dealt with or carried over with a reason."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    text: str
    carried_reason: str = ""
