"""Give every command of the cockpit its key; all are F-keys or combinations with Ctrl."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent
from zvdesk.ui.shortcuts import Shortcut, on_key

if TYPE_CHECKING:
    from zvdesk.ui.meeting.lead import LeadPage


def bind_keys(page: LeadPage) -> None:
    """Let the keys work while the page or something in it has the focus; the page answers F5."""
    recorded = page.recording.recorded
    for shortcut, slot in (
        (Shortcut.TO_CAPTURE, page.to_capture),
        (Shortcut.FIELDS, page.to_fields),
        (Shortcut.ATTENDANCE, partial(page.open_pane, "attendance")),
        (Shortcut.CONVERT, recorded.convert_chosen),
        (Shortcut.NEXT_STEP, page.go_on),
        (Shortcut.PREVIOUS_STEP, page.go_back),
        (Shortcut.STEPS, page.panel.take_focus),
        (Shortcut.NEXT_CASE, partial(page.case_beside, 1)),
        (Shortcut.PREVIOUS_CASE, partial(page.case_beside, -1)),
        (Shortcut.SKIP_STEP, partial(page.ask, ItemEvent.SKIP)),
        (Shortcut.POSTPONE, partial(page.ask, ItemEvent.POSTPONE)),
        (Shortcut.REGIE, partial(page.jump, Step.LEAD)),
        (Shortcut.READ_BACK, partial(page.open_pane, "read_back")),
        (Shortcut.EVALUATION, partial(page.open_pane, "evaluation")),
        (Shortcut.POLL, partial(page.open_pane, "poll")),
        (Shortcut.QUESTIONS, page.recording.questions.toggle),
        (Shortcut.LINE_UP, partial(recorded.walk, -1)),
        (Shortcut.LINE_DOWN, partial(recorded.walk, 1)),
        (Shortcut.CHANGE_LINE, page.change_line),
        (Shortcut.ERASE_LINE, recorded.erase_chosen),
        (Shortcut.REDO, page.recording.fields.redo),
        (Shortcut.PAUSE, page.clock.toggle),
        (Shortcut.ONE_MORE, partial(page.clock.add, 1)),
        (Shortcut.FIVE_MORE, partial(page.clock.add, 5)),
    ):
        on_key(page, shortcut, slot)
