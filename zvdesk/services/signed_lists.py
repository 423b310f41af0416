"""Find in a folder the signed lists of a case, each recognised by the register and not by its name."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zvdesk.documents.verifying import LARGEST
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.signatures import VerdictKind
from zvdesk.limits import read_plain_file
from zvdesk.services import exports, verification
from zvdesk.storage.cases import number_and_regime
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk

MOST_FILES = 2_000  # that are looked at


@dataclass(frozen=True, slots=True)
class SignedList:
    """Hold one signed list, and whether somebody read it through (BGS 1.8(1))."""

    data: bytes = field(repr=False)
    is_checked: bool


def signed_lists(
    desk: Desk, meeting_id: str, case_id: str, folder: Path
) -> dict[tuple[str, int], SignedList]:
    """Return the lists that a meeting made of a case, by recipient and version, inside an act with a line.

    A list that got a second signature or a timestamp later is known by what it was, and goes before the one
    that did not; it has to be valid. A folder that is not there holds none.
    """
    with desk.vault.read() as connection:
        known = {d.sha256: d for d in find_records(connection, Disclosure, kind=exports.KIND)}
        number, _ = number_and_regime(connection, case_id)
    found: dict[tuple[str, int], SignedList] = {}
    for path in sorted(folder.glob("*.pdf"))[:MOST_FILES]:
        data = _read(path)
        made = known.get(hashlib.sha256(data).hexdigest())
        if made is None and number in path.name:
            made = _of_earlier(desk, path, known)
        if made is None or (made.case_id, made.meeting_id) != (case_id, meeting_id):
            continue
        key = (made.recipient_id, made.version)
        if key not in found or len(found[key].data) < len(data):
            found[key] = SignedList(data, made.checked_on is not None)
    return found


def _read(path: Path) -> bytes:
    with suppress(OSError):
        data = read_plain_file(path, LARGEST)
        return data if len(data) <= LARGEST else b""
    return b""


def _of_earlier(desk: Desk, path: Path, known: dict[str, Disclosure]) -> Disclosure | None:
    verdict = verification.verify_file(path, desk=desk).verdict
    if verdict.kind is not VerdictKind.VALID:
        return None
    return next((known[digest] for digest in verdict.revisions if digest in known), None)
