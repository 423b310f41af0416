"""Hand out the inzage-pakket: what a case holds on one person, for that person (AVG 15)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.documents import access_package
from zvdesk.documents.signing import sign
from zvdesk.domain.access_packages import (
    AccessPackage,
    AccessRecipient,
    AccessSources,
    entries_for,
    left_out,
)
from zvdesk.domain.contributions import DataCategory
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.masking import MaskTerms, mask, terms_of
from zvdesk.domain.retention import destroy_before
from zvdesk.errors import NotFound
from zvdesk.services import exports, house
from zvdesk.services.audit_log import head_of
from zvdesk.services.case_papers import ACCESS, WGS, hand_out, load, name_of, require, version_of
from zvdesk.services.desk import Desk, Trail
from zvdesk.texts.access_labels import RECEIVED
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Subject
    from zvdesk.services.case_papers import Loaded
    from zvdesk.services.handing_out import Exported

CONCERNED = "betrokkene"


def preview_access(desk: Desk, case_id: str, subject_id: str) -> bytes:
    """Return the unsigned package as it would be signed now; looking is logged. Raises as the export."""
    trail = Trail("bekijken", ACCESS, case_id, case_id)
    require(desk, ACCESS, trail)
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
    require(desk, ACCESS, trail)
    package = _package(desk, case_id, subject_id, signer.name, signer.role)
    package = replace(package, key_issuer=signer.issuer)
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
    return hand_out(desk, trail, disclosure, signed, folder / name_of(package, ACCESS, f"voor-{CONCERNED}"))


def _package(desk: Desk, case_id: str, subject_id: str, signer: str, role: str) -> AccessPackage:
    loaded = load(desk, case_id)
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
        day_of=lambda at: desk.clock.local(at).date(),
        met_on={i.meeting_id: desk.clock.local(i.began_at).date() for i in loaded.items if i.began_at},
    )
    entries, withheld = entries_for(file, person, sources)
    given = {entry.category for entry in entries} | {DataCategory.IDENTITY}
    if person.bsn:
        given.add(DataCategory.BSN)
    head = head_of(desk)
    return AccessPackage(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        case_number=case.number,
        person=person,
        is_wgs=regime.id == WGS,
        version=version_of(loaded, ACCESS, subject_id),
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


def _terms_of_others(desk: Desk, loaded: Loaded, person: Subject) -> MaskTerms:
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


def _recipients(desk: Desk, loaded: Loaded) -> tuple[AccessRecipient, ...]:
    """Return which organisations got a document or heard the case; not which of their people."""
    days: dict[tuple[str, str], list[date]] = {}
    for made in loaded.made:
        organisation = loaded.organisations.get(made.recipient_id)
        if organisation is not None:
            how = RECEIVED.get(made.kind, made.kind)
            days.setdefault((organisation.name, how), []).append(desk.clock.local(made.made_at).date())
    return tuple(
        AccessRecipient(organisation=name, kind=how, first_on=min(found), last_on=max(found))
        for (name, how), found in sorted(days.items())
    )
