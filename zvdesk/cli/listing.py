"""Write one list, and tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import MissingGlyphs
from zvdesk.services import exports
from zvdesk.texts.blockers import sentence
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.cases import Case
    from zvdesk.services.desk import Desk


def export_one(
    desk: Desk, signer: exports.Signer, meeting_id: str, case: Case, target: exports.Target, out: Path
) -> dict[str, Any]:
    """Write one list, and return where it is or why it was refused."""
    organisation = target.organisation
    document: dict[str, Any] = {
        "kind": exports.KIND,
        "case": case.number,
        "recipient": organisation.name if organisation else "volledige lijst",
    }
    try:
        if target.blockers:
            raise Blocked(target.blockers)
        exported = exports.export_list(
            desk, signer, meeting_id, case.id, organisation.id if organisation else None, out
        )
    except Blocked as blocked:
        return document | {"refused": [sentence(blocker) for blocker in blocked.blockers]}
    except MissingGlyphs as error:
        return document | {"refused": [message(error)]}
    return document | {"path": str(exported.path), "sha256": exported.sha256}
