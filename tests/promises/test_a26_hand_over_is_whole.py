"""A26: a hand-over happens whole or not at all, at whatever moment the process is killed with signal 9.

Who gives has the pen and no package, or a package that is there and no pen; who receives has all of a package
or nothing of it, and can take it in again. A disk that fails meanwhile is part of A2.
"""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path

import pytest

from tests.promises.warm import Driver

PROMISE = "A26"
ROUNDS = 12


@functools.cache
def _staying() -> Driver:
    return Driver("handover_driver", Path(tempfile.mkdtemp()))


def one_round(seed: int, place: Path) -> None:
    del place  # the driver has its own
    found = _staying().ask(seed=seed)
    assert not found["fault"], found


@pytest.mark.skipif(sys.platform == "win32", reason="fork and signal 9")
def test_a_kill_leaves_no_half_hand_over(tmp_path: Path) -> None:
    driver = Driver("handover_driver", tmp_path)
    found = [driver.ask(seed=seed) for seed in range(ROUNDS)]
    driver.end()
    assert [one["fault"] for one in found if one["fault"]] == []
    for act in ("give", "receive"):
        assert sum(one["killed"] for one in found if one["act"] == act) > ROUNDS / 6
