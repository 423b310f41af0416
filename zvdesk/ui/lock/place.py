"""Remember over a lock where somebody was, so that unlocking leads back there.

The process does not survive a lock, so the place goes through a file of the profile: owner-only, with random
ids and the key of a room, never a name, and gone once it was read.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from zvdesk.errors import FolderUnusable
from zvdesk.limits import read_json
from zvdesk.system import make_private_folder, state_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "place.json"
_LARGEST = 10_000
_NEUTRAL = re.compile(r"[0-9a-z-]{0,64}")


@dataclass(frozen=True, slots=True)
class Place:
    """Say what was in sight, as ``Desktop.go`` takes it, and who saw it in which vault."""

    kind: str
    key: str
    vault_id: str
    person_id: str

    @property
    def is_neutral(self) -> bool:
        """Tell whether there is nothing in it but keys and ids."""
        return all(_NEUTRAL.fullmatch(part) for part in asdict(self).values())


def place_path() -> Path:
    """Return the file of the place; it need not exist."""
    return state_folder() / FILE_NAME


def keep_place(place: Place) -> None:
    """Write the place for the next process; where that fails, unlocking leads to the first room."""
    with contextlib.suppress(FolderUnusable, OSError):
        if place.is_neutral:
            make_private_folder(place_path().parent)
            write_atomically(place_path(), json.dumps(asdict(place)).encode())


def take_place() -> Place | None:
    """Read the place and remove its file; None when there is none or it makes no sense."""
    try:
        found = read_json(place_path(), _LARGEST)
        place_path().unlink()
        place = Place(**found) if isinstance(found, dict) else None
        return place if place is not None and place.is_neutral else None
    except (OSError, ValueError, TypeError):
        return None
