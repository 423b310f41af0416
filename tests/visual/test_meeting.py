from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.accessibility.walker import clipped
from tests.ui import conftest as window
from tests.ui.meeting.leading import SHIFT, open_field, press, seat_everyone, type_line
from tests.ui.meeting.room import Room, open_room
from tests.visual.screens import shoot as grab
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import MeetingState
from zvdesk.services import cases, meetings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper


keeper, theme, jobs = window.keeper, window.theme, window.jobs  # the fixtures of the window


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def shoot(room: Room, keeper: ThemeKeeper, widget: QWidget, name: str, looks: int = 3) -> None:
    grab(keeper, widget, name, room.settle, looks=looks)


def test_the_list_and_the_preparation(room: Room, keeper: ThemeKeeper) -> None:
    page = room.page
    page.activated()
    shoot(room, keeper, page, "meeting-list")
    page.overview.begin_new()
    shoot(room, keeper, page, "meeting-new")
    page.open_meeting(room.practice.meeting_id)
    shoot(room, keeper, page, "meeting-prepare")


def test_the_cockpit(room: Room, keeper: ThemeKeeper) -> None:
    page = room.page
    room.begin()
    shoot(room, keeper, page, "meeting-lead-waiting")
    room.to_step(Step.SIGNAL)
    seat_everyone(room)
    for step in Step:
        room.to_step(step)
        if step is Step.PLAN:
            for line in ("Bakker belt de huisarts @ggz vr !", "/b We schalen nu niet op", "/p De hond"):
                type_line(room, line)
        shoot(room, keeper, page, f"meeting-lead-{step.value}")
    press(room, Qt.Key.Key_F7)
    press(room, Qt.Key.Key_F7, SHIFT)
    shoot(room, keeper, page, "meeting-lead-blocked")
    press(room, Qt.Key.Key_Escape)
    room.to_step(Step.LEAD)
    open_field(room, "casusregie")
    shoot(room, keeper, page, "meeting-lead-holder", looks=1)
    room.to_step(Step.PLAN)
    page.lead.recording.mend(page.lead.recording.recorded.rows.rows_model.rows[0].record)
    shoot(room, keeper, page, "meeting-lead-mend", looks=1)


def test_the_cockpit_in_large_text(room: Room, keeper: ThemeKeeper) -> None:
    page = room.page
    room.begin()
    keeper.set_text_size(28)
    page.resize(1366, 768)
    for step in Step:  # at 200 % nothing may be wider than its column
        room.to_step(step)
        assert page.width() == 1366, step
        for key in page.lead.recording.fields.keys:
            page.lead.recording.fields.open_field(key)
            room.settle()
            area = page.lead.parts.columns.middle
            inner = area.widget()
            assert inner is not None
            assert inner.width() <= area.viewport().width(), (step, key)
            assert clipped(page.lead) == [], (step, key)
        shoot(room, keeper, page, f"meeting-lead-large-{step.value}", looks=1)


def test_a_return_meeting(room: Room, keeper: ThemeKeeper) -> None:
    desk = room.practice.desk

    def make() -> str:
        row = next(r for r in cases.case_rows(desk) if r.state is CaseState.IN_EXECUTION)
        made = meetings.prepare_meeting(
            desk,
            kind=MeetingKind.RETURN,
            title="Terugkom Noord",
            starts_at=desk.clock.now(),
            chair_id=desk.actor.person_id,
        )
        meetings.add_case(desk, made.id, row.id)
        return made.id

    room.page.open_meeting(room.do(make))
    shoot(room, keeper, room.page, "meeting-return")


def test_a_closed_meeting(room: Room, keeper: ThemeKeeper) -> None:
    desk = room.practice.desk
    rows = room.do(lambda: meetings.meeting_rows(desk))
    closed = next(row for row in rows if row.state is MeetingState.CLOSED)
    room.page.open_meeting(closed.id)
    room.settle()
    card = room.page.closed.cards[0]
    card.correct.click()
    shoot(room, keeper, room.page, "meeting-closed")
    card.reason.setText("De naam van de organisatie bij actie 2 klopt niet")
    card.reason.returnPressed.emit()
    shoot(room, keeper, room.page, "meeting-correction")
