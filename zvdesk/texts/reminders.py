"""Say in a mail which actions are late, by what the recipient has on paper and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.texts.days import day, days_late

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.domain.follow_up import LateAction


def reminder_lines(actions: Iterable[LateAction]) -> tuple[str, ...]:
    """Return a line per action: case number, number on the list, its day and how late it is.

    A day that was moved stands beside the one that the recipient has on paper.
    """
    return tuple(_line(late) for late in actions)


def _line(late: LateAction) -> str:
    held_on = day(late.on_list.held_on) if late.on_list else ""
    number = late.on_list.number if late.on_list else 0
    of_list = f"de lijst van {held_on}" if held_on else "de lijst"
    before = f"uiterlijk {day(late.action.due_on)}"
    on_paper = late.on_list.due_on if late.on_list else None
    if on_paper not in (None, late.action.due_on):
        before += f" (op de lijst staat nog: {day(on_paper)})"
    return f"- Casus {late.case_number}, actie {number} op {of_list}: {before}, {days_late(late.days_late)}."
