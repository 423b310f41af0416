"""Draw a QR code as large as there is room: dark on white in every theme, because a camera wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUIET = 4  # squares of white that a reader wants around it (ISO/IEC 18004)
_LEAST, _LIKED = 3, 5  # pixels for a square


class CodeView(QWidget):
    """Show the rows of a code, True for dark."""

    def __init__(self, rows: Sequence[Sequence[bool]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(tuple(line) for line in rows)
        self._across = len(self._rows) + 2 * _QUIET
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def square(self) -> int:
        """Return the size of one square now, in whole pixels, so that its edges are sharp."""
        return max(1, min(self.width(), self.height()) // self._across)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(self._across, self._across) * _LIKED

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a phone does not read it from a screen."""
        return QSize(self._across, self._across) * _LEAST

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint white ground and dark squares."""
        side = self.square
        whole = side * self._across
        corner = QPointF((self.width() - whole) // 2, (self.height() - whole) // 2)
        painter = QPainter(self)
        painter.fillRect(QRectF(corner.x(), corner.y(), whole, whole), Qt.GlobalColor.white)
        for down, line in enumerate(self._rows, _QUIET):
            for across, is_dark in enumerate(line, _QUIET):
                if is_dark:
                    place = QRectF(corner.x() + across * side, corner.y() + down * side, side, side)
                    painter.fillRect(place, Qt.GlobalColor.black)
        painter.end()
