"""Keep what a verification found as a paper of its own, with or without a vault."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from zvdesk import __version__, system
from zvdesk.documents.verification_report import render
from zvdesk.domain.verification_reports import CheckedDocument, VerificationReport
from zvdesk.domain.words import tidy
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Trail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.services.verification import Verified

KIND = "verslag van een controle"
NAME = "verslag-van-een-controle.pdf"
_PROGRAM = "zvdesk"


def report_of(found: Sequence[Verified], desk: Desk | None = None) -> VerificationReport:
    """Return what a report of these files says; the same files and findings give the same report.

    There must be a file at least. Of where a file is only its name is told.
    """
    clock = Clock() if desk is None else desk.clock
    documents = tuple(
        CheckedDocument(
            name=" ".join(tidy(one.path.name).split()),
            verdict=one.verdict,
            checked_at=clock.local(one.checked_at),
            is_registered=one.is_registered,
            head=one.head,
        )
        for one in found
    )
    return VerificationReport(
        house=_PROGRAM if desk is None else desk.house.name,
        is_practice=desk is not None and desk.vault.practice,
        documents=documents,
        version=__version__,
        printed_at=max(document.checked_at for document in documents),
        document_id=hashlib.sha256(repr(documents).encode()).hexdigest()[:32],
    )


def save_report(
    found: Sequence[Verified], path: Path, desk: Desk | None = None, *, replaces: bool = False
) -> Path:
    """Write a report of these files as a PDF, and return where it is; a vault keeps a line of it in its log.

    A file that has the name already keeps it unless it is to be replaced. Raises FolderUnusable.
    """
    data = render(report_of(found, desk))
    system.make_ready(path.parent)
    if desk is None:
        with system.staged(path, data, replaces=replaces) as place:
            pass
        return place.path
    trail = Trail("exporteren", KIND, hashlib.sha256(data).hexdigest())
    with desk.trying(trail), system.staged(path, data, replaces=replaces) as place, desk.change(None, trail):
        pass
    return place.path
