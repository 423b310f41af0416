from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import conftest as window
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


def test_the_lead_page(room: Room, keeper: ThemeKeeper) -> None:
    page = room.page
    room.begin()
    shoot(room, keeper, page, "meeting-lead-waiting")
    for step in Step:
        room.to_step(step)
        shoot(room, keeper, page, f"meeting-lead-{step.value}")
    keeper.set_text_size(28)
    room.to_step(Step.PLAN)
    shoot(room, keeper, page, "meeting-lead-large", looks=1)
    for step in Step:  # at 200 % nothing may be wider than its column
        room.to_step(step)
        inner = page.lead.columns.middle.widget()
        assert inner is not None
        assert inner.width() <= page.lead.columns.middle.viewport().width(), step
    keeper.reset_text_size()
    room.to_step(Step.LEAD)
    page.lead.bar.blocked.emit()
    page.lead.bar.postpone.click()
    shoot(room, keeper, page, "meeting-lead-blocked")


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
