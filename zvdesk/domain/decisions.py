"""Hold what the table decides and where it does not agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.contributions import SharingCondition

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Stand for one decision of the table."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    text: str
    decided_on: date
    sharing_condition: SharingCondition = SharingCondition.ALL
    named_organisation_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Stand for the voorbehoud of one organisation."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    organisation_id: str
    text: str
    about_id: str = ""  # the decision, action or agreement it is about
