"""Make houses with a vault each, and let cases travel between them without the services."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import delete

from tests.factories import CASE, MEETING, NOW, ORGANISATIONS, TODAY, make_file, make_meeting
from tests.storage.conftest import PASSPHRASE
from tests.storage.test_records import EXTRA
from zvdesk.documents.identities import house_certificate, new_signing_key, person_certificate
from zvdesk.domain.actions import ActionItem, ActionStatus, ActionUpdate, ConditionalAgreement
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case, Factor, IntakeCriterion, Question
from zvdesk.domain.colleagues import Acquaintance, Colleague
from zvdesk.domain.contributions import Contribution, SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handover_scope import Scope
from zvdesk.domain.handovers import LeftOut, Manifest, Pen, PenChain, Reach, entered, given
from zvdesk.domain.ids import uuid8
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.meetings import AgendaItem, ReadMark
from zvdesk.domain.people import Person, Role
from zvdesk.domain.polls import Poll
from zvdesk.domain.referrals import Referral
from zvdesk.domain.roles import Act, may
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.storage import codec, package_content, package_file
from zvdesk.storage.package_changes import renamed
from zvdesk.storage.package_content import OF_A_CASE, Content, EnvelopeContent
from zvdesk.storage.package_entering import Entered, enter
from zvdesk.storage.package_envelopes import Incoming, Reader, open_envelopes, seal_envelope
from zvdesk.storage.package_gathering import gather, key_ids, of_a_case
from zvdesk.storage.pen_links import linked
from zvdesk.storage.pens import lifted, pen_of
from zvdesk.storage.records import find_records, insert_record, save_record
from zvdesk.storage.tables import metadata
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric import ec

    from zvdesk.storage.connection import Connection

_T = TypeVar("_T")
SECRET = "GEHEIM"  # stands in everything that who may not read contributions never sees


def uuid_of(name: str) -> str:
    """Return the UUID that stands for a short name."""
    return uuid8(hashlib.sha256(name.encode()).digest())


CASE_ID, MEETING_ID = uuid_of(CASE), uuid_of(MEETING)
FILE = make_file()
_RECORDS = [
    FILE.case,
    *(record for part in fields(FILE) if part.name != "case" for record in getattr(FILE, part.name)),
    *(r for r in EXTRA if hasattr(r, "case_id") and type(r) in OF_A_CASE),
    *make_meeting().items,
]
_NAMES = {name: uuid_of(name) for name in (*(r.id for r in _RECORDS), *ORGANISATIONS, MEETING)}


_SECRET_FIELDS: dict[type, tuple[str, ...]] = {
    Case: ("occasion", "necessity", "resident_view"),
    Contribution: ("text",),
    DomainScore: ("source",),
    Factor: ("text",),
    Information: ("text",),
    IntakeCriterion: ("evidence",),
    ParkedPoint: ("text",),
    Poll: ("common",),
    Question: ("answer",),
    Referral: ("situation",),
}
_QUIET: dict[str, codec.Value] = {
    "case_id": CASE_ID,
    "meeting_id": MEETING_ID,
    "sharing_condition": SharingCondition.NOT_IN_REPORT,
}
SECRETS = (
    Decision(id=uuid_of("s1"), text=SECRET, decided_on=TODAY, **_QUIET),
    ActionItem(id=uuid_of("s2"), what=SECRET, person=SECRET, organisation_id=uuid_of("ggz"), **_QUIET),
    ConditionalAgreement(id=uuid_of("s3"), trigger=SECRET, response=SECRET, phones=(SECRET,), **_QUIET),
    Reservation(
        id=uuid_of("s4"), case_id=CASE_ID, organisation_id=uuid_of("ggz"), text=SECRET, about_id=uuid_of("s1")
    ),
    ActionUpdate(
        id=uuid_of("s5"),
        case_id=CASE_ID,
        action_id=uuid_of("s2"),
        updated_at=NOW,
        updated_by="V",
        status=ActionStatus.OPEN,
        note=SECRET,
    ),
)


def world() -> list[object]:
    """Return a whole case with its meeting and organisations, and secrets in all that must not leak."""
    organisations = [replace(o, id=uuid_of(o.id)) for o in ORGANISATIONS.values()]
    evaluation = next(r for r in EXTRA if isinstance(r, Evaluation))
    meeting = replace(renamed(replace(make_meeting(), items=()), _NAMES), chair_id="p1", secretary_id="p2")
    return [
        *organisations,
        meeting,
        *(_with_secret(renamed(record, _NAMES)) for record in _RECORDS),
        *SECRETS,
        replace(renamed(evaluation, _NAMES), id=uuid_of(evaluation.id)),
    ]


@dataclass(slots=True)
class House:
    """Hold a vault with one person in it."""

    vault: Vault
    name: str
    role: Role
    key: ec.EllipticCurvePrivateKey = field(default_factory=new_signing_key)
    private: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    certificate: bytes = b""

    @property
    def id(self) -> str:
        """Return the id by which colleagues know this person."""
        return package_file.key_id(self.certificate)

    @property
    def reader(self) -> Reader:
        """Return this person as somebody who may open an envelope."""
        return Reader(self.id, self.name, self.private.public_key().public_bytes_raw())

    def begin(self, *records: object) -> None:
        """Take everything out of the vault, and put its person and these records in."""
        person = Person(id="p1", name=self.name, role=self.role, from_on=TODAY, certificate=self.certificate)
        with self.vault.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM search_text")
            for held in reversed(metadata.sorted_tables):
                connection.execute(delete(held))
            for record in (person, *records):
                insert_record(connection, record)

    def fill(self, *records: object) -> None:
        """Put records in the vault."""
        with self.vault.transaction() as connection:
            for record in records:
                insert_record(connection, record)

    def found(self, cls: type[_T], **equal: codec.Value) -> tuple[_T, ...]:
        """Return the records of one kind."""
        with self.vault.read() as connection:
            return find_records(connection, cls, **equal)

    def case(self, case_id: str = CASE_ID) -> dict[str, object]:
        """Return all that travels of a case, by id."""
        with self.vault.read() as connection:
            return {package_content.id_of(record): record for record in of_a_case(connection, case_id)}

    def save(self, record: object) -> None:
        """Keep a changed record."""
        with self.vault.transaction() as connection:
            save_record(connection, record)


def houses(folder: Path, roles: Mapping[str, Role]) -> list[House]:
    """Return houses with a real vault and one person each, in a new folder."""
    place = folder / "eerste.zvkluis"
    vault, new = Vault.create(place, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=True)
    vault.close()
    found = []
    for name, role in roles.items():
        shutil.copytree(place, folder / f"{name}.zvkluis")
        made = House(Vault.open(folder / f"{name}.zvkluis", new.keys), name, role)
        authority_key = new_signing_key()
        authority = house_certificate(authority_key, f"Huis van {name}", practice=True, now=NOW)
        made.certificate = person_certificate(
            authority_key,
            authority,
            made.key.public_key(),
            name=name,
            role=role.value,
            organisation="",
            practice=True,
            now=NOW,
            until=NOW + timedelta(days=365),
        )
        found.append(made)
    return found


def colleagues_of(one: House, others: Iterable[House]) -> list[object]:
    """Return everybody else as this house knows them."""
    return [
        Colleague(
            id=other.id,
            name=other.name,
            role=other.role,
            certificate=other.certificate,
            house_certificate=b"\x00",
            sealing_public=other.reader.sealing_public,
            met_on=TODAY,
            met_by=Acquaintance.READ_ALOUD,
        )
        for other in others
        if other is not one
    ]


def give(
    sender: House,
    receiver: House,
    *,
    readers: tuple[House, ...] = (),
    meeting_id: str = "",
    case_ids: tuple[str, ...] = (CASE_ID,),
    package_id: str = "",
) -> tuple[str, bytes]:
    """Return a package's id and content as a service makes them, and move the pens."""
    package_id = package_id or secrets.token_hex(16)
    scope = Scope(all(may(one.role, Act.READ_CONTRIBUTIONS) for one in (sender, receiver)))
    with sender.vault.transaction() as connection:
        gathered = gather(connection, case_ids, meeting_id, scope)
        chains = []
        for subject in (*case_ids, *((meeting_id,) if meeting_id else ())):
            pen = pen_of(connection, subject) or Pen(id=subject)
            link = linked(sender.key, pen.way, package_id, None, (sender.id, receiver.id))
            pen = given(pen, package_id, receiver.id, receiver.name, NOW, link=link)
            save_record(connection, pen)
            chains.append(pen.way)
        manifest = manifest_of(
            sender, receiver, package_id, tuple(chains), case_ids, meeting_id, leaves_out=scope.leaves_out
        )
        new = [
            seal_envelope(
                EnvelopeContent(case_id, package_id, gathered.is_whole(case_id), rows),
                [one.reader for one in readers],
                made_by=sender.name,
                made_at=NOW,
                signing_key=sender.key,
                certificate=sender.certificate,
            )
            for case_id, rows in gathered.left_out.items()
            if readers
        ]
        return package_id, package_content.write(
            Content(manifest, gathered.records, (*gathered.carried, *new))
        )


