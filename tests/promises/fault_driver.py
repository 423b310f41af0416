"""Let one change of a scenario fail, once or from then on, and look what is left; runs with the shim.

A question names the scenario, the point, and per round the error and whether it is once; point 0 fails
nothing and counts.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.promises import warm
from tests.promises.fault_scenarios import SCENARIOS, Scenario, Try
from zvdesk.errors import ExplainedError
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

ERRORS = {"": 0, "ENOSPC": errno.ENOSPC, "EIO": errno.EIO}


def round_of(
    scenario: Scenario, template: Path, kept: object, place: Path, fault: tuple[int, int, bool]
) -> warm.Found:
    """Run a scenario with one fault, judge it, and return what came of it."""
    shim = ctypes.CDLL(None)
    place.mkdir(exist_ok=True)
    one = Try(place / template.name, place / "uit", kept)
    warm.use_profile(place)
    shutil.copytree(template, one.folder)
    one.out.mkdir()
    one.opened, said = scenario.begin(one), ""
    point, error, is_once = fault
    shim.zv_arm(os.fsencode(place), point, error, int(is_once))
    try:
        one.made = scenario.act(one)
        one.is_done = True
    except ExplainedError as failure:
        said = message(failure)
    finally:
        shim.zv_disarm()
    calls, hits = shim.zv_seen(), shim.zv_hits()
    scenario.end(one)
    scenario.judge(one)
    assert one.is_done or said.strip(), "refused without a word"
    return {"calls": calls, "hits": hits, "is_done": one.is_done, "said": said}


@functools.cache
def template_of(name: str, home: Path) -> tuple[Scenario, Path, object]:
    """Make the template of a scenario, and run it once in this process, so that all it needs is there."""
    scenario = SCENARIOS[name]()
    template = home / name / "kluis.zvkluis"
    template.parent.mkdir()
    warm.use_profile(template.parent)
    kept = scenario.prepare(template)
    with tempfile.TemporaryDirectory() as place:
        round_of(scenario, template, kept, Path(place), (0, 0, True))
    return scenario, template, kept


def answer(question: dict[str, Any], home: Path) -> warm.Found:
    """Run the rounds of one point in a fork, each with a vault of its own, so that no point sees another."""
    scenario, template, kept = template_of(question["scenario"], home)
    place = Path(tempfile.mkdtemp(dir=home))

    def work(speak: Callable[[bytes], object]) -> None:
        for number, (error, is_once) in enumerate(question.get("faults", [["", True]])):
            fault = (question["point"], ERRORS[error], is_once)
            found = round_of(scenario, template, kept, place / str(number), fault)
            speak(json.dumps(found).encode() + b"\n")

    said, _ = warm.forked(work)
    shutil.rmtree(place, ignore_errors=True)
    fault = said[said.index(b"fault: ") :].decode(errors="replace") if b"fault: " in said else ""
    rounds = [json.loads(line) for line in said.splitlines() if line.startswith(b"{")]
    return {"rounds": rounds, "fault": fault or ("" if rounds else "the process died")}


if __name__ == "__main__":
    warm.up()
    with tempfile.TemporaryDirectory(prefix="zvdesk-fault-") as made:
        warm.serve(functools.partial(answer, home=Path(made)))
