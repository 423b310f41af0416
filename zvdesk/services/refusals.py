"""Tell apart why the system does not let a vault open where it is."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from zvdesk.errors import FolderUnusable, VaultUnusable
from zvdesk.storage import key_file
from zvdesk.storage.vault import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def told_apart(folder: Path) -> Iterator[None]:
    """Turn FolderUnusable inside the block into VaultUnusable for this vault, with the reason that fits.

    A vault that cannot be written to does not open, not even to read: each look leaves its line in the log.
    """
    try:
        yield
    except VaultUnusable:
        raise
    except FolderUnusable as error:
        raise VaultUnusable(str(folder), _reason(folder, error.reason)) from error


def _reason(folder: Path, reason: str) -> str:
    if reason not in ("read_only", "other") or not folder.is_dir():
        return reason
    if not _may(folder, os.X_OK):
        return "no_access"
    files = [path for path in (folder / name for name in (*key_file.NAMES, DATABASE)) if path.exists()]
    if not all(_may(path, os.R_OK) for path in files):
        return "no_access"
    return reason if all(_may(path, os.W_OK) for path in (folder, *files)) else "read_only"


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
