"""Show states as chips, and AVE levels as tags."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from zvdesk.ui.icons import icon, paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import AVE_TOKENS, FOCUS_WIDTH, TONE_GROUNDS, TONE_TOKENS, Size, Token, Tone
from zvdesk.ui.widgets.labels import restyle, show_when


class Chip(QLabel):
    """Show a short state, such as "5 dagen te laat"; the words carry it, the colour helps."""

    def __init__(
        self, text: str, tone: Tone = Tone.NEUTRAL, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        if icon_name:
            icon(icon_name)
        self._icon = icon_name
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    @property
    def tone(self) -> Tone:
        """Return what the colour says."""
        return self._tone

    def set_state(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self._tone = tone
        self.setText(text)
        restyle(self, tone=tone.value)

    def _icon_room(self) -> int:
        return current_theme().scaled(20) if self._icon else 0

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return super().sizeHint() + QSize(self._icon_room(), 0)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        if not self._icon:
            super().paintEvent(event)
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(TONE_GROUNDS[self._tone]))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        side = theme.scaled(16)
        paint_icon(
            painter, QRectF(8, (self.height() - side) / 2, side, side), self._icon, TONE_TOKENS[self._tone]
        )
        painter.setPen(theme.colour(TONE_TOKENS[self._tone]))
        room = self.rect().adjusted(8 + self._icon_room(), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class LevelTag(QWidget):
    """Show an AVE level by its code, filled with white text, or as an outline.

    ``colour`` is the ``#RRGGBB`` of the scheme; without it the usual colour of AVE 1 to 4 is taken. ``name``
    is the colour's name ("rood"), spoken and, when ``with_name``, shown: no level is told by colour alone.
    """

    def __init__(
        self,
        code: str = "",
        colour: str = "",
        name: str = "",
        *,
        with_name: bool = False,
        outline: bool = False,
        size: Size = Size.SMALL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._outline, self._with_name, self._size = outline, with_name, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_level(code, colour, name)

    def set_level(self, code: str, colour: str = "", name: str = "") -> None:
        """Show another level; an empty code hides the tag."""
        self._code, self._colour, self._name = code, colour, name
        self.setAccessibleName(" ".join(part for part in (code, name) if part))
        show_when(self, bool(code))
        self.updateGeometry()
        self.update()

    @property
    def label(self) -> str:
        """Return what stands on the tag."""
        return f"{self._code} · {self._name}" if self._with_name and self._name else self._code

    def _font(self) -> QFont:
        return current_theme().font(self._size, QFont.Weight.Bold)

    def _fill(self) -> QColor:
        token = AVE_TOKENS.get(self._code, Token.INK_2)
        return QColor(self._colour) if self._colour else current_theme().colour(token)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        metrics = QFontMetricsF(self._font())
        across = metrics.height() * 0.5
        width = metrics.horizontalAdvance(self.label) + 2 * across
        return QSize(round(width) + 1, round(metrics.height() * 1.35))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        box, fill = QRectF(self.rect()), self._fill()
        if self._outline:
            ink = theme.colour_on(fill.name(), Token.SURFACE)
            inset = FOCUS_WIDTH / 2
            painter.setPen(QPen(ink, FOCUS_WIDTH))
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 5, 5)
        else:
            ink = theme.colour(Token.ON_AVE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 5, 5)
        metrics = QFontMetricsF(self._font())
        left = (box.width() - metrics.horizontalAdvance(self.label)) / 2
        base = (box.height() + metrics.capHeight()) / 2
        painter.setPen(ink)
        painter.drawText(QPointF(left, base), self.label)
        painter.end()
