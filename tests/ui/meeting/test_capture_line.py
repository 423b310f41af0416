from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.ui.meeting.capturing import LINES, TABLE, TODAY, records
from tests.ui.meeting.line_on_page import Table
from zvdesk.domain.capture import CaptureKind, MarkReason
from zvdesk.domain.edit_history import EditHistory
from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.theme import Mode, current_theme
from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

CTRL = Qt.KeyboardModifier.ControlModifier
GOAL = 0.050  # seconds from key to paint; tests fail at five times a goal


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    return Table(qtbot)


def test_what_is_typed_shows_as_chips_and_enter_hands_it_over(table: Table) -> None:
    table.type(LINES[0])
    assert table.labels == ["actie", "GGZ Noord", "vr 27 nov", "spoed"]
    table.press(Qt.Key.Key_Return)
    (capture,) = table.entered
    assert (capture.kind, capture.text, capture.organisation_id) == (
        CaptureKind.ACTION,
        "Bakker belt huisarts",
        "ggz",
    )
    assert (capture.due_on, capture.is_urgent) == (date(2026, 11, 27), True)
    assert table.line.text() == LINES[0]  # until the service is done
    table.line.recorded()
    assert (table.line.text(), table.labels) == ("", [])


def test_an_action_says_what_it_still_lacks(table: Table) -> None:
    table.type("Nieuwe datum prikken")
    assert table.labels == ["actie", "nog niemand", "geen datum"]


def test_what_is_not_understood_stays_text_and_is_marked_with_a_hint(table: Table) -> None:
    table.type("Wijkteam belt voor kerst ")
    assert table.labels[-1] == "voor kerst: geen dag"
    chip = next(chip for chip in table.line.row.chips if chip.text() == table.labels[-1])
    assert chip.accessibleDescription() == "'voor kerst' is geen dag. Typ een datum, bijvoorbeeld 24-12."
    assert table.read.text == "Wijkteam belt voor kerst"


@pytest.mark.parametrize("typed", ["", "   ", "/b"])
def test_enter_without_words_does_nothing(table: Table, typed: str) -> None:
    table.type(typed)
    table.press(Qt.Key.Key_Return)
    assert table.entered == []
    assert table.line.text() == typed


def test_a_refused_line_stays_with_the_reason_until_it_changes(table: Table) -> None:
    table.type("/v eerst horen")
    table.press(Qt.Key.Key_Return)
    table.line.refused("Van wie is dit voorbehoud?")
    assert (table.line.text(), table.line.error.text()) == ("/v eerst horen", "Van wie is dit voorbehoud?")
    assert table.line.error.isVisible()
    table.type("!")
    assert not table.line.error.isVisible()


def test_words_typed_while_the_service_works_are_the_next_line(table: Table) -> None:
    table.type("een")
    table.press(Qt.Key.Key_Return)
    table.press(Qt.Key.Key_Return)
    assert len(table.entered) == 1
    table.type("twee")
    table.press(Qt.Key.Key_Return)
    table.line.recorded()
    assert [capture.text for capture in table.entered] == ["een", "twee"]
    table.line.recorded()
    assert table.line.text() == ""


def test_up_in_an_empty_line_recalls_the_last(table: Table) -> None:
    table.type("Bakker belt")
    table.press(Qt.Key.Key_Return)
    table.line.recorded()
    table.press(Qt.Key.Key_Up)
    assert table.line.text() == "Bakker belt"


def test_f4_goes_round_the_kinds_and_keeps_the_words(table: Table) -> None:
    table.type("Bakker belt @GGZ ")
    kinds = []
    for _ in range(6):
        table.press(Qt.Key.Key_F4)
        kinds.append(table.read.kind)
        assert "Bakker belt" in table.line.text()
    assert kinds == [
        CaptureKind.DECISION,
        CaptureKind.INFORMATION,
        CaptureKind.RESERVATION,
        CaptureKind.PARKED,
        CaptureKind.CONDITIONAL,
        CaptureKind.ACTION,
    ]
    table.press(Qt.Key.Key_Z, CTRL)
    assert table.read.kind is CaptureKind.CONDITIONAL


