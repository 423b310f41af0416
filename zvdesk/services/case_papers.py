"""Hand out the two papers that hold contributions: the case overview and the inzage-pakket (AVG 15)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.documents import access_package, case_overview
from zvdesk.documents.signing import sign
from zvdesk.domain.access_packages import (
    AccessPackage,
    AccessRecipient,
    AccessSources,
    entries_for,
    left_out,
)
from zvdesk.domain.adoption import list_blockers
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.case_overviews import CaseOverview, held_back, overview_of, overview_recipients
from zvdesk.domain.contributions import DataCategory
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.masking import MaskTerms, mask, terms_of
from zvdesk.domain.masking_copies import Copies
from zvdesk.domain.meetings import AgendaItem
from zvdesk.domain.people import Person
from zvdesk.domain.retention import destroy_before
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import may_know
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound
from zvdesk.services import exports, house
from zvdesk.services.audit_log import head_of
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import Exported, write_paper
from zvdesk.storage.cases import load_case
from zvdesk.storage.records import find_records
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Subject
    from zvdesk.domain.organisations import Organisation
    from zvdesk.storage.connection import Connection

OVERVIEW, ACCESS = "casusoverzicht", "inzage-pakket"
CONCERNED = "betrokkene"
_WGS = "wgs_zvh"
_MAKES = {OVERVIEW: Act.HAND_OUT, ACCESS: Act.READ_CONTRIBUTIONS}  # both also need to read contributions


@dataclass(frozen=True, slots=True)
class _Loaded:
    file: CaseFile
    items: tuple[AgendaItem, ...]
    organisations: dict[str, Organisation]
    people: tuple[Person, ...]
    made: tuple[Disclosure, ...]


def signing(desk: Desk, passphrase: str, kind: str) -> AbstractContextManager[exports.Signer]:
    """Open the signing key of who makes a paper of this kind; see ``exports.signing``."""
    return exports.signing(desk, passphrase, _MAKES[kind], kind)


# --- the case overview -----------------------------------------------------------------------------------


def overview_targets(desk: Desk, case_id: str) -> tuple[exports.Target, ...]:
    """Return the overview of the house and one per organisation, each with what holds it up."""
    trail = Trail("lezen", "verzendlijst", case_id, case_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        loaded = _loaded(connection, case_id)
    months = house.retention_months(desk, desk.library.regime(loaded.file.case.regime_id))
    known = loaded.organisations
    organisations = [known[i] for i in overview_recipients(loaded.file, loaded.items) if i in known]
    return tuple(
        exports.Target(organisation, list_blockers(loaded.file, organisation, months))
        for organisation in (None, *organisations)
    )


def preview_overview(desk: Desk, case_id: str, organisation_id: str | None) -> bytes:
    """Return the unsigned overview as it would be signed now; looking is logged. Raises as the export."""
    trail = Trail("bekijken", OVERVIEW, case_id, case_id)
    _require(desk, OVERVIEW, trail)
    role = ROLES[desk.actor.role]
    overview, _, _ = _overview(desk, case_id, organisation_id, desk.actor.name, role)
    shown = case_overview.render(overview)
    desk.note(trail)
    return shown


def export_overview(
    desk: Desk, signer: exports.Signer, case_id: str, organisation_id: str | None, folder: Path
) -> Exported:
    """Write one signed case overview and its disclosure: the trail first, the file's name last.

    Raises NotAllowed for who may not read contributions, NotFound for a case or an organisation that has
    nothing to do with it, Blocked for a derde without a ground, MissingGlyphs and FolderUnusable.
    """
    trail = Trail("exporteren", OVERVIEW, case_id=case_id)
    _require(desk, OVERVIEW, trail)
    overview, loaded, organisation = _overview(desk, case_id, organisation_id, signer.name, signer.role)
    signed = sign(case_overview.render(overview), signer.identity, at=overview.signed_at)
    ground = loaded.file.ground(organisation.id) if organisation else None
    disclosure = Disclosure(
        id=desk.clock.new_id(),
        case_id=case_id,
        meeting_id="",
        document_id=overview.document_id,
        kind=OVERVIEW,
        recipient_id=organisation.id if organisation else "",
        recipient=overview.recipient,
        purpose=overview.purpose,
        ground=ground.ground if ground else overview.ground,
        version=overview.version,
        sha256=hashlib.sha256(signed).hexdigest(),
        made_at=overview.signed_at,
        destroy_before=overview.destroy_before or overview.signed_at.date(),
    )
    short = (organisation.abbreviation or organisation.name) if organisation else ""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(short)).strip("-")[:40] or "organisatie"
    name = _name(overview, OVERVIEW, f"voor-{slug}" if organisation else "volledig")
    return _hand_out(desk, trail, disclosure, signed, folder / name)


def _overview(
    desk: Desk, case_id: str, organisation_id: str | None, signer: str, role: str
) -> tuple[CaseOverview, _Loaded, Organisation | None]:
    loaded = _load(desk, case_id)
    file, known = loaded.file, loaded.organisations
    organisation = known.get(organisation_id) if organisation_id else None
    if organisation_id and (
        organisation is None or organisation_id not in overview_recipients(file, loaded.items)
    ):
        raise NotFound("organisation", organisation_id)
    case, regime = file.case, desk.library.regime(file.case.regime_id)
    months = house.retention_months(desk, regime)
    lacking = list_blockers(file, organisation, months)
    if lacking:
        raise Blocked(lacking)
    level = desk.library.scheme(case.scheme_id, case.scheme_version).level(case.level_code)
    secret = held_back(file, organisation, loaded.items)
    names = (name for one in known.values() for name in (one.name, one.abbreviation))
    terms = MaskTerms(words=MASK_WORDS, copies=Copies.of(secret, names))
    head = head_of(desk)
    overview = CaseOverview(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        case_number=case.number,
        recipient=organisation.name if organisation else "",
        is_wgs=regime.id == _WGS,
        version=_version(loaded, OVERVIEW, organisation.id if organisation else ""),
        purpose=mask(case.purpose, terms),
        ground=regime.ground,
        level_code=case.level_code,
        level_colour_name=level.colour_name if level else "",
        level_colour=level.colour if level else "",
        content=overview_of(file, organisation, loaded.items, known, terms),
        confidentiality=regime.confidentiality,
        destroy_before=destroy_before(case.first_processed_on, months),
        signer_name=signer,
        signer_role=role,
        signed_at=desk.clock.local(desk.clock.now()),
        audit_mark=head.mark,
        document_id=desk.clock.new_id(),
        log_head=head,
    )
    return overview, loaded, organisation


# --- the inzage-pakket -----------------------------------------------------------------------------------


def preview_access(desk: Desk, case_id: str, subject_id: str) -> bytes:
    """Return the unsigned package as it would be signed now; looking is logged. Raises as the export."""
    trail = Trail("bekijken", ACCESS, case_id, case_id)
    _require(desk, ACCESS, trail)
    shown = access_package.render(
        _package(desk, case_id, subject_id, desk.actor.name, ROLES[desk.actor.role])
    )
    desk.note(trail)
    return shown


def export_access(
    desk: Desk, signer: exports.Signer, case_id: str, subject_id: str, folder: Path
) -> Exported:
    """Write one signed inzage-pakket for a person of the case, with its disclosure; see ``export_overview``.

    Everybody else is masked in it. What a condition keeps from the person is left out and said to be: the
    contact point decides on that after it asked who supplied it (BGS 1.1, 1.2). Read it over before it goes.
    Raises NotAllowed, NotFound for a case or a person that is not in it, MissingGlyphs and FolderUnusable.
    """
    trail = Trail("exporteren", ACCESS, case_id=case_id)
    _require(desk, ACCESS, trail)
    package = _package(desk, case_id, subject_id, signer.name, signer.role)
    signed = sign(access_package.render(package), signer.identity, at=package.signed_at)
    disclosure = Disclosure(
        id=desk.clock.new_id(),
        case_id=case_id,
        meeting_id="",
        document_id=package.document_id,
        kind=ACCESS,
        recipient_id=subject_id,
        recipient=CONCERNED,
        purpose="inzage door de betrokkene",
        ground="artikel 15 AVG",
        version=package.version,
        sha256=hashlib.sha256(signed).hexdigest(),
        made_at=package.signed_at,
        destroy_before=package.destroy_before or package.signed_at.date(),
    )
    return _hand_out(desk, trail, disclosure, signed, folder / _name(package, ACCESS, f"voor-{CONCERNED}"))


def _package(desk: Desk, case_id: str, subject_id: str, signer: str, role: str) -> AccessPackage:
    loaded = _load(desk, case_id)
    file = loaded.file
    person = next((one for one in file.subjects if one.id == subject_id), None)
    if person is None:
        raise NotFound("subject", subject_id)
    case, regime = file.case, desk.library.regime(file.case.regime_id)
    sources = AccessSources(
        own=_terms_of_one(file, person),
        others=_terms_of_others(desk, loaded, person),
        domains=desk.library.life_domain_set(case.life_domain_set_id),
        organisations=loaded.organisations,
        day=day,
    )
    entries, withheld = entries_for(file, person, sources)
    given = {c.category for c in file.contributions if may_know(c)} | {DataCategory.IDENTITY}
    head = head_of(desk)
    return AccessPackage(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        case_number=case.number,
        person=person,
        is_wgs=regime.id == _WGS,
        version=_version(loaded, ACCESS, subject_id),
        purpose=mask(case.purpose, sources.others),
        regime=regime.name,
        ground=regime.ground,
        categories=tuple(category for category in DataCategory if category in given),
        recipients=_recipients(desk, loaded),
        entries=entries,
        withheld=withheld,
        destroy_before=destroy_before(case.first_processed_on, house.retention_months(desk, regime)),
        contact=desk.house.contact,
        signer_name=signer,
        signer_role=role,
        signed_at=desk.clock.local(desk.clock.now()),
        audit_mark=head.mark,
        document_id=desk.clock.new_id(),
        log_head=head,
    )


def _terms_of_one(file: CaseFile, person: Subject) -> MaskTerms:
    alone = replace(
        file,
        case=replace(file.case, alias=""),
        **{name: () for name in file.__slots__ if name not in ("case", "subjects")},
        subjects=(person,),
    )
    return terms_of(alone, words=MASK_WORDS)


def _terms_of_others(desk: Desk, loaded: _Loaded, person: Subject) -> MaskTerms:
    file = loaded.file
    rest = replace(
        file,
        case=replace(file.case, alias=""),
        subjects=tuple(one for one in file.subjects if one.id != person.id),
        contributions=left_out(file),
    )
    typed = (presence.person for item in loaded.items for presence in item.presences if presence.person)
    terms = terms_of(
        rest,
        tuple(loaded.organisations.values()),
        loaded.people,
        words=MASK_WORDS,
        typed=tuple(dict.fromkeys(typed)),
        everyday=desk.library.everyday_words,
    )
    fixed = (MASK_WORDS.address, MASK_WORDS.case)
    names = (n if n.label in fixed else replace(n, label=MASK_WORDS.name) for n in terms.names)
    return replace(terms, names=tuple(names))


def _recipients(desk: Desk, loaded: _Loaded) -> tuple[AccessRecipient, ...]:
    """Return which organisations got a document or heard the case; not which of their people."""
    days: dict[tuple[str, str], list[date]] = {}
    for made in loaded.made:
        organisation = loaded.organisations.get(made.recipient_id)
        if organisation is not None:
            how = "was aan tafel" if made.kind == PRESENCE else made.kind
            days.setdefault((organisation.name, how), []).append(desk.clock.local(made.made_at).date())
    return tuple(
        AccessRecipient(organisation=name, kind=how, first_on=min(found), last_on=max(found))
        for (name, how), found in sorted(days.items())
    )


# --- what both share -------------------------------------------------------------------------------------


def _require(desk: Desk, kind: str, trail: Trail) -> None:
    desk.require(Act.READ_CONTRIBUTIONS, trail)
    desk.require(_MAKES[kind], trail)


def _load(desk: Desk, case_id: str) -> _Loaded:
    with desk.vault.read() as connection:
        return _loaded(connection, case_id)


def _loaded(connection: Connection, case_id: str) -> _Loaded:
    file = load_case(connection, case_id)
    if file is None:
        raise NotFound("case", case_id)
    return _Loaded(
        file,
        find_records(connection, AgendaItem, case_id=case_id),
        house.known(connection),
        find_records(connection, Person),
        find_records(connection, Disclosure, case_id=case_id),
    )


def _version(loaded: _Loaded, kind: str, recipient_id: str) -> int:
    return 1 + sum(made.kind == kind and made.recipient_id == recipient_id for made in loaded.made)


def _name(paper: CaseOverview | AccessPackage, kind: str, who: str) -> str:
    """Return a file name with case number, day and organisation, and no name of a person."""
    practice = "oefening-" if paper.is_practice else ""
    return f"{practice}{paper.case_number}-{kind}-{paper.signed_at:%Y%m%d}-{who}-v{paper.version}.pdf"


def _hand_out(desk: Desk, trail: Trail, disclosure: Disclosure, signed: bytes, path: Path) -> Exported:
    trail.object_id = disclosure.document_id
    place = write_paper(desk, _MAKES[disclosure.kind], trail, signed, path, (disclosure,))
    return Exported(place, disclosure.kind, disclosure.recipient, disclosure.document_id, disclosure.sha256)
