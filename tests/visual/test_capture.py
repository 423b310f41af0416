from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tests.accessibility.walker import clipped, missing_names
from tests.ui import conftest as window
from tests.ui.meeting.capturing import LINES, TABLE, recorded_rows
from tests.visual.screens import shoot as grab
from zvdesk.ui.idle import IdleLock
from zvdesk.ui.meeting.capture_line import CaptureLine
from zvdesk.ui.meeting.idle_strip import IdleStrip
from zvdesk.ui.meeting.parts import paper_white
from zvdesk.ui.meeting.recorded_list import RecordedList
from zvdesk.ui.tokens import Space

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

keeper, theme = window.keeper, window.theme  # the fixtures of the window


class Board(QWidget):
    """Stand for the cockpit around the parts where text is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        paper_white(self)
        self.idle = IdleLock(5, 20, self)
        self.strip = IdleStrip(self.idle)
        self.list = RecordedList()
        self.list.show_records(recorded_rows())
        self.line = CaptureLine()
        self.line.set_table(TABLE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.TWO)
        outer.addWidget(self.strip)
        outer.addWidget(self.list)
        outer.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.line, 1)
        below.addSpacing(320)
        outer.addLayout(below)


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    return made


def shoot(qtbot: QtBot, keeper: ThemeKeeper, board: Board, name: str, looks: int = 3) -> None:
    grab(keeper, board, f"capture-{name}", lambda: qtbot.wait(30), looks=looks)


def test_the_line(qtbot: QtBot, keeper: ThemeKeeper, board: Board) -> None:
    board.line.take_focus()
    shoot(qtbot, keeper, board, "empty")
    QTest.keyClicks(board.line.field, LINES[0])
    shoot(qtbot, keeper, board, "understood", looks=4)
    board.line.row.chips[1].click()
    shoot(qtbot, keeper, board, "correct")
    QTest.keyClick(board.line.panel.rows, Qt.Key.Key_Escape)
    board.line.refused("Dit voorbehoud heeft nog geen organisatie. Typ @ en de naam. Er is niets verloren.")
    shoot(qtbot, keeper, board, "refused", looks=1)
    board.line.set_text(LINES[2])
    shoot(qtbot, keeper, board, "marked")
    board.line.set_text("Bakker belt ")
    QTest.keyClicks(board.line.field, "@")
    shoot(qtbot, keeper, board, "complete")
    board.line.set_text(LINES[1])
    shoot(qtbot, keeper, board, "conditional", looks=1)


def test_the_list(qtbot: QtBot, keeper: ThemeKeeper, board: Board) -> None:
    board.idle.warned.emit(100)
    board.list.setFocus()
    shoot(qtbot, keeper, board, "list")
    board.list.convert_chosen()
    shoot(qtbot, keeper, board, "convert")
    row = board.list.rows.chosen
    assert row is not None
    board.line.mend(row.record, LINES[0])
    shoot(qtbot, keeper, board, "mend", looks=1)


def test_nothing_is_clipped_at_200_percent(qtbot: QtBot, keeper: ThemeKeeper, board: Board) -> None:
    keeper.set_text_size(28)
    board.line.set_text(LINES[0])
    board.list.setFocus()
    board.list.convert_chosen()
    shoot(qtbot, keeper, board, "large", looks=1)
    board.line.row.chips[2].click()
    shoot(qtbot, keeper, board, "large-correct", looks=1)
    assert clipped(board) == []
    assert missing_names(board) == []
    keeper.reset_text_size()
