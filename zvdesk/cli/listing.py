"""Write signed papers as a set, and tell of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.domain.blockers import Blocked
from zvdesk.services import exports, papers
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.texts.blockers import sentence
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zvdesk.domain.cases import Case
    from zvdesk.errors import ExplainedError
    from zvdesk.services.desk import Desk

_WHOLE = {exports.KIND: "volledige lijst", papers.CARD: "volledige crisiskaart"}


def export_each(
    desk: Desk,
    signer: exports.Signer,
    meeting_id: str,
    case: Case,
    targets: Iterable[exports.Target],
    out: Path,
    *,
    kind: str = exports.KIND,
) -> list[dict[str, Any]]:
    """Write the lists or cards of a case together; return of each where it is or why it was refused."""
    asked = {
        Recipient(case.id, target.organisation.id if target.organisation else None, kind): target
        for target in targets
    }
    made = sign_set(desk, signer, meeting_id, [r for r, t in asked.items() if not t.blockers], out)
    written = dict(made.made)
    refused = {one.recipient: one.error for one in made.refused}
    documents = []
    for recipient, target in asked.items():
        organisation = target.organisation
        document: dict[str, Any] = {
            "kind": kind,
            "case": case.number,
            "recipient": organisation.name if organisation else _WHOLE[kind],
        }
        if recipient in written:
            exported = written[recipient]
            document |= {"path": str(exported.path), "sha256": exported.sha256}
        else:
            document["refused"] = _reasons(refused.get(recipient) or Blocked(target.blockers))
        documents.append(document)
    return documents


def _reasons(error: ExplainedError) -> list[str]:
    if isinstance(error, Blocked):
        return [sentence(blocker) for blocker in error.blockers]
    return [message(error)]
