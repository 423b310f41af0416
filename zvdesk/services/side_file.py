"""Keep what this profile remembers of vaults: random ids, numbers, hashes and times, in one owner-only file.

No name, no folder, nothing about a case.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.errors import FolderUnusable
from zvdesk.limits import read_json

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "anchors.json"
_LARGEST = 1_000_000


def load(key: str) -> dict[str, object]:
    """Return what is remembered under a key; nothing for a file that is not there or not ours."""
    return _all().get(key, {})


def keep(key: str, values: dict[str, object]) -> None:
    """Remember other values under a key; a profile that cannot be written to only costs the memory."""
    path = system.state_folder() / _FILE
    try:
        system.make_private_folder(path.parent)
        system.write_atomically(path, json.dumps(_all() | {key: values}, sort_keys=True).encode())
    except FolderUnusable:
        return


def place(folder: Path) -> str:
    """Return what stands for a folder: a hash that does not tell its name."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def _all() -> dict[str, dict[str, object]]:
    try:
        loaded = read_json(system.state_folder() / _FILE, _LARGEST)
    except (OSError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {key: value for key, value in loaded.items() if isinstance(value, dict)}
