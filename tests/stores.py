"""Give the tests a keyring: one that fails as it is told to, and a real gnome-keyring on a bus of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError, PasswordSetError

from zvdesk import secret_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


class WindowsError1312(Exception):
    """Stand for pywintypes.error, which is no KeyringError: no logon session for a service account."""


def _raise(error: Callable[[], Exception]) -> Callable[..., object]:
    def fail(*_: str) -> object:
        raise error()

    return fail


class ScriptedStore:
    """Keep values in memory, and do one thing wrong from the moment ``fail`` is called."""

    MODES = (
        "no backend",
        "no service",
        "locked when read",
        "locked when kept",
        "refuses to keep",
        "refuses to forget",
        "error of Windows",
        "lost its content",
        "gives another value",
        "keeps nothing and says nothing",
        "never answers",
        "gives bytes",
    )

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.mode = ""

    def fail(self, mode: str) -> None:
        assert mode in self.MODES
        self.mode = mode

    def open(self) -> secret_store.Store:
        if self.mode == "no backend":
            raise NoKeyringError
        if self.mode == "no service":
            raise InitError
        return self

    def get_password(self, service: str, username: str) -> object:
        if self.mode == "never answers":
            time.sleep(5)
        failing: dict[str, Callable[..., object]] = {
            "locked when read": _raise(KeyringLocked),
            "error of Windows": _raise(WindowsError1312),
            "lost its content": lambda *_: None,
            "gives another value": lambda *_: "A" * 43,
            "gives bytes": lambda *_: b"A" * 43,
        }
        if self.mode in failing:
            return failing[self.mode](service, username)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        failing: dict[str, Callable[..., object]] = {
            "locked when kept": _raise(KeyringLocked),
            "refuses to keep": _raise(PasswordSetError),
            "error of Windows": _raise(WindowsError1312),
        }
        if self.mode in failing:
            failing[self.mode](service)
        if self.mode != "keeps nothing and says nothing":
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.mode == "refuses to forget":
            raise PasswordDeleteError
        if self.mode != "keeps nothing and says nothing":
            del self.kept[service, username]

    def put_in(self, patch: pytest.MonkeyPatch) -> ScriptedStore:
        patch.setattr(secret_store, "_store", self.open)
        return self


def _ended(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    if process.poll() is None:
        process.kill()
        process.wait(5)


@contextlib.contextmanager
def private_bus(place: Path) -> Iterator[dict[str, str]]:
    """Start a session bus of our own and yield the environment for programs on it."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = os.environ | {
        "HOME": str(place),
        "XDG_DATA_HOME": str(place / "data"),
        "XDG_CONFIG_HOME": str(place / "config"),
        "XDG_RUNTIME_DIR": str(place),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}/bus",
    }
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={place}/bus"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 10
        while not (place / "bus").exists():
            assert time.monotonic() < deadline, "the bus did not start"
            time.sleep(0.01)
        yield environment
    finally:
        _ended(bus)


@contextlib.contextmanager
def gnome_keyring(place: Path, *, is_unlocked: bool = True) -> Iterator[dict[str, str]]:
    """Start a real gnome-keyring on a bus of its own and yield the environment for programs that use it."""
    with private_bus(place) as environment:
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        if is_unlocked:
            command.insert(1, "--unlock")
        daemon = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert daemon.stdin is not None
            if is_unlocked:
                daemon.stdin.write(b"bosuil bij de beek\n")
            daemon.stdin.close()
            yield environment
        finally:
            _ended(daemon)
