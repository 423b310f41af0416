"""Lead a meeting without end and say after each act what is now kept; someone kills this process.

Usage: python -m tests.services.endless_meeting FOLDER MEETING ITEM CASE with a passphrase per round on stdin.
For each round a child leads the meeting: this process has everything imported already, so that thirty rounds
stay short. Each line on stdout is JSON: the child's number, then what must be found after the crash, whatever
moment that comes, and an empty line when the child is gone.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.factories import TODAY, clock
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.agenda import Step
from zvdesk.domain.decisions import Decision
from zvdesk.services import cases, meetings, vaults

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk


def say(**values: str | int) -> None:
    """Write one line at once."""
    os.write(1, json.dumps(values).encode() + b"\n")


def lead(desk: Desk, meeting_id: str, item_id: str, case_id: str) -> None:
    """Write notes, jump between the steps, and keep decisions, actions and the goal, round after round."""
    for number in count():
        for step in Step:
            held = meetings.jump(desk, meeting_id, item_id, step)
            say(phase=held.item(item_id).phase.value)
            note = f"Řonde {number} bij {step.value}: " + "een halve zin " * (number % 40)
            meetings.write_note(desk, meeting_id, item_id, step, note)
            say(**{f"note {step.value}": note})
        text = f"Besluit {number}"
        decision = cases.save(
            desk, Decision(case_id=case_id, meeting_id=meeting_id, text=text, decided_on=TODAY)
        )
        say(decision=decision.id)
        action = ActionItem(
            case_id=case_id, meeting_id=meeting_id, what=f"Actie {number}", person="P", due_on=TODAY
        )
        say(action=cases.save(desk, action).id)
        case = cases.case_file(desk, case_id).case
        cases.save(desk, replace(case, shared_goal=f"Doel {number}"))
        say(goal=f"Doel {number}")
        cases.erase(desk, decision)
        say(decision="", erased=decision.id)


def main(folder: str, *place: str) -> None:
    """Let a child lead the meeting for each passphrase that comes in."""
    meeting_id, item_id, case_id = place
    while passphrase := sys.stdin.readline().rstrip("\n"):
        child = os.fork()
        if child == 0:
            desk = vaults.unlock(Path(folder), passphrase, clock=clock())
            lead(desk, meeting_id, item_id, case_id)
        say(child=child)
        os.waitpid(child, 0)
        os.write(1, b"\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
