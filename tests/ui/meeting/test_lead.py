"""A case is led through the five steps, and the page says at each what lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from tests.accessibility.walker import missing_names, mouse_only
from tests.ui.meeting.leading import (
    CTRL,
    ENTER,
    SHIFT,
    come_back,
    controls,
    fill,
    focused,
    open_field,
    press,
    seat_everyone,
    type_line,
)
from zvdesk.domain.agenda import Step
from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.meetings import ItemEvent, MeetingState, Phase
from zvdesk.domain.read_back import to_read
from zvdesk.services import read_back
from zvdesk.ui.meeting.analysis_editors import ScoreEditor
from zvdesk.ui.meeting.holder_editor import HolderEditor
from zvdesk.ui.meeting.level_editor import LevelEditor
from zvdesk.ui.tokens import Size

if TYPE_CHECKING:
    from tests.ui.meeting.room import Room
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.views import TableView

K = Qt.Key


def read_all_aloud(room: Room) -> None:
    """Read back every agreement of the case, as the page of the read-back does."""

    def read(desk: Desk, view: TableView) -> None:
        for record in to_read(view.file, view.meeting.id):
            read_back.mark_read(desk, view.meeting.id, view.item.id, record.id)

    room.page.lead.table.act(read)
    room.page.lead.table.act(
        lambda desk, view: read_back.finish_read_back(desk, view.meeting.id, view.item.id)
    )
    room.settle()


def test_one_case_goes_through_all_five_steps_by_keyboard_and_the_meeting_closes(room: Room) -> None:
    room.begin()
    lead = room.page.lead
    assert room.phase() is Phase.WAITING
    press(room, K.Key_F7)
    assert lead.parts.panes.current == "changeover"
    while lead.parts.panes.current:
        press(room, ENTER)
    assert room.step() is Step.SIGNAL
    assert room.view.item.present_ids
    assert lead.bar.next.text() == "Analyse: nog 1 ding"
    press(room, K.Key_F7)
    assert room.step() is Step.SIGNAL
    assert "direct gevaar" in lead.recording.lacking.text.text()
    press(room, K.Key_Space)
    assert room.view.item.is_in_danger is False
    press(room, K.Key_F7)

    assert room.step() is Step.ANALYSIS
    assert not lead.recording.lacking.isVisible()
    assert focused() is lead.capture.line.field
    scores = open_field(room, "scores")
    assert isinstance(scores, ScoreEditor)
    QTest.keyClick(focused(), K.Key_3)
    fill(room, "resident_view", "Ik wil rust. ")
    assert room.view.file.case.resident_view.endswith("Ik wil rust.")
    assert any(s.score == 3 and s.scored_on == room.view.today for s in room.view.file.scores)
    press(room, K.Key_F7)
    assert room.step() is Step.PLAN

    before = len(room.view.file.actions)
    type_line(room, "Bakker belt de huisarts")
    action = room.view.file.actions[-1]
    assert (len(room.view.file.actions), action.what) == (before + 1, "Bakker belt de huisarts")
    assert lead.capture.line.text() == ""
    assert focused() is lead.capture.line.field
    assert {"owner", "due"} <= set(lead.recording.fields.keys)
    press(room, K.Key_Down, CTRL)
    while (row := lead.recording.recorded.rows.chosen) is not None and row.record.id != action.id:
        press(room, K.Key_Down, CTRL)
    press(room, K.Key_Delete, CTRL)
    assert action.id not in {a.id for a in room.view.file.actions}
    assert room.context.notices.take_back()
    room.settle()
    assert action.id in {a.id for a in room.view.file.actions}
    lead.table.erase(action, "weg")
    room.settle()
    come_back(room)
    press(room, K.Key_F8)

    assert room.step() is Step.LEAD
    level = open_field(room, "level")
    assert isinstance(level, LevelEditor)
    wanted = room.view.context.scheme.levels[2]
    press(room, K.Key_Right)
    press(room, ENTER)
    assert room.view.file.case.level_code == wanted.code
    assert lead.recording.questions._questions == wanted.questions
    assert "triggers" in lead.recording.fields.keys
    open_field(room, Responsibility.PROCESS_LEAD.value)
    QTest.keyClicks(focused(), "N. Proef")
    press(room, ENTER)
    held = room.view.file.holder(Responsibility.PROCESS_LEAD, room.view.today)
    assert held is not None
    assert held.person == "N. Proef"
    assert focused() is lead.capture.line.field
    press(room, K.Key_F7, SHIFT)
    QTest.keyClicks(focused(), "komt volgende keer")
    press(room, ENTER)

    assert room.step() is Step.FOLLOW_UP
    assert not missing_names(room.page)
    assert not mouse_only(room.page)
    fill(room, "follow_up_guard", " en de procesregisseur")
    fill(room, "follow_up_note", "Geen vervolg nodig.")
    for step in (Step.SIGNAL, Step.ANALYSIS, Step.PLAN):
        assert not room.view.lacks[step], step
    lead.table.jump(Step.PLAN)
    room.settle()
    press(room, K.Key_F7)
    lead.table.jump(Step.FOLLOW_UP)
    room.settle()
    assert "voorlezen" in lead.bar.lacks
    read_all_aloud(room)
    assert set(room.view.item.agreed_ids) == set(room.view.item.present_ids)
    press(room, K.Key_F7)
    assert room.phase() is Phase.FINISHED

    for other in room.view.cases[1:]:
        press(room, K.Key_F7, CTRL)
        assert room.view.item.id == other.item_id
        press(room, K.Key_F7, CTRL | SHIFT)
        QTest.keyClicks(focused(), "geen tijd")
        press(room, ENTER)
        assert room.phase() is Phase.POSTPONED
    assert focused() is not lead.pane.finish  # what adopts the lists is never one Enter away
    lead.pane.finish.setFocus()
    press(room, K.Key_Space)
    room.settle()
    assert room.meeting.state is MeetingState.CLOSED
    assert room.page.currentWidget() is room.page.closed


def test_never_more_than_seven_controls_in_the_recording_area(room: Room) -> None:
    room.begin()
    recording = room.page.lead.recording
    for step in Step:
        room.to_step(step)
        if step is Step.LEAD:  # a level that moved asks the most
            codes = [level.code for level in room.view.context.scheme.levels]
            other = next(code for code in codes if code != room.view.file.case.level_code)
            open_field(room, "level")
            levels = recording.fields.editor
            assert isinstance(levels, LevelEditor)
            levels._choose(other)
            room.settle()
        type_line(room, f"/b besluit bij {step.value}")
        for key in recording.fields.keys:
            open_field(room, key)
            room.settle()
            found = controls(recording)
            assert len(found) <= 7, (step, key, found)
            editor = recording.fields.editor
            if isinstance(editor, HolderEditor):
                for is_later in (True, False):
                    editor._turn(is_later)
                    assert len(controls(recording)) <= 7, (step, key, is_later)
    type_line(room, "als hij belt dan gaat iemand langs")
    type_line(room, "Bakker belt de huisarts")
    for row in recording.recorded.rows.rows_model.rows:
        recording.mend(row.record)
        for key in recording.fields.keys[:-1]:
            recording.fields.open_field(key)
            assert len(controls(recording)) <= 7, (row.kind, key)
    assert not room.page.findChildren(QDialog)


def test_the_editor_that_opens_is_in_sight(room: Room) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    area = room.page.lead.parts.columns.middle
    for key in ("note", "level", Responsibility.ADMINISTRATIVE.value):
        editor = open_field(room, key)
        room.qtbot.wait(300)
        top = editor.mapTo(area, editor.rect().topLeft()).y()
        assert 0 <= top < area.height() - editor.height() // 2, key
        assert top + editor.height() <= area.height(), key


def test_the_way_on_says_what_lacks_and_leads_there(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    lead = room.page.lead
    seat_everyone(room)
    lead.bar.next.setFocus()
    press(room, K.Key_Space)
    assert room.step() is Step.SIGNAL
    assert "direct gevaar" in lead.recording.lacking.text.text()
    assert lead.recording.fields.list.lines.chosen_key == "danger"
    assert focused().accessibleName() == "Is er nu direct gevaar?"
    press(room, K.Key_Space)
    assert lead.recording.lacking.text.text() == ""
    assert lead.bar.next.text() == "Verder: Analyse"
    press(room, K.Key_Escape)
    assert focused() is lead.capture.line.field
    press(room, K.Key_F7)
    assert room.step() is Step.ANALYSIS


def test_who_names_a_holder_later_is_an_action_with_a_day(room: Room) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    editor = open_field(room, Responsibility.PROCESS_LEAD.value)
    assert isinstance(editor, HolderEditor)
    editor.mode.setFocus()
    press(room, K.Key_Right)
    press(room, K.Key_Space)
    assert focused() is editor.person
    QTest.keyClicks(focused(), "T. Teamleider")
    editor.due.setFocus()
    QTest.keyClicks(focused(), "over 2 wk")
    press(room, ENTER)
    actions = [a for a in room.view.file.actions if a.names_holder_of is Responsibility.PROCESS_LEAD]
    assert actions[-1].person == "T. Teamleider"
    assert actions[-1].due_on is not None
    assert "procesregie" not in room.page.lead.bar.lacks


def test_a_reason_is_asked_in_the_page_itself(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    bar = room.page.lead.bar
    bar.skip.click()
    assert bar.reason.isVisible()
    press(room, ENTER)
    assert "reden" in bar._reason_field.error
    press(room, K.Key_Escape)
    assert not bar.reason.isVisible()
    assert focused() is room.page.lead.capture.line.field
    press(room, K.Key_F7, SHIFT)
    QTest.keyClicks(focused(), "al besproken")
    press(room, ENTER)
    assert room.step() is Step.ANALYSIS
    press(room, K.Key_F6)
    assert room.step() is Step.SIGNAL


def test_what_went_wrong_goes_when_the_step_changes(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    lead = room.page.lead
    lead.table.go(ItemEvent.NEXT)
    room.settle()
    assert "aan tafel" in lead.parts.trouble.text.text()
    lead.table.jump(Step.PLAN)
    room.settle()
    assert not lead.parts.trouble.isVisible()
    assert not room.context.notices.notices


def test_level_holders_and_minutes_read_at_a_metre(room: Room) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    lead = room.page.lead
    names = {room.view.file.holder(r, room.view.today) for r in Responsibility}
    for holder in (held for held in names if held is not None):
        shown = [label for label in lead.parts.card.findChildren(QLabel) if label.text() == holder.person]
        assert shown
        assert all(label.fontInfo().pixelSize() >= 20 for label in shown)
    assert lead.parts.card._level._font().pixelSize() >= 20
    assert lead.parts.top.clock._left.fontInfo().pixelSize() >= 20
    assert lead.parts.top.clock._whole.fontInfo().pixelSize() >= 20
    assert Size.HEADING.value >= 20
    area = lead.parts.columns.areas[2]
    last = [label for label in lead.parts.card.findChildren(QLabel) if label.text()][:9][-1]
    assert last.mapTo(area, last.rect().bottomLeft()).y() < area.height()


def test_an_agreement_is_mended_in_the_line_and_field_by_field(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    lead = room.page.lead
    type_line(room, "Bakker belt de huisarts")
    press(room, K.Key_Up, CTRL)
    press(room, K.Key_E, CTRL)
    assert "Bakker belt de huisarts" in lead.capture.line.text()
    QTest.keyClicks(focused(), " en het wijkteam")
    press(room, K.Key_Escape) if lead.capture.line.completer.is_open else None
    press(room, ENTER)
    chosen = lead.recording.recorded.rows.chosen
    assert chosen is not None
    assert chosen.text == "Bakker belt de huisarts en het wijkteam"
    lead.recording.recorded.setFocus()
    press(room, ENTER)
    assert "back" in lead.recording.fields.keys
    assert "informing" in lead.recording.fields.keys
    lead.recording.fields.open_field("condition")
    QTest.keyClicks(focused(), "de huisarts kan")
    press(room, K.Key_Escape)
    press(room, K.Key_Escape)
    assert "back" not in lead.recording.fields.keys
    action = next(a for a in room.view.file.actions if a.what.endswith("het wijkteam"))
    assert action.condition == "de huisarts kan"


def test_a_recorded_line_becomes_something_else_by_one_key(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    type_line(room, "/i de buurt is onrustig")
    assert [i.text for i in room.view.file.information] == ["de buurt is onrustig"]
    press(room, K.Key_F4)
    for _ in CaptureKind:
        if room.page.lead.recording.recorded.rows.choice is not CaptureKind.DECISION:
            press(room, K.Key_Right)
    press(room, ENTER)
    assert not room.view.file.information
    assert room.view.file.decisions[-1].text == "de buurt is onrustig"
    assert focused() is room.page.lead.capture.line.field


def test_signs_of_stagnation_are_shown_until_they_are_discussed(room: Room) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    lead = room.page.lead
    assert room.view.findings
    assert lead.recording.signs.isVisible()
    assert room.view.findings[0].words in lead.recording.signs.words.text()
    fill(room, "escalation", "Besproken: nog twee weken zo door.")
    assert room.view.item.escalation_discussed == "Besproken: nog twee weken zo door."
    assert lead.recording.signs.title.text() == "Opschalen is besproken"


def test_a_day_that_has_been_is_refused(room: Room) -> None:
    room.begin()
    room.to_step(Step.FOLLOW_UP)
    before = room.view.file.case.follow_up_on
    open_field(room, "follow_up_on")
    focused_line = focused()
    assert isinstance(focused_line, QLineEdit)
    focused_line.selectAll()
    QTest.keyClicks(focused_line, "gisteren")
    press(room, ENTER)
    assert room.view.file.case.follow_up_on == before
