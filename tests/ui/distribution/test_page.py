"""The room of what goes out: the next step on Enter, a way back, and an empty room that teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.cases.rooms import Room, new_room, practice_room
from tests.ui.distribution.house import made_documents, made_paper
from zvdesk.domain.disclosure import ACCESS, OVERVIEW, HandOverWay
from zvdesk.domain.distribution import NO_MEETING, Stage
from zvdesk.domain.people import Actor, Role
from zvdesk.services import distribution
from zvdesk.ui.case_parts import CasePart, at_part
from zvdesk.ui.distribution.page import DistributionPage, load
from zvdesk.ui.icons import icon
from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.distribution import BoardRow
    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    with practice_room(qtbot, jobs, tmp_path) as made:
        yield made


def shown(room: Room, meeting_id: str = "") -> DistributionPage:
    page = DistributionPage(room.context)
    room.qtbot.addWidget(page)
    page.resize(1180, 760)
    page.show()
    page.open_board(meeting_id)
    room.settle()
    return page


def choose(page: DistributionPage, stage: Stage) -> BoardRow:
    rows = page.table.rows_model.rows
    page.table.choose(next(n for n, row in enumerate(rows) if row.stage is stage and row.recipient_id))
    row = page.table.current_row()
    assert row is not None
    return row


def enter(room: Room, page: DistributionPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    room.settle()


def stage_of(room: Room, page: DistributionPage, row: BoardRow) -> Stage:
    board = room.do(lambda: distribution.board(room.desk, page.place()[1]))
    return next(
        r.stage
        for r in board.rows
        if (r.case_id, r.recipient_id, r.kind) == (row.case_id, row.recipient_id, row.kind)
    )


def test_enter_does_the_next_step_and_undo_takes_it_back(room: Room) -> None:
    meeting_id = room.do(lambda: made_documents(room.desk))
    page = shown(room, meeting_id)
    row = choose(page, Stage.MADE)
    enter(room, page)
    assert stage_of(room, page, row) is Stage.CHECKED
    assert room.context.notices.take_back()
    room.settle()
    assert stage_of(room, page, row) is Stage.MADE
    row = choose(page, Stage.MADE)
    enter(room, page)
    choose(page, Stage.CHECKED)
    page.pane.how.set_value(HandOverWay.ON_PAPER_AT_TABLE)
    page.pane.step.click()
    room.settle()
    assert stage_of(room, page, row) is Stage.HANDED_OVER
    page.which.set_value(False)
    page.which.chosen.emit(False)
    found = choose(page, Stage.HANDED_OVER)
    assert found.document is not None
    assert found.document.handed_over_how is HandOverWay.ON_PAPER_AT_TABLE
    enter(room, page)
    assert stage_of(room, page, row) is Stage.RECEIVED
    choose(page, Stage.RECEIVED)
    assert not page.pane.step.isVisibleTo(page)
    page.pane.back.click()
    room.settle()
    assert stage_of(room, page, row) is Stage.HANDED_OVER


def test_all_that_was_made_is_read_through_at_once(room: Room) -> None:
    meeting_id = room.do(lambda: made_documents(room.desk))
    page = shown(room, meeting_id)
    assert page.check_all.isVisibleTo(page)
    page.check_all.click()
    room.settle()
    stages = [row.stage for row in page.table.rows_model.rows]
    assert (stages.count(Stage.CHECKED), stages.count(Stage.MADE)) == (3, 0)
    assert not page.check_all.isVisibleTo(page)


def test_what_is_to_be_made_is_signed_from_here(room: Room) -> None:
    page = shown(room)
    asked: list[object] = []
    page.listsRequested.connect(lambda *wanted: asked.append(wanted))
    row = choose(page, Stage.TO_MAKE)
    assert row.document is None
    enter(room, page)
    assert asked == [(page.place()[1], (row.case_id,))]
    page.make.menu_below.actions()[0].trigger()
    assert asked[1] == (page.place()[1], tuple(dict.fromkeys(r.case_id for r in page.wanted.rows)))
    page.make.menu_below.actions()[-1].trigger()
    assert room.went == [("verify", "")]


def test_who_may_not_sign_reads_who_does_and_is_led_to_the_meeting(room: Room) -> None:
    actor = room.desk.actor
    room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.SECRETARY)
    page = shown(room)
    choose(page, Stage.TO_MAKE)
    assert page.pane.why.isVisibleTo(page)
    assert page.pane.why.text() == "De voorzitter ondertekent deze lijst."
    lists, why, *others = page.make.menu_below.actions()
    assert not lists.isEnabled()
    assert why.text() == "Alleen de voorzitter ondertekent lijsten en kaarten."
    assert all(other.isEnabled() for other in others)
    enter(room, page)
    assert room.went == [("meeting", page.place()[1])]


def test_a_derde_without_ground_leads_to_its_case(room: Room) -> None:
    for found in room.do(lambda: load(room.desk, "")).meetings:
        page = shown(room, found.id)
        page.which.set_value(False)
        page.which.chosen.emit(False)
        rows = page.table.rows_model.rows
        place = next((n for n, row in enumerate(rows) if row.is_third and row.blockers), None)
        if place is not None:
            page.table.choose(place)
            assert page.pane.step.text() == "Open de casus, onderdeel Derden"
            drawn = page.pane.step.icon().pixmap(18).toImage()
            assert drawn == icon("arrow-right", Token.ON_ACCENT).pixmap(18).toImage()
            enter(room, page)
            assert room.went == [("case", at_part(rows[place].case_id, CasePart.THIRDS))]
            return
    pytest.fail("the practice house has a derde without ground")


def test_an_empty_room_teaches_and_a_done_one_says_so(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with new_room(qtbot, jobs, tmp_path) as made:
        page = shown(made)
        assert page.empty.isVisibleTo(page)
        assert not page.meeting.isVisibleTo(page)
        assert page.place() == ("distribution", "")


def test_who_only_looks_sees_why_nothing_can_be_pressed(room: Room) -> None:
    meeting_id = room.do(lambda: made_documents(room.desk))
    actor = room.desk.actor
    room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.PRIVACY_OFFICER)
    page = shown(room, meeting_id)
    row = choose(page, Stage.MADE)
    assert not page.pane.step.isEnabled()
    assert page.pane.why.isVisibleTo(page)
    enter(room, page)
    assert stage_of(room, page, row) is Stage.MADE


def test_another_meeting_is_chosen_above_the_list(room: Room) -> None:
    page = shown(room)
    closed = room.do(lambda: load(room.desk, "")).meetings
    assert len(closed) > 1
    assert page.place() == ("board", closed[0].id)
    page.meeting.chosen.emit(closed[1].id)
    room.settle()
    assert page.place() == ("board", closed[1].id)
    assert page.meeting.value == closed[1].id


def test_papers_of_a_case_have_a_board_of_their_own(room: Room) -> None:
    meeting_id = room.do(lambda: made_documents(room.desk))
    page = shown(room, meeting_id)
    meetings = page.meeting.count()
    room.do(lambda: made_paper(room.desk, meeting_id, OVERVIEW))
    room.do(lambda: made_paper(room.desk, meeting_id, ACCESS))
    page.activated()
    room.settle()
    assert page.meeting.count() == meetings + 1
    page.meeting.chosen.emit(NO_MEETING)
    room.settle()
    assert page.place() == ("board", NO_MEETING)
    assert {row.kind for row in page.table.rows_model.rows} == {OVERVIEW, ACCESS}
    assert page.pane.open.isVisibleTo(page)
    assert not page.make.isVisibleTo(page)
    page.check_all.click()
    room.settle()
    assert [row.stage for row in page.table.rows_model.rows] == [Stage.CHECKED] * 2
    enter(room, page)
    assert len(page.table.rows_model.rows) == 1


def test_the_secretary_sees_an_inzage_pakket_and_leaves_it_to_who_may_read_it(room: Room) -> None:
    meeting_id = room.do(lambda: made_documents(room.desk))
    room.do(lambda: made_paper(room.desk, meeting_id, ACCESS))
    actor = room.desk.actor
    room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.SECRETARY)
    page = shown(room, NO_MEETING)
    choose(page, Stage.MADE)
    assert not page.pane.step.isEnabled()
    assert not page.pane.open.isVisibleTo(page)
    assert page.pane.why.text() == "Wie inbreng mag lezen, legt dit vast."


def test_everybody_can_use_it(room: Room) -> None:
    meeting_id = room.do(lambda: made_documents(room.desk))
    page = shown(room, meeting_id)
    choose(page, Stage.MADE)
    room.qtbot.wait(60)
    assert not missing_names(page)
    assert not mouse_only(page)
    assert not clipped(page)
