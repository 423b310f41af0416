"""The part Deelnemers: who may have BSN and address, recorded, withdrawn, and void for a derde."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit

from tests.accessibility.walker import clipped, missing_names, mouse_only
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.services import cases, house
from zvdesk.ui.cases.forms import RecordForm
from zvdesk.ui.cases.inputs import ChoiceInput
from zvdesk.ui.cases.parts import PARTS
from zvdesk.ui.cases.people import ParticipationsSection
from zvdesk.ui.widgets.autosave import flush_all

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.domain.disclosure import SubjectGround
    from zvdesk.ui.cases.page import CasesPage

PARTIES = next(n for n, part in enumerate(PARTS) if part.words == "Deelnemers")


def organisation(room: Room, name: str, position: WgsPosition) -> Organisation:
    made = Organisation(name=name, kind="wijkteam", position=position)
    return room.do(lambda: house.save_organisation(room.desk, made))


def section_of(page: CasesPage, room: Room) -> ParticipationsSection:
    page.view.model.reload()
    room.settle()
    page.view.show_part(PARTIES)
    section = page.view.sections[PARTIES]
    assert isinstance(section, ParticipationsSection)
    return section


def stored(page: CasesPage, room: Room) -> tuple[SubjectGround, ...]:
    return room.do(lambda: cases.case_file(room.desk, page.view.model.case_id)).subject_grounds


def words_of(section: ParticipationsSection) -> str:
    return "\n".join(label.text() for label in section.subject_grounds.findChildren(QLabel))


def test_a_ground_is_recorded_withdrawn_and_void_for_a_derde(
    page: CasesPage, room: Room, qtbot: QtBot
) -> None:
    page.begin_new()
    room.settle()
    team = organisation(room, "Wijkteam Denkbeeld", WgsPosition.PUBLIC)
    organisation(room, "Wonen in Fictie", WgsPosition.THIRD)
    section = section_of(page, room)
    assert "Op geen enkele lijst staat over wie het gaat" in words_of(section)

    section.subject_grounds.begin()
    form = section.subject_grounds.lines[""].form
    assert isinstance(form, RecordForm)
    choice = form.grid.inputs["organisation_id"]
    assert isinstance(choice, ChoiceInput)
    assert isinstance(choice.widget, QComboBox)
    offered = [choice.widget.itemText(n) for n in range(choice.widget.count())]
    assert "Wijkteam Denkbeeld" in offered
    assert "Wonen in Fictie" not in offered
    form.draft.set_value("organisation_id", team.id)
    room.settle()
    assert stored(page, room) == ()  # the law is not named yet
    box = form.grid.inputs["ground"].widget
    assert isinstance(box, QPlainTextEdit)
    box.setFocus()
    QTest.keyClicks(box, "artikel 10 Wabb")
    flush_all(page)
    room.settle()
    qtbot.waitUntil(lambda: len(page.view.model.file.subject_grounds) == 1, timeout=5000)
    (kept,) = stored(page, room)
    assert (kept.organisation_id, kept.ground) == (team.id, "artikel 10 Wabb")
    assert kept.recorded_by == room.desk.actor.name
    assert f"vastgelegd door {room.desk.actor.name}" in words_of(section)
    assert "geldt" in words_of(section).splitlines()
    assert (clipped(page), missing_names(page)) == ([], [])
    assert not [line for line in mouse_only(page) if "ChoiceButton" not in line]

    room.do(lambda: house.save_organisation(room.desk, replace(team, position=WgsPosition.THIRD)))
    section = section_of(page, room)
    assert "geldt niet: een derde" in words_of(section)

    section.subject_grounds.lines[kept.id].eraseAsked.emit()
    room.settle()
    assert stored(page, room) == ()
    assert page.view.model.context.notices.findChildren(QLabel)
