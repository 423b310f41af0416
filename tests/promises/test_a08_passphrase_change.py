"""A8: a change of passphrase, or of all keys, that dies anywhere leaves a vault that opens.

The process is killed with signal 9 at a call to the system or at a moment that the seed chooses. The vault
opens with the old passphrase or the new one, never with both or none, and with the new one once it said
"klaar". After a re-key that said so, an old key opens neither database nor backup. Faults of the disk at
every call are in A2.
"""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path

import pytest

from tests.promises.warm import Driver

PROMISE = "A8"
ROUNDS = 100


@functools.cache
def _staying() -> Driver:
    return Driver("kill_driver", Path(tempfile.mkdtemp()))


def one_round(seed: int, place: Path) -> None:
    del place  # the driver has its own
    found = _staying().ask(seed=seed)
    assert not found["fault"], found


@pytest.mark.skipif(sys.platform == "win32", reason="fork and signal 9")
def test_whoever_is_killed_leaves_a_vault_that_opens(tmp_path: Path) -> None:
    driver = Driver("kill_driver", tmp_path)
    found = [driver.ask(seed=seed) for seed in range(ROUNDS)]
    driver.end()
    assert [one for one in found if one["fault"]] == []
    killed = [one for one in found if one["killed"]]
    assert len(killed) > ROUNDS / 4, "hardly anybody was killed"
    assert {one["act"] for one in killed} == {"change", "rekey"}
    assert any(one["done"] for one in found)
