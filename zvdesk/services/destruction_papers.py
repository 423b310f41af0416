"""Hand out the certificate of a destruction as a signed PDF in which nobody of the case stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents.destruction_certificate import render
from zvdesk.documents.signing import sign
from zvdesk.domain.keeping import Destruction, DestructionCertificate, DestructionGround, KeptCopy
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act
from zvdesk.errors import NotFound
from zvdesk.services import exports
from zvdesk.services.audit_log import head_of
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import write_paper
from zvdesk.storage.records import find_records, get_record
from zvdesk.texts.labels import DESTRUCTION_ARTICLES, DESTRUCTION_GROUNDS, ROLES

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

KIND = "vernietigingsbewijs"
_WGS = "wgs_zvh"
_ELSEWHERE = "artikel 5, eerste lid, onder e, AVG"  # a regime without articles of its own on keeping


def signing(desk: Desk, passphrase: str) -> AbstractContextManager[exports.Signer]:
    """Open the signing key of who keeps the clock; see ``exports.signing``."""
    return exports.signing(desk, passphrase, Act.KEEP_CLOCK, KIND)


def export_certificate(desk: Desk, signer: exports.Signer, destruction_id: str, folder: Path) -> Path:
    """Write the certificate of a destruction, with the documents that are still out now, and return where.

    Raises NotFound, NotAllowed, MissingGlyphs, FolderUnusable.
    """
    trail = Trail("exporteren", KIND)
    desk.require(Act.KEEP_CLOCK, trail)
    with desk.vault.read() as connection:
        found = get_record(connection, Destruction, destruction_id)
        if found is None:
            raise NotFound("document", destruction_id)
        out = tuple(
            copy
            for copy in find_records(connection, KeptCopy, case_number=found.case_number)
            if copy.gone_on is None
        )
    content = _certificate(desk, signer, found, out)
    trail.case_id = found.erased_case_id
    signed = sign(render(content), signer.identity, at=content.signed_at)
    practice = "oefening-" if content.is_practice else ""
    name = f"{practice}{found.case_number}-{KIND}-{content.destroyed_at:%Y%m%d}.pdf"
    return write_paper(desk, Act.KEEP_CLOCK, trail, signed, folder / name)


def article(regime_id: str, ground: DestructionGround) -> str:
    """Return the article of law behind a ground: that of the Wgs, or of the AVG for every other regime."""
    own = regime_id == _WGS or ground is DestructionGround.RIGHTS
    return DESTRUCTION_ARTICLES[ground] if own else _ELSEWHERE


def _certificate(
    desk: Desk, signer: exports.Signer, found: Destruction, out: tuple[KeptCopy, ...]
) -> DestructionCertificate:
    head = head_of(desk)
    return DestructionCertificate(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        case_number=found.case_number,
        regime=desk.library.regime(found.regime_id).name,
        ground=DESTRUCTION_GROUNDS[found.ground],
        article=article(found.regime_id, found.ground),
        first_processed_on=found.first_processed_on,
        destroyed_at=desk.clock.local(found.destroyed_at),
        destroyed_by=found.destroyed_by,
        function=ROLES[Role(found.role)],
        records=found.records,
        copies_out=out,
        signer_name=signer.name,
        signer_role=signer.role,
        signed_at=desk.clock.local(desk.clock.now()),
        audit_mark=head.mark,
        document_id=desk.clock.new_id(),
        log_head=head,
        key_issuer=signer.issuer,
    )
