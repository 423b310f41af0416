"""A field that takes a name says about which action it asks, and completes who is known at this table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.meeting.leading import ENTER, open_field, press, seat_everyone, type_line
from tests.ui.meeting.room import Room, open_room
from zvdesk.domain.agenda import Step
from zvdesk.services.capture import capture_table
from zvdesk.ui.meeting.known_people import question_about
from zvdesk.ui.meeting.mend_editors import KnownWhoEditor, MendDayEditor, MendWhoEditor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

WHAT = "Bakker belt de huisarts"


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    for opened in open_room(tmp_path, jobs, qtbot):
        opened.begin()
        opened.to_step(Step.PLAN)
        seat_everyone(opened)
        yield opened


def test_the_question_names_its_action_and_a_known_name_is_completed(room: Room) -> None:
    type_line(room, WHAT)
    day = open_field(room, "due")
    assert isinstance(day, MendDayEditor)
    assert day.day.accessibleName() == f"Wanneer klaar? {WHAT}"
    who = open_field(room, "owner")
    assert isinstance(who, MendWhoEditor)
    assert who.person.accessibleName() == f"Wie doet het? {WHAT}: naam"
    assert who.who.accessibleName() == f"Wie doet het? {WHAT}: organisatie"
    view = room.view
    seats = capture_table(view.file, view.item, view.context.organisations, view.today).seats
    name = next(person for seat in seats for person in seat.persons if person.isascii())
    who.person.setFocus()
    QTest.keyClicks(who.person, name[-4:].upper())
    offers = who.people.offers

    def is_open() -> bool:
        return offers.is_open

    assert is_open()
    assert offers.rows.accessibleName() == "Bekende namen"
    assert who.person.text() == name[-4:].upper()  # nothing is filled in by itself
    QTest.keyClick(who.person, Qt.Key.Key_Escape)
    assert not is_open()
    QTest.keyClick(who.person, Qt.Key.Key_Backspace)
    assert is_open()
    while offers.current is None or offers.current.text != name:
        QTest.keyClick(who.person, Qt.Key.Key_Down)
    QTest.keyClick(who.person, Qt.Key.Key_Return)
    assert not is_open()
    room.settle()
    assert who.person.text() == name
    assert room.view.file.actions[-1].person == name


def test_an_agreement_that_is_mended_is_named_too(room: Room) -> None:
    type_line(room, WHAT)
    recording = room.page.lead.recording
    recording.mend(recording.recorded.rows.rows_model.rows[-1].record)
    recording.fields.open_field("who")
    who = recording.fields.editor
    assert isinstance(who, KnownWhoEditor)
    assert who.person.accessibleName() == f"Wie doet het? {WHAT}: naam"
    press(room, ENTER)


def test_long_words_are_cut() -> None:
    assert question_about("Wie doet het?", "") == "Wie doet het?"
    assert question_about("Wie?", "x" * 60) == f"Wie? {'x' * 39}…"
