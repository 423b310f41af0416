"""Read what the papers for one recipient are made from: the case, what was adopted on it, and the house."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import (
    AdoptedContent,
    AdoptedList,
    Letterhead,
    list_blockers,
    recipients,
)
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.handovers import Envelope
from zvdesk.domain.masking import MaskTerms, terms_of_copies
from zvdesk.domain.masking_adopted import without_copies
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.outcome_text import adopted_text
from zvdesk.domain.retention import destroy_before
from zvdesk.domain.sharing import held_back
from zvdesk.errors import NotFound
from zvdesk.services import house
from zvdesk.services.audit_log import head_of
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import adopted_lists, load_meeting
from zvdesk.storage.records import find_records
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.escalation import Level
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.regimes import Regime
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection

LABELS = {  # on paper a column is narrow
    Responsibility.CASE_LEAD.value: "Casusregie",
    Responsibility.PROCESS_LEAD.value: "Procesregie",
    Responsibility.OPERATIONAL.value: "Operationeel",
    Responsibility.ADMINISTRATIVE.value: "Bestuurlijk",
    "nobody": "nog niemand",
    "to_be_named": "aan te wijzen door {who}, uiterlijk {day}",
    "stuck": "Als het stokt",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what a signed paper for one recipient is made from, or for the house itself.

    What was adopted stands here as that recipient may read it: nothing made of it needs to mask again.
    """

    file: CaseFile
    adopted: AdoptedList
    organisation: Organisation | None
    organisations: Mapping[str, Organisation]
    level: Level | None
    regime: Regime
    head: Letterhead
    terms: MaskTerms  # what the recipient may not read of contributions, nor a copy of it
    is_shut: bool  # contributions came along in an envelope that nobody here may open

    def require_contributions(self) -> None:
        """Raise Blocked where nobody can tell what a text copies: then no text goes on paper."""
        if self.is_shut:
            raise Blocked((Blocker(BlockerCode.CONTRIBUTIONS_SHUT),))

    def of_version(self, adopted: AdoptedList) -> Source:
        """Return the same of another version of what was adopted, as its recipient may read it."""
        return replace(self, adopted=without_copies(adopted, self.terms))


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what was read of one case."""

    file: CaseFile
    meeting: Meeting
    adopted: AdoptedList
    text_sha256: str
    items: tuple[AgendaItem, ...]  # its places on tables: who heard it
    is_shut: bool


class Sources:
    """Give what the papers of one meeting are made from, for one set: each case is read once."""

    def __init__(self, desk: Desk, meeting_id: str, signer_name: str) -> None:
        self._desk, self._meeting_id, self._signer = desk, meeting_id, signer_name
        self._read: dict[str, _Read] = {}
        self._terms: dict[tuple[str, ...], MaskTerms] = {}  # by what may not be read: for most the same
        with desk.vault.read() as connection:
            self._known = house.known(connection)

    def of(self, case_id: str, organisation_id: str | None) -> Source:
        """Return what a paper for one recipient is made from; raise Blocked with what lacks, and NotFound."""
        desk, known = self._desk, self._known
        read = self._case(case_id)
        file, meeting, adopted = read.file, read.meeting, read.adopted
        organisation = known.get(organisation_id) if organisation_id else None
        if organisation_id and (organisation is None or organisation_id not in recipients(adopted.content)):
            raise NotFound("organisation", organisation_id)
        case = file.case
        regime = desk.library.regime(case.regime_id)
        months = house.retention_months(desk, regime)
        lacking = list_blockers(file, organisation, months)
        if lacking:
            raise Blocked(lacking)
        scheme = desk.library.scheme(case.scheme_id, case.scheme_version)
        log_head = head_of(desk)
        began = meeting.began_at or meeting.starts_at or adopted.adopted_at
        head = Letterhead(
            house=desk.house.name,
            is_practice=desk.vault.practice,
            title=meeting.title,
            meeting_at=desk.clock.local(began),
            ended_at=desk.clock.local(meeting.closed_at) if meeting.closed_at else None,
            case_number=case.number,
            signer_name=self._signer,
            signer_role=ROLES[desk.actor.role],
            signed_at=desk.clock.local(desk.clock.now()),
            reviewed_by=adopted.adopted_by,
            audit_mark=log_head.mark,
            log_head=log_head,
            text_sha256=read.text_sha256,
            document_id=desk.clock.new_id(),
            contact=contact(adopted.content, desk.house.contact),
            scheme_banner="" if scheme.is_adopted else scheme.banner,
            destroy_before=destroy_before(case.first_processed_on, months),
            labels=LABELS,
            day=day,
        )
        level = scheme.level(adopted.content.level_code)
        secret = held_back(file, organisation, read.items)
        if secret not in self._terms:
            self._terms[secret] = terms_of_copies(secret, known.values(), words=MASK_WORDS)
        terms = self._terms[secret]
        source = Source(file, adopted, organisation, known, level, regime, head, terms, read.is_shut)
        return source.of_version(adopted)

    def _case(self, case_id: str) -> _Read:
        if case_id not in self._read:
            file, meeting, adopted = load_adopted(self._desk, self._meeting_id, case_id)
            if adopted is None:
                raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))
            text_sha256 = hashlib.sha256(adopted_text(adopted).encode()).hexdigest()
            with self._desk.vault.read() as connection:
                items = find_records(connection, AgendaItem, case_id=case_id)
                shut = is_shut(connection, case_id)
            self._read[case_id] = _Read(file, meeting, adopted, text_sha256, items, shut)
        return self._read[case_id]


def is_shut(connection: Connection, case_id: str) -> bool:
    """Tell whether contributions to a case came along in an envelope that stays shut here."""
    return bool(find_records(connection, Envelope, case_id=case_id))


def load_adopted(desk: Desk, meeting_id: str, case_id: str) -> tuple[CaseFile, Meeting, AdoptedList | None]:
    """Return a case, a meeting and the latest version of what it adopted on the case; raise NotFound."""
    with desk.vault.read() as connection:
        file, meeting = load_case(connection, case_id), load_meeting(connection, meeting_id)
        versions = adopted_lists(connection, meeting_id, case_id)
    if file is None:
        raise NotFound("case", case_id)
    if meeting is None:
        raise NotFound("meeting", meeting_id)
    return file, meeting, versions[-1] if versions else None


def contact(content: AdoptedContent, house_contact: str) -> str:
    """Return whom to call when something does not work out: the procesregisseur, or else the house."""
    lead = [h for h in content.holders if h.responsibility is Responsibility.PROCESS_LEAD and h.phone]
    return f"{lead[-1].person}, {lead[-1].phone}" if lead else house_contact
