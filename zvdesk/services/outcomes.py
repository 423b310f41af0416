"""Give the outcome of a meeting as data, and read it back from a signed list so that nobody retypes it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zvdesk.documents.outcome import outcome_data, outcome_in
from zvdesk.documents.verifying import LARGEST
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.errors import NoOutcome, NotFound, SeveralCases
from zvdesk.exchange.outcome import read_outcome
from zvdesk.limits import read_plain_file
from zvdesk.services import exports
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import Piece, write_set
from zvdesk.services.handing_out import Exported, disclosure_of
from zvdesk.services.sources import Sources
from zvdesk.services.verification import Verified, verify_file
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import adopted_lists, load_meeting
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from zvdesk.domain.action_lists import ActionList
    from zvdesk.domain.cases import Case

KIND = "uitkomst"


@dataclass(frozen=True, slots=True)
class ReadList:
    """Hold what was read from a signed list; without a valid signature nothing was."""

    verified: Verified
    content: ActionList | None = None
    record: dict[str, Any] = field(default_factory=dict)  # the same, in the national model


def read_list(
    path: Path,
    *,
    trust: Iterable[Path] = (),
    trust_time: Iterable[Path] = (),
    desk: Desk | None = None,
    at: datetime | None = None,
) -> ReadList:
    """Verify a signed list as ``verify_file`` does, and only when it is valid read the facts back from it.

    Whole is not enough: anybody can sign a list of their own making, so that of an unknown signer nothing is
    read either. Raises NoOutcome for a valid document without data, OutcomeRefused for data that are not
    ours, and what ``verify_file`` raises.
    """
    verified = verify_file(path, trust=trust, trust_time=trust_time, desk=desk, at=at)
    if verified.verdict.kind is not VerdictKind.VALID:
        return ReadList(verified)
    data = _same_file(path, verified.verdict.document_sha256)
    if data is None:
        return ReadList(replace(verified, verdict=Verdict(kind=VerdictKind.CHANGED, detail="bytes_changed")))
    found = outcome_in(data)
    if found is None:
        raise NoOutcome
    return ReadList(verified, read_outcome(found), json.loads(found))


def adopted_case(desk: Desk, meeting_id: str) -> Case:
    """Return the one case on which a meeting adopted a list; looking is logged.

    Raises SeveralCases when there are more, Blocked when there is none, NotFound.
    """
    trail = Trail("lezen", "overleg", meeting_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        meeting = load_meeting(connection, meeting_id)
        if meeting is None:
            raise NotFound("meeting", meeting_id)
        files = [
            load_case(connection, item.case_id)
            for item in meeting.items
            if adopted_lists(connection, meeting_id, item.case_id)
        ]
    found = [file.case for file in files if file is not None]
    if not found:
        raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))
    if len(found) > 1:
        raise SeveralCases(tuple(case.number for case in found))
    return found[0]


def export_outcome(
    desk: Desk, meeting_id: str, case_id: str, organisation_id: str | None, path: Path
) -> Exported:
    """Write what the list of one recipient would print now as data, unsigned, and register it.

    Its notulen are the last signed list of the same version for the same recipient, or the file itself when
    nobody made that list. Raises Blocked with what holds it up, FolderUnusable and
    NotAllowed.
    """
    desk.require(Act.SIGN_LIST, Trail("exporteren", KIND, meeting_id, case_id))
    source = Sources(desk, meeting_id, "").of(case_id, organisation_id)
    source.require_contributions()
    content = replace(exports.list_of(source), signer_name="", signer_role="")
    with desk.vault.read() as connection:
        earlier = find_records(connection, Disclosure, meeting_id=meeting_id, case_id=case_id)
    lists = [
        paper.document_id
        for paper in earlier
        if (paper.kind, paper.recipient_id, paper.version)
        == (exports.KIND, organisation_id or "", content.version)
    ]
    data = outcome_data(content, lists[-1] if lists else "", indent=1)
    entry = disclosure_of(desk, source, KIND, data, content.subject)
    piece = Piece(name=path.name, data=data, entry=entry, case_id=case_id)
    (made,) = write_set(desk, Act.SIGN_LIST, [piece], path.parent)
    return made


def _same_file(path: Path, sha256: str) -> bytes | None:
    """Return the bytes that were verified, or None when others stand there by now."""
    try:
        data = read_plain_file(path, LARGEST)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
