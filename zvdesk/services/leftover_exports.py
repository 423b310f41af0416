"""Make a folder ready for an export, and remove at the next start what a crash left of one.

What is left is a file beside its place that has no name yet. Which folder was used last is kept in the vault
itself, because the name of a folder can tell something.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.errors import FolderUnusable
from zvdesk.storage.house import get_fact, set_fact

if TYPE_CHECKING:
    from zvdesk.storage.vault import Vault

_FOLDER = "last_export_folder"
_PATTERNS = ("*.pdf", "*.csv", "*.json", "*.xlsx", "*.ods", "*.eml", "*.ics")


def make_ready(vault: Vault, folder: Path, pattern: str) -> None:
    """See to it that a file can be written to a folder, without what is left there of one like it.

    ``pattern`` matches the names of such files. Raises FolderUnusable.
    """
    if folder.is_file():
        raise FolderUnusable(str(folder), "other")
    if not folder.is_dir():  # a folder that is there may be shared: its rights are not ours to change
        system.make_private_folder(folder)
    system.clear_staged(folder, pattern)
    place = str(folder.absolute())
    with vault.read() as connection:
        if get_fact(connection, _FOLDER) == place:
            return
    with contextlib.suppress(FolderUnusable):  # no room to remember it: the export itself says so
        _remember(vault, place)


def clear(vault: Vault) -> None:
    """Remove what was left in the folder that was used last; a folder that is away is left for next time."""
    with vault.read() as connection:
        place = get_fact(connection, _FOLDER)
    if place is not None:
        for pattern in _PATTERNS:
            with contextlib.suppress(OSError):
                system.clear_staged(Path(place), pattern)


def _remember(vault: Vault, place: str) -> None:
    with vault.transaction() as connection:
        set_fact(connection, _FOLDER, place)
