"""The soak shares its time, reports each promise, and fails when one is broken."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.promises import soak

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BROKEN = """
import os
def one_round(seed, place):
    (place / "own").write_text(str(seed))
    if seed % 3 == 0:
        raise AssertionError(f"broken at {seed}")
    if seed % 3 == 1:
        os._exit(3)
"""
HANGS = """
import time
def one_round(seed, place):
    time.sleep(60)
"""


def put_in(place: Path, module: str, source: str) -> None:
    """Make a package with the soak and one module in it."""
    package = place / "tests" / "promises"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").write_text("")
    (package / "soak.py").write_text((soak.HERE / "soak.py").read_text())
    (package / f"{module}.py").write_text(source)


def test_every_promise_takes_part() -> None:
    found = soak.modules()
    proved = {
        named[1]
        for path in soak.HERE.glob("test_a*.py")
        if (named := re.search(r'^PROMISE = "(A\d+)"', path.read_text(), re.MULTILINE))
    }
    assert set(found) == proved
    assert {"A1", "A2", "A3", "A8"} <= proved


def test_a_tiny_share_reports_each_promise(tmp_path: Path) -> None:
    report = tmp_path / "soak.json"
    command = [sys.executable, "-m", "tests.promises.soak", "--minutes", "0.05", "--only", "A7,A16"]
    done = subprocess.run(
        [*command, "--seed", "5", "--out", str(report)],
        cwd=soak.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(report.read_text())
    assert [one["promise"] for one in said["promises"]] == ["A7", "A16"]
    assert all(one["rounds"] >= 1 and one["seconds"] > 0 and not one["failures"] for one in said["promises"])
    assert "belofte" in done.stdout


def test_a_broken_promise_is_counted_with_its_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(tmp_path, "test_a99_broken", BROKEN)
    monkeypatch.setattr(soak, "ROOT", tmp_path)
    result = soak.Result("A99", "test_a99_broken")
    soak.soak_one(result, 3, 2.0)
    assert result.rounds > 3
    assert result.failures >= result.rounds * 2 // 3  # raised, or died
    assert result.failed[0]["seed"] == 3
    assert "broken at 3" in str(result.failed[0]["fault"])


def test_a_round_that_hangs_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in(tmp_path, "test_a98_hangs", HANGS)
    monkeypatch.setattr(soak, "ROOT", tmp_path)
    monkeypatch.setattr(soak, "LIMIT", 2.0)
    result = soak.Result("A98", "test_a98_hangs")
    soak.soak_one(result, 1, 1.0)
    assert (result.rounds, result.failures) == (1, 1)
    assert "took over" in str(result.failed[0]["fault"])
