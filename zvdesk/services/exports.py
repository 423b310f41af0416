"""Make the signed lists: no document without its line in the log, no list for a derde without a ground."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.documents.action_list import render
from zvdesk.documents.identities import SigningIdentity
from zvdesk.documents.signing import sign
from zvdesk.domain.adoption import (
    AdoptedContent,
    AdoptedList,
    Letterhead,
    list_blockers,
    list_for,
    recipients,
)
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.people import Person
from zvdesk.domain.retention import destroy_before
from zvdesk.domain.roles import Act
from zvdesk.domain.words import fold
from zvdesk.errors import FolderUnusable, NoSigningKey, NotFound
from zvdesk.services import house
from zvdesk.services.certificates import fits
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import audit, keys
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import adopted_lists, load_meeting
from zvdesk.storage.records import find_records, get_record, insert_record
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.domain.action_lists import ActionList
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.organisations import Organisation

KIND = "actielijst"
_LABELS = {  # on paper a column is narrow
    Responsibility.CASE_LEAD.value: "Casusregie",
    Responsibility.PROCESS_LEAD.value: "Procesregie",
    Responsibility.OPERATIONAL.value: "Operationeel",
    Responsibility.ADMINISTRATIVE.value: "Bestuurlijk",
    "nobody": "nog niemand",
    "to_be_named": "aan te wijzen door {who} vóór {day}",
    "stuck": "Als het stokt",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Hold one list that can be made, or why it cannot."""

    organisation: Organisation | None  # None: the full list
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Hold an opened signing key, for as long as one signing session lasts."""

    identity: SigningIdentity = field(repr=False)
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold one document that was made."""

    path: Path
    kind: str
    recipient: str
    document_id: str
    sha256: str


def targets(desk: Desk, meeting_id: str, case_id: str) -> tuple[Target, ...]:
    """Return the full list and one list per organisation, each with what holds it up; raise NotAllowed."""
    desk.require(Act.READ_CASE, Trail("lezen", KIND, meeting_id, case_id))
    with desk.reading(Act.READ_CASE, Trail("lezen", "verzendlijst", meeting_id, case_id)):
        pass
    file, _, adopted = _load(desk, meeting_id, case_id)
    months = house.retention_months(desk, desk.library.regime(file.case.regime_id))
    known = house.organisations_by_id(desk)
    organisations = [known[i] for i in _recipients(file, adopted) if i in known]
    base = () if adopted else (Blocker(BlockerCode.NOT_ADOPTED),)
    return tuple(
        Target(organisation, base + list_blockers(file, organisation, months))
        for organisation in (None, *organisations)
    )


@contextmanager
def signing(desk: Desk, passphrase: str) -> Iterator[Signer]:
    """Open the personal signing key of who is at the desk; the passphrase is asked at each signing.

    Raises WrongPassphrase, NotAllowed, NoSigningKey in noodtoegang or for a key that is not certified.
    """
    desk.require(Act.SIGN_LIST, Trail("ondertekenen", KIND))
    if desk.actor.is_emergency:
        raise NoSigningKey
    key = keys.personal_signing_key(desk.vault.folder, desk.actor.person_id, passphrase)
    with desk.vault.read() as connection:
        person = get_record(connection, Person, desk.actor.person_id)
    if person is None or not fits(person.certificate, key):
        raise NoSigningKey
    identity = SigningIdentity(
        private_key=key, certificate=person.certificate, chain=(desk.house.certificate,)
    )
    yield Signer(identity, person.name, ROLES[person.role])


def preview(desk: Desk, meeting_id: str, case_id: str, organisation_id: str | None) -> bytes:
    """Return the unsigned PDF as it would be signed now, to look at first; looking is logged."""
    trail = Trail("bekijken", KIND, meeting_id, case_id)
    desk.require(Act.SIGN_LIST, trail)
    shown = render(_content(desk, meeting_id, case_id, organisation_id, desk.actor.name)[0])
    desk.note(trail)
    return shown


