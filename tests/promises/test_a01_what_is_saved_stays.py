"""A1: what is saved stays, at whatever moment of a meeting the process is killed with signal 9.

Whatever a service acknowledged before the kill is there afterwards, the vault is whole, its log unbroken,
and no file holds a word of the case.
"""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path

import pytest

from tests.promises.warm import Driver

PROMISE = "A1"
ROUNDS = 100


@functools.cache
def _staying() -> Driver:
    return Driver("meeting_driver", Path(tempfile.mkdtemp()))


def one_round(seed: int, place: Path) -> None:
    del place  # the driver has its own
    found = _staying().ask(seed=seed)
    assert not found["fault"], found


@pytest.mark.skipif(sys.platform == "win32", reason="fork and signal 9")
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    driver = Driver("meeting_driver", tmp_path)
    found = [driver.ask(seed=seed) for seed in range(ROUNDS)]
    driver.end()
    assert [one["fault"] for one in found if one["fault"]] == []
    assert all(one["killed"] for one in found)
    assert sum(one["acts"] for one in found) > 2 * ROUNDS
