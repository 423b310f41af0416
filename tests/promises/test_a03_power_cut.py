"""A3: when the power fails, nothing that was acknowledged is lost, and the vault opens.

The calls of an hour of work are written down: saving, a change of passphrase, a backup, a re-key. States of
the disk at random moments are rebuilt from them, in which what was not synced is gone, torn into sectors of
512 bytes, or there out of order. A disk that says it synced and did not is not played: no program wins that.
"""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from tests.promises.shim import built
from tests.promises.warm import Driver

PROMISE = "A3"
STATES = 100


def driver(place: Path) -> Driver:
    return Driver("power_driver", place, built(place))


@functools.cache
def _staying() -> Driver:
    return driver(Path(tempfile.mkdtemp()))


def one_round(seed: int, place: Path) -> None:
    del place  # the driver has its own
    found = _staying().ask(seed=seed)
    assert not found["fault"], found["fault"]


def test_no_power_cut_loses_what_was_acknowledged(tmp_path: Path) -> None:
    asked = driver(tmp_path)
    found = [asked.ask(seed=seed) for seed in range(STATES)]
    deaf = [asked.ask(seed=seed, deaf=True) for seed in range(10)]
    asked.end()
    assert [one for one in deaf if one["fault"]], "a disk that hears no sync loses nothing"
    assert [one["fault"] for one in found if one["fault"]] == []
    assert len({one["moment"] for one in found}) > STATES / 2
    assert len({one["acknowledged"] for one in found}) > 20  # it fell all over the hour
