"""Sign the lists and crisis cards of a whole meeting as one set: all of them are there, or none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zvdesk.domain.roles import Act
from zvdesk.services import exports, papers
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import ExportSet, Piece, Recipient, Wanted, make_set
from zvdesk.services.handing_out import disclosure_of
from zvdesk.services.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zvdesk.services.export_sets import Progress

_SIGNED = {exports.KIND: exports.signed_list, papers.CARD: papers.signed_card}


def sign_set(
    desk: Desk,
    signer: exports.Signer,
    meeting_id: str,
    recipients: Sequence[Recipient],
    folder: Path,
    progress: Progress | None = None,
) -> ExportSet:
    """Sign a list or card for each recipient, write them together, and say of the others why not.

    ``progress`` hears how many of how many are signed, and may raise Cancelled; then nothing is written.
    Raises NotAllowed, FolderUnusable.
    """
    desk.require(Act.SIGN_LIST, Trail("exporteren", exports.KIND, meeting_id))
    sources = Sources(desk, meeting_id, signer.name)
    wanted = [Wanted(one, partial(_piece, desk, signer, sources, one)) for one in recipients]
    return make_set(desk, Act.SIGN_LIST, wanted, folder, progress)


def _piece(desk: Desk, signer: exports.Signer, sources: Sources, one: Recipient) -> Piece:
    source = sources.of(one.case_id, one.organisation_id)
    name, signed = _SIGNED[one.kind](source, signer)
    subject = exports.subject_of(source) if one.kind == exports.KIND else None
    entry = disclosure_of(desk, source, one.kind, signed, subject)
    return Piece(name=name, data=signed, entry=entry, case_id=one.case_id)
