"""Kill -9 at random moments of a meeting: what was acknowledged stays, and it goes on where it was."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, World
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.services import cases, checks, meetings, vaults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.services.desk import Desk

ROUNDS = 30
PATIENCE = 60.0  # seconds for one round to begin
#: What each act in a round changes, in order: one that was under way may be kept though nobody said so.
ORDER = [
    *(name for step in Step for name in ("phase", f"note {step.value}")),
    *("decision", "action", "goal", "decision"),
]


@contextlib.contextmanager
def endless_meeting(world: World) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process whose children lead the meeting."""
    arguments = (str(world.folder), world.meeting_id, world.item_id, world.case_id)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services.endless_meeting", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env=dict(os.environ),
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def lines_until_killed(process: subprocess.Popen[bytes], seconds: float) -> list[dict[str, str]]:
    """Let a child lead the meeting, kill it some time after its first act, and return what it said."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{PASSPHRASES[Role.CHAIR]}\n".encode())
    said, end, child = b"", time.monotonic() + PATIENCE, 0
    while b"\n\n" not in said:
        wait = max(0.0, end - time.monotonic())
        if select.select([process.stdout], [], [], wait)[0]:
            said += os.read(process.stdout.fileno(), 65536)
            if not child and said.count(b"\n") > 1:
                child = next(json.loads(line)["child"] for line in said.splitlines() if b"child" in line)
                end = time.monotonic() + seconds
        else:
            assert child, "the meeting did not begin"
            os.kill(child, signal.SIGKILL)
            end = time.monotonic() + PATIENCE
    lines = [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]
    return [line for line in lines if "child" not in line]


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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_nothing_acknowledged_is_lost_by_a_kill(world: World) -> None:
    desk = world.desk()
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    vaults.lock(desk)
    chance = random.Random(20260312)  # noqa: S311 - the same moments every time
    acknowledged = 0
    with endless_meeting(world) as process:
        for number in range(ROUNDS):
            said = lines_until_killed(process, chance.uniform(0, 0.3))
            acknowledged += len(said)
            desk = world.desk()
            report = checks.check(desk)
            assert report.problems == (), number
            assert report.first_broken_line is None, number
            assert report.is_rolled_back is not True, number
            assert lost(desk, world, said) == [], (number, said[-3:])
            vaults.lock(desk)
    assert acknowledged > 3 * ROUNDS
    left = sorted(path.name for path in world.folder.iterdir())
    assert left == ["backups", "keys.copy.json", "keys.json", "vault.db", "vault.db-journal"]
