"""A8: a change of passphrase, or of all keys, that dies anywhere leaves a vault that opens.

The process is killed with signal 9 at a call to the system or at a moment that the seed chooses. The vault
opens with the old passphrase or the new one, never with both or none, and with the new one once it said
"klaar". After a re-key that said so, an old key opens neither database nor backup. Faults of the disk at
every call are in A2.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROMISE = "A8"
ROUNDS = 40
ROOT = Path(__file__).resolve().parents[2]


def one_round(seed: int, place: Path) -> None:
    (found,) = rounds(seed, 1, place)
    assert not found["fault"], found


def rounds(first: int, count: int, place: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises.kill_driver", str(first), str(count)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(place), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="fork and signal 9")
def test_whoever_is_killed_leaves_a_vault_that_opens(tmp_path: Path) -> None:
    found = rounds(1, ROUNDS, tmp_path)
    assert [one for one in found if one["fault"]] == []
    assert len(found) == ROUNDS
    killed = [one for one in found if one["killed"]]
    assert len(killed) > ROUNDS / 4, "hardly anybody was killed"
    assert {one["act"] for one in killed} == {"change", "rekey"}
    assert any(one["done"] for one in found)
