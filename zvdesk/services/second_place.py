"""Know where the second copies of a vault go: a folder of this person's choice, on a stick or another disk.

Which folder that is stands in the profile, by the random id of the vault. The copies lie in a folder of their
own inside it. When that is not there, the stick is not there: a mount point without its disk stays empty.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from zvdesk import system
from zvdesk.limits import read_json

_FILE = "second_places.json"
_LARGEST = 1_000_000


def chosen(vault_id: str) -> Path | None:
    """Return the folder that was chosen for the second copies of a vault, whether it is there or not."""
    found = _load().get(vault_id)
    return Path(found) if found else None


def choose(vault_id: str, folder: Path) -> None:
    """Let the second copies of a vault go into a folder from now on. Raises FolderUnusable."""
    with system.usable(folder):
        inside(vault_id, folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    _keep(_load() | {vault_id: str(folder)})


def forget(vault_id: str) -> None:
    """Make no second copies any more; what is there stays there."""
    _keep({key: value for key, value in _load().items() if key != vault_id})


def inside(vault_id: str, folder: Path) -> Path:
    """Return the folder of a vault's copies inside a second place; its name says nothing of the house."""
    return folder / f"zvdesk-{vault_id[:12]}"


def reachable(vault_id: str) -> Path | None:
    """Return the folder of the second copies when it is there now."""
    folder = chosen(vault_id)
    if folder is None:
        return None
    place = inside(vault_id, folder)
    with contextlib.suppress(OSError):
        return place if place.is_dir() else None
    return None


def _load() -> dict[str, str]:
    try:
        loaded = read_json(system.profile_folder() / _FILE, _LARGEST)
    except (OSError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {key: value for key, value in loaded.items() if isinstance(value, str)}


def _keep(places: dict[str, str]) -> None:
    path = system.profile_folder() / _FILE
    system.make_private_folder(path.parent)
    system.write_atomically(path, json.dumps(places, indent=2, sort_keys=True).encode())
