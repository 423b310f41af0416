"""Remove at the next start what a crash left of an export: a file beside its place that has no name yet.

Which folder was used last is kept in the vault itself, because the name of a folder can tell something.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.storage.house import get_fact, set_fact

if TYPE_CHECKING:
    from zvdesk.storage.vault import Vault

_FOLDER = "last_export_folder"
_PATTERNS = ("*.pdf", "*.csv")


def expect(vault: Vault, folder: Path) -> None:
    """Remember before a file is written that one may be left in this folder."""
    place = str(folder.absolute())
    with vault.read() as connection:
        if get_fact(connection, _FOLDER) == place:
            return
    with vault.transaction() as connection:
        set_fact(connection, _FOLDER, place)


def clear(vault: Vault) -> None:
    """Remove what was left in the folder that was used last; a folder that is away is left for next time."""
    with vault.read() as connection:
        place = get_fact(connection, _FOLDER)
    if place is not None:
        for pattern in _PATTERNS:
            with contextlib.suppress(OSError):
                system.clear_staged(Path(place), pattern)