def test_f4_in_an_empty_line_is_for_the_page(table: Table) -> None:
    asked: list[int] = []
    for shortcut in (Shortcut.CONVERT, Shortcut.CHANGE_LINE, Shortcut.ERASE_LINE):
        on_key(table.page, shortcut, lambda: asked.append(1))
    for key, modifier in (
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_E, CTRL),
        (Qt.Key.Key_Delete, CTRL),
    ):
        table.press(key, modifier)
    assert len(asked) == 3
    table.type("een twee")
    table.press(Qt.Key.Key_F4)
    table.press(Qt.Key.Key_Home)
    table.press(Qt.Key.Key_Delete, CTRL)
    assert len(asked) == 3
    assert "twee" in table.line.text()


def test_an_at_offers_who_is_present_first_and_enter_takes_it(table: Table) -> None:
    table.type("Bakker belt @")
    rows = table.line.completer.rows
    assert rows.count() == 6
    assert table.line.completer.isVisible()
    table.type("g")
    assert [rows.item(number).text() for number in (0, 1)] == ["Gemeente Oefenstad", "GGZ Noord"]
    table.press(Qt.Key.Key_Down)
    table.press(Qt.Key.Key_Up)
    table.press(Qt.Key.Key_Down)
    table.press(Qt.Key.Key_Return)
    assert table.line.text() == "Bakker belt @GGZ Noord "
    assert (table.entered, table.line.completer.isVisible()) == ([], False)
    table.press(Qt.Key.Key_Return)
    assert table.entered[0].organisation_id == "ggz"


def test_the_right_arrow_takes_and_escape_closes_and_tab_only_moves_the_focus(table: Table) -> None:
    table.type("/")
    assert table.line.completer.rows.count() == 6
    table.press(Qt.Key.Key_Down)
    table.press(Qt.Key.Key_Right)
    assert table.line.text() == "/b "
    table.type("uithuisplaatsing @")
    table.press(Qt.Key.Key_Escape)
    assert not table.line.completer.isVisible()
    assert table.line.text() == "/b uithuisplaatsing @"
    table.type("g")
    assert table.line.completer.isVisible()
    table.press(Qt.Key.Key_Tab)
    assert table.line.text() == "/b uithuisplaatsing @g"
    assert not table.line.completer.isVisible()
    assert QApplication.focusWidget() is table.line.row.chips[0]


def test_who_is_known_already_does_not_ask_for_a_second_enter(table: Table) -> None:
    table.type("Bakker belt @ggz")
    table.press(Qt.Key.Key_Return)
    assert [capture.organisation_id for capture in table.entered] == ["ggz"]


def test_tab_walks_the_chips_and_leaves_the_line(table: Table) -> None:
    table.type(LINES[0])
    seen = []
    for _ in range(5):
        table.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
    assert seen[:4] == list(table.line.row.chips[:4])
    assert seen[4] is table.after


def test_undo_in_an_empty_line_first_asks_the_page(table: Table) -> None:
    answers = [True, False]
    table.line._take_back = lambda: answers.pop(0)
    table.type("een ")
    table.line.set_text("")
    table.press(Qt.Key.Key_Z, CTRL)
    assert (table.line.text(), answers) == ("", [False])
    table.press(Qt.Key.Key_Z, CTRL)
    assert (table.line.text(), answers) == ("een ", [])


