"""Draw how the score of one life domain moved over time, small enough to stand beside eight others."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

_WIDTH, _HEIGHT, _EDGE, _DOT = 150, 34, 6, 3.5  # in pixels at 100 %


class DomainTrend(QWidget):
    """Draw scores by day between the lowest and the highest of the scale; the words stand beside it."""

    def __init__(
        self,
        points: Sequence[tuple[date, int]],
        scale: tuple[int, int],
        first_last: tuple[date, date],
        spoken: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._points, self._scale, self._span = tuple(points), scale, first_last
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _place(self, on: date, score: int) -> QPointF:
        theme = current_theme()
        edge = theme.scaled(_EDGE)
        days = max(1, (self._span[1] - self._span[0]).days)
        lowest, highest = self._scale
        across = (on - self._span[0]).days / days
        up = (score - lowest) / max(1, highest - lowest)
        return QPointF(
            edge + across * (self.width() - 2 * edge), self.height() - edge - up * (self.height() - 2 * edge)
        )

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        theme = current_theme()
        return QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Token.LINE), 1))
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        places = [self._place(on, score) for on, score in self._points]
        painter.setPen(QPen(theme.colour(Token.ACCENT), 2))
        for before, after in pairwise(places):
            painter.drawLine(before, after)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.ACCENT))
        size = theme.scaled(_DOT)
        for place in places:
            painter.drawEllipse(place, size, size)
        painter.end()
