"""A2: a full disk or a disk that fails, at whatever moment, loses nothing that was said to be done.

Every write, sync, truncate, rename, link, unlink and open of a scenario fails in its turn, with ENOSPC and
with EIO, once and from then on. What the person is told is Dutch, and the vault opens afterwards.
"""

from __future__ import annotations

import functools
import random
import tempfile
from pathlib import Path

from tests.promises.shim import built
from tests.promises.warm import Driver, Found

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
    "give",
    "receive",
)
ERRORS = ("ENOSPC", "EIO")
FAULTS = [(error, is_once) for error in ERRORS for is_once in (True, False)]


def driver(place: Path) -> Driver:
    return Driver("fault_driver", place, built(place))


@functools.cache
def _staying() -> Driver:
    return driver(Path(tempfile.mkdtemp()))


def whole(asked: Driver, scenario: str) -> Found:
    """Return what comes of a scenario in which nothing fails."""
    counted = asked.ask(scenario=scenario, point=0)
    assert not counted["fault"], counted["fault"]
    (found,) = counted["rounds"]
    assert found["is_done"]
    return dict(found)


@functools.cache
def _calls(scenario: str) -> int:
    return int(whole(_staying(), scenario)["calls"])


def one_round(seed: int, place: Path) -> None:
    """Let one call of one scenario fail; which one, the seed tells."""
    del place  # the driver has its own
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    scenario = SCENARIOS[seed % len(SCENARIOS)]
    found = _staying().ask(
        scenario=scenario,
        point=chance.randint(1, _calls(scenario)),
        faults=[(chance.choice(ERRORS), chance.random() < 0.5)],
    )
    assert not found["fault"], found["fault"]


def test_every_point_of_two_scenarios_may_fail(tmp_path: Path) -> None:
    asked = driver(tmp_path)
    for scenario in ("save", "change_passphrase"):
        calls = whole(asked, scenario)["calls"]
        assert calls > 20  # a scenario that changes nothing on disk would prove nothing
        points = [asked.ask(scenario=scenario, point=n, faults=FAULTS) for n in range(1, calls + 1)]
        assert [one["fault"] for one in points if one["fault"]] == []
        found: list[Found] = [one for point in points for one in point["rounds"]]
        assert len(found) == calls * len(FAULTS)
        assert all(one["hits"] for one in found)
        refused = [one for one in found if not one["is_done"]]
        assert len(refused) > len(found) / 4, "the faults are hardly noticed"
    asked.end()


def test_some_points_of_a_hand_over_may_fail(tmp_path: Path) -> None:
    asked = driver(tmp_path)
    for scenario in ("give", "receive"):
        calls = whole(asked, scenario)["calls"]
        for point in (calls // 2, calls - 2):
            found = asked.ask(scenario=scenario, point=point, faults=[("ENOSPC", True), ("EIO", False)])
            assert not found["fault"], (scenario, point, found["fault"])
            assert all(one["hits"] for one in found["rounds"])
    asked.end()
