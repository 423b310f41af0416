"""Run commands: most in this process, from the program's one way in; some as a person does, from outside.

Outside costs a second per command for starting Python; the way in, the descriptors and the exit codes are the
same, so only what is about processes needs it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.world import PASSPHRASES, World, build, lead_and_close
from zvdesk import __main__ as entry
from zvdesk.domain.people import Role
from zvdesk.services import vaults
from zvdesk.services.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).resolve().parents[2]
MAIN = TOP / "main.py"
CHAIR = PASSPHRASES[Role.CHAIR]
ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]
NEW = "een gloednieuwe lange wachtzin"


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what one command said and its exit code."""

    code: int
    out: str
    err: str
    command: list[str] = field(default_factory=list)

    @property
    def json(self) -> dict[str, Any]:
        """Return the one JSON object on stdout; fail for anything else there."""
        found: dict[str, Any] = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@contextlib.contextmanager
def descriptor_of(words: str) -> Iterator[list[str]]:
    """Put words and a line end on a descriptor of their own and give the option that names it."""
    if not words:
        yield []
        return
    reader, writer = os.pipe()
    try:
        os.write(writer, f"{words}\n".encode())
        os.close(writer)
        yield ["--passphrase-fd", str(reader)]
    finally:
        os.close(reader)


def run(*arguments: str | Path, words: str = "", **changes: str) -> Run:
    """Run a command here; ``words`` go to --passphrase-fd, ``changes`` to the environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    umask = os.umask(0o077)
    with (
        descriptor_of(words) as option,
        pytest.MonkeyPatch.context() as patch,
        Path(os.devnull).open(encoding="utf-8") as nothing,
    ):
        for name, value in (("stdin", nothing), ("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, value)
        for variable, setting in changes.items():
            patch.setenv(variable, setting)
        command = [*map(str, arguments), *option]
        try:
            code = entry.main(command)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        finally:
            os.umask(umask)
    return Run(code, _written(out), _written(err), command)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.detach()
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def outside(*arguments: str | Path, words: str = "", timeout: float = 120) -> Run:
    """Run a command as a person does: main.py in a process of its own."""
    with descriptor_of(words) as option:
        command = [sys.executable, str(MAIN), *map(str, arguments), *option]
        done = subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            pass_fds=tuple(int(number) for number in option[1:]),
            timeout=timeout,
            check=False,
        )
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"), command)


@pytest.fixture(scope="session")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Make a vault, at the real time, whose meeting was led and closed."""
    world = build(tmp_path_factory.mktemp("cli") / "Huis aan de Rand.zvkluis", Clock())
    desk = world.desk()
    lead_and_close(desk, world)
    vaults.lock(desk)
    return world


@pytest.fixture
def closed(tmp_path: Path, closed_once: World) -> World:
    """Give a closed vault in a folder with a space and diacritics in its name."""
    folder = tmp_path / "Kluizen van Zoë & Łucja" / closed_once.folder.name
    shutil.copytree(closed_once.folder, folder)
    return replace(closed_once, folder=folder)


@pytest.fixture(autouse=True)
def _own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test forget what another saw of the same vault."""
    for kind in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "profiel" / kind.lower()))


@pytest.fixture
def ctrl_c_is_heard() -> Iterator[None]:
    """Let a child hear SIGINT, also where whoever started the tests in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
