"""A25: no package enters that is damaged, misdirected, stale, forged, or signed by a colleague and hostile.

Each goes the whole way of the services, against the real vault of a chair, in a process that may use 512 MB.
Nothing is taken, no table and no file changes but for the line in the log, and the reason is the right one.
"""

from __future__ import annotations

import functools
import re
import tempfile
from pathlib import Path
from typing import Any

from tests.promises.hostile_packages import by_chance, controls, hostile
from tests.promises.warm import Driver
from zvdesk.domain.handovers import PackageFault

PROMISE = "A25"
FEWEST = 200
SECONDS, KIB = 5, 512 * 1024


@functools.cache
def _staying() -> Driver:
    return Driver("package_driver", Path(tempfile.mkdtemp()))


def held(given: dict[str, Any]) -> None:
    """See that a package cost a line in the log and nothing else."""
    assert given["outcome"] in given["expected"], given
    assert given["changed"] == [], given
    assert given["is_log_whole"], given
    assert given["said"][-1:] == ["geweigerd"], given
    assert re.search(r"\b(is|niet|geen|al|heeft|hebt)\b", given["words"]), given
    assert "zvdesk-out" not in given["words"], given
    cheap(given)


def cheap(given: dict[str, Any]) -> None:
    """See that a package cost no more than it may."""
    assert given["cpu"] <= SECONDS, given
    assert given["kib"] <= KIB, given


def one_round(seed: int, place: Path) -> None:
    """Hand over one package of the list, or one that chance spoilt; see that it does what it may."""
    del place  # the driver has its own
    found = _staying().ask(numbers=[seed])
    assert not found["fault"], found["fault"]
    (given,) = found["answers"]
    if given["outcome"] == "taken":  # signed by a colleague, and a sentence was changed
        assert seed >= len(hostile()), given
        assert len(by_chance(seed).faults) == len(PackageFault), given
        cheap(given)
    else:
        held(given)


def test_none_of_two_hundred_hostile_packages_enters(tmp_path: Path) -> None:
    every = hostile()
    assert len({one.name for one in every}) == len(every) >= FEWEST
    driver = Driver("package_driver", tmp_path)
    found = driver.ask(numbers=list(range(len(every))))
    assert not found["fault"], found["fault"]
    assert len(found["answers"]) == len(every)
    for given in found["answers"]:
        held(given)
    reasons = {given["outcome"] for given in found["answers"]}
    assert len(reasons) >= 17, reasons
    for number in range(len(controls())):
        right = driver.ask(numbers=[number, number], controls=True)
        assert not right["fault"], right["fault"]
        first, again = right["answers"]
        assert first["outcome"] == "taken", first
        assert {"pens", "handovers"} <= set(first["changed"]), first
        assert again["outcome"] in ("al_opgenomen", "pen_is_hier"), again
        assert again["changed"] == [], again
    only_the_id_is_readable(driver.ask(look=True))
    driver.end()


def only_the_id_is_readable(seen: dict[str, Any]) -> None:
    """See that two cases in one class look the same, and that neither says a word."""
    one, other = seen["shown"]
    assert one["length"] == other["length"]
    assert one["readable"] == other["readable"] == []
    assert seen["searched"] > 100
    assert min(one["entropy"], other["entropy"]) > 7.99  # bits in a byte: like chance
    assert len(seen["files"]) > 5
    for name, mode in seen["files"]:
        assert re.fullmatch(r"zvdesk-[0-9a-f]{8}\.zvpakket", name), name
        assert mode == 0o600, oct(mode)
