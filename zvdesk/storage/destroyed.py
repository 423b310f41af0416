"""Remember which cases were destroyed, so that a copy of the vault from before does not bring them back.

The list holds random ids and nothing else. It lies in the vault's folder, in each copy and beside the copies
in the second place. Its MAC tells whether the list is complete; an id needs no proof, because only who opened
the vault knows one.
"""

from __future__ import annotations

import contextlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.limits import read_plain_file
from zvdesk.storage import strict_json, wrapping

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zvdesk.storage.open_keys import OpenKeys

NAME = "destroyed.json"
_FORMAT = 1
_LARGEST = 5_000_000
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class DestroyedCases:
    """Hold the ids of destroyed cases, and whether the list is whole and was written by this vault."""

    ids: frozenset[str]
    is_genuine: bool


def known(folder: Path, keys: OpenKeys) -> frozenset[str]:
    """Return the ids of the destroyed cases that the list in a folder names; none when there is no list."""
    return read(folder, keys).ids


def read(folder: Path, keys: OpenKeys) -> DestroyedCases:
    """Return the list in a folder; no list is a genuine empty one, an unreadable one is not genuine."""
    try:
        data = read_plain_file(folder / NAME, _LARGEST)
    except FileNotFoundError:
        return DestroyedCases(frozenset(), is_genuine=True)
    except OSError:
        return DestroyedCases(frozenset(), is_genuine=False)
    try:
        if len(data) > _LARGEST:
            raise ValueError("too large")
        whole = strict_json.mapping(strict_json.load(data), "format vault_id cases mac")
        ids = [strict_json.text(item) for item in strict_json.items(whole["cases"], at_most=_MOST)]
        mac = strict_json.octets(whole["mac"], at_least=32, at_most=32)
    except (ValueError, RecursionError):
        return DestroyedCases(frozenset(), is_genuine=False)
    is_ours = whole["vault_id"] == keys.vault_id and whole["format"] == _FORMAT
    return DestroyedCases(frozenset(ids), is_ours and hmac.compare_digest(mac, _mac(ids, keys)))


def remember(folder: Path, keys: OpenKeys, case_id: str) -> None:
    """Add a case to the list in a folder, for good. Raises FolderUnusable."""
    remember_all(folder, keys, [case_id])


def remember_all(folder: Path, keys: OpenKeys, case_ids: Iterable[str]) -> None:
    """Add cases to the list in a folder and sign it with these keys, unless it is so already.

    A list that cannot be read is set aside, not lost. Raises FolderUnusable.
    """
    found = read(folder, keys)
    wanted = found.ids | frozenset(case_ids)
    path = folder / NAME
    if found.is_genuine and found.ids == wanted:
        return
    if not found.is_genuine and not found.ids:
        with contextlib.suppress(FileNotFoundError), system.explained(folder):
            path.replace(folder / f"{NAME}.damaged")
    ids = sorted(wanted)
    whole = {"format": _FORMAT, "vault_id": keys.vault_id, "cases": ids, "mac": _mac(ids, keys).hex()}
    system.write_atomically(path, json.dumps(whole, indent=1).encode())


def _mac(ids: Iterable[str], keys: OpenKeys) -> bytes:
    key = wrapping.derive(keys.master, "destroyed cases", salt=keys.vault_id.encode())
    return hmac.digest(key, wrapping.canonical(sorted(ids)), "sha256")
