"""The page comes back where it was: after a lock, in a new window, in the case with the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.meeting.leading import (
    CTRL,
    focused,
    open_field,
    press,
)
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.meeting.text_editors import TextEditor
from zvdesk.ui.widgets.history_edit import HistoryLineEdit

if TYPE_CHECKING:
    from tests.ui.meeting.room import Room

K = Qt.Key


def test_the_case_comes_back_at_the_same_step_field_and_half_typed_line(room: Room) -> None:
    room.begin()
    room.to_step(Step.ANALYSIS)
    editor = open_field(room, "note")
    assert isinstance(editor, TextEditor)
    QTest.keyClicks(focused(), "Politie en GGZ verschillen ")
    room.qtbot.waitUntil(
        lambda: room.view.item.record(Step.ANALYSIS).note.startswith("Politie en GGZ"), timeout=3000
    )
    assert focused() is editor.edit
    assert text_of(editor) == "Politie en GGZ verschillen "
    press(room, K.Key_F2)
    QTest.keyClicks(focused(), "Bakker belt hui")
    reopen(room)
    assert room.step() is Step.ANALYSIS
    lead = room.page.lead
    assert lead.recording.fields.list.lines.chosen_key == "note"
    assert lead.capture.line.text() == "Bakker belt hui"
    assert focused() is lead.capture.line.field


def reopen(room: Room) -> None:
    """Build the room anew, as after a lock or a crash, and open the same meeting."""
    room.page.lead.flush()
    room.settle()
    room.page.hide()
    room.page = MeetingsPage(room.context)
    room.qtbot.addWidget(room.page)
    room.begin()


def text_of(editor: TextEditor) -> str:
    edit = editor.edit
    return edit.text() if isinstance(edit, HistoryLineEdit) else edit.toPlainText()


def test_undo_of_a_field_survives_other_steps_and_a_new_window(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    open_field(room, "note")
    QTest.keyClicks(focused(), "eerst dit ")
    QTest.keyClicks(focused(), "toen dat")
    press(room, K.Key_F2)
    room.to_step(Step.ANALYSIS)
    reopen(room)
    room.to_step(Step.PLAN)
    editor = open_field(room, "note")
    assert isinstance(editor, TextEditor)
    press(room, K.Key_Z, CTRL)
    press(room, K.Key_Z, CTRL)
    assert text_of(editor) == "eerst dit "
    press(room, K.Key_F2)
    room.settle()
    assert room.view.item.record(Step.PLAN).note.strip() == "eerst dit"
    press(room, K.Key_Y, CTRL)  # of the open field, also from the capture line when that has nothing to redo
    open_field(room, "note")
    press(room, K.Key_Y, CTRL)
    press(room, K.Key_Y, CTRL)
    assert text_of(editor) == "eerst dit toen dat"


def test_of_two_begun_cases_the_page_returns_to_the_one_with_the_clock(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    table, first = room.page.lead.table, room.view.item.id
    table.show_case(room.view.cases[1].item_id)
    room.settle()
    table.go(ItemEvent.START)
    room.settle()
    assert room.step() is Step.SIGNAL
    table.show_case(first)
    room.settle()
    table.jump(Step.ANALYSIS)
    room.settle()
    reopen(room)
    assert room.view.item.id == first
