"""Find out which process holds the lock on a database, without opening the file.

Opening and closing it would drop a lock that this process itself holds on it (POSIX record locks).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from zvdesk.errors import VaultInUse

LOCKS = Path("/proc/locks")
_FIRST, _LAST = 0x40000000, 0x40000000 + 511  # PENDING_BYTE to the end of the shared range (sqlite.org)


def in_use(database: Path, locks: Path = LOCKS) -> VaultInUse:
    """Return the error with the process that has the database open, as far as the system tells.

    Linux lists all locks (proc_locks(5)); elsewhere, and in a container of others, the process stays unknown.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        inode = database.stat().st_ino
        for line in locks.read_text("ascii").splitlines():
            fields = line.split()
            if fields[1] != "POSIX" or int(fields[5].rpartition(":")[2]) != inode or int(fields[4]) <= 0:
                continue
            if int(fields[6]) <= _LAST and (fields[7] == "EOF" or int(fields[7]) >= _FIRST):
                return _held_by(int(fields[4]))
    return VaultInUse()


def _held_by(process: int) -> VaultInUse:
    if process == os.getpid():
        return VaultInUse(process, "", is_this=True)
    try:
        own = Path(f"/proc/{process}")
        return VaultInUse(
            process,
            (own / "comm").read_text("utf-8", "replace").strip(),
            is_other_user=own.stat().st_uid != os.getuid(),
        )
    except OSError:  # it ended meanwhile
        return VaultInUse(process)
