"""Make a folder ready for an export, and remove at the next start what a crash left of one.

What is left is a file beside its place that has no name yet. Which folders were used, and the last one for
which kinds of file, is kept in the vault itself, because the name of a folder can tell something.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.errors import FolderUnusable
from zvdesk.limits import lies_within
from zvdesk.storage.house import get_fact, set_fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.storage.connection import Connection
    from zvdesk.storage.vault import Vault

_LAST = "last_export"  # the ends of the names of the files, and on the next line the folder
_FOLDERS = "export_folders"  # JSON: the folders that were used, the last one first
_MOST_FOLDERS = 20


def make_ready(vault: Vault, folder: Path, *names: str) -> None:
    """See to it that files of these names can be written to a folder, without what is left of ones like them.

    Raises FolderUnusable, also for a folder inside the vault: nobody looks for it there.
    """
    if lies_within(folder, vault.folder.resolve()):
        raise FolderUnusable(str(folder), "in_vault")
    system.make_ready(folder)
    ends = sorted({Path(name).suffix for name in names})
    _clear(folder, ends)
    used = f"{' '.join(ends)}\n{folder.absolute()}"
    with vault.read() as connection:
        if get_fact(connection, _LAST) == used:
            return
    with contextlib.suppress(FolderUnusable):  # no room to remember it: the export itself says so
        _remember(vault, used, folder.absolute())


def clear(vault: Vault) -> None:
    """Remove what was left in the folder that was used last; a folder that is away is left for next time."""
    folder, ends = _last(vault)
    with contextlib.suppress(OSError):
        _clear(folder, ends)


def last_folder(vault: Vault, end: str) -> Path | None:
    """Return the folder that was used last, when files whose name ends so were written to it."""
    folder, ends = _last(vault)
    return folder if end in ends else None


def folders(vault: Vault) -> tuple[Path, ...]:
    """Return the folders that files were written to or found in, the last one first."""
    latest, ends = _last(vault)
    with vault.read() as connection:
        known = [Path(place) for place in json.loads(get_fact(connection, _FOLDERS) or "[]")]
    return tuple(dict.fromkeys([latest, *known] if ends else known))


def remember(vault: Vault, folder: Path) -> None:
    """Keep a folder in which files were found that were made elsewhere."""
    with vault.transaction() as connection:
        _put_first(connection, folder.absolute())


def _last(vault: Vault) -> tuple[Path, list[str]]:
    with vault.read() as connection:
        ends, _, place = (get_fact(connection, _LAST) or "").partition("\n")
    return Path(place), ends.split()


def _clear(folder: Path, ends: Iterable[str]) -> None:
    for end in ends:
        system.clear_staged(folder, f"*{end}")


def _remember(vault: Vault, used: str, folder: Path) -> None:
    with vault.transaction() as connection:
        set_fact(connection, _LAST, used)
        _put_first(connection, folder)


def _put_first(connection: Connection, folder: Path) -> None:
    known = json.loads(get_fact(connection, _FOLDERS) or "[]")
    newest_first = [str(folder), *(place for place in known if place != str(folder))]
    set_fact(connection, _FOLDERS, json.dumps(newest_first[:_MOST_FOLDERS]))
