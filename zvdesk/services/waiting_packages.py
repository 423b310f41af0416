"""Look in a folder that laptops share, a share or a stick, for packages that did not come in here yet."""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import Handover, PackageFault
from zvdesk.errors import PackageRefused
from zvdesk.services.package_writing import SUFFIX
from zvdesk.settings import load_settings, save_settings
from zvdesk.storage import audit, package_file
from zvdesk.storage.records import get_record
from zvdesk.texts.labels import PACKAGE_FAULTS

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk

_MOST_FILES = 2_000  # names that are looked at in a folder
_MOST = 50  # packages that are shown: the newest
_FOR_OTHERS = PackageFault.NOT_FOR_YOU


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold a package in the folder of which the vault knows nothing yet."""

    path: Path
    package_id: str
    at: datetime  # when the file was made
    size: int  # bytes


def watched_folder() -> Path | None:
    """Return the folder that is watched on this computer, or None."""
    folder = load_settings().package_folder
    return Path(folder) if folder else None


def watch(folder: Path | None) -> None:
    """Watch a folder from now on, or none. Raises FolderUnusable when the profile cannot be written to."""
    save_settings(replace(load_settings(), package_folder=str(folder or "")))


def waiting(desk: Desk, folder: Path) -> tuple[Waiting, ...] | None:
    """Return the packages in a folder that were neither made nor taken in here, the newest first.

    None stands for a folder that is not there, such as a stick that was taken out. Nothing of a package is
    opened; its random id tells whether the register knows it, or that it was seen to be for somebody else.
    """
    try:
        found = _files(folder)
    except OSError:
        return None
    with desk.vault.read() as connection:
        new = [one for one in found if get_record(connection, Handover, one.package_id) is None]
        others = audit.refused(
            connection, {one.package_id for one in new}, desk.actor.person_id, PACKAGE_FAULTS[_FOR_OTHERS]
        )
    return tuple(one for one in new if one.package_id not in others)


def _files(folder: Path) -> list[Waiting]:
    found: list[Waiting] = []
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _MOST_FILES:
                break
            if not entry.name.lower().endswith(SUFFIX) or entry.name.startswith("."):
                continue
            with contextlib.suppress(OSError, PackageRefused):  # still being copied, or no package
                about = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(about.st_mode) and 0 < about.st_size <= package_file.MOST_BYTES:
                    path = Path(entry.path)
                    made = datetime.fromtimestamp(about.st_mtime, UTC)
                    found.append(Waiting(path, _id(path), made, about.st_size))
    found.sort(key=lambda one: (one.at, one.path.name), reverse=True)
    each: dict[str, Waiting] = {}  # a copy of the same package is shown once: the largest, when one was cut
    for one in found:
        if one.package_id not in each or each[one.package_id].size < one.size:
            each[one.package_id] = one
    return list(each.values())[:_MOST]


def _id(path: Path) -> str:
    start = len(package_file.PACKAGE) + 1
    with path.open("rb") as file:
        head = file.read(start + package_file.ID_BYTES)
    if not head.startswith(package_file.PACKAGE) or len(head) < start + package_file.ID_BYTES:
        raise PackageRefused(PackageFault.NOT_A_PACKAGE.value)
    return head[start:].hex()
