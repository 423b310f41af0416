"""Make the signed lists: who may get one, what stands on it, and the key that signs it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zvdesk.documents.action_list import render
from zvdesk.documents.identities import SigningIdentity
from zvdesk.documents.signing import Identity, sign
from zvdesk.domain.adoption import (
    AdoptedList,
    list_blockers,
    list_for,
    recipients,
)
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.people import Person
from zvdesk.domain.roles import Act
from zvdesk.domain.subject_grounds import subject_for
from zvdesk.errors import NoSigningKey
from zvdesk.services import house, shared_house
from zvdesk.services.certificates import fits
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import paper_name
from zvdesk.services.sources import Source, Sources, is_shut, load_adopted
from zvdesk.storage import keys
from zvdesk.storage.records import find_records, get_record
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.action_lists import ActionList, ListSubject
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.organisations import Organisation

KIND = "actielijst"


@dataclass(frozen=True, slots=True)
class Target:
    """Hold one list that can be made, or why it cannot."""

    organisation: Organisation | None  # None: the full list
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Hold an opened signing key, for as long as one signing session lasts."""

    identity: Identity = field(repr=False)
    name: str
    role: str
    issuer: str = ""  # of the key, when that is not the house


def targets(desk: Desk, meeting_id: str, case_id: str) -> tuple[Target, ...]:
    """Return the full list and one list per organisation, each with what holds it up; raise NotAllowed."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "verzendlijst", meeting_id, case_id)) as connection:
        known = house.known(connection)
        shut = is_shut(connection, case_id)
    file, _, adopted = load_adopted(desk, meeting_id, case_id)
    months = house.retention_months(desk, desk.library.regime(file.case.regime_id))
    organisations = [known[i] for i in _recipients(file, adopted) if i in known]
    base = [] if adopted else [Blocker(BlockerCode.NOT_ADOPTED)]
    base += [Blocker(BlockerCode.CONTRIBUTIONS_SHUT)] if shut else []
    return tuple(
        Target(organisation, (*base, *list_blockers(file, organisation, months)))
        for organisation in (None, *organisations)
    )


@contextmanager
def signing(desk: Desk, passphrase: str, act: Act = Act.SIGN_LIST, document: str = KIND) -> Iterator[Signer]:
    """Open the personal signing key of who is at the desk; the passphrase is asked at each signing.

    Its certificate is of the house that several vaults share when there is one, else of the own house.
    ``act`` is what the document that is signed asks of a role. A wrong passphrase is logged as failed. Raises
    WrongPassphrase, NotAllowed, NoSigningKey in noodtoegang or for a key that is not certified.
    """
    trail = Trail("ondertekenen", document)
    desk.require(act, trail)
    with desk.trying(trail):
        if desk.actor.is_emergency:
            raise NoSigningKey
        key = keys.personal_signing_key(desk.vault.folder, desk.actor.person_id, passphrase)
        with desk.vault.read() as connection:
            person = get_record(connection, Person, desk.actor.person_id)
        if person is None or not fits(person.certificate, key):
            raise NoSigningKey
        with desk.vault.read() as connection:
            standing = shared_house.standing_of(desk, connection, person)
    identity = SigningIdentity(
        private_key=key, certificate=standing.certificate, chain=(standing.house_certificate,)
    )
    issuer = shared_house.issuer_name(desk.house, standing.house_certificate)
    yield Signer(identity, person.name, ROLES[person.role], issuer)


def preview(desk: Desk, meeting_id: str, case_id: str, organisation_id: str | None) -> bytes:
    """Return the unsigned PDF as it would be signed now, to look at first; looking is logged."""
    trail = Trail("bekijken", KIND, meeting_id, case_id)
    desk.require(Act.SIGN_LIST, trail)
    source = Sources(desk, meeting_id, desk.actor.name).of(case_id, organisation_id)
    source.require_contributions()
    content = list_of(source)
    shown = render(replace(content, key_issuer=shared_house.issuer_of(desk)))
    desk.note(trail)
    return shown


def signed_list(source: Source, signer: Signer) -> tuple[str, bytes]:
    """Return the name of the file of a list, and the signed PDF; raise Blocked where contributions lack."""
    source.require_contributions()
    content = replace(list_of(source), key_issuer=signer.issuer)
    signed = sign(render(content), signer.identity, at=content.signed_at)
    return file_name(content, source.organisation), signed


def disclosures(desk: Desk, case_id: str) -> tuple[Disclosure, ...]:
    """Return every document that was made of a case and everyone who heard it, the first one first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "verstrekkingen", case_id, case_id)) as connection:
        return find_records(connection, Disclosure, case_id=case_id)


def file_name(content: ActionList, organisation: Organisation | None) -> str:
    """Return the name of the file of a list; see ``paper_name``."""
    return paper_name(KIND, content, organisation)


def _recipients(file: CaseFile, adopted: AdoptedList | None) -> tuple[str, ...]:
    if adopted is None:
        return tuple(p.organisation_id for p in file.participations)
    return recipients(adopted.content)


def list_of(source: Source) -> ActionList:
    """Return the list of one recipient, as it would be printed now."""
    content = list_for(
        source.adopted,
        source.organisation,
        head=source.head,
        level=source.level,
        regime=source.regime,
        organisations=source.organisations,
    )
    return replace(content, subject=subject_of(source))


def subject_of(source: Source) -> ListSubject | None:
    """Return who the list of one recipient says it is about, or None without a ground to say so."""
    return subject_for(source.file, source.organisation)
