from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.accessibility.walker import clipped, missing_names, mouse_only
from zvdesk.domain.cases import CaseState, SubjectKind, Verdict
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Actor, Role
from zvdesk.services import cases, house
from zvdesk.ui.cases.domains import DomainsSection
from zvdesk.ui.cases.forms import RecordForm
from zvdesk.ui.cases.intake import CriteriaCard, DecisionCard, IntakeSection, ReferralCard
from zvdesk.ui.cases.parts import PARTS
from zvdesk.ui.cases.people import ParticipationsSection, SubjectsSection
from zvdesk.ui.cases.plan import FactorsSection
from zvdesk.ui.cases.regie import RegieSection
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.choices import CheckBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.ui.cases.page import CasesPage
    from zvdesk.ui.cases.record_list import RecordList
    from zvdesk.ui.theme import ThemeKeeper

SUBJECTS, PARTIES, FACTORS, DOMAINS, REGIE = 1, 2, 5, 4, 8


@pytest.fixture
def opened(page: CasesPage, room: Room) -> CasesPage:
    page.begin_new()
    room.settle()
    return page


def stored(page: CasesPage, room: Room) -> CaseFile:
    return room.do(lambda: cases.case_file(room.desk, page.view.model.case_id))


def state(page: CasesPage) -> CaseState:
    return page.view.model.case.state


def unreachable(page: CasesPage) -> list[str]:
    """Leave out those that stand side by side: the arrow keys go from one to the next."""
    return [line for line in mouse_only(page) if "ChoiceButton" not in line]


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def typed(form: RecordForm, name: str, text: str) -> None:
    """Type in a field, and leave it."""
    widget = form.grid.inputs[name].widget
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    widget.setFocus()
    QTest.keyClicks(widget, text)


def form_of(shown: RecordList, key: str = "") -> RecordForm:
    form = shown.lines[key].form
    assert isinstance(form, RecordForm)
    return form


def test_a_field_of_the_case_is_kept_within_a_second(opened: CasesPage, room: Room, qtbot: QtBot) -> None:
    section = opened.view.sections[0]
    assert isinstance(section, IntakeSection)
    line = next(w for w in section.findChildren(QLineEdit) if w.accessibleName() == "Schuilnaam")
    QTest.keyClicks(line, "Havenzicht")
    qtbot.waitUntil(lambda: opened.view.head.title.text().endswith("Havenzicht"), timeout=5000)
    assert stored(opened, room).case.alias == "Havenzicht"


def test_a_new_record_waits_for_what_it_needs_and_is_kept_once(
    opened: CasesPage, room: Room, qtbot: QtBot
) -> None:
    opened.view.show_part(SUBJECTS)
    section = opened.view.sections[SUBJECTS]
    assert isinstance(section, SubjectsSection)
    section.people.begin()
    form = form_of(section.people)
    typed(form, "given_names", "Lucja")
    form.grid.inputs["given_names"].widget.clearFocus()
    room.settle()
    assert stored(opened, room).subjects == ()
    typed(form, "family_name", "Oefenares")
    typed(form, "town", "Fictiva")
    qtbot.waitUntil(lambda: len(opened.view.model.file.subjects) == 1, timeout=5000)
    opened.view.show_part(0)
    room.settle()
    (subject,) = stored(opened, room).subjects
    assert (subject.full_name, subject.town, subject.kind) == (
        "Lucja Oefenares",
        "Fictiva",
        SubjectKind.MAIN,
    )


def test_a_wrong_bsn_is_told_at_the_field_and_holds_up_nothing(opened: CasesPage, room: Room) -> None:
    opened.view.show_part(SUBJECTS)
    section = opened.view.sections[SUBJECTS]
    assert isinstance(section, SubjectsSection)
    section.people.begin()
    form = form_of(section.people)
    typed(form, "family_name", "Oefenares")
    flush_all(opened)
    room.settle()
    (key,) = section.people.lines
    typed(form, "bsn", "123456789")
    typed(form, "phone", "010-1234567")
    flush_all(opened)
    room.settle()
    form = form_of(section.people, key)
    assert "burgerservicenummer" in form.grid.rows["bsn"].error
    (subject,) = stored(opened, room).subjects
    assert (subject.bsn, subject.phone) == ("", "010-1234567")
    line = form.grid.inputs["bsn"].widget
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "999990019")
    flush_all(opened)
    room.settle()
    assert form.grid.rows["bsn"].error == ""
    assert stored(opened, room).subjects[0].bsn == "999990019"


