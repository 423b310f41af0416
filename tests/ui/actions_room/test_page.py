from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.accessibility.walker import clipped, missing_names
from tests.ui.today.conftest import full_room
from zvdesk.domain.actions import ActionStatus
from zvdesk.services import actions, cases
from zvdesk.ui.actions_room.page import ActionsPage, Shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["full_room"]


@pytest.fixture
def page(qtbot: QtBot, full_room: Room) -> ActionsPage:
    made = ActionsPage(full_room.context)
    qtbot.addWidget(made)
    made.resize(1150, 740)
    made.show()
    made.activated()
    full_room.settle()
    return made


def test_late_actions_come_first_and_can_be_filtered(page: ActionsPage) -> None:
    rows = page.table.rows_model.rows
    days = [row.due_on for row in rows if row.due_on]
    assert days == sorted(days)
    page.filters.set_value(Shown.LATE)
    page.filters.chosen.emit(Shown.LATE)
    late = page.table.rows_model.rows
    assert 0 < len(late) < len(rows)
    organisation_id = late[0].organisation_id
    page.organisation.set_value(organisation_id)
    page.organisation.chosen.emit(organisation_id)
    assert {row.organisation_id for row in page.table.rows_model.rows} == {organisation_id}


def test_status_day_and_note_are_kept_where_they_stand(page: ActionsPage, full_room: Room) -> None:
    page.table.choose(0)
    row = page.table.current_row()
    assert row is not None
    assert row.due_on is not None
    later = row.due_on + timedelta(days=30)
    page.progress.day.set_day(later)
    page.progress.day.dayChosen.emit(later)
    full_room.settle()
    page.progress.show_row(
        next(r for r in page.table.rows_model.rows if r.id == row.id), page.progress._who.text()
    )
    QTest.keyClicks(page.progress.note, "belt maandag")
    QTest.keyClick(page.progress.note, Qt.Key.Key_Return)
    full_room.settle()
    page.progress.status.set_value(ActionStatus.DONE)
    page.progress.status.chosen.emit(ActionStatus.DONE)
    full_room.settle()
    file = full_room.do(lambda: cases.case_file(full_room.desk, row.case_id))
    updates = [u for u in file.updates if u.action_id == row.id][-3:]
    assert [u.due_on for u in updates] == [later, later, later]
    assert updates[1].note == "belt maandag"
    assert updates[-1].status is ActionStatus.DONE
    found = full_room.do(lambda: actions.action_rows(full_room.desk))
    assert row.id not in {r.id for r in found}
    assert row.id not in {r.id for r in page.table.rows_model.rows}


def test_enter_opens_the_case(page: ActionsPage, full_room: Room) -> None:
    page.table.choose(1)
    row = page.table.current_row()
    assert row is not None
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert full_room.went == [("case", row.case_id)]


@pytest.mark.parametrize("text_size", [14, 28])
def test_the_page_speaks_and_fits(
    page: ActionsPage, full_room: Room, keeper: ThemeKeeper, qtbot: QtBot, text_size: int
) -> None:
    keeper.set_text_size(text_size)
    page.table.choose(0)
    full_room.settle()
    qtbot.wait(80)
    assert missing_names(page) + clipped(page) == []