def manifest_of(
    sender: House,
    receiver: House,
    package_id: str,
    chains: tuple[PenChain, ...],
    case_ids: tuple[str, ...],
    meeting_id: str = "",
    *,
    leaves_out: tuple[LeftOut, ...] = (),
) -> Manifest:
    """Return the manifest of a package from one person to another."""
    return Manifest(
        package_id=package_id,
        sender_id=sender.id,
        sender=sender.name,
        receiver_ids=(receiver.id,),
        receivers=(receiver.name,),
        reach=Reach.MEETING if meeting_id else Reach.CASE,
        meeting_id=meeting_id,
        case_ids=case_ids,
        chains=chains,
        purpose="",
        made_at=NOW,
        expires_on=TODAY + timedelta(days=14),
        sequence=1,
        vault_id="v",
        log_sequence=1,
        log_mac="00" * 32,
        schema=package_content.SCHEMA,
        leaves_out=leaves_out,
        is_practice=True,
    )


def opened(receiver: House, package_id: str, data: bytes) -> Incoming:
    """Return a package as a receiver opens it."""
    content = package_content.read(data, package_id)
    with receiver.vault.read() as connection:
        known = {colleague.id for colleague in find_records(connection, Colleague)} | set(key_ids(connection))
    return open_envelopes(content, receiver.private, known)


