"""Set three columns beside each other; where there is no room the outer ones join the middle one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvdesk.ui.meeting.parts import flow_area, paper_white
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEFT, _MIDDLE = 244, 400  # in pixels at 100 %; the middle needs at least this
_RIGHT, _WIDEST, _SHARE = 340, 560, 0.33  # the right one grows with the window, for the regiekaart


class Columns(QWidget):
    """Show where we are, what we record and who has the regie; each column scrolls by itself.

    Signals: ``folded(bool)`` when the right column joined the middle one, or stands beside it again;
    ``rightFitted(QSize)`` with the room of the right part, in pixels.
    """

    folded = Signal(bool)
    rightFitted = Signal(object)  # noqa: N815

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._is_alone, self._is_folded = False, False
        self._boxes = (
            _box(Space.TWO, Space.HALF_MORE),
            _box(Space.TWO, Space.THREE),
            _box(Space.ONE, Space.HALF_MORE),
        )
        names = (self.tr("Stappen en aanwezigen"), self.tr("Vastleggen"), self.tr("Regiekaart"))
        self.areas = tuple(flow_area(b, n) for b, n in zip(self._boxes, names, strict=True))
        for box, widget in zip(self._boxes, (left, middle, right), strict=True):
            box.addWidget(widget)
        for box in (self._boxes[0], self._boxes[2]):
            box.addStretch(1)
        self._lines = (_line(), _line())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.areas[0])
        layout.addWidget(self._lines[0])
        layout.addWidget(self.areas[1], 1)
        layout.addWidget(self._lines[1])
        layout.addWidget(self.areas[2])
        ground = self.areas[1].widget()
        if ground is not None:
            paper_white(ground)

    @property
    def middle(self) -> QScrollArea:
        """Return the area of the middle column."""
        return self.areas[1]

    def _fit(self) -> None:
        theme = current_theme()
        left, middle = theme.scaled(_LEFT), theme.scaled(_MIDDLE)
        right = min(theme.scaled(_WIDEST), max(theme.scaled(_RIGHT), round(self.width() * _SHARE)))
        self.areas[0].setFixedWidth(left)
        self.areas[2].setFixedWidth(right)
        is_beside = self.width() - left - right >= middle
        self._place(2, self._right, beside=is_beside)
        if self._is_folded is is_beside:
            self._is_folded = not is_beside
            self.folded.emit(self._is_folded)
        is_left_beside = self.width() - left >= middle
        self._place(0, self._left, beside=is_left_beside)
        number = 2 if is_beside else 1
        width = right if is_beside else self.width() - (left if is_left_beside else 0)
        room = QSize(width, self.height()).shrunkBy(self._boxes[number].contentsMargins())
        bar = 0 if is_beside else self.areas[number].verticalScrollBar().sizeHint().width()
        self.rightFitted.emit(room - QSize(bar, 0))

    def set_alone(self, *, is_alone: bool) -> None:
        """Give the middle column the whole width, for what the whole table looks at."""
        self._is_alone = is_alone
        for part in (self._left, self._right):
            part.setVisible(not is_alone)
        self._fit()

    def _place(self, number: int, widget: QWidget, *, beside: bool) -> None:
        box = self._boxes[number if beside else 1]
        self.areas[number].setVisible(beside and not self._is_alone)
        self._lines[min(number, 1)].setVisible(beside and not self._is_alone)
        if box.indexOf(widget) < 0:
            box.insertWidget(0 if beside else box.count(), widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "areas"):
            self._fit()


def _box(vertical: int, horizontal: int) -> QVBoxLayout:
    box = column(Space.TWO)
    box.setContentsMargins(horizontal, vertical, horizontal, vertical)
    return box


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "hairline")
    line.setFixedWidth(1)
    return line