@pytest.mark.parametrize(
    ("kind", "line", "lacks", "typed", "becomes"),
    [
        (CaptureKind.CONDITIONAL, "/als dan belt @GGZ", "NO_TRIGGER", "hij valt", "als hij valt dan belt"),
        (CaptureKind.CONDITIONAL, "/als hij valt dan", "NO_RESPONSE", " bel ik", "als hij valt dan bel ik"),
        (CaptureKind.RESERVATION, "/v Niet zo", "NO_ORGANISATION", "vt", "Niet zo"),
    ],
)
def test_what_another_kind_lacks_is_typed_where_it_belongs(
    table: Table, kind: CaptureKind, line: str, lacks: str, typed: str, becomes: str
) -> None:
    table.type("half ")
    record = records()[2]
    table.line.complete(record, kind, line, MarkReason[lacks])
    assert table.line.mending_hint.isVisible()
    assert "Esc laat het zoals het was" in table.line.mending_hint.text()
    assert QApplication.focusWidget() is table.line.field
    table.type(typed)
    assert (table.read.kind, table.read.text, table.read.marks) == (kind, becomes, ())
    table.press(Qt.Key.Key_Return)
    if not table.mended:  # the list of names took the first
        table.press(Qt.Key.Key_Return)
    assert [made for made, _capture in table.mended] == [record]
    table.line.recorded()
    assert table.line.text() == "half "


def test_a_kind_is_chosen_in_words_that_survive(table: Table) -> None:
    table.type("Bakker belt")
    table.open("actie")
    table.choose("besluit")
    assert table.line.text() == "/b Bakker belt"
    assert table.labels == ["besluit"]


def test_what_was_not_understood_can_be_chosen_at_its_chip(table: Table) -> None:
    table.type("Bakker belt @onbekend ")
    table.open(table.labels[-1])
    assert "'@onbekend' is niet bekend" in table.line.panel.words.text()
    table.choose("Veilig Thuis")
    assert table.read.organisation_id == "vt"
    table.line.set_text("als iets gebeurt dan")
    table.open(table.labels[-1])
    table.choose("terug naar de regel")
    assert QApplication.focusWidget() is table.line.field


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_a_panel_closes_and_the_focus_goes_back_to_the_line(table: Table, key: Qt.Key) -> None:
    table.type(LINES[0])
    table.open("vr 27 nov")
    table.press(Qt.Key.Key_Down)
    table.press(key)
    assert not table.line.panel.isVisible()
    assert QApplication.focusWidget() is table.line.field
    assert table.read.due_on == date(2026, 11, 27)


def test_what_is_half_typed_is_kept_within_a_second_and_comes_back(table: Table, qtbot: QtBot) -> None:
    table.type("Bakker be")
    qtbot.waitUntil(lambda: bool(table.histories), timeout=1000)
    assert (table.histories[-1].text, table.histories[-1].field) == ("Bakker be", "capture:i1")
    table.line.bind_history(EditHistory(case_id="c2", field="capture:i2"))
    assert table.line.text() == ""
    other = Table(qtbot)
    other.line.bind_history(replace(table.histories[-1], field="capture:i1b"))
    assert (other.line.text(), other.labels[0]) == ("Bakker be", "actie")
    other.press(Qt.Key.Key_Z, CTRL)
    assert other.line.text() == "Bakker "


def test_hiding_hands_over_and_takes_the_lists_away(table: Table) -> None:
    table.type("Bakker belt @")
    table.page.hide()
    assert table.histories[-1].text == "Bakker belt @"
    table.page.show()
    assert not table.line.completer.isVisible()


def test_a_record_is_mended_in_the_line_and_the_half_typed_words_come_back(table: Table) -> None:
    record = records()[2]
    table.type("half ")
    table.line.mend(record, "Bakker belt @GGZ")
    assert table.line.mending_hint.isVisible()
    table.type(" vr")
    table.press(Qt.Key.Key_Return)
    ((mended, capture),) = table.mended
    assert (mended, capture.text, capture.due_on) == (record, "Bakker belt", date(2026, 11, 27))
    assert table.entered == []
    table.line.recorded()
    assert (table.line.text(), table.line.is_mending) == ("half ", False)
    assert not table.line.mending_hint.isVisible()


