"""Put the capture line on a page of its own, type in it, and hold what it told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from tests.ui.meeting.capturing import TABLE
from zvdesk.domain.edit_history import EditHistory
from zvdesk.ui.meeting.capture_line import CaptureLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.domain.capture import Capture


class Table:
    """Hold a page with the line on it, and what the line told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.line = CaptureLine()
        self.after = QPushButton("verder")
        layout = QVBoxLayout(self.page)
        layout.addStretch(1)
        layout.addWidget(self.line)
        layout.addWidget(self.after)
        self.page.resize(1000, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
        self.line.set_table(TABLE)
        self.line.bind_history(EditHistory(case_id="c1", meeting_id="m1", field="capture:i1"))
        self.line.take_focus()
        self.entered: list[Capture] = []
        self.mended: list[tuple[object, Capture]] = []
        self.histories: list[EditHistory] = []
        self.line.entered.connect(self.entered.append)
        self.line.mended.connect(lambda *both: self.mended.append(both))
        self.line.historyChanged.connect(self.histories.append)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.line.field, words)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    @property
    def labels(self) -> list[str]:
        return [chip.text() for chip in self.line.row.chips if chip.isVisible()]

    @property
    def read(self) -> Capture:
        capture = self.line.capture
        assert capture is not None
        return capture

    def open(self, label: str) -> None:
        next(chip for chip in self.line.row.chips if chip.text() == label).setFocus()
        self.press(Qt.Key.Key_Return)

    def choose(self, words: str) -> None:
        rows = self.line.panel.rows
        texts = [rows.item(number).text() for number in range(rows.count())]
        rows.setCurrentRow(texts.index(words))
        self.press(Qt.Key.Key_Return)
