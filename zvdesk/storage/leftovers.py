"""Clear away what a killed process left half done in the folder of a vault."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LEFTOVER = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{16}\.(?P<kind>tmp|part|old)")


def clear_leftovers(folder: Path, backups: Path) -> None:
    """Remove temporary files and half backups, and put back a backup that was about to be replaced.

    Only the process that holds the vault's lock calls this. What the system refuses is left for next time.
    """
    for place in (folder, backups):
        for path in list(place.iterdir()) if place.is_dir() else []:
            match = _LEFTOVER.fullmatch(path.name)
            if match is None:
                continue
            with contextlib.suppress(OSError):
                _clear(path, match["kind"], place / match["name"])


def _clear(path: Path, kind: str, finished: Path) -> None:
    if kind == "tmp":
        path.unlink()
    elif kind == "old" and not finished.exists():
        path.rename(finished)
    else:
        shutil.rmtree(path)
