"""Hand out the case overview: for the house and for each organisation, with what it may know."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from zvdesk.documents import case_overview
from zvdesk.documents.signing import sign
from zvdesk.domain.adoption import list_blockers
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.case_overviews import CaseOverview, overview_of, overview_recipients
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.masking import mask, terms_of_copies
from zvdesk.domain.retention import destroy_before
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import held_back
from zvdesk.errors import NotFound
from zvdesk.services import exports, house
from zvdesk.services.audit_log import head_of
from zvdesk.services.case_papers import OVERVIEW, WGS, load, loaded_of, name_of, require, version_of
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import Piece, Recipient, Wanted, make_set, write_set
from zvdesk.services.handing_out import slug
from zvdesk.services.sources import is_shut
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zvdesk.domain.organisations import Organisation
    from zvdesk.services.case_papers import Loaded
    from zvdesk.services.export_sets import ExportSet, Progress
    from zvdesk.services.handing_out import Exported


def overview_targets(desk: Desk, case_id: str) -> tuple[exports.Target, ...]:
    """Return the overview of the house and one per organisation, each with what holds it up."""
    trail = Trail("lezen", "verzendlijst", case_id, case_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        loaded = loaded_of(connection, case_id)
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
    require(desk, OVERVIEW, trail)
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
    require(desk, OVERVIEW, Trail("exporteren", OVERVIEW, case_id=case_id))
    piece = _piece(desk, signer, case_id, organisation_id)
    (exported,) = write_set(desk, Act.HAND_OUT, [piece], folder)
    return exported


def export_overviews(
    desk: Desk,
    signer: exports.Signer,
    case_id: str,
    organisation_ids: Sequence[str | None],
    folder: Path,
    progress: Progress | None = None,
) -> ExportSet:
    """Write the signed case overviews of a case as one set, None for that of the house; see ``make_set``.

    Raises NotAllowed for who may not read contributions, NotFound, FolderUnusable, Cancelled.
    """
    require(desk, OVERVIEW, Trail("exporteren", OVERVIEW, case_id=case_id))
    wanted = [
        Wanted(Recipient(case_id, one, OVERVIEW), partial(_piece, desk, signer, case_id, one))
        for one in organisation_ids
    ]
    return make_set(desk, Act.HAND_OUT, wanted, folder, progress)


def _piece(desk: Desk, signer: exports.Signer, case_id: str, organisation_id: str | None) -> Piece:
    overview, loaded, organisation = _overview(desk, case_id, organisation_id, signer.name, signer.role)
    overview = replace(overview, key_issuer=signer.issuer)
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
    name = name_of(overview, OVERVIEW, f"voor-{slug(organisation)}" if organisation else "volledig")
    return Piece(name=name, data=signed, entry=disclosure, case_id=case_id)


def _overview(
    desk: Desk, case_id: str, organisation_id: str | None, signer: str, role: str
) -> tuple[CaseOverview, Loaded, Organisation | None]:
    loaded = load(desk, case_id)
    file, known = loaded.file, loaded.organisations
    organisation = known.get(organisation_id) if organisation_id else None
    if organisation_id and (
        organisation is None or organisation_id not in overview_recipients(file, loaded.items)
    ):
        raise NotFound("organisation", organisation_id)
    case, regime = file.case, desk.library.regime(file.case.regime_id)
    months = house.retention_months(desk, regime)
    with desk.vault.read() as connection:
        shut = (Blocker(BlockerCode.CONTRIBUTIONS_SHUT),) if is_shut(connection, case_id) else ()
    lacking = (*shut, *list_blockers(file, organisation, months))
    if lacking:
        raise Blocked(lacking)
    level = desk.library.scheme(case.scheme_id, case.scheme_version).level(case.level_code)
    secret = held_back(file, organisation, loaded.items)
    terms = terms_of_copies(secret, known.values(), words=MASK_WORDS)
    head = head_of(desk)
    overview = CaseOverview(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        case_number=case.number,
        recipient=organisation.name if organisation else "",
        is_wgs=regime.id == WGS,
        version=version_of(loaded, OVERVIEW, organisation.id if organisation else ""),
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
