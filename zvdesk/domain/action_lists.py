"""Hold what an action list says: exactly what is printed, and nothing that is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionStatus

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.actions import Informing
    from zvdesk.domain.log_standing import LogHead


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAction:
    """Hold one printed action."""

    number: int
    what: str
    organisation: str
    person: str
    due_on: date | None
    is_urgent: bool
    condition: str
    informing: Informing
    informing_note: str
    informing_recheck_on: date | None
    status: ActionStatus = ActionStatus.OPEN  # printed when it is another
    id: str = ""  # of the action itself: the same on each list and in each version


@dataclass(frozen=True, slots=True, kw_only=True)
class ListConditional:
    """Hold one printed als-dan-afspraak."""

    number: int
    trigger: str
    response: str
    who: str
    within_hours: int | None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDecision:
    """Hold one printed decision; decisions stand on the full list only."""

    number: int
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReservation:
    """Hold one printed voorbehoud; ``about`` are the words of the agreement that it is about."""

    organisation: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegieLine:
    """Hold one line of the regie card, such as ("Casusregie", "S. Oefenaar, Wijkteam Noord")."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSubject:
    """Hold who it is about, printed only for a recipient whose ground to know that is recorded."""

    given_names: str
    prefix: str
    family_name: str
    born_on: date | None
    bsn: str
    street: str
    house_number: str
    postcode: str
    town: str
    ground: str  # why this recipient may have it
    id: str = ""

    @property
    def name(self) -> str:
        """Return given names, prefix and family name in that order."""
        return _joined(" ", self.given_names, self.prefix, self.family_name)

    @property
    def address(self) -> str:
        """Return street, number, postcode and town on one line."""
        street = _joined(" ", self.street, self.house_number)
        return _joined(", ", street, _joined(" ", self.postcode, self.town))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is known of the person."""
        return not (self.name or self.bsn.strip() or self.born_on or self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionList:
    """Hold one list for one recipient: goal, actions, regie, follow-up. Never contributions."""

    house: str
    is_practice: bool
    title: str  # of the meeting
    meeting_at: datetime  # local time
    ended_at: datetime | None
    case_number: str
    version: int
    replaces: int | None
    correction_reason: str
    recipient: str  # "" for the full list
    goal: str
    goal_on: date | None
    goal_indicator: str
    level_code: str
    level_colour_name: str
    level_colour: str  # "#RRGGBB"; "" when unknown
    previous_level_code: str
    scheme_banner: str  # "" when the region adopted the scheme
    regie: tuple[RegieLine, ...]
    decisions: tuple[ListDecision, ...]
    actions: tuple[ListAction, ...]
    conditionals: tuple[ListConditional, ...]
    reservations: tuple[ListReservation, ...]
    follow_up_on: date | None
    follow_up_note: str
    retest_on: date | None
    contact: str  # "lukt niet?": name and phone
    ground: str
    confidentiality: str
    closing_sentence: str
    destroy_before: date | None
    reviewed_by: str  # nagelezen door (BGS 1.8(1))
    agreed: int  # organisations that agreed at the table
    signer_name: str
    signer_role: str
    signed_at: datetime  # local time; also the document's date
    audit_mark: str  # sequence number and head of the log
    document_id: str
    log_head: LogHead | None = None  # goes along inside the PDF
    key_issuer: str = ""  # who issued the signer's key, when that is not the house
    text_sha256: str = ""  # of the adopted text as it was read aloud: hexadecimal
    case_id: str = ""
    meeting_id: str = ""
    subject: ListSubject | None = None  # of a recipient whose ground is recorded; see domain.subject_grounds


def _joined(between: str, *parts: str) -> str:
    return between.join(part.strip() for part in parts if part.strip())
