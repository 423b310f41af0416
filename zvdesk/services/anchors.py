"""Remember outside the vault which slot opened it last and how far its log had come.

What is kept: random ids, a number and a hash. No name, no folder, nothing about a case.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.errors import FolderUnusable

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "anchors.json"
_LARGEST = 1_000_000


def last_slot(folder: Path) -> str | None:
    """Return the slot that opened the vault in this folder last, so that it is tried first."""
    found = _load().get(_place(folder), {}).get("slot")
    return found if isinstance(found, str) else None


def remember_slot(folder: Path, slot_id: str) -> None:
    """Remember the slot that opened the vault in this folder."""
    _keep(_place(folder), {"slot": slot_id})


def last_head(vault_id: str, folder: Path) -> tuple[int, bytes] | None:
    """Return sequence number and MAC of the last log line that this profile saw, or None."""
    found = _load().get(_vault_at(vault_id, folder), {})
    sequence, mac = found.get("sequence"), found.get("mac")
    if not isinstance(sequence, int) or not isinstance(mac, str):
        return None
    try:
        return sequence, bytes.fromhex(mac)
    except ValueError:
        return None


def remember_head(vault_id: str, folder: Path, sequence: int, mac: bytes) -> None:
    """Remember how far the log had come, unless an earlier memory goes further."""
    seen = last_head(vault_id, folder)
    if seen is None or sequence >= seen[0]:
        accept_head(vault_id, folder, sequence, mac)


def accept_head(vault_id: str, folder: Path, sequence: int, mac: bytes) -> None:
    """Remember a state as the last one, also when it is older: someone restored a backup on purpose."""
    _keep(_vault_at(vault_id, folder), {"sequence": sequence, "mac": mac.hex()})


def _vault_at(vault_id: str, folder: Path) -> str:
    """Tell a vault from a copy of it that was restored elsewhere."""
    return f"{vault_id}@{_place(folder)}"


def _place(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def _load() -> dict[str, dict[str, object]]:
    path = system.state_folder() / _FILE
    try:
        data = path.read_bytes()[:_LARGEST]
        loaded = json.loads(data)
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {key: value for key, value in loaded.items() if isinstance(value, dict)}


def _keep(key: str, values: dict[str, object]) -> None:
    known = _load() | {key: values}
    path = system.state_folder() / _FILE
    try:
        system.make_private_folder(path.parent)
        system.write_atomically(path, json.dumps(known, sort_keys=True).encode())
    except FolderUnusable:
        return  # a profile that cannot be written to only costs the memory
