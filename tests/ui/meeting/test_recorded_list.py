from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from tests.accessibility.walker import focusable, missing_names
from tests.factories import make_case
from tests.ui.meeting.capturing import TODAY, name_of, recorded_rows, records
from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.meetings import AgendaItem, ReadMark
from zvdesk.domain.read_back import facts_of
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.ui.meeting.recorded_lines import recorded_line, recorded_lines
from zvdesk.ui.meeting.recorded_list import RecordedList
from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.layouts import Scrolling

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

CTRL = Qt.KeyboardModifier.ControlModifier


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.line = QLineEdit()
        self.list = RecordedList()
        layout = QVBoxLayout(self.page)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        layout.addStretch(1)
        self.page.resize(900, 800)
        with qtbot.waitActive(self.page):
            self.page.show()
        self.list.show_records(recorded_rows())
        self.told: list[tuple[object, ...]] = []
        self.list.editAsked.connect(lambda record: self.told.append(("edit", record.id)))
        self.list.eraseAsked.connect(lambda record: self.told.append(("erase", record.id)))
        self.list.convertAsked.connect(lambda record, kind: self.told.append(("convert", record.id, kind)))
        self.list.leaveAsked.connect(lambda: self.told.append(("leave",)))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.list.rows, key, modifier)

    @property
    def chosen(self) -> str:
        row = self.list.rows.chosen
        return "" if row is None else row.record.id


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_it_is_one_focus_stop_without_buttons(shown: Shown) -> None:
    assert list(focusable(shown.list)) == [shown.list.rows]
    assert shown.list.findChildren(QAbstractButton) == []
    assert missing_names(shown.list) == []


def test_a_row_is_spoken_as_whole_sentences(shown: Shown) -> None:
    table = QAccessible.queryAccessibleInterface(shown.list.rows)
    assert table.role() == QAccessible.Role.List
    rows = [table.child(number) for number in range(table.childCount())]
    names = [row.text(QAccessible.Text.Name) for row in rows]
    assert {row.role() for row in rows} == {QAccessible.Role.ListItem}
    assert names == [
        "Besluit: Opschalen naar AVE 3: samenwerking stokt. Met voorbehoud.",
        "Voorbehoud van GGZ Noord: Eerst de crisisdienst horen. Bij: Opschalen naar AVE 3.",
        "Actie voor Wijkteam Noord, S. Oefenaar: Casusregisseur belt moeder over dit besluit en spreekt af "
        "wie haar bijstaat. Do 26 nov. Spoed. Gewijzigd na voorlezen.",
        "Actie, nog voor niemand: Nieuwe datum prikken. Geen datum.",
        "Als-dan-afspraak voor Politie Noord, A. Jansen: Als moeder de deur niet opendoet. "
        "Dan gaat de wijkagent langs. Binnen 24 uur.",
        "Informatie van Veilig Thuis: Er loopt al een onderzoek.",
        "Geparkeerd: Huurschuld. Omdat: Corporatie was er niet. Doorgeschoven.",
    ]


def test_arrows_choose_and_the_keys_ask(shown: Shown) -> None:
    shown.list.setFocus()
    assert shown.chosen == "7"
    shown.press(Qt.Key.Key_Up)
    shown.press(Qt.Key.Key_Return)
    shown.press(Qt.Key.Key_E, CTRL)
    shown.press(Qt.Key.Key_Home)
    shown.press(Qt.Key.Key_Delete)
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Delete, CTRL)
    shown.press(Qt.Key.Key_Escape)
    assert shown.told == [("edit", "6"), ("edit", "6"), ("erase", "1"), ("erase", "2"), ("leave",)]


def test_undo_is_for_the_page_and_not_for_the_window(shown: Shown) -> None:
    asked: list[str] = []
    on_key(shown.page, Shortcut.TAKE_BACK, lambda: asked.append("window"))
    shown.list.backAsked.connect(lambda: asked.append("list"))
    shown.list.setFocus()
    shown.press(Qt.Key.Key_Z, CTRL)
    assert asked == ["list"]


def test_letters_are_never_commands(shown: Shown) -> None:
    shown.list.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_E, Qt.Key.Key_Space):
        shown.press(key)
    assert (shown.told, shown.chosen) == ([], "7")


def test_f4_cycles_and_enter_converts(shown: Shown) -> None:
    shown.list.setFocus()
    shown.press(Qt.Key.Key_Home)
    offered = []
    for _ in range(6):
        shown.press(Qt.Key.Key_F4)
        offered.append(shown.list.rows.choice)
    assert offered == [
        CaptureKind.ACTION,
        CaptureKind.INFORMATION,
        CaptureKind.RESERVATION,
        CaptureKind.PARKED,
        CaptureKind.CONDITIONAL,
        CaptureKind.ACTION,
    ]
    shown.press(Qt.Key.Key_Left)
    shown.press(Qt.Key.Key_Right)
    shown.press(Qt.Key.Key_Right)
    assert shown.told == []
    shown.press(Qt.Key.Key_Return)
    assert shown.told == [("convert", "1", CaptureKind.INFORMATION), ("leave",)]


@pytest.mark.parametrize("away", ["escape", "arrow", "focus"])
def test_another_kind_can_be_left(shown: Shown, away: str) -> None:
    shown.list.setFocus()
    shown.list.convert_chosen()
    if away == "escape":
        shown.press(Qt.Key.Key_Escape)
    elif away == "arrow":
        shown.press(Qt.Key.Key_Up)
    else:
        shown.line.setFocus()
    assert shown.list.rows.choice is None
    assert [told for told in shown.told if told[0] == "convert"] == []


