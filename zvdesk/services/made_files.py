"""Find a document on disk again, where documents were made; recognised by the register, not by its name."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from zvdesk.documents.verifying import LARGEST
from zvdesk.domain.disclosure import ACCESS, OVERVIEW, PRESENCE, Disclosure
from zvdesk.domain.distribution import PAPERS
from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import DocumentNotThere, NotFound
from zvdesk.limits import read_plain_file
from zvdesk.services import calendars, exports, leftover_exports, papers, tables, verification
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.cases import number_and_regime
from zvdesk.storage.records import get_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MOST_FILES = 2_000  # that are looked at in one folder
_PDF = (".pdf",)
SUFFIXES = {  # of the documents that a person reads; the others are data for another system
    exports.KIND: _PDF,
    OVERVIEW: _PDF,
    ACCESS: _PDF,
    papers.CARD: _PDF,
    tables.KIND: tuple(f".{form.value}" for form in tables.TableForm),
    calendars.KIND: (".ics",),
}


def made_file(desk: Desk, disclosure_id: str, folder: Path | None = None) -> Path:
    """Return where the file of a document is now: in a folder in which documents were made or found before.

    With ``folder`` only that one is looked in, and kept when the file is there. A file that got a second
    signature or a timestamp is known by what it was. Raises DocumentNotThere when it was moved, changed or
    removed, or made on another computer; NotFound, NotAllowed.
    """
    with desk.vault.read() as connection:
        document = get_record(connection, Disclosure, disclosure_id)
        if document is None or document.kind == PRESENCE:
            raise NotFound("document", disclosure_id)
        number, _ = number_and_regime(connection, document.case_id)
    trail = Trail("openen", document.kind, document.document_id, document.case_id)
    desk.require(opening_act(document.kind), trail)
    with desk.trying(trail):
        folders = leftover_exports.folders(desk.vault) if folder is None else (folder,)
        found = _place(desk, document, number, folders)
        if found is None:
            raise DocumentNotThere
        if folder is not None:
            leftover_exports.remember(desk.vault, folder)
    desk.note(trail)
    return found


def opening_act(kind: str) -> Act:
    """Return the act that reading a document asks: a paper of a case holds contributions."""
    return Act.READ_CONTRIBUTIONS if kind in PAPERS else Act.READ_CASE


def files_in(folder: Path, suffixes: tuple[str, ...] = _PDF) -> list[Path]:
    """Return the files with these endings in a folder, by name; one that is away or shut holds none."""
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.suffix in suffixes)[:MOST_FILES]
    return []


def content(path: Path) -> bytes:
    """Return the bytes of a document, or none of what cannot be one."""
    with suppress(OSError):
        data = read_plain_file(path, LARGEST)
        return data if len(data) <= LARGEST else b""
    return b""


def earlier(desk: Desk, path: Path, known: Mapping[str, Disclosure]) -> Disclosure | None:
    """Return the document, of those known by SHA-256, to which a valid file only adds."""
    verdict = verification.verify_file(path, desk=desk).verdict
    if verdict.kind is not VerdictKind.VALID:
        return None
    return next((known[digest] for digest in verdict.revisions if digest in known), None)


def _place(desk: Desk, document: Disclosure, number: str, folders: Iterable[Path]) -> Path | None:
    suffixes = SUFFIXES.get(document.kind, _PDF)
    paths = [path for folder in folders for path in files_in(folder, suffixes)]
    for path in paths:
        if hashlib.sha256(content(path)).hexdigest() == document.sha256:
            return path
    if suffixes != _PDF:
        return None  # nothing is added to these later
    known = {document.sha256: document}
    return next((path for path in paths if number in path.name and earlier(desk, path, known)), None)
