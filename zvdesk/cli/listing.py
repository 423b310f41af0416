"""Write one signed paper, and tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import CardTooFull, MissingGlyphs, NothingOnCard
from zvdesk.services import exports, papers
from zvdesk.texts.blockers import sentence
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.cases import Case
    from zvdesk.services.desk import Desk


def export_one(
    desk: Desk,
    signer: exports.Signer,
    meeting_id: str,
    case: Case,
    target: exports.Target,
    out: Path,
    *,
    kind: str = exports.KIND,
) -> dict[str, Any]:
    """Write one list or crisis card, and return where it is or why it was refused."""
    organisation = target.organisation
    whole, write = {
        exports.KIND: ("volledige lijst", exports.export_list),
        papers.CARD: ("volledige crisiskaart", papers.export_card),
    }[kind]
    document: dict[str, Any] = {
        "kind": kind,
        "case": case.number,
        "recipient": organisation.name if organisation else whole,
    }
    try:
        if target.blockers:
            raise Blocked(target.blockers)
        exported = write(desk, signer, meeting_id, case.id, organisation.id if organisation else None, out)
    except Blocked as blocked:
        return document | {"refused": [sentence(blocker) for blocker in blocked.blockers]}
    except (MissingGlyphs, CardTooFull, NothingOnCard) as error:
        return document | {"refused": [message(error)]}
    return document | {"path": str(exported.path), "sha256": exported.sha256}
