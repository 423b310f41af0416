from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QStackedWidget

from tests.ui.gallery import COLUMNS, ROWS, Row, table
from zvdesk.ui.models.rows import Cell, Column, RowsModel
from zvdesk.ui.theme import Mode, ThemeKeeper, current_theme
from zvdesk.ui.tokens import Token, Tone
from zvdesk.ui.widgets.cards import Card, EmptyState
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_model_keeps_the_rules_of_qt() -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS, ROWS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(ROWS[:1])
    model.set_rows(())
    model.set_rows(ROWS)
    assert tester.model() is model


def test_a_cell_shows_speaks_and_aligns() -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS, ROWS)
    assert model.index(0, 0).data() == "2026-0014"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Alias: Havenzicht"
    assert model.index(0, 4).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight.value
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Niveau"
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.data(QModelIndex()) is None
    assert model.row_at(QModelIndex()) is None


def test_enter_and_a_double_click_open_a_row(qtbot: QtBot) -> None:
    made = table()
    qtbot.addWidget(made)
    made.show()
    made.choose(1)
    with qtbot.waitSignal(made.opened) as opened:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]
    place = made.visualRect(made.rows_model.index(2, 1)).center()
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(made.opened) as opened:
        QTest.mouseDClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [ROWS[2]]


def test_nothing_opens_without_a_row(qtbot: QtBot) -> None:
    made = table()
    qtbot.addWidget(made)
    made.set_rows(())
    with qtbot.assertNotEmitted(made.opened):
        QTest.keyClick(made, Qt.Key.Key_Return)


def test_the_chosen_row_stays_chosen_when_rows_are_read_again(qtbot: QtBot) -> None:
    made = table()
    qtbot.addWidget(made)
    made.choose(2)
    made.set_rows((Row("2026-0020", "Nieuw", "", "", 0), *ROWS))
    assert made.current_row() == ROWS[2]


def test_a_title_asks_the_query_for_an_order(qtbot: QtBot) -> None:
    made = table()
    qtbot.addWidget(made)
    asked: list[str] = []
    made.sortRequested.connect(asked.append)
    made.horizontalHeader().sectionClicked.emit(0)
    made.horizontalHeader().sectionClicked.emit(1)
    assert asked == ["number"]


def test_a_stretching_column_takes_the_rest_but_stays_readable(qtbot: QtBot) -> None:
    made = table()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    assert made.horizontalHeader().length() == made.viewport().width()
    made.resize(200, 300)
    assert all(made.columnWidth(n) >= made.sizeHintForColumn(n) for n in range(len(COLUMNS)))
    made.resize(900, 300)
    assert made.horizontalHeader().length() == made.viewport().width()


def test_many_rows_are_shown_at_once(qtbot: QtBot) -> None:
    made = table()
    qtbot.addWidget(made)
    made.show()
    made.set_rows(ROWS * 20_000)
    assert made.rows_model.rowCount() == 60_000


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_chip_keeps_its_ground_on_the_chosen_row(qtbot: QtBot, keeper: ThemeKeeper, mode: Mode) -> None:
    keeper.set_mode(mode)
    columns = (Column[str]("Stand", lambda row: row, cell=Cell.CHIP, tone=lambda _row: Tone.ACCENT),)
    shown = RowsTable("Standen", columns, ("gemaakt", "gemaakt"))
    qtbot.addWidget(shown)
    shown.resize(300, 200)
    shown.show()
    shown.choose(0)
    picture = shown.viewport().grab().toImage()
    chosen = shown.visualRect(shown.rows_model.index(0, 0))
    theme, middle = current_theme(), chosen.center().y()
    row = theme.colour(Token.ACCENT_SOFT).rgb()
    assert picture.pixel(chosen.left() + 4, middle) == row, "the row is chosen"
    beside = {picture.pixel(x, middle) for x in range(chosen.left() + 13, chosen.left() + 18)}
    assert beside == {theme.colour(Token.SURFACE).rgb()}


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_what_stands_in_a_card_has_the_ground_of_the_card(
    qtbot: QtBot, keeper: ThemeKeeper, mode: Mode
) -> None:
    keeper.set_mode(mode)
    card, stack = Card(), QStackedWidget()
    stack.addWidget(EmptyState("send", "Niets", "Hier staat nog niets."))
    card.add(stack)
    qtbot.addWidget(card)
    card.resize(400, 300)
    card.show()
    assert QColor(card.grab().toImage().pixel(60, 60)) == current_theme().colour(Token.SURFACE)
