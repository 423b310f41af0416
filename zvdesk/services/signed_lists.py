"""Find in a folder the signed lists and cards of a case, recognised by the register and not by a name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.distribution import counting
from zvdesk.domain.subject_grounds import made_without_ground
from zvdesk.services import exports, house, later_files, made_files, papers
from zvdesk.storage.cases import load_case, number_and_regime
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from zvdesk.services.desk import Desk

_KINDS = (exports.KIND, papers.CARD)


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """Hold one signed list or card, and whether somebody read it through (BGS 1.8(1))."""

    data: bytes = field(repr=False)
    is_checked: bool
    later: Disclosure | None = None  # its entry, when something was added to it that the register missed


@dataclass(frozen=True, slots=True)
class SignedPapers:
    """Hold what a folder has of one case: the file that counts on the board, or one that adds to it."""

    found: Mapping[tuple[str, str, int], SignedPaper]

    def list_of(self, recipient_id: str, version: int) -> SignedPaper | None:
        """Return the list of a recipient in a version, or None."""
        return self.found.get((exports.KIND, recipient_id, version))

    def card_of(self, recipient_id: str, version: int) -> SignedPaper | None:
        """Return the crisis card of a recipient in a version, or None."""
        return self.found.get((papers.CARD, recipient_id, version))


def signed_papers(desk: Desk, meeting_id: str, case_id: str, folder: Path) -> SignedPapers:
    """Return the lists and cards that a meeting made of a case, inside an act with a line.

    Of each only the newest file of the register counts, the one that stands on the board. One that got a
    second signature or a timestamp elsewhere is known by what it was, and goes before it; it has to be
    valid. One that names the person without a ground is left out. A folder that is not there holds none.
    """
    with desk.vault.read() as connection:
        made = find_records(connection, Disclosure, case_id=case_id, meeting_id=meeting_id)
        number, _ = number_and_regime(connection, case_id)
        file, organisations = load_case(connection, case_id), house.known(connection)

    def may_go(one: Disclosure) -> bool:
        return file is None or not made_without_ground(one, file, organisations.get(one.recipient_id))

    of_one: dict[tuple[str, str, int], list[Disclosure]] = {}
    for one in made:
        if one.kind in _KINDS:
            of_one.setdefault((one.kind, one.recipient_id, one.version), []).append(one)
    newest = {d.sha256: d for documents in of_one.values() for d in counting(filter(may_go, documents))}
    replaced = {d.sha256 for documents in of_one.values() for d in documents} - set(newest)
    found: dict[tuple[str, str, int], SignedPaper] = {}
    for path in made_files.files_in(folder):
        data, later = made_files.content(path), None
        digest = hashlib.sha256(data).hexdigest()
        known = newest.get(digest)
        if known is None and digest not in replaced and number in path.name:
            known = made_files.earlier(desk, path, newest)
            later = later_files.later_file(desk.clock, known, data) if known else None
        if known is None:
            continue
        key = (known.kind, known.recipient_id, known.version)
        if key not in found or len(found[key].data) < len(data):
            found[key] = SignedPaper(data, known.checked_on is not None, later)
    return SignedPapers(found)
