"""What the line understood can be corrected at its chip, and stays so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.meeting.capturing import TABLE, records
from tests.ui.meeting.line_on_page import Table
from zvdesk.domain.capture import ChipKind
from zvdesk.domain.edit_history import EditHistory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


CTRL = Qt.KeyboardModifier.ControlModifier
GOAL = 0.050  # seconds from key to paint; tests fail at five times a goal


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    return Table(qtbot)


def test_a_chip_opens_a_list_and_another_organisation_overrules_the_line(table: Table) -> None:
    table.type("S. Bakker belt @GGZ/Bakker vr")
    assert table.labels == ["actie", "GGZ Noord", "S. Bakker", "vr 27 nov"]
    table.open("GGZ Noord")
    assert table.line.panel.isVisible()
    assert not table.line.panel.isWindow()
    table.choose("Politie Noord")
    assert not table.line.panel.isVisible()
    assert QApplication.focusWidget() is table.line.field
    assert table.labels == ["actie", "Politie Noord", "vr 27 nov"]
    assert table.read.chosen == {ChipKind.ORGANISATION: "pol", ChipKind.PERSON: None}
    table.type(" @VT")  # other words: the correction of the first stays
    table.press(Qt.Key.Key_Return)
    table.press(Qt.Key.Key_Return)
    assert table.entered[-1].organisation_id == "pol"


def test_a_correction_goes_with_the_words_it_was_about(table: Table) -> None:
    table.type("Bakker belt @GGZ")
    table.open("GGZ Noord")
    table.choose("Politie Noord")
    for _ in range(4):
        table.press(Qt.Key.Key_Backspace)
    table.type("@VT")
    assert table.labels[1] == "Veilig Thuis"


def test_a_day_can_be_typed_and_words_can_stay_words(table: Table) -> None:
    table.type("Bakker belt vr")
    table.open("vr 27 nov")
    QTest.keyClicks(table.line.panel.typed, "1-12")
    assert table.line.panel.rows.item(0).text() == "di 1 dec 2026"
    table.press(Qt.Key.Key_Return)
    assert table.read.due_on == date(2026, 12, 1)
    table.open("di 1 dec")
    table.choose("dit is gewone tekst")
    assert table.labels == ["actie", "nog niemand", "geen datum"]
    assert table.read.text == "Bakker belt vr"


def test_hours_and_a_person_can_be_chosen(table: Table) -> None:
    table.type("als hij belt dan gaat @GGZ langs binnen 24 uur")
    table.open("binnen 24 uur")
    QTest.keyClicks(table.line.panel.typed, "6")
    table.press(Qt.Key.Key_Return)
    assert table.read.within_hours == 6
    table.open("GGZ Noord")
    table.choose("T. de Vries")
    assert (table.read.organisation_id, table.read.person) == ("ggz", "T. de Vries")


def test_a_chosen_name_takes_the_place_of_the_mistyped_one(table: Table) -> None:
    table.type("Bakker belt @onbekend vr")
    table.open("nog niemand")
    table.choose("Veilig Thuis")
    assert table.line.text() == "Bakker belt @Veilig Thuis vr"
    assert table.labels == ["actie", "Veilig Thuis", "vr 27 nov"]
    table.press(Qt.Key.Key_Z, CTRL)
    assert table.line.text() == "Bakker belt @onbekend vr"
    table.line.set_text("Bakker belt @GGZ/Fout over 2 wk")
    table.open(table.labels[-1])
    table.choose("T. de Vries")
    assert table.line.text() == "Bakker belt @GGZ Noord/T. de Vries over 2 wk"
    assert (table.read.organisation_id, table.read.person, table.read.marks) == ("ggz", "T. de Vries", ())


def test_another_owner_leaves_what_was_mistyped_elsewhere(table: Table) -> None:
    table.type("Bakker belt @GGZ over @onbekend ")
    table.open("GGZ Noord")
    table.choose("Veilig Thuis")
    assert (table.read.organisation_id, table.line.text()) == ("vt", "Bakker belt @GGZ over @onbekend ")
    table.open(table.labels[-1])
    table.choose("Politie Noord")
    assert table.line.text() == "Bakker belt @GGZ over @Politie Noord "


def test_what_was_corrected_is_kept_with_the_line(table: Table, qtbot: QtBot) -> None:
    """A crash, or another case in between, loses no chosen day and no words that stay words."""
    table.type("Bakker belt @GGZ vr !")
    table.open("vr 27 nov")
    QTest.keyClicks(table.line.panel.typed, "1-12")
    table.press(Qt.Key.Key_Return)
    table.open("spoed")
    table.choose("dit is gewone tekst")
    table.open("GGZ Noord")
    table.choose("Politie Noord")
    table.line.flush()
    kept = {history.field: history for history in table.histories}
    assert set(kept) == {"capture:i1", "capture:i1:chosen"}
    table.line.bind_history(EditHistory(case_id="c2", field="capture:i2"))
    assert table.labels == []
    assert kept["capture:i1:chosen"] == table.histories[-1]  # the other case took nothing away
    other = Table(qtbot)
    later = {name: replace(history, case_id="c3") for name, history in kept.items()}
    other.line.bind_history(later["capture:i1"], later["capture:i1:chosen"], TABLE)
    assert other.labels == ["actie", "Politie Noord", "di 1 dec"]
    assert (other.read.text, other.read.due_on) == ("Bakker belt !", date(2026, 12, 1))
    other.line.mend(records()[2], "Iets anders @VT")
    other.press(Qt.Key.Key_Escape)
    assert other.labels == ["actie", "Politie Noord", "di 1 dec"]
    other.press(Qt.Key.Key_Return)
    other.line.recorded()
    assert [(h.field, h.text) for h in other.histories[-2:]] == [
        ("capture:i1:chosen", ""),
        ("capture:i1", ""),
    ]


def test_hours_and_another_person_are_kept_too(table: Table, qtbot: QtBot) -> None:
    table.type("als hij belt dan gaat @GGZ/Bakker langs binnen 24 uur")
    table.open("binnen 24 uur")
    table.choose("binnen 4 uur")
    table.open("S. Bakker")
    table.choose("T. de Vries")
    table.line.flush()
    kept = {history.field: replace(history, case_id="c3") for history in table.histories}
    other = Table(qtbot)
    other.line.bind_history(kept["capture:i1"], kept["capture:i1:chosen"], TABLE)
    assert (other.read.within_hours, other.read.person) == (4, "T. de Vries")