def test_escape_leaves_a_record_as_it_was_and_a_crash_loses_no_mending(table: Table) -> None:
    left: list[int] = []
    table.line.mendingLeft.connect(lambda: left.append(1))
    record = records()[2]
    table.line.mend(record, "Bakker belt")
    table.type(" nu")
    table.line.flush()
    kept = table.histories[-1]
    assert (kept.field, kept.text) == (table.line.mending_field(record), "Bakker belt nu")
    table.press(Qt.Key.Key_Escape)
    assert (left, table.line.text(), table.mended) == ([1], "", [])
    table.line.mend(record, "Bakker belt", history=kept)
    table.press(Qt.Key.Key_Z, CTRL)
    assert table.line.text() == "Bakker belt nu"
    table.line.bind_history(EditHistory(case_id="c1", field="capture:i9"))
    assert not table.line.is_mending


def test_a_screen_reader_hears_what_was_understood(table: Table) -> None:
    table.type(LINES[0])
    assert table.line.field.accessibleDescription() == "actie, GGZ Noord, vrijdag 27 november, spoed"
    chip = QAccessible.queryAccessibleInterface(table.line.row.chips[1])
    assert chip.text(QAccessible.Text.Name) == "organisatie: GGZ Noord"
    assert chip.role() == QAccessible.Role.Button
    field = QAccessible.queryAccessibleInterface(table.line.field)
    assert field.text(QAccessible.Text.Name) == "Vastlegregel"
    table.line.set_text("x " + LINES[2])
    assert "Typ een datum" in table.line.field.accessibleDescription()


def test_it_stays_one_line(table: Table) -> None:
    QApplication.clipboard().setText("een\n twee\tdrie")
    table.line.field.paste()
    assert table.line.text() == "een twee drie"
    low = table.line.field.height()
    table.line.set_text("lang " * 200)
    assert low < table.line.field.height() <= 4 * low


def test_another_table_is_read_again(table: Table) -> None:
    table.type("Bakker belt @cor ")
    assert "niet aan tafel" in table.labels[-1]
    seats = tuple(replace(seat, is_present=True) for seat in TABLE.seats)
    table.line.set_table(replace(TABLE, seats=seats))
    assert table.labels == ["actie", "Corporatie Voorbeeld", "geen datum"]


def test_a_key_is_painted_long_before_it_is_missed(table: Table) -> None:
    seats = tuple(
        replace(TABLE.seats[0], organisation_id=f"o{number}", name=f"Organisatie {number}")
        for number in range(30)
    )
    table.line.set_table(replace(TABLE, seats=(*TABLE.seats, *seats)))
    took = []
    for letter in f"{LINES[1]} @org":
        start = perf_counter()
        QTest.keyClicks(table.line.field, letter)
        table.line.field.viewport().repaint()
        table.line.row.repaint()
        took.append(perf_counter() - start)
    took.sort()
    assert took[int(len(took) * 0.95)] < 5 * GOAL


def test_escape_is_for_the_page_unless_the_line_has_something_to_leave(table: Table, qtbot: QtBot) -> None:
    class Page(QWidget):
        escapes = 0

        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
            self.escapes += event.key() == Qt.Key.Key_Escape

    page = Page()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(table.line)
    with qtbot.waitActive(page):
        page.show()
    table.line.take_focus()
    table.type("Bakker @")
    QTest.keyClick(table.line.field, Qt.Key.Key_Escape)
    QTest.keyClick(table.line.field, Qt.Key.Key_Escape)
    QTest.keyClick(table.line.field, Qt.Key.Key_Escape)
    assert page.escapes == 2
    table.line.mend(records()[0], "Bakker belt")
    page.escapes = 0
    QTest.keyClick(table.line.field, Qt.Key.Key_Escape)
    assert (page.escapes, table.line.is_mending) == (0, False)


def test_the_tints_follow_the_theme(table: Table, keeper: ThemeKeeper) -> None:
    table.type(LINES[0])
    keeper.set_mode(Mode.DARK)
    inks = {selection.format.foreground().color().name() for selection in table.line.field.extraSelections()}
    dark = {current_theme().colour(token).name() for token in (Token.ACCENT, Token.WARN)}
    assert inks == dark


def test_today_is_the_day_of_the_table(table: Table) -> None:
    assert TABLE.today == TODAY
    table.type("belt morgen")
    assert table.labels[-1] == "zo 22 nov"
