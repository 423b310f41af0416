"""Give every command of the cockpit its key; all are F-keys or combinations with Ctrl."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent
from zvdesk.ui.shortcuts import Shortcut, on_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.meeting.lead_parts import LeadParts
    from zvdesk.ui.meeting.lead_ways import LeadWays


#: What may be done while the page is covered: nothing that the chair would do without seeing it.
_WHILE_COVERED = (
    Shortcut.AUDIENCE,
    Shortcut.AUDIENCE_BLACK,
    Shortcut.AUDIENCE_MIRRORED,
    Shortcut.AUDIENCE_TURN,
    Shortcut.PAUSE,
)


def bind_keys(page: QWidget, parts: LeadParts, ways: LeadWays, is_covered: Callable[[], bool]) -> None:
    """Let the keys work while the page or something in it has the focus; the page itself answers F5."""
    recorded, feed, clock = parts.recording.recorded, parts.feed, parts.clock
    for shortcut, slot in (
        (Shortcut.TO_CAPTURE, ways.to_capture),
        (Shortcut.FIELDS, ways.to_fields),
        (Shortcut.STEPS, ways.to_steps),
        (Shortcut.ATTENDANCE, partial(ways.open_pane, "attendance")),
        (Shortcut.READ_BACK, partial(ways.open_pane, "read_back")),
        (Shortcut.EVALUATION, partial(ways.open_pane, "evaluation")),
        (Shortcut.POLL, partial(ways.open_pane, "poll")),
        (Shortcut.NEXT_STEP, ways.go_on),
        (Shortcut.PREVIOUS_STEP, ways.go_back),
        (Shortcut.NEXT_CASE, partial(ways.case_beside, 1)),
        (Shortcut.PREVIOUS_CASE, partial(ways.case_beside, -1)),
        (Shortcut.SKIP_STEP, partial(ways.ask, ItemEvent.SKIP)),
        (Shortcut.POSTPONE, partial(ways.ask, ItemEvent.POSTPONE)),
        (Shortcut.REGIE, partial(ways.jump, Step.LEAD)),
        (Shortcut.QUESTIONS, parts.recording.questions.toggle),
        (Shortcut.CONVERT, ways.convert_line),
        (Shortcut.LINE_UP, partial(recorded.walk, -1)),
        (Shortcut.LINE_DOWN, partial(recorded.walk, 1)),
        (Shortcut.CHANGE_LINE, ways.change_line),
        (Shortcut.ERASE_LINE, recorded.erase_chosen),
        (Shortcut.REDO, parts.recording.fields.redo),
        (Shortcut.AUDIENCE, feed.toggle),
        (Shortcut.AUDIENCE_BLACK, feed.toggle_black),
        (Shortcut.AUDIENCE_MIRRORED, feed.toggle_mirrored),
        (Shortcut.AUDIENCE_TURN, feed.turn),
        (Shortcut.AUDIENCE_ALLOW, partial(feed.answer, is_shown=True)),
        (Shortcut.PAUSE, clock.toggle),
        (Shortcut.ONE_MORE, partial(clock.add, 1)),
        (Shortcut.FIVE_MORE, partial(clock.add, 5)),
    ):
        on_key(page, shortcut, slot if shortcut in _WHILE_COVERED else _unless(is_covered, slot))


def _unless(is_so: Callable[[], bool], slot: Callable[[], object]) -> Callable[[], None]:
    def act() -> None:
        if not is_so():
            slot()

    return act