def test_what_is_erased_can_be_taken_back(opened: CasesPage, room: Room) -> None:
    opened.view.show_part(FACTORS)
    section = opened.view.sections[FACTORS]
    assert isinstance(section, FactorsSection)
    section.strengths.begin()
    typed(form_of(section.strengths), "text", "De buurvrouw let op")
    flush_all(opened)
    room.settle()
    (line,) = section.strengths.lines.values()
    line.erase_button.click()
    room.settle()
    assert section.strengths.lines == {}
    assert stored(opened, room).factors == ()
    assert room.context.notices.take_back()
    room.settle()
    assert stored(opened, room).factors[0].text == "De buurvrouw let op"
    assert len(section.strengths.lines) == 1


def test_an_empty_new_line_goes_when_it_is_closed(opened: CasesPage, room: Room) -> None:
    opened.view.show_part(FACTORS)
    section = opened.view.sections[FACTORS]
    assert isinstance(section, FactorsSection)
    section.risks.begin()
    QTest.keyClick(section.risks.lines[""].open_button, Qt.Key.Key_Space)
    room.settle()
    assert section.risks.lines == {}


def test_intake_up_to_accepted_says_each_time_what_lacks(opened: CasesPage, room: Room, qtbot: QtBot) -> None:
    """Walk the intake as a coordinator: referral, subject, triage, criteria, decision, taken up."""
    view = opened.view
    section = view.sections[0]
    referral = section.findChild(ReferralCard)
    assert isinstance(referral, ReferralCard)
    form = referral.findChild(RecordForm)
    assert isinstance(form, RecordForm)
    typed(form, "referrer_name", "A. Melder")
    tick = form.grid.inputs["is_quality_checked"].widget
    assert isinstance(tick, CheckBox)
    tick.click()
    typed(form, "quality_checked_by", "A. Melder")
    flush_all(opened)
    view.show_part(SUBJECTS)
    people = view.sections[SUBJECTS]
    assert isinstance(people, SubjectsSection)
    people.people.begin()
    typed(form_of(people.people), "family_name", "Oefenares")
    flush_all(opened)
    room.settle()
    qtbot.waitUntil(lambda: view.head.buttons[0].isEnabled(), timeout=5000)
    assert len(stored(opened, room).referrals) == 1
    view.head.buttons[0].click()
    room.settle()
    assert state(opened) == CaseState.TRIAGE
    take_up = view.head.buttons[0]
    assert not take_up.isEnabled()
    assert "criterium a, b, c, d" in view.head.lacking.text()

    for criterion in view.model.file.criteria:
        view.model.keep(replace(criterion, verdict=Verdict.YES, evidence="Blijkt uit de melding."))
    room.settle()
    view.show_part(0)
    assert "nog geen publieke organisaties" in words_of(section)
    public = room.do(
        lambda: house.save_organisation(
            room.desk, Organisation(name="Politie Fictiva", kind="politie", position=WgsPosition.PUBLIC)
        )
    )
    view.model.reload()
    room.settle()
    decision = section.findChild(DecisionCard)
    assert isinstance(decision, DecisionCard)
    box = next(b for b in decision.findChildren(CheckBox) if b.text() == public.name)
    box.click()
    room.settle()
    assert view.head.buttons[0].isEnabled(), view.head.lacking.text()
    view.head.buttons[0].click()
    room.settle()
    assert state(opened) == CaseState.ACCEPTED
    criteria = section.findChild(CriteriaCard)
    assert isinstance(criteria, CriteriaCard)
    assert criteria.isVisible()


