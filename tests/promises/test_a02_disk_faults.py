"""A2: a full disk or a disk that fails, at whatever moment, loses nothing that was said to be done.

Every write, sync, truncate, rename, link, unlink and open of a scenario fails in its turn, with ENOSPC and
with EIO, once and from then on. What the person is told is Dutch, and the vault opens afterwards.
"""

from __future__ import annotations

import functools
import random
from typing import TYPE_CHECKING

import pytest

from tests.promises.shim import built
from tests.promises.warm import Driver, Found

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "A2"
SCENARIOS = (
    "save",
    "change_passphrase",
    "back_up",
    "restore",
    "migrate",
    "destroy",
    "export",
    "rekey",
)
ERRORS = ("ENOSPC", "EIO")


def driver(place: Path) -> Driver:
    return Driver("fault_driver", place, built(place))


@functools.cache
def _staying(place: Path) -> Driver:
    return driver(place)


@functools.cache
def _calls(place: Path, scenario: str) -> int:
    whole = _staying(place).ask(scenario=scenario, point=0)
    assert whole["is_done"], whole["fault"]
    return int(whole["calls"])


def one_round(seed: int, place: Path) -> None:
    """Let one call of one scenario fail; which one, the seed tells."""
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    scenario = SCENARIOS[seed % len(SCENARIOS)]
    home = place.parent / "a02"
    found = _staying(home).ask(
        scenario=scenario,
        point=chance.randint(1, _calls(home, scenario)),
        error=chance.choice(ERRORS),
        once=chance.random() < 0.5,
    )
    assert not found["fault"], found["fault"]


@pytest.mark.parametrize("scenario", ["save", "change_passphrase"])
def test_every_point_of_a_scenario_may_fail(tmp_path: Path, scenario: str) -> None:
    asked = driver(tmp_path)
    whole = asked.ask(scenario=scenario, point=0)
    assert whole["is_done"], whole["fault"]
    assert whole["calls"] > 20  # a scenario that changes nothing on disk would prove nothing
    found: list[Found] = [
        asked.ask(scenario=scenario, point=point, error=error, once=is_once)
        for point in range(1, whole["calls"] + 1)
        for error in ERRORS
        for is_once in (True, False)
    ]
    asked.end()
    assert [one["fault"] for one in found if one["fault"]] == []
    assert all(one["hits"] for one in found)
    refused = [one for one in found if not one["is_done"]]
    assert len(refused) > len(found) / 4, "the faults are hardly noticed"
