"""Draw the actions of each organisation as a stacked bar, with the numbers in words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Token
from zvdesk.ui.widgets.labels import ElidedLabel, Style, Text
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from zvdesk.domain.today import OrganisationLoad

_HEIGHT, _CORNER, _SWATCH = 18, 3, 10  # in pixels at 100 %
_PARTS: tuple[tuple[Token, Token], ...] = (
    (Token.OK, Token.SURFACE),
    (Token.ACCENT, Token.ON_ACCENT),
    (Token.DANGER, Token.ON_DANGER),
)


class LoadBar(QWidget):
    """Draw done, running and late as parts of the longest bar; a screen reader hears the numbers."""

    def __init__(
        self, counts: tuple[int, int, int], most: int, spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._counts, self._most = counts, max(1, most)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        theme = current_theme()
        return QSize(theme.scaled(120), theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        theme = current_theme()
        return QSize(theme.scaled(60), theme.scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.setClipPath(whole)
        painter.fillRect(self.rect(), theme.colour(Token.SUNKEN))
        painter.setFont(theme.font(Size.SMALL, QFont.Weight.DemiBold))
        metrics = QFontMetricsF(painter.font())
        left = 0.0
        for count, (fill, ink) in zip(self._counts, _PARTS, strict=True):
            width = self.width() * count / self._most
            part = QRectF(left, 0, width, self.height())
            painter.fillRect(part, theme.colour(fill))
            if count and metrics.horizontalAdvance(str(count)) < width - 2:
                painter.setPen(theme.colour(ink))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(count))
                painter.setPen(Qt.PenStyle.NoPen)
            left += width
        painter.end()


class _Swatch(QWidget):
    """Show the colour that a word of the legend stands for."""

    def __init__(self, token: Token, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        side = current_theme().scaled(_SWATCH)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour(self._token))
        painter.end()


class LoadBars(QWidget):
    """Show a bar per organisation, and what the colours mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.HALF_MORE)
        self._grid.setVerticalSpacing(Space.HALF_MORE)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 6)
        legend = QHBoxLayout()
        legend.setSpacing(Space.HALF)
        words = (self.tr("klaar"), self.tr("loopt"), self.tr("te laat"))
        for (token, _ink), word in zip(_PARTS, words, strict=True):
            legend.addWidget(_Swatch(token))
            legend.addWidget(Text(word, Style.SMALL, wraps=False))
            legend.addSpacing(Space.ONE)
        legend.addStretch(1)
        outer = column(Space.HALF_MORE)
        outer.addLayout(self._grid)
        outer.addLayout(legend)
        self.setLayout(outer)

    def show_loads(self, loads: Sequence[OrganisationLoad]) -> None:
        """Show these organisations."""
        clear(self._grid)
        most = max((load.total for load in loads), default=1)
        for number, load in enumerate(loads):
            words = self.tr("%1: %2 klaar, %3 lopen, %4 te laat").replace("%1", load.organisation)
            words = words.replace("%2", str(load.settled)).replace("%3", str(load.running))
            bar = LoadBar((load.settled, load.running, load.late), most, words.replace("%4", str(load.late)))
            self._grid.addWidget(ElidedLabel(load.organisation), number, 0)
            self._grid.addWidget(bar, number, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(Text(str(load.total), wraps=False), number, 2)
