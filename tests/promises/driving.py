"""Start the real window and a private bus, and wait for what they say."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.frame.desktops import ADMIN, ADMIN_WORDS, HOUSE
from zvdesk.domain.people import Role
from zvdesk.services import cases, vaults
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PATIENCE = 90.0  # seconds: for a machine that is busy with more than this test


class Spoken:
    """Read the lines of a process as they come."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process, self._rest = process, b""

    def order(self, line: str) -> float:
        """Send a line, and return when that was (monotonic seconds)."""
        assert self.process.stdin is not None
        at = time.monotonic()
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return at

    def line(self, patience: float = PATIENCE) -> str:
        """Wait for the next line."""
        assert self.process.stdout is not None
        until = time.monotonic() + patience
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))
            assert ready, "nothing was said in time"
            got = os.read(self.process.stdout.fileno(), 65536)
            assert got, f"it ended with {self.process.wait()}"
            self._rest += got
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()

    def until(self, wanted: str) -> None:
        """Wait for one line."""
        while self.line() != wanted:
            pass


class Window(Spoken):
    """Drive the real window."""

    def wait(self, what: str) -> dict[str, Any]:
        """Wait until it says this."""
        while True:
            said: dict[str, Any] = json.loads(self.line())
            if said["is"] == what:
                return said

    def do(self, what: str, **more: str) -> float:
        return self.order(json.dumps({"do": what, **more}))

    def state(self) -> dict[str, Any]:
        self.do("tell")
        return self.wait("state")

    def until_state(self, **wanted: object) -> dict[str, Any]:
        """Wait until all this is so."""
        until = time.monotonic() + PATIENCE
        while True:
            state = self.state()
            if all(state[name] == value for name, value in wanted.items()):
                return state
            assert time.monotonic() < until, (wanted, state)
            time.sleep(0.02)

    def type(self, words: str) -> None:
        """Type in the first field in sight, as soon as there is one."""
        until = time.monotonic() + PATIENCE
        while True:
            self.do("type", words=words)
            if self.wait("typed")["done"]:
                return
            assert time.monotonic() < until
            time.sleep(0.02)


@dataclass(frozen=True)
class Home:
    """Hold a home folder with a vault and one case in it."""

    folder: Path
    vault: Path
    case_id: str
    words: str
    runtime: Path  # for sockets, whose paths must be short

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment in which nothing of the person who runs the tests is used."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ZVDESK_"))}
        own = {
            f"XDG_{kind}_HOME": str(self.folder / kind.lower())
            for kind in ("CONFIG", "STATE", "CACHE", "DATA")
        }
        return {
            **kept,
            **own,
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONFAULTHANDLER": "1",  # a window that crashes says where, by lines of code
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            **more,
        }


def make_home(folder: Path) -> Home:
    """Make a vault with one case, closed."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = folder / "Oefenregio.zvkluis"
    new = vaults.create_vault(
        vault,
        house_name=HOUSE,
        passphrase=ADMIN_WORDS,
        name=ADMIN,
        role=Role.COORDINATOR,
        cost=FLOOR,
        practice=True,
    )
    case = cases.open_case(new.desk, alias="linde")
    vaults.lock(new.desk)
    return Home(folder, vault, case.id, ADMIN_WORDS, runtime_folder())


def runtime_folder() -> Path:
    """Return a new folder with a short name, removed when the tests end."""
    made = Path(tempfile.mkdtemp(prefix="zv-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@contextlib.contextmanager
def window(home: Home, **environment: str) -> Iterator[Window]:
    """Run the real window until the block ends."""
    with subprocess.Popen(
        [sys.executable, str(HERE / "driven.py"), "open", str(home.vault)],
        cwd=ROOT,
        env=home.environment(**environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        try:
            yield Window(process)
        finally:
            process.kill()


@contextlib.contextmanager
def bus() -> Iterator[tuple[Spoken, str]]:
    """Run a private bus with a logind and a screen saver on it; give who plays them and the address."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        assert os.environ.get("CI") != "true", "dbus-daemon is not installed"
        pytest.skip("A9 IS NOT SHOWN HERE: it needs dbus-daemon")
    with subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().decode().strip()
        with subprocess.Popen(
            [sys.executable, str(HERE / "fake_logind.py")],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        ) as process:
            logind = Spoken(process)
            logind.until("ready")
            try:
                yield logind, address
            finally:
                process.kill()
                server.terminate()
