"""Find in a folder the signed lists of a case, each recognised by the register and not by its name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import Disclosure
from zvdesk.services import exports, made_files
from zvdesk.storage.cases import number_and_regime
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk


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
    for path in made_files.files_in(folder):
        data = made_files.content(path)
        made = known.get(hashlib.sha256(data).hexdigest())
        if made is None and number in path.name:
            made = made_files.earlier(desk, path, known)
        if made is None or (made.case_id, made.meeting_id) != (case_id, meeting_id):
            continue
        key = (made.recipient_id, made.version)
        if key not in found or len(found[key].data) < len(data):
            found[key] = SignedList(data, made.checked_on is not None)
    return found
