from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.accessibility.walker import missing_names, mouse_only
from tests.ui.meeting.room import Room, open_room
from zvdesk.domain.agenda import Step
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.meetings import ItemEvent, MeetingState, Phase
from zvdesk.domain.organisations import WgsPosition
from zvdesk.ui.meeting.analysis_step import AnalysisStep
from zvdesk.ui.meeting.follow_up_step import FollowUpStep
from zvdesk.ui.meeting.lead_step import LeadStep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

ENTER = Qt.Key.Key_Return


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def seat_everyone(room: Room) -> None:
    for box in room.page.lead.panel.attendance.boxes.values():
        if "verklaring mist" not in box.text():
            box.setChecked(True)
    room.page.lead.panel.attendance._keep()
    room.settle()


def through_signal(room: Room) -> None:
    lead = room.page.lead
    seat_everyone(room)
    lead.signal_step.danger.chosen.emit(False)
    room.settle()
    assert not room.view.lacks[Step.SIGNAL]
    QTest.keyClick(lead, Qt.Key.Key_F7)
    room.settle()


def test_one_case_goes_through_all_five_steps_and_the_meeting_closes(room: Room) -> None:
    room.begin()
    lead = room.page.lead
    assert room.phase() is Phase.WAITING
    lead.pane.start.click()
    room.settle()
    assert room.step() is Step.SIGNAL
    assert not lead.bar.next.isEnabled()
    assert "aanwezigen" in lead.bar._words.text()
    QTest.keyClick(lead, Qt.Key.Key_F7)
    assert "Geef aan wie er aan tafel zit" in lead.lacking.text.text()
    through_signal(room)

    assert room.step() is Step.ANALYSIS
    analysis = lead.editors[Step.ANALYSIS]
    assert isinstance(analysis, AnalysisStep)
    strip = next(iter(analysis.scores.strips.values()))
    QTest.keyClick(strip, Qt.Key.Key_3)
    analysis.voice.setPlainText("Ik wil rust.")
    analysis.goal.goal.setPlainText("Samen rust in huis.")
    QTest.keyClick(lead, Qt.Key.Key_F7)
    room.settle()
    room.settle()
    assert room.step() is Step.PLAN
    assert room.view.file.case.resident_view == "Ik wil rust."

    form = lead.plan_step.forms[0]
    what = form.first
    assert isinstance(what, QLineEdit)
    what.setText("Bakker belt de huisarts")
    QTest.keyClick(what, ENTER)
    room.settle()
    action = room.view.file.actions[-1]
    assert action.what == "Bakker belt de huisarts"
    assert "datum" in room.page.lead.bar._words.text()
    room.qtbot.waitUntil(lambda: what.text() == "")
    lead.table.erase(action, "weg")
    room.settle()
    assert action.id not in {a.id for a in room.view.file.actions}
    assert room.context.notices.take_back()
    room.settle()
    assert action.id in {a.id for a in room.view.file.actions}
    lead.table.erase(action, "weg")
    room.settle()

    lead.table.jump(Step.LEAD)
    room.settle()
    regie = lead.editors[Step.LEAD]
    assert isinstance(regie, LeadStep)
    regie.levels.chosen.emit(room.view.context.scheme.levels[2].code)
    room.settle()
    assert room.view.file.case.level_code == room.view.context.scheme.levels[2].code
    assert lead.questions._questions == room.view.context.scheme.levels[2].questions
    holder = next(h for h in regie.holders if h._responsibility is Responsibility.PROCESS_LEAD)
    holder.person.setText("N. Proef")
    holder._keep()
    room.settle()
    held = room.view.file.holder(Responsibility.PROCESS_LEAD, room.view.today)
    assert held is not None
    assert held.person == "N. Proef"
    lead.bar.wanted.emit(ItemEvent.SKIP, "komt volgende keer")
    room.settle()
    assert room.step() is Step.FOLLOW_UP
    follow_up = lead.editors[Step.FOLLOW_UP]
    assert isinstance(follow_up, FollowUpStep)
    follow_up.read_back.all.click()
    room.settle()
    assert set(room.view.item.agreed_ids) == set(room.view.item.present_ids)
    assert not missing_names(room.page)
    assert not mouse_only(room.page)

    lead.table.jump(Step.PLAN)
    room.settle()
    lead.bar.wanted.emit(ItemEvent.SKIP, "besproken")
    lead.bar.wanted.emit(ItemEvent.SKIP, "besproken")
    room.settle()
    follow_up.fields.guard.setText("De procesregisseur")
    follow_up.fields.reason.setText("Geen vervolg nodig.")
    for field in (follow_up.fields.guard, follow_up.fields.reason):
        field.edited.emit(field.text())
    room.settle()
    lead.bar.go_on()
    room.settle()
    assert room.phase() is Phase.FINISHED

    for other in room.view.cases[1:]:
        lead.table.show_case(other.item_id)
        room.settle()
        lead.pane.later.click()
        lead.pane.reason.setText("geen tijd")
        QTest.keyClick(lead.pane.reason, ENTER)
        room.settle()
        assert room.phase() is Phase.POSTPONED
    assert lead.pane.finish.isEnabled()
    lead.pane.finish.click()
    room.settle()
    room.settle()
    assert room.meeting.state is MeetingState.CLOSED
    assert room.page.currentWidget() is room.page.closed


