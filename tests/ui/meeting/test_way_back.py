"""What was erased or made into something else comes back with Ctrl Z, as long as the meeting runs here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.meeting.leading import CTRL, ENTER, come_back, focused, press, type_line
from tests.ui.meeting.room import Room, open_room
from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.agenda import Step
from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.decisions import Decision, Reservation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.case_files import TableRecord
    from zvdesk.ui.jobs import Jobs

K = Qt.Key
UNDO = (K.Key_Z, CTRL)


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    for opened in open_room(tmp_path, jobs, qtbot):
        opened.begin()
        opened.to_step(Step.PLAN)
        yield opened


def recorded(room: Room) -> list[TableRecord]:
    return [row.record for row in room.page.lead.recording.recorded.rows.rows_model.rows]


def erase_last(room: Room) -> None:
    press(room, K.Key_Down, CTRL)
    for _ in recorded(room):
        press(room, K.Key_Down, CTRL)
    press(room, K.Key_Delete, CTRL)
    come_back(room)


def convert_last(room: Room, kind: CaptureKind) -> None:
    rows = room.page.lead.recording.recorded.rows
    rows.setFocus()
    QTest.keyClick(rows, K.Key_End)
    QTest.keyClick(rows, K.Key_F4)
    while rows.choice is not kind:
        QTest.keyClick(rows, K.Key_F4)
    press(room, ENTER)


def test_erased_lines_come_back_one_by_one_long_after_the_notice(room: Room) -> None:
    type_line(room, "/b Wij houden vol")
    type_line(room, "Bakker belt de huisarts")
    before = recorded(room)
    erase_last(room)
    erase_last(room)
    room.context.notices.clear()
    assert recorded(room) == before[:-2]
    press(room, *UNDO)
    press(room, *UNDO)
    assert recorded(room) == before
    press(room, *UNDO)  # nothing is left to take back: now it is the undo of the line
    assert recorded(room) == before
    assert room.page.lead.capture.line.text() == "Bakker belt de huisarts"


def test_what_the_notice_took_back_is_not_taken_back_twice(room: Room) -> None:
    type_line(room, "/b Eerste")
    type_line(room, "/b Tweede")
    before = recorded(room)
    erase_last(room)
    erase_last(room)
    assert room.context.notices.take_back()
    room.settle()
    come_back(room)
    press(room, *UNDO)
    assert recorded(room) == before


def test_undo_works_with_the_focus_in_the_list_too(room: Room) -> None:
    type_line(room, "/b Wij houden vol")
    type_line(room, "/b Nog een")
    before = recorded(room)
    rows = room.page.lead.recording.recorded.rows
    rows.setFocus()
    press(room, K.Key_Delete)
    come_back(room)
    rows.setFocus()
    room.context.notices.clear()
    press(room, *UNDO)
    assert recorded(room) == before


def test_a_conversion_is_undone_as_one_act(room: Room) -> None:
    type_line(room, "Bakker belt de huisarts over 2 wk !")
    action = recorded(room)[-1]
    assert isinstance(action, ActionItem)
    convert_last(room, CaptureKind.DECISION)
    made = recorded(room)[-1]
    assert isinstance(made, Decision)
    assert "dringend" in made.text
    press(room, *UNDO)
    assert recorded(room)[-1] == action
    press(room, *UNDO)
    assert recorded(room)[-1] == action


def test_another_case_takes_nothing_of_this_one_back(room: Room) -> None:
    type_line(room, "/b Wij houden vol")
    before = recorded(room)
    erase_last(room)
    press(room, K.Key_F7, CTRL)
    press(room, *UNDO)
    press(room, K.Key_F6, CTRL)
    assert recorded(room) == before[:-1]
    press(room, *UNDO)
    assert recorded(room) == before


def test_als_dan_asks_when_it_holds_in_the_line_itself(room: Room) -> None:
    type_line(room, "Bakker belt de huisarts")
    action = recorded(room)[-1]
    convert_last(room, CaptureKind.CONDITIONAL)
    line = room.page.lead.capture.line
    assert recorded(room)[-1] == action
    assert focused() is line.field
    assert "Wanneer geldt dit?" in line.mending_hint.text()
    QTest.keyClicks(focused(), "moeder belt")
    press(room, ENTER)
    made = recorded(room)[-1]
    assert isinstance(made, ConditionalAgreement)
    assert (made.trigger, made.response) == ("moeder belt", "Bakker belt de huisarts")
    assert line.text() == ""
    press(room, *UNDO)
    assert recorded(room)[-1] == action


def test_a_reservation_asks_whose_it_is(room: Room) -> None:
    type_line(room, "/b Wij houden vol")
    decision = recorded(room)[-1]
    convert_last(room, CaptureKind.RESERVATION)
    line = room.page.lead.capture.line
    assert "Van wie is dit voorbehoud?" in line.mending_hint.text()
    assert line.completer.is_open
    press(room, ENTER)
    press(room, ENTER)
    made = recorded(room)[-1]
    assert isinstance(made, Reservation)
    assert made.text == "Wij houden vol"
    assert made.organisation_id
    press(room, *UNDO)
    assert recorded(room)[-1] == decision
    convert_last(room, CaptureKind.CONDITIONAL)
    press(room, K.Key_Escape)
    assert recorded(room)[-1] == decision