def test_the_page_can_choose_and_ask_while_the_focus_is_elsewhere(shown: Shown) -> None:
    shown.line.setFocus()
    shown.list.walk(-1)
    shown.list.walk(-1)
    shown.list.walk(5)
    shown.list.walk(-1)
    assert (shown.chosen, shown.line.hasFocus()) == ("6", True)
    shown.list.edit_chosen()
    shown.list.erase_chosen()
    assert shown.told == [("edit", "6"), ("erase", "6")]
    shown.list.convert_chosen()
    assert shown.list.rows.hasFocus()


def test_the_choice_follows_its_record_and_what_is_new(shown: Shown) -> None:
    rows = recorded_rows()
    shown.list.walk(-1)
    shown.list.show_records(rows[3:])
    assert shown.chosen == "7"
    shown.list.setFocus()
    shown.list.show_records(rows[:-1])  # taken away: the one that stands in its place
    assert shown.chosen == "4"
    shown.line.setFocus()
    new = recorded_line(ActionItem(id="8", case_id="c", what="Nieuw"), name_of, TODAY)
    shown.list.show_records((*rows[:-1], new))
    assert shown.chosen == "8"


def test_without_rows_it_says_what_belongs_here(shown: Shown) -> None:
    shown.list.set_title("Vastgelegd in deze stap")
    shown.list.show_records(())
    assert not shown.list.rows.isVisible()
    assert shown.list._none.isVisible()
    shown.list.walk(1)
    for ask in (shown.list.edit_chosen, shown.list.erase_chosen, shown.list.convert_chosen):
        ask()
    assert shown.told == []
    assert shown.list.rows.accessibleName() == "Vastgelegd in deze stap"


def test_rows_wrap_and_grow_with_the_text(shown: Shown, keeper: ThemeKeeper, qtbot: QtBot) -> None:
    wide = shown.list.rows.heightForWidth(900)
    assert shown.list.rows.heightForWidth(320) > wide
    shown.list.setFocus()
    shown.list.convert_chosen()
    assert shown.list.rows.heightForWidth(900) > wide
    keeper.set_text_size(28)
    qtbot.wait(20)
    assert shown.list.rows.height() >= shown.list.rows.heightForWidth(shown.list.rows.width())
    assert shown.list.rows.verticalScrollBar().maximum() == 0


def test_the_chosen_row_comes_in_sight_on_a_page_that_scrolls(qtbot: QtBot) -> None:
    made = RecordedList()
    inner = QWidget()
    QVBoxLayout(inner).addWidget(made)
    area = Scrolling(inner)
    qtbot.addWidget(area)
    area.resize(500, 160)
    made.show_records(recorded_rows())
    area.show()
    qtbot.waitExposed(area)
    qtbot.wait(20)
    made.walk(-1)
    assert area.verticalScrollBar().value() > 100
    for _ in range(7):
        made.walk(-1)
    assert area.verticalScrollBar().value() < 60


def test_all_that_a_meeting_recorded_stands_in_the_order_of_recording() -> None:
    made = [replace(record, meeting_id="m") for record in records()]
    elsewhere = ActionItem(id="0", case_id="c", meeting_id="eerder", what="Van een eerder overleg")
    actions = tuple(record for record in made if isinstance(record, ActionItem))
    file = CaseFile(
        case=make_case(id="c"),
        actions=(elsewhere, *actions),
        decisions=tuple(record for record in made if isinstance(record, Decision)),
        reservations=tuple(record for record in made if isinstance(record, Reservation)),
        conditionals=tuple(record for record in made if isinstance(record, ConditionalAgreement)),
        information=tuple(record for record in made if isinstance(record, Information)),
        parked=tuple(record for record in made if isinstance(record, ParkedPoint)),
    )
    marks = (
        ReadMark(record_id="3", facts=facts_of(replace(actions[0], what="Anders"))),
        ReadMark(record_id="4", facts=facts_of(actions[1])),
    )
    item = AgendaItem(id="i", meeting_id="m", case_id="c", position=1, read_marks=marks)
    rows = recorded_lines(file, item, name_of, TODAY)
    assert [row.record.id for row in rows] == ["1", "2", "3", "4", "5", "6", "7"]
    notes = {row.record.id: [words for words, _tone in row.notes] for row in rows}
    assert notes["1"] == ["met voorbehoud"]
    assert notes["3"] == ["spoed", "gewijzigd na voorlezen"]
    assert notes["4"] == []
    assert rows[1].detail == "Bij: Opschalen naar AVE 3: samenwerking stokt"


def test_a_day_of_another_year_has_its_year_and_a_condition_its_words() -> None:
    action = ActionItem(id="1", case_id="c", what="Bellen", due_on=date(2027, 1, 4))
    assert recorded_line(action, name_of, TODAY).when == "ma 4 jan 2027"
    waiting = replace(action, due_on=None, condition="de rechter het toestaat", is_urgent=True)
    row = recorded_line(waiting, name_of, TODAY)
    assert (row.when, row.detail, row.notes) == (
        "bij voorwaarde",
        "Voorwaarde: de rechter het toestaat",
        (("spoed", Tone.WARN),),
    )