def test_notes_are_kept_within_a_second_and_the_page_comes_back_to_them(room: Room) -> None:
    room.begin()
    room.to_step(Step.ANALYSIS)
    note = room.page.lead.editors[Step.ANALYSIS].note
    QTest.keyClicks(note, "Politie en GGZ verschillen ")
    room.qtbot.waitUntil(
        lambda: room.view.item.record(Step.ANALYSIS).note.startswith("Politie en GGZ"), timeout=3000
    )
    assert note.toPlainText() == "Politie en GGZ verschillen "  # the space at the end stays while typing
    room.page.show_list()
    room.settle()
    room.page.open_meeting(room.practice.meeting_id)
    room.settle()
    room.settle()
    assert room.page.currentWidget() is room.page.lead
    assert room.step() is Step.ANALYSIS
    assert room.page.lead.editors[Step.ANALYSIS].note.toPlainText().startswith("Politie en GGZ")


def test_a_derde_without_a_declaration_is_refused_in_words(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    file, known = room.view.file, room.view.context.organisations
    third = next(
        o for o in known.values() if o.position is WgsPosition.THIRD and file.participation(o.id) is None
    )
    room.page.lead.panel.attendance._seat(third.id)
    room.settle()
    assert "geheimhoudingsverklaring" in room.page.lead.panel.attendance.refusal.text.text()
    assert third.id not in room.view.item.present_ids


def test_who_names_a_holder_later_is_an_action_with_a_day(room: Room) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    regie = room.page.lead.editors[Step.LEAD]
    assert isinstance(regie, LeadStep)
    row = next(h for h in regie.holders if h._responsibility is Responsibility.PROCESS_LEAD)
    row._later.click()
    line = row.due.day.focusProxy()
    assert isinstance(line, QLineEdit)
    row.person.setText("T. Teamleider")
    line.setText("over 2 wk")
    QTest.keyClick(line, ENTER)
    room.settle()
    actions = [a for a in room.view.file.actions if a.names_holder_of is Responsibility.PROCESS_LEAD]
    assert actions[-1].person == "T. Teamleider"
    assert actions[-1].due_on is not None
    assert "procesregie" not in room.page.lead.bar._words.text()


def test_a_reason_is_asked_in_the_page_itself(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    bar = room.page.lead.bar
    bar.skip.click()
    assert bar.reason.isVisible()
    QTest.keyClick(bar.reason, ENTER)
    assert "reden" in bar._reason_field.error
    QTest.keyClicks(bar.reason, "al besproken")
    QTest.keyClick(bar.reason, ENTER)
    room.settle()
    assert room.step() is Step.ANALYSIS
    QTest.keyClick(room.page.lead, Qt.Key.Key_F6)
    room.settle()
    assert room.step() is Step.SIGNAL
