from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.accessibility.walker import missing_names, mouse_only
from tests.ui.meeting.room import Room, open_room
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import MeetingState
from zvdesk.services import cases, meetings
from zvdesk.ui.meeting.new_records import NewEditor
from zvdesk.ui.meeting.text_editors import TextEditor
from zvdesk.ui.widgets.history_edit import HistoryTextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.meetings import Meeting
    from zvdesk.ui.jobs import Jobs

ENTER = Qt.Key.Key_Return


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def stored(room: Room, meeting_id: str) -> Meeting:
    return room.do(lambda: meetings.meeting(room.practice.desk, meeting_id))


def make_meeting(room: Room) -> str:
    page = room.page
    page.show()
    page.activated()
    room.settle()
    assert page.overview.table.rows_model.rows
    page.begin_new()
    new = page.overview.new
    new.make.click()
    assert "titel" in new.fields.title_row.error
    new.fields.title.setText("Tafel Proef")
    new.fields.day.day.set_day(room.practice.desk.clock.today())
    new.fields.hour.setText("10:00")
    new.fields.hour.edited.emit("10:00")
    with room.qtbot.waitSignal(new.made, timeout=10_000) as made:
        new.make.click()
    room.settle()
    room.settle()
    assert made.args is not None
    return str(made.args[0])


def test_a_meeting_is_made_filled_ordered_and_begun(room: Room) -> None:
    meeting_id = make_meeting(room)
    prepare = room.page.prepare
    assert room.page.currentWidget() is prepare
    assert not prepare.convene.isEnabled()
    assert "geen casus" in prepare.lacks.text.text()
    rows = room.do(lambda: cases.case_rows(room.practice.desk))
    may_come = [r for r in rows if r.state in (CaseState.PLANNED, CaseState.IN_EXECUTION)][:2]
    for row in may_come:
        prepare.agenda.picker.words.setText(row.number)
        QTest.keyClick(prepare.agenda.picker.words, ENTER)
        room.settle()
    assert [i.case_id for i in stored(room, meeting_id).items] == [r.id for r in may_come]
    refused = next(r for r in rows if r.state in (CaseState.REGISTERED, CaseState.TRIAGE, CaseState.CLOSED))
    prepare.agenda.picker.words.setText(refused.number)
    QTest.keyClick(prepare.agenda.picker.words, ENTER)
    room.settle()
    assert refused.number in prepare.agenda.picker.row.error

    first = next(iter(prepare.agenda.rows.values()))
    first.down.click()
    room.settle()
    assert stored(room, meeting_id).items[0].case_id == may_come[1].id
    box = next(iter(first.boxes.values()))
    box.click()
    room.settle()
    item = next(i for i in stored(room, meeting_id).items if i.case_id == may_come[0].id)
    assert box.isChecked() is (next(iter(first.boxes)) in item.invited_ids)
    assert not missing_names(room.page)
    assert not mouse_only(room.page)

    first.remove.click()
    room.settle()
    assert len(stored(room, meeting_id).items) == 1
    assert room.context.notices.take_back()
    room.settle()
    assert [i.case_id for i in stored(room, meeting_id).items] == [may_come[1].id, may_come[0].id]

    prepare.convene.click()
    room.settle()
    assert stored(room, meeting_id).state is MeetingState.OPEN
    with room.qtbot.waitSignal(room.page.fullRequested, timeout=10_000) as full:
        prepare.begin.click()
    assert full.args == [True]
    room.settle()
    assert room.page.currentWidget() is room.page.lead


def test_what_is_typed_keeps_itself(room: Room) -> None:
    meeting_id = make_meeting(room)
    place = room.page.prepare.fields.place
    QTest.keyClicks(place, "Kamer 4")
    room.qtbot.waitUntil(lambda: stored(room, meeting_id).place == "Kamer 4", timeout=4000)
    hour = room.page.prepare.fields.hour
    hour.setText("straks")
    hour.edited.emit("straks")
    assert "10:00" in room.page.prepare.fields._hour_row.error


def test_a_correction_makes_a_version_that_says_what_it_replaces(room: Room) -> None:
    desk = room.practice.desk
    rows = room.do(lambda: meetings.meeting_rows(desk))
    closed = next(r for r in rows if r.state is MeetingState.CLOSED)
    room.page.show()
    room.page.open_meeting(closed.id)
    room.settle()
    room.settle()
    card = room.page.closed.cards[0]
    with room.qtbot.waitSignal(room.page.listsRequested) as asked:
        card.lists.click()
    assert asked.args is not None
    assert asked.args[0] == closed.id
    card.correct.click()
    QTest.keyClick(card.reason, ENTER)
    assert "reden" in card.reason_row.error
    card.reason.setText("Verkeerde datum")
    QTest.keyClick(card.reason, ENTER)
    room.settle()
    room.settle()
    correction = room.page.correction
    assert room.page.currentWidget() is correction
    fields = correction.goal[0]
    fields.open_field("shared_goal")
    editor = fields.editor
    assert isinstance(editor, TextEditor)
    assert isinstance(editor.edit, HistoryTextEdit)
    editor.edit.selectAll()
    QTest.keyClicks(editor.edit, "Een ander doel")
    correction.record_fields.open_field("new_action")
    line = correction.record_fields.editor
    assert isinstance(line, NewEditor)
    line.line.setText("De wijkagent belt nog eens")
    QTest.keyClick(line.line, ENTER)
    room.settle()
    assert not missing_names(room.page)
    correction.adopt.click()
    room.settle()
    room.settle()
    view = correction.table.view
    assert view is not None
    versions = room.do(lambda: meetings.adopted_versions(desk, closed.id, view.file.case.id))
    assert versions[-1].replaces == versions[-2].version
    assert versions[-1].reason == "Verkeerde datum"
    assert versions[-1].content.goal == "Een ander doel"
    assert "De wijkagent belt nog eens" in [a.what for a in versions[-1].content.actions]
    assert room.page.currentWidget() is room.page.closed
