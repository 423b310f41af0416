"""Make the real conditions under which a vault does not open: rights, locks, versions, a full disk."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from zvdesk.storage import key_file, wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_VERSION_3 = 0x20080522  # linux/capability.h
_OVERRIDES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH

HOLDER = """
import sys
from pathlib import Path
from zvdesk.services import vaults
desk = vaults.unlock(Path(sys.argv[1]), sys.stdin.readline().strip())
print("open", flush=True)
sys.stdin.readline()
vaults.lock(desk)
"""


def respect_rights(*, is_on: bool = True) -> None:
    """Let the rights of files count for this thread, also when it is root's; ``is_on=False`` undoes it."""
    if os.getuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, data) == 0
    data[0] = data[0] & ~_OVERRIDES if is_on else data[0] | (_OVERRIDES & data[1])
    assert libc.capset(header, data) == 0, os.strerror(ctypes.get_errno())


@contextlib.contextmanager
def rights_respected() -> Iterator[None]:
    """Let the rights of files count for this thread inside the block."""
    respect_rights()
    try:
        yield
    finally:
        respect_rights(is_on=False)


@contextlib.contextmanager
def rights(folder: Path, of_folder: int, of_files: int) -> Iterator[None]:
    """Give a folder and its files other rights inside the block."""
    files = [path for path in folder.iterdir() if path.is_file()]
    for path in files:
        path.chmod(of_files)
    folder.chmod(of_folder)
    try:
        yield
    finally:
        folder.chmod(0o700)
        for path in files:
            path.chmod(0o600)


@contextlib.contextmanager
def held_by_another(folder: Path, passphrase: str) -> Iterator[int]:
    """Hold a vault open in a process of its own and give its number."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdin.write(f"{passphrase}\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "open\n"
        try:
            yield holder.pid
        finally:
            holder.stdin.write("\n")
            holder.stdin.flush()
            holder.wait(30)


def make_key_file_newer(folder: Path) -> None:
    """Give an intact key file of a later format."""
    for name in key_file.NAMES:
        whole = json.loads((folder / name).read_bytes())
        whole["format"] = key_file.FORMAT + 1
        del whole["checksum"]
        whole["checksum"] = hashlib.sha256(wrapping.canonical(whole)).hexdigest()
        (folder / name).write_text(json.dumps(whole))


@contextlib.contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[bool]:
    """Give a disk of its own that can be filled; False where this process may not mount one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if os.getuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> None:
    """Write until the disk is full."""
    with (place / "vol").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
