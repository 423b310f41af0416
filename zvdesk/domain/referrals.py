"""Hold the referral (aanmelding) with which a case begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Stand for who refers the case, why, and the quality test beforehand (BGS 1.6)."""

    id: str = ""
    case_id: str
    referrer_name: str = ""
    referrer_organisation: str = ""
    referrer_email: str = ""
    referrer_phone: str = ""
    received_at: datetime
    request: str = ""
    situation: str = ""
    incidents: str = ""
    other: str = ""
    wants_feedback: bool = True
    is_quality_checked: bool = False
    quality_checked_by: str = ""
    quality_checked_on: date | None = None
    national_id: str = ""  # Melding.id, with which the same referral is recognised
    national_kind: str = ""  # NAZ, VT or ZVH
    source_sha256: str = ""
