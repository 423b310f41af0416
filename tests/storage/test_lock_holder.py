"""The system's list of locks tells who has a vault open; what it does not tell stays unknown."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from zvdesk.storage.lock_holder import in_use

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.errors import VaultInUse

ALL = "1073741824 1073742335"  # the bytes that SQLite locks


def told(tmp_path: Path, process: int, place: str = ALL, kind: str = "POSIX", other: int = 0) -> VaultInUse:
    """Return who has a file open, according to a list of locks with one line."""
    database, locks = tmp_path / "vault.db", tmp_path / "locks"
    database.write_bytes(b"x")
    inode = database.stat().st_ino + other
    locks.write_text(f"1: {kind}  ADVISORY  WRITE {process} 08:01:{inode} {place}\n", encoding="ascii")
    return in_use(database, locks)


def test_this_process_knows_itself(tmp_path: Path) -> None:
    found = told(tmp_path, os.getpid())
    assert (found.process, found.is_this) == (os.getpid(), True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lists the locks of all")
def test_another_process_is_named(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        found = told(tmp_path, other.pid, place="1073741824 EOF")
        other.kill()
    assert (found.process, found.is_this, found.is_other_user) == (other.pid, False, False)
    assert found.program.startswith("python")
    gone = told(tmp_path, other.pid)
    assert (gone.process, gone.program) == (other.pid, "")


@pytest.mark.parametrize(
    "changes",
    [{"place": "0 9"}, {"place": "1073742336 EOF"}, {"kind": "FLOCK"}, {"other": 1}, {"place": "no number"}],
)
def test_another_lock_says_nothing(tmp_path: Path, changes: dict[str, object]) -> None:
    place, kind, other = (
        changes.get(name, given) for name, given in (("place", ALL), ("kind", "POSIX"), ("other", 0))
    )
    found = told(tmp_path, os.getpid(), str(place), str(kind), int(str(other)))
    assert (found.process, found.is_this) == (0, False)


def test_without_a_list_nobody_is_named(tmp_path: Path) -> None:
    assert in_use(tmp_path / "vault.db", tmp_path / "locks").process == 0
