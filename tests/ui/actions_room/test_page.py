from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.accessibility.walker import clipped, missing_names
from tests.ui.today.conftest import full_room
from zvdesk.domain.actions import ActionAnswer, ActionStatus
from zvdesk.domain.people import Actor, Role
from zvdesk.services import actions, cases
from zvdesk.ui.actions_room.page import ActionsPage, Shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.domain.actions import ActionUpdate
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
    state = page.table.rows_model.columns[-1]
    said = [state.value(row) for row in late]
    assert all(re.fullmatch(r"1 dag te laat|\d+ dagen te laat", words) for words in said)
    organisation_id = late[0].organisation_id
    page.organisation.set_value(organisation_id)
    page.organisation.chosen.emit(organisation_id)
    assert {row.organisation_id for row in page.table.rows_model.rows} == {organisation_id}


def answered(page: ActionsPage, answer: ActionAnswer) -> None:
    page.progress.answer.set_value(answer)
    page.progress.answer.chosen.emit(answer)


def updates_of(room: Room, case_id: str, action_id: str) -> list[ActionUpdate]:
    file = room.do(lambda: cases.case_file(room.desk, case_id))
    return [update for update in file.updates if update.action_id == action_id]


def test_each_of_the_three_answers_is_kept(page: ActionsPage, full_room: Room) -> None:
    page.table.choose(0)
    row = page.table.current_row()
    assert row is not None
    card = page.progress
    assert not card.keep.isVisibleTo(page), "first an answer is chosen"
    answered(page, ActionAnswer.NOT_DONE)
    card.keep.click()
    assert "waarom" in card.reason_row.error
    QTest.keyClicks(card.reason, "de agenda liep vol")
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    full_room.settle()
    assert card.answer.value is None, "the next answer begins empty"
    answered(page, ActionAnswer.NEW_DAY)
    card.keep.click()
    assert "datum" in card.day_row.error
    page.progress.day.set_day(full_room.desk.clock.today() - timedelta(days=3))
    card.keep.click()
    full_room.settle()
    assert "vandaag of later" in card.day_row.error
    later = full_room.desk.clock.today() + timedelta(days=30)
    page.progress.day.set_day(later)
    card.keep.click()
    full_room.settle()
    choose(page, row.id)
    answered(page, ActionAnswer.DONE)
    card.keep.click()
    full_room.settle()
    kept = updates_of(full_room, row.case_id, row.id)[-3:]
    assert [update.answer for update in kept] == [
        ActionAnswer.NOT_DONE,
        ActionAnswer.NEW_DAY,
        ActionAnswer.DONE,
    ]
    assert kept[0].note == "de agenda liep vol"
    assert kept[1].due_on == later
    found = full_room.do(lambda: actions.action_rows(full_room.desk))
    assert row.id not in {r.id for r in found}
    assert row.id not in {r.id for r in page.table.rows_model.rows}


def choose(page: ActionsPage, action_id: str) -> None:
    rows = page.table.rows_model.rows
    page.table.choose(next(number for number, row in enumerate(rows) if row.id == action_id))


def test_another_status_is_set_beside_the_answers(page: ActionsPage, full_room: Room) -> None:
    page.table.choose(0)
    row = page.table.current_row()
    assert row is not None
    page.progress.status.set_value(ActionStatus.RUNNING)
    page.progress.status.chosen.emit(ActionStatus.RUNNING)
    full_room.settle()
    assert updates_of(full_room, row.case_id, row.id)[-1].status is ActionStatus.RUNNING


def by_organisation(page: ActionsPage, room: Room) -> None:
    page.filters.set_value(Shown.BY_ORGANISATION)
    page.filters.chosen.emit(Shown.BY_ORGANISATION)
    room.settle()
    room.qtbot.wait(80)


def test_what_is_late_stands_per_organisation_and_reminders_are_drafted(
    page: ActionsPage, full_room: Room, tmp_path: Path
) -> None:
    by_organisation(page, full_room)
    rows = page.late_table.rows_model.rows
    assert rows
    assert [len(row.actions) for row in rows if row.organisation] == sorted(
        (len(row.actions) for row in rows if row.organisation), reverse=True
    )
    assert page.late_card.isVisibleTo(page)
    assert not page.progress.isVisibleTo(page)
    assert missing_names(page) + clipped(page) == []
    page.remind_all.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.fields.folder.setText(str(tmp_path / "herinneringen"))
    assert not missing_names(dialog) + clipped(dialog)
    dialog.button.click()
    full_room.settle()
    files = list((tmp_path / "herinneringen").glob("*.eml"))
    to_remind = [row for row in rows if row.organisation is not None and row.to_remind]
    assert len(files) == len(to_remind) > 0
    assert all(b"Subject: OEFENING: " in file.read_bytes() for file in files)
    outcome = dialog.outcome_shown
    assert outcome is not None
    assert outcome.is_good
    dialog.close_button.click()

    page.late_table.choose(rows.index(to_remind[-1]))
    QTest.keyClick(page.late_table, Qt.Key.Key_Return)
    dialog = page.dialog
    assert dialog is not None
    assert dialog.who.value is False, "Enter reminds the chosen one"
    dialog.accept()


def test_who_only_looks_answers_and_reminds_nothing(qtbot: QtBot, full_room: Room) -> None:
    actor = full_room.desk.actor
    full_room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.PRIVACY_OFFICER)
    page = ActionsPage(full_room.context)
    qtbot.addWidget(page)
    page.show()
    page.activated()
    full_room.settle()
    assert not page.progress.answer.isEnabled()
    by_organisation(page, full_room)
    assert not page.remind_all.isEnabled()
    assert "Uw rol" in page.remind_all.accessibleDescription()


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
