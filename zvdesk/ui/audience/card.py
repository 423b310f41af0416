"""Show the AVE card: the level, who has which regie as an organisation, and the day of the re-test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from zvdesk.domain.escalation import Responsibility
from zvdesk.texts.audience import card_rows, level_words
from zvdesk.ui.audience.letters import Letter, Room
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Radius, Size, Token, Tone
from zvdesk.ui.widgets.labels import restyle

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.audience import AudienceCard

_PAD, _GAP = 0.8, 0.45  # inside the card, and between its rows; times the size of its letters


class LevelLetter(Letter):
    """Show the level on its own colour, in white."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Size.LEAD, parent, QFont.Weight.Bold)
        self._fill = ""

    def put_level(self, text: str, colour: str) -> None:
        """Show another level; ``colour`` is the ``#RRGGBB`` of the scheme."""
        self._fill = colour
        self.put(text)

    def room(self, factor: float, width: int) -> Room:
        """Return the room of its words and of the colour around them."""
        edge = round(Size.LEAD.value * factor * 0.4)
        words = super().room(factor, max(1, width - 2 * edge))
        return Room(words.width + 2 * edge, words.height + edge) if self.text() else words

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the colour and the words."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._fill) if self._fill else theme.colour(Token.INK_2))
        painter.drawRoundedRect(QRectF(self.rect()), Radius.CONTROL, Radius.CONTROL)
        painter.setPen(theme.colour(Token.ON_AVE if self._fill else Token.PAPER))
        edge = (self.height() - QFontMetrics(self.font()).height()) // 2
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(edge, 0, -edge, 0), flags, self.text())
        painter.end()


class CardFace(QWidget):
    """Hold the card; hidden when not everyone present may see it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._level = LevelLetter(self)
        self._rows = [
            (
                Letter(Size.SMALL, self, is_quiet=True),
                Letter(Size.LEAD, self, QFont.Weight.DemiBold),
            )
            for _ in range(len(Responsibility) + 1)  # and the day of the re-test
        ]
        self.hide()

    def show_card(self, card: AudienceCard, on: date) -> None:
        """Show how the regie is now."""
        unsettled = self.tr("nog te bepalen")
        self._level.put_level(level_words(card) or self.tr("AVE nog te bepalen"), card.colour)
        for (label, value), (name, who) in zip(self._rows, card_rows(card, on), strict=True):
            label.put(name)
            tone = (Tone.NEUTRAL if who else Tone.DANGER).value
            if value.property("tone") != tone:
                restyle(value, tone=tone)
            value.put(who or unsettled)
        self.show()

    def clear(self) -> None:
        """Take its words away."""
        self._level.put_level("", "")
        for row in self._rows:
            for letter in row:
                letter.put("")
        self.hide()

    def height_at(self, factor: float, width: int) -> int:
        """Return how high the card is at a width."""
        return self._flow(factor, width, is_placing=False)

    def fits_across(self, factor: float, width: int) -> bool:
        """Tell whether every word fits in the card."""
        inner = width - 2 * self._pad(factor)
        letters = (self._level, *(letter for row in self._rows for letter in row))
        return all(letter.room(factor, inner).width <= inner for letter in letters)

    def place(self, factor: float, width: int) -> int:
        """Put everything in its place and return the height."""
        return self._flow(factor, width, is_placing=True)

    def _pad(self, factor: float) -> int:
        return round(Size.LEAD.value * factor * _PAD)

    def _flow(self, factor: float, width: int, *, is_placing: bool) -> int:
        pad, gap = self._pad(factor), round(Size.LEAD.value * factor * _GAP)
        top, inner = pad, width - 2 * pad
        room = self._level.room(factor, inner)
        if is_placing:
            self._level.wear(factor)
            self._level.setGeometry(pad, top, min(inner, room.width), room.height)
        top += room.height
        for row in self._rows:
            top += gap
            for letter in row:
                high = letter.room(factor, inner).height
                top = letter.place(factor, pad, top, inner) if is_placing else top + high
        return top + pad

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the card."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Token.LINE), 1))
        painter.setBrush(theme.colour(Token.SURFACE))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Radius.CARD, Radius.CARD)
        painter.end()
