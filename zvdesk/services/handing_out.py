"""Hand out signed papers: no document without its line in the log, nothing for a derde without a ground."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.domain.adoption import (
    AdoptedContent,
    AdoptedList,
    Letterhead,
    list_blockers,
    recipients,
)
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.log_standing import LogHead
from zvdesk.domain.outcome_text import adopted_text
from zvdesk.domain.retention import destroy_before
from zvdesk.domain.roles import Act
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound
from zvdesk.services import anchors, house, leftover_exports
from zvdesk.storage import audit
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import adopted_lists, load_meeting
from zvdesk.storage.records import insert_record
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zvdesk.domain.action_lists import ActionList
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.crisis_cards import CrisisCard
    from zvdesk.domain.escalation import Level
    from zvdesk.domain.keeping import KeptCopy
    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.regimes import Regime
    from zvdesk.services.desk import Desk, Trail


LABELS = {  # on paper a column is narrow
    Responsibility.CASE_LEAD.value: "Casusregie",
    Responsibility.PROCESS_LEAD.value: "Procesregie",
    Responsibility.OPERATIONAL.value: "Operationeel",
    Responsibility.ADMINISTRATIVE.value: "Bestuurlijk",
    "nobody": "nog niemand",
    "to_be_named": "aan te wijzen door {who} vóór {day}",
    "stuck": "Als het stokt",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold one document that was made."""

    path: Path
    kind: str
    recipient: str
    document_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what a signed paper for one recipient is made from, or for the house itself."""

    file: CaseFile
    adopted: AdoptedList
    organisation: Organisation | None
    organisations: Mapping[str, Organisation]
    level: Level | None
    regime: Regime
    head: Letterhead


def source_of(
    desk: Desk, meeting_id: str, case_id: str, organisation_id: str | None, signer_name: str
) -> Source:
    """Return what a signed paper is made from now; raise Blocked with what holds it up, and NotFound."""
    file, meeting, adopted = load_adopted(desk, meeting_id, case_id)
    if adopted is None:
        raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))
    with desk.vault.read() as connection:
        known = house.known(connection)
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
    with desk.vault.read() as connection:
        sequence, mac = audit.head(connection)
    log_head = LogHead(vault_id=desk.vault.vault_id, sequence=sequence, mac=mac.hex())
    now = desk.clock.local(desk.clock.now())
    began = meeting.began_at or meeting.starts_at or adopted.adopted_at
    head = Letterhead(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        title=meeting.title,
        meeting_at=desk.clock.local(began),
        ended_at=desk.clock.local(meeting.closed_at) if meeting.closed_at else None,
        case_number=case.number,
        signer_name=signer_name,
        signer_role=ROLES[desk.actor.role],
        signed_at=now,
        reviewed_by=adopted.adopted_by,
        audit_mark=log_head.mark,
        log_head=log_head,
        text_sha256=hashlib.sha256(adopted_text(adopted).encode()).hexdigest(),
        document_id=desk.clock.new_id(),
        contact=contact(adopted.content, desk.house.contact),
        scheme_banner="" if scheme.is_adopted else scheme.banner,
        destroy_before=destroy_before(case.first_processed_on, months),
        labels=LABELS,
        day=day,
    )
    level = scheme.level(adopted.content.level_code)
    return Source(file, adopted, organisation, known, level, regime, head)


def hand_out(desk: Desk, trail: Trail, source: Source, signed: bytes, path: Path) -> Exported:
    """Write one signed paper of the kind that the trail names, with its disclosure; see ``export_list``."""
    trail.object_id = source.head.document_id
    disclosure = disclosure_of(desk, source, trail.object, signed)
    pattern = f"*-{trail.object}-*{path.suffix}"
    place = _written(desk, Act.SIGN_LIST, trail, signed, path, pattern, (disclosure,))
    anchors.keep_up(desk.vault, desk.opening)
    return Exported(place, trail.object, disclosure.recipient, disclosure.document_id, disclosure.sha256)


def disclosure_of(desk: Desk, source: Source, kind: str, data: bytes) -> Disclosure:
    """Return the record of one document that was made from a source, for its recipient."""
    head, file, organisation = source.head, source.file, source.organisation
    ground = file.ground(organisation.id) if organisation else None
    return Disclosure(
        id=desk.clock.new_id(),
        case_id=file.case.id,
        meeting_id=source.adopted.meeting_id,
        document_id=head.document_id,
        kind=kind,
        recipient_id=organisation.id if organisation else "",
        recipient=organisation.name if organisation else "",
        purpose=file.case.purpose,
        ground=ground.ground if ground else source.regime.ground,
        version=source.adopted.version,
        sha256=hashlib.sha256(data).hexdigest(),
        made_at=head.signed_at,
        destroy_before=head.destroy_before or head.signed_at.date(),
    )


def write_paper(
    desk: Desk, act: Act, trail: Trail, data: bytes, path: Path, copies: Iterable[Disclosure | KeptCopy] = ()
) -> Path:
    """Write a file whole, keep its log line, then give the file its name; raise FolderUnusable.

    ``copies`` come in the register of what went out, with the day before which they must be destroyed. Where
    the trail names nothing else, the log names a PDF by its SHA-256, so that verifying knows it again.
    """
    if path.suffix == ".pdf" and not trail.object_id:
        trail.object_id = hashlib.sha256(data).hexdigest()
    return _written(desk, act, trail, data, path, f"*{trail.object}*{path.suffix}", copies)


def _written(
    desk: Desk,
    act: Act,
    trail: Trail,
    data: bytes,
    path: Path,
    pattern: str,
    register: Iterable[Disclosure | KeptCopy],
) -> Path:
    with desk.trying(trail):
        leftover_exports.make_ready(desk.vault, path.parent, pattern)
        with system.staged(path, data) as place, desk.change(act, trail) as connection:
            for entry in register:
                insert_record(connection, entry)
    return place.path


def paper_name(kind: str, paper: ActionList | CrisisCard, organisation: Organisation | None) -> str:
    """Return a file name with case number, day of the meeting and organisation, and no name of a person."""
    short = (organisation.abbreviation or organisation.name) if organisation else ""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(short)).strip("-")[:40] or "organisatie"
    who = f"voor-{slug}" if organisation else "volledig"
    practice = "oefening-" if paper.is_practice else ""
    return f"{practice}{paper.case_number}-{kind}-{paper.meeting_at:%Y%m%d}-{who}-v{paper.version}.pdf"


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
