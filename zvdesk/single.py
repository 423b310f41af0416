"""Let one window serve a person: who starts zvdesk again asks the first window to come forward.

Whether there is a first window is told by a lock that the system drops when a process ends, however it ends:
nothing of a crash has to be recognised or removed. The lock is no part of a vault; the database has its own.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib
import json
import os
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, runtime_checkable

from zvdesk import system

_SYSTEM: str = sys.platform
_LOCK = "window.lock"
_PATIENCE = 15.0  # seconds for the first window to answer: it may be starting itself
_AGAIN = 0.05  # seconds
ANSWER = b"ok\n"
_LONGEST_PATH = 90  # bytes: the path of a socket has 104 to 108, and Qt listens beside it first
_LOCK_AT_ONCE = 2  # Windows, msvcrt: LK_NBLCK
MOST = 8192  # bytes of a message
OF_A_COLLEAGUE = (".zvpakket", ".zvkaart", ".zvlijst")  # endings of files that the window opens to look at
DOCUMENT = ".pdf"  # the ending of what the window verifies


@runtime_checkable
class _WindowsRuntime(Protocol):
    def locking(self, descriptor: int, mode: int, count: int) -> None: ...


class OtherWindow(Exception):
    """There is a window already: this process is not the one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what a second start asks of the first window, beside to come forward."""

    vault: Path | None = None
    file: Path | None = None  # of a colleague: a package, a card or a list, to be looked at; or a document


def asked_for(place: Path) -> Asked:
    """Return what is asked by opening a file or folder: what the window looks at, or else a vault."""
    is_file = place.suffix.lower() in (*OF_A_COLLEAGUE, DOCUMENT)
    return Asked(file=place) if is_file else Asked(vault=place)


class Claim:
    """Hold the right to be the one window; ``release`` it before another process takes over."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._file = file

    def release(self) -> None:
        """Let another process be the one."""
        file, self._file = self._file, None
        if file is not None:
            file.close()


def claim() -> Claim:
    """Become the one window of this profile. Raises OtherWindow when there is one.

    Where the system knows no such lock, nobody is refused: a vault still opens for one process only.
    """
    try:
        folder = system.make_private_folder(system.state_folder())
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except Exception:
        return Claim(None)
    file = os.fdopen(descriptor, "r+b", buffering=0)
    try:
        _lock(descriptor)
    except OSError as error:
        file.close()
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            raise OtherWindow from None
        return Claim(None)
    return Claim(file)


def ask_first(vault: Path | None = None, file: Path | None = None, *, patience: float = _PATIENCE) -> bool:
    """Ask the first window to come forward, with this vault or this file; False without an answer.

    ``patience`` is in seconds: a window that is still starting answers late.
    """
    named = {"vault": vault, "file": file}
    paths: dict[str, object] = {key: str(path) for key, path in named.items() if path is not None}
    asked = paths or {"show": True}
    message = json.dumps(asked).encode() + b"\n"
    until = time.monotonic() + patience
    while True:
        with contextlib.suppress(OSError):
            if _tell(message) == ANSWER:
                return True
        if time.monotonic() >= until:
            return False
        time.sleep(_AGAIN)


def read_message(line: bytes) -> Asked | None:
    """Return what a line asks for; what makes no sense is no message."""
    try:
        asked = json.loads(line.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or len(asked) != 1:
        return None
    ((key, value),) = asked.items()
    if key == "show":
        return Asked() if value is True else None
    if key not in ("vault", "file") or not isinstance(value, str):
        return None
    if "\0" in value or not Path(value).is_absolute():
        return None
    return Asked(vault=Path(value)) if key == "vault" else Asked(file=Path(value))


def place() -> str:
    """Return where the first window listens: a socket that only its owner reaches, on Windows a pipe.

    Raises FolderUnusable where no folder can be had for it.
    """
    name = f"zvdesk-{hashlib.sha256(str(system.state_folder()).encode()).hexdigest()[:16]}"
    if _SYSTEM == "win32":
        return rf"\\.\pipe\{name}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for folder in (Path(runtime) if runtime else None, system.state_folder()):
        if folder is not None and folder.is_dir() and len(os.fsencode(folder / name)) <= _LONGEST_PATH:
            return str(folder / name)
    own = Path(tempfile.gettempdir()) / f"zvdesk-{os.getuid()}"
    return str(system.make_private_folder(own) / name)


def _lock(descriptor: int) -> None:
    """Take the lock at once, or raise OSError."""
    if _SYSTEM == "win32":
        _windows_runtime().locking(descriptor, _LOCK_AT_ONCE, 1)
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _windows_runtime() -> _WindowsRuntime:
    module: object = importlib.import_module("msvcrt")
    if not isinstance(module, _WindowsRuntime):
        raise OSError(errno.ENOSYS, "no such lock")
    return module


def _tell(message: bytes) -> bytes:
    if _SYSTEM == "win32":
        with Path(place()).open("r+b", buffering=0) as pipe:
            pipe.write(message)
            return pipe.read(len(ANSWER)) or b""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(_PATIENCE)
        line.connect(place())
        line.sendall(message)
        return line.recv(len(ANSWER))