def test_only_public_deciders_can_be_ticked(opened: CasesPage, room: Room) -> None:
    private = room.do(
        lambda: house.save_organisation(
            room.desk,
            Organisation(name="GGZ Denkbeeld", kind="ggz", position=WgsPosition.PRIVATE),
        )
    )
    opened.view.model.reload()
    room.settle()
    view = opened.view
    view.show_part(PARTIES)
    parties = view.sections[PARTIES]
    assert isinstance(parties, ParticipationsSection)
    parties.parties.begin()
    form = form_of(parties.parties)
    form.draft.set_value("organisation_id", private.id)
    room.settle()
    view.open(view.model.case_id)
    view._forget()
    view.model.reload()
    room.settle()
    decision = view.sections[0].findChild(DecisionCard)
    assert isinstance(decision, DecisionCard)
    box = next(b for b in decision.findChildren(CheckBox) if b.text().startswith("GGZ Denkbeeld"))
    assert not box.isEnabled()
    assert "Alleen publieke deelnemers" in box.toolTip()


def test_a_score_is_kept_and_never_scored_is_not_the_lowest(opened: CasesPage, room: Room) -> None:
    opened.view.show_part(DOMAINS)
    section = opened.view.sections[DOMAINS]
    assert isinstance(section, DomainsSection)
    line = section.scores.lines["wonen"]
    assert line.choice.value is None
    line.choice.set_value(1)
    line.choice.chosen.emit(1)
    room.settle()
    (score,) = stored(opened, room).scores
    assert (score.domain, score.score) == ("wonen", 1)
    line.choice.chosen.emit(3)
    room.settle()
    assert [s.score for s in stored(opened, room).scores] == [3]
    line.choice.chosen.emit(None)
    room.settle()
    assert stored(opened, room).scores == ()
    assert room.context.notices.take_back()
    room.settle()
    assert stored(opened, room).scores[0].score == 3


def test_a_level_decision_moves_the_level_in_the_head(opened: CasesPage, room: Room) -> None:
    opened.view.show_part(REGIE)
    section = opened.view.sections[REGIE]
    assert isinstance(section, RegieSection)
    section.levels.begin()
    form_of(section.levels).draft.set_value("to_code", "AVE 3")
    room.settle()
    assert opened.view.model.case.level_code == "AVE 3"
    assert opened.view.head.level.label == "AVE 3"


def test_who_may_not_edit_reads(page: CasesPage, room: Room) -> None:
    case = room.do(lambda: cases.open_case(room.desk, alias="Molenwijk"))
    room.desk.actor = Actor(person_id="", name="P. Officier", role=Role.PRIVACY_OFFICER)
    page.open_case(case.id)
    room.settle()
    assert not page.view.head.buttons[0].isEnabled()
    page.view.show_part(SUBJECTS)
    section = page.view.sections[SUBJECTS]
    assert isinstance(section, SubjectsSection)
    assert not section.people.add_button.isVisible()
    room.desk.actor = Actor(person_id="", name="F. Voorbeeld", role=Role.CHAIR)


def test_parts_are_walked_by_keyboard(opened: CasesPage, qtbot: QtBot) -> None:
    view = opened.view
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    view.items[0].setFocus()
    QTest.keyClick(view.items[0], Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.part == 1
    assert view.items[1].hasFocus()
    QTest.keyClick(view.items[1], Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert view.part == 0


@pytest.mark.parametrize("text_size", [14, 28])
def test_every_part_speaks_and_fits(
    opened: CasesPage, room: Room, qtbot: QtBot, keeper: ThemeKeeper, text_size: int
) -> None:
    keeper.set_text_size(text_size)
    opened.resize(1150, 740)
    for number, part in enumerate(PARTS):
        opened.view.show_part(number)
        room.settle()
        qtbot.wait(80)
        assert missing_names(opened) == [], part.words
        assert unreachable(opened) == [], part.words
        assert clipped(opened) == [], part.words


def test_a_click_on_a_part_shows_it_and_marks_only_that_one(opened: CasesPage, room: Room) -> None:
    opened.show()
    for number in (SUBJECTS, REGIE, 0):
        QTest.mouseClick(opened.view.items[number], Qt.MouseButton.LeftButton)
        room.settle()
        assert opened.view.part == number
        assert [item.isChecked() for item in opened.view.items] == [
            place == number for place in range(len(PARTS))
        ]
