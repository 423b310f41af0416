"""Drive zvdesk from outside by accessible names and keys, as someone with a screen reader does."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
MAIN = HERE.parents[1] / "main.py"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"


def lacking() -> str:
    """Return what this machine lacks to be driven from outside, "" for nothing."""
    if not os.environ.get("DISPLAY") or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return "a display and a D-Bus session"
    if not any(Path(path).exists() for path in _LAUNCHERS):
        return "at-spi2-core"
    known = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
        capture_output=True,
        check=False,
    )
    return "" if known.returncode == 0 else "python3-gi and gir1.2-atspi-2.0"


class ScreenReader:
    """Say an order to the other side and wait for its answer."""

    def __init__(self, process: subprocess.Popen[str], program: subprocess.Popen[bytes], log: Path) -> None:
        self._process, self._program, self._log = process, program, log

    def _ask(self, **order: object) -> dict[str, Any] | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] | None = json.loads(self._process.stdout.readline())
        return answer

    def _must(self, **order: object) -> dict[str, Any]:
        answer = self._ask(**order)
        if answer is None:
            names = [f"{e['role']} {e['name']!r}" for e in self.everything()]
            ended = self._program.poll()
            if ended is not None:
                names.append(f"zvdesk has ended with {ended}")
            said = self._log.read_text(errors="replace").splitlines()[-40:]
            raise AssertionError("\n".join([f"{order} is not on the screen:", *names, *said]))
        return answer

    def find(self, **wanted: object) -> dict[str, Any]:
        """Wait for something by name, start, part, pattern (``like``) and role; fail when it stays away."""
        return self._must(do="find", **wanted)

    def is_there(self, **wanted: object) -> bool:
        """Tell at once whether something is on the screen."""
        return self._ask(do="find", seconds=0, **wanted) is not None

    def press(self, **wanted: object) -> None:
        """Do what a button does, once it is on."""
        self._must(do="press", enabled=True, **wanted)

    def focus(self, **wanted: object) -> None:
        """Put the focus on something."""
        self._must(do="focus", **wanted)

    def focused(self) -> dict[str, Any]:
        """Return what has the focus."""
        return self._must(do="focused")

    def key(self, *keys: str) -> None:
        """Press keys one after another, each such as ``Ctrl+F7``."""
        for one in keys:
            self._must(do="key", keys=one)
            time.sleep(0.05)

    def type(self, text: str, **into: object) -> None:
        """Type a text where the focus is, or first go to a field."""
        if into:
            self.focus(**into)
            time.sleep(0.1)
        self._must(do="type", text=text)

    def everything(self, **wanted: object) -> list[dict[str, Any]]:
        """Return all that has a name and is what is wanted, in reading order."""
        found: list[dict[str, Any]] = self._must(do="all", **wanted)["found"]
        return found


@contextlib.contextmanager
def running(home: Path, *arguments: str | Path) -> Iterator[ScreenReader]:
    """Start the accessibility bus, zvdesk with some arguments, and a reader of its screen."""
    environment = dict(os.environ) | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONFAULTHANDLER": "1",
    }
    launcher = next(path for path in _LAUNCHERS if Path(path).exists())
    commands: tuple[list[str], ...] = (
        [launcher, "--launch-immediately"],
        [sys.executable, str(MAIN), *map(str, arguments)],
    )
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((home / "programs.log").open("wb"))
        started = []
        for command in commands:
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
            stack.enter_context(_ended(started[-1]))
            time.sleep(1)
        reader = subprocess.Popen(
            [SYSTEM_PYTHON, "-W", "ignore", str(HERE / "at_spi_side.py")],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        stack.enter_context(_ended(reader))
        yield ScreenReader(reader, started[-1], home / "programs.log")


@contextlib.contextmanager
def _ended(process: subprocess.Popen[Any]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
