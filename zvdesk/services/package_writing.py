"""Write a package so that the pen and its file go together, whatever stops the computer in between."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.handovers import Direction, Handover, Pen
from zvdesk.domain.roles import Act
from zvdesk.errors import FolderUnusable
from zvdesk.limits import read_plain_file
from zvdesk.services import anchors, leftover_exports
from zvdesk.settings import load_settings
from zvdesk.storage import package_file, pens
from zvdesk.storage.records import erase_record, find_records, insert_record, save_record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zvdesk.services.desk import Desk, Trail
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.vault import Vault

SUFFIX = ".zvpakket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Hold a package before it is written, with all that the vault keeps of it."""

    data: bytes = field(repr=False)
    handover: Handover
    pens: tuple[Pen, ...]  # as they are when it is gone
    disclosures: tuple[Disclosure, ...]

    @property
    def name(self) -> str:
        """Return the name of the file: a random one."""
        return f"zvdesk-{self.handover.id[:8]}{SUFFIX}"


def write(desk: Desk, sealed: Sealed, folder: Path, trails: Sequence[Trail]) -> Path:
    """Write the file whole, move the pens with register and log, then give the file its name.

    When that last step fails, no file stays and the pens are as they were; the log says that it was tried.
    After a crash before it ``finish`` does it. Raises PenElsewhere, FolderUnusable, NotAllowed.
    """
    first, *others = trails
    before: dict[str, Pen | None] = {}
    is_kept = False
    with desk.trying(first):
        _finish_in(desk.vault, folder)
        if not folder.is_dir() and (
            not folder.parent.is_dir() or str(folder) == load_settings().package_folder
        ):
            raise FolderUnusable(str(folder), "away")  # a share or stick: made here, it would reach nobody
        leftover_exports.make_ready(desk.vault, folder, sealed.name)
        try:
            with system.staged(folder / sealed.name, sealed.data) as place:
                with desk.change(Act.HAND_OVER, first) as connection:
                    for pen in sealed.pens:
                        pens.require_here(connection, pen.id)
                        before[pen.id] = pens.pen_of(connection, pen.id)
                        save_record(connection, pen)
                    for record in (sealed.handover, *sealed.disclosures):
                        insert_record(connection, record)
                    for trail in others:
                        desk.also(connection, trail)
                is_kept = True
        except BaseException:
            if is_kept:
                with contextlib.suppress(Exception), desk.vault.transaction() as connection:
                    _undo(connection, sealed, before)
            raise
    anchors.keep_up(desk.vault, desk.opening)
    return place.path


def finish(vault: Vault) -> None:
    """Give a package its name that a crash left without one, when its pen is already on its way.

    What is not in the register was never given, and is removed with all other leftovers.
    """
    folder = leftover_exports.last_folder(vault, SUFFIX)
    if folder is not None:
        _finish_in(vault, folder)


def _finish_in(vault: Vault, folder: Path) -> None:
    """Do so in one folder, also when it was away at the last unlock and something is written to it now."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f".zvdesk-*{SUFFIX}.*.tmp"):
            data = read_plain_file(left, package_file.MOST_BYTES)
            place = folder / f"{left.name[1:].partition(SUFFIX)[0]}{SUFFIX}"
            with vault.read() as connection:
                found = find_records(connection, Handover, sha256=hashlib.sha256(data).hexdigest())
            if any(one.direction is Direction.SENT for one in found) and not _has_content(place):
                left.replace(place)
                system.sync_folder(folder)


def _has_content(place: Path) -> bool:
    return place.exists() and place.stat().st_size > 0  # where there are no links a name comes first


def _undo(connection: Connection, sealed: Sealed, before: dict[str, Pen | None]) -> None:
    for pen_id, pen in before.items():
        if pen is None:
            erase_record(connection, Pen, pen_id)
        else:
            save_record(connection, pen)
    erase_record(connection, Handover, sealed.handover.id)
    for disclosure in sealed.disclosures:
        erase_record(connection, Disclosure, disclosure.id)
