"""Lead a meeting without end, kill it with signal 9 at a random moment, and look what is left.

A question is the seed of a round. The meeting says after each act what must be found from then on.
"""

from __future__ import annotations

import functools
import json
import random
import shutil
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.factories import TODAY, clock
from tests.promises import warm
from tests.services.world import World, build
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.agenda import Step
from zvdesk.domain.decisions import Decision
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.services import cases, checks, meetings, vaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.desk import Desk

CANARY = "Kanariepietvogel"
#: What each act in a round changes, in order: one that was under way may be kept though nobody said so.
ORDER = [
    *(name for step in Step for name in ("phase", f"note {step.value}")),
    *("decision", "action", "goal", "decision"),
]
FILES = {"backups", "keys.copy.json", "keys.json", "vault.db", "vault.db-journal"}


def lead(desk: Desk, world: World, say: Callable[..., None]) -> None:
    """Write notes, jump between the steps, and keep decisions, actions and the goal, round after round."""
    meeting_id, item_id, case_id = world.meeting_id, world.item_id, world.case_id
    for number in count():
        for step in Step:
            held = meetings.jump(desk, meeting_id, item_id, step)
            say(phase=held.item(item_id).phase.value)
            note = f"Řonde {number} bij {step.value}: {CANARY} " + "een halve zin " * (number % 40)
            meetings.write_note(desk, meeting_id, item_id, step, note)
            say(**{f"note {step.value}": note})
        text = f"Besluit {number} {CANARY}"
        decision = cases.save(
            desk, Decision(case_id=case_id, meeting_id=meeting_id, text=text, decided_on=TODAY)
        )
        say(decision=decision.id)
        action = ActionItem(
            case_id=case_id,
            meeting_id=meeting_id,
            what=f"Actie {number} {CANARY}",
            person="P",
            due_on=TODAY,
        )
        say(action=cases.save(desk, action).id)
        case = cases.case_file(desk, case_id).case
        cases.save(desk, replace(case, shared_goal=f"Doel {number}"))
        say(goal=f"Doel {number}")
        cases.erase(desk, decision)
        say(decision="", erased=decision.id)


def lost(desk: Desk, world: World, said: list[dict[str, str]]) -> list[str]:
    """Return what was acknowledged and is not there."""
    kept = {name: value for line in said for name, value in line.items()}
    under_way = ORDER[len(said) % len(ORDER)]
    item = meetings.meeting(desk, world.meeting_id).item(world.item_id)
    file = cases.case_file(desk, world.case_id)
    found = {"phase": item.phase.value, "goal": file.case.shared_goal}
    found |= {f"note {step.value}": item.record(step).note for step in Step}
    wrong = [
        name for name, value in found.items() if name in kept and value != kept[name] and name != under_way
    ]
    decisions, actions = {d.id for d in file.decisions}, {a.id for a in file.actions}
    if kept.get("decision") and kept["decision"] not in decisions and under_way != "decision":
        wrong.append("decision")
    if kept.get("erased") in decisions:
        wrong.append("erased")
    return [*wrong, *(line["action"] for line in said if "action" in line and line["action"] not in actions)]


def judge(world: World, place: Path, said: list[dict[str, str]]) -> None:
    """Raise AssertionError for a lost write, a vault that is not whole, or a word of the case on disk."""
    forms = [CANARY.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]
    for path in place.rglob("*"):
        assert not path.is_file() or not any(form in path.read_bytes() for form in forms), path.name
    desk = world.desk()
    report = checks.check(desk)
    assert report.problems == ()
    assert report.first_broken_line is None
    assert report.is_rolled_back is not True
    assert lost(desk, world, said) == [], said[-3:]
    vaults.lock(desk)
    assert {path.name for path in world.folder.iterdir()} == FILES


@functools.cache
def meeting_in(home: Path) -> World:
    """Make a vault whose meeting has begun; lead and judge once here, as each fork needs that."""
    warm.use_profile(home)
    world = build(home / "kluis.zvkluis", clock())
    desk = world.desk()
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    vaults.lock(desk)
    desk, acts = copied(world, home / "warm").desk(), []

    def say(**values: str) -> None:
        acts.append(values)
        if len(acts) > len(ORDER):
            raise StopIteration

    try:
        lead(desk, world, say)
    except StopIteration:
        vaults.lock(desk)
    judge(copied(world, home / "whole"), home / "whole", [])
    return world


def copied(world: World, into: Path) -> World:
    folder = into / world.folder.name
    shutil.copytree(world.folder, folder)
    return replace(world, folder=folder)


def answer(question: dict[str, Any], home: Path) -> warm.Found:
    """Kill one meeting and judge; ``fault`` is empty when the promise held."""
    template = meeting_in(home)
    chance = random.Random(question["seed"])  # noqa: S311 - a round can be done again
    place = Path(tempfile.mkdtemp(dir=home))
    world = copied(template, place)
    warm.use_profile(place)
    from_start = chance.random() < 0.2  # it may be opening yet
    least = chance.randint(1, 600)  # bytes said, some ten acts: a slow machine gets as far
    after = chance.uniform(0, 0.2 if from_start else 0.05)

    def work(speak: Callable[[bytes], object]) -> None:
        def say(**values: str) -> None:
            speak(json.dumps(values).encode() + b"\n")

        lead(world.desk(), world, say)

    said, was_killed = warm.forked(work, lambda length: after if length >= least or from_start else None)
    fault = said.decode() if b"fault: " in said else ""
    acts = [json.loads(line) for line in said.splitlines() if line.endswith(b"}")] if not fault else []
    if not fault:
        fault = warm.judged(lambda: judge(world, place, acts))
    shutil.rmtree(place, ignore_errors=True)
    return {"acts": len(acts), "killed": was_killed, "fault": fault}


if __name__ == "__main__":
    warm.up()
    with tempfile.TemporaryDirectory(prefix="zvdesk-meeting-") as begun_in:
        warm.serve(functools.partial(answer, home=Path(begun_in)))
