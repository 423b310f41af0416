"""Hold to whom results went, on what ground (Wgs 1.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyGround:
    """Hold why a derde may get a list: ground, legal test and, where needed, the supplier's consent."""

    id: str = ""
    case_id: str
    organisation_id: str
    ground: str = ""
    legal_test: str = ""  # outcome of the RAC test or the jurist's advice
    needs_supplier_consent: bool = True  # special or criminal data: Wgs 1.7(3), 2.28(4)
    supplier_consent: str = ""  # who, when
    recorded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Record one document that was made for one recipient; it is written before the file appears."""

    id: str = ""
    case_id: str
    meeting_id: str
    document_id: str
    kind: str  # "actielijst"
    recipient_id: str  # "" for the full list
    recipient: str
    purpose: str
    ground: str
    version: int
    sha256: str
    made_at: datetime
    destroy_before: date