def export_list(
    desk: Desk,
    signer: Signer,
    meeting_id: str,
    case_id: str,
    organisation_id: str | None,
    folder: Path,
) -> Exported:
    """Write one signed list and its disclosure: the trail first, the file's name last.

    The file is written whole beside its place, then the log line is kept, then the file gets its name.
    Raises Blocked with what holds it up, MissingGlyphs, FolderUnusable, NotAllowed.
    """
    trail = Trail("exporteren", KIND, meeting_id, case_id)
    desk.require(Act.SIGN_LIST, trail)
    content, organisation, file = _content(desk, meeting_id, case_id, organisation_id, signer.name)
    signed = sign(render(content), signer.identity, at=content.signed_at)
    path = folder / file_name(content, organisation)
    if folder.is_file():
        raise FolderUnusable(str(folder), "other")
    if not folder.is_dir():  # a folder that is there may be shared: its rights are not ours to change
        system.make_private_folder(folder)
    trail.object_id = content.document_id
    ground = file.ground(organisation_id) if organisation_id else None
    system.clear_staged(folder, f"*-{KIND}-*.pdf")
    with system.staged(path, signed) as place, desk.change(Act.SIGN_LIST, trail) as connection:
        insert_record(
            connection,
            Disclosure(
                id=desk.clock.new_id(),
                case_id=case_id,
                meeting_id=meeting_id,
                document_id=content.document_id,
                kind=KIND,
                recipient_id=organisation_id or "",
                recipient=content.recipient,
                purpose=file.case.purpose,
                ground=ground.ground if ground else content.ground,
                version=content.version,
                sha256=hashlib.sha256(signed).hexdigest(),
                made_at=content.signed_at,
                destroy_before=content.destroy_before or content.signed_at.date(),
            ),
        )
    return Exported(
        place.path, KIND, content.recipient, content.document_id, hashlib.sha256(signed).hexdigest()
    )


def disclosures(desk: Desk, case_id: str) -> tuple[Disclosure, ...]:
    """Return every document that was made of a case, the first one first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "verstrekkingen", case_id, case_id)) as connection:
        return find_records(connection, Disclosure, case_id=case_id)


def file_name(content: ActionList, organisation: Organisation | None) -> str:
    """Return a file name with case number, day of the meeting and organisation, and no name of a person."""
    short = (organisation.abbreviation or organisation.name) if organisation else ""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(short)).strip("-")[:40] or "organisatie"
    who = f"voor-{slug}" if organisation else "volledig"
    practice = "oefening-" if content.is_practice else ""
    day_of = f"{content.meeting_at:%Y%m%d}"
    return f"{practice}{content.case_number}-{KIND}-{day_of}-{who}-v{content.version}.pdf"


def _recipients(file: CaseFile, adopted: AdoptedList | None) -> tuple[str, ...]:
    if adopted is None:
        return tuple(p.organisation_id for p in file.participations)
    return recipients(adopted.content)


def _load(desk: Desk, meeting_id: str, case_id: str) -> tuple[CaseFile, Meeting, AdoptedList | None]:
    with desk.vault.read() as connection:
        file, meeting = load_case(connection, case_id), load_meeting(connection, meeting_id)
        versions = adopted_lists(connection, meeting_id, case_id)
    if file is None:
        raise NotFound("case", case_id)
    if meeting is None:
        raise NotFound("meeting", meeting_id)
    return file, meeting, versions[-1] if versions else None


def _content(
    desk: Desk, meeting_id: str, case_id: str, organisation_id: str | None, signer_name: str
) -> tuple[ActionList, Organisation | None, CaseFile]:
    file, meeting, adopted = _load(desk, meeting_id, case_id)
    if adopted is None:
        raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))
    known = house.organisations_by_id(desk)
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
        audit_mark=audit_mark(sequence, mac),
        document_id=desk.clock.new_id(),
        contact=_contact(adopted.content, desk.house.contact),
        scheme_banner="" if scheme.is_adopted else scheme.banner,
        destroy_before=destroy_before(case.first_processed_on, months),
        labels=_LABELS,
        day=day,
    )
    listed = list_for(
        adopted,
        organisation,
        head=head,
        level=scheme.level(adopted.content.level_code),
        regime=regime,
        organisations=known,
    )
    return listed, organisation, file


def audit_mark(sequence: int, mac: bytes) -> str:
    """Return what a list prints of the log: its number and 80 bits of its head, in groups of four."""
    digits = mac.hex()[:20]
    return f"{sequence} · " + " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def _contact(content: AdoptedContent, house_contact: str) -> str:
    """Return whom to call when something does not work out: the procesregisseur, or else the house."""
    lead = [h for h in content.holders if h.responsibility is Responsibility.PROCESS_LEAD and h.phone]
    return f"{lead[-1].person}, {lead[-1].phone}" if lead else house_contact