def take(receiver: House, package_id: str, data: bytes, *, has_pen: bool = True) -> Entered:
    """Let a package enter."""
    incoming = opened(receiver, package_id, data)
    manifest = incoming.content.manifest
    subjects = [chain.id for chain in manifest.chains]
    with receiver.vault.transaction() as connection:
        return enter(connection, incoming, subjects, at=NOW, has_pen=has_pen)


def pass_on(
    sender: House, receiver: House, *, readers: tuple[House, ...] = (), meeting_id: str = ""
) -> bytes:
    """Hand the case over and let it enter; return what travelled."""
    package_id, data = give(sender, receiver, readers=readers, meeting_id=meeting_id)
    take(receiver, package_id, data)
    return data


def pen_here(connection: Connection, case_id: str) -> None:
    """Put the pen of a case back, as if it had never left."""
    with lifted(connection):
        save_record(connection, entered(None, PenChain(id=case_id, chain=()), NOW))


def _with_secret(record: codec.Value) -> codec.Value:
    """Return a record with the secret in each field that only who reads contributions may read."""
    if isinstance(record, AgendaItem):
        return replace(
            record,
            steps=tuple(replace(step, note=f"{SECRET} {step.step.value}") for step in record.steps),
            escalation_discussed=SECRET,
            read_marks=(
                *record.read_marks,
                *(ReadMark(record_id=one.id, facts=(SECRET,)) for one in SECRETS[:4]),
                ReadMark(record_id=uuid_of("erased since"), facts=(SECRET,)),
            ),
        )
    if isinstance(record, AdoptedList):
        content = replace(
            record.content,
            decisions=(SECRETS[0], *record.content.decisions),
            actions=(SECRETS[1], *record.content.actions),
            conditionals=(SECRETS[2], *record.content.conditionals),
            reservations=(SECRETS[3], *record.content.reservations),
        )
        return replace(record, content=content)
    return replace(record, **dict.fromkeys(_SECRET_FIELDS.get(type(record), ()), SECRET))
