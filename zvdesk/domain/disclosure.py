"""Hold to whom results went and who heard what at the table, on what ground (Wgs 1.7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
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
class SubjectGround:
    """Hold why an organisation may have name, birthday, BSN and address of the main subject on its list."""

    id: str = ""
    case_id: str
    organisation_id: str
    ground: str = ""  # names the law
    recorded_by: str = ""
    recorded_on: date


#: The kind of a disclosure by presence; it has no document, no version and no hash.
PRESENCE = "aanwezigheid"

#: The kinds of the two papers of a case with contributions in them; they belong to no meeting.
OVERVIEW, ACCESS = "casusoverzicht", "inzage-pakket"


class HandOverWay(Enum):
    """List how a document may reach its recipient; the list is closed."""

    SECURE_MAIL = "beveiligde_mail"
    ON_PAPER_AT_TABLE = "papier_aan_tafel"
    ON_PAPER_IN_PERSON = "papier_persoonlijk"
    REGISTERED_POST = "aangetekende_post"
    SECURE_TRANSFER = "beveiligde_overdracht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Record one document that was made for one recipient, or one person who heard a case at the table.

    A document's record is written before its file appears. What happens with it next is marked on it: read
    through (BGS 1.8(1)), handed over, received.
    """

    id: str = ""
    case_id: str
    meeting_id: str
    document_id: str
    kind: str  # "actielijst", "casusoverzicht" and so on, or PRESENCE
    recipient_id: str  # "" for the full list
    recipient: str
    purpose: str
    ground: str
    version: int
    sha256: str
    made_at: datetime
    destroy_before: date
    gone_on: date | None = None  # the recipient said that this copy was destroyed
    checked_by: str = ""  # "nagelezen door"
    checked_on: date | None = None
    handed_over_by: str = ""
    handed_over_on: date | None = None
    handed_over_how: HandOverWay | None = None  # None with a day: handed over before zvdesk asked how
    received_on: date | None = None  # the recipient said that it arrived
    subject_ground: str = ""  # why the recipient may have the BSN and address in it; "" when they are not
