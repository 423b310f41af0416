"""A20: however many starts race, one window opens; what a killed process leaves behind stops nobody."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.promises.driving import PATIENCE, ROOT, Home, make_home, runtime_folder, window

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A20"
STARTS = 50
NO_ANSWER = 75  # on a machine that is so busy that the winner is still starting when the patience ends


def start(home: Home) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "main.py", "open", str(home.vault)],
        cwd=ROOT,
        env=home.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def race(home: Home, starts: int) -> list[int | None]:
    """Start so many at once, and return their exit codes once all but one have ended; None for who stays."""
    racing = [start(home) for _ in range(starts)]
    try:
        until = time.monotonic() + PATIENCE * 2
        while sum(process.poll() is None for process in racing) > 1 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)  # the one that stays does not leave after all
        return [process.poll() for process in racing]
    finally:
        for process in racing:
            process.kill()
            process.wait()


def one_round(seed: int, place: Path) -> None:
    del seed  # who wins is chance enough
    home = Home(place / "home", place / "home" / "Geen.zvkluis", "", "", runtime_folder())
    home.folder.mkdir(parents=True)
    for starts in (STARTS, 3):  # the second time on what the killed winner of the first left behind
        codes = race(home, starts)
        assert codes.count(None) == 1
        assert set(codes) <= {None, 0, NO_ANSWER}


def test_fifty_racing_starts_give_one_window(tmp_path: Path) -> None:
    one_round(0, tmp_path)


@pytest.mark.journey
def test_a_killed_window_leaves_nothing_that_refuses_the_next(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    with window(home) as first:
        first.wait("shown")
        first.do("unlock", words=home.words)
        first.until_state(busy=False, page="today")
        first.process.kill()
    assert list(home.runtime.iterdir())  # its socket is still there
    with window(home) as second:
        second.wait("shown")
        second.do("unlock", words=home.words)
        second.until_state(busy=False, page="today")
        third = start(home)
        assert third.wait(PATIENCE) == 0
        assert second.state()["page"] == "today"
