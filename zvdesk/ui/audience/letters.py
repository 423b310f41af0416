"""Set the type of the audience's screen: labels whose size follows the screen and not the chair's choice.

To find the size at which everything fits, texts are measured word by word once, and wrapped by arithmetic;
only what is placed is measured by Qt. So a page of thirty lines takes a few milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Tone

_LONGEST_WORD, _PIECE = 24, 12  # letters; a longer word may be broken, with a hyphen where it breaks
_WRAP = int(Qt.TextFlag.TextWordWrap)
_LINE_HEIGHT = 16_777_215  # as high as a widget can be
_MEASURED_AT = 64  # pixels
_SPARE = 1.015  # letters of one size are not exactly as wide, in proportion, as those of another


@dataclass(frozen=True, slots=True)
class Room:
    """Hold how wide and high a text is, in pixels."""

    width: int = 0
    height: int = 0


class Letter(QLabel):
    """Show one piece of plain text in one size of the scale; ``is_quiet`` is grey."""

    _pixels = 0  # events come before __init__ is done

    def __init__(
        self,
        size: Size,
        parent: QWidget,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        is_quiet: bool = False,
        tone: Tone = Tone.NEUTRAL,
    ) -> None:
        super().__init__(parent)
        self._size, self._weight = size, weight
        self._words: tuple[tuple[float, float, bool], ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if is_quiet:
            self.setProperty("kind", "quiet")
        self.setProperty("tone", tone.value)
        self.hide()

    def put(self, text: str) -> None:
        """Show another text; an empty one takes no room."""
        shown = breakable(text)
        if shown != self.text():
            self.setText(shown)
            self._words = _words(shown, self._weight) if shown else ()
        self.setVisible(bool(text))

    def pixels(self, factor: float) -> int:
        """Return the size of its letters, so many times that of the scale."""
        return max(1, round(self._size.value * factor))

    def metrics(self, factor: float) -> QFontMetrics:
        """Return the measures of its letters."""
        return _metrics(self._weight, self.pixels(factor))

    def room(self, factor: float, width: int) -> Room:
        """Return about the room that its text takes within a width; wider when a word does not fit."""
        if not self._words:
            return Room()
        scale, taken, widest, lines = self.pixels(factor) / _MEASURED_AT * _SPARE, 0.0, 0.0, 1
        for whole, bare, ends in self._words:
            if taken and taken + bare * scale > width:
                lines, taken = lines + 1, 0.0
            widest = max(widest, taken + bare * scale)
            taken += whole * scale
            if ends:
                lines, taken = lines + 1, 0.0
        return Room(int(widest) + 1, lines * self.metrics(factor).lineSpacing())

    def span(self, factor: float) -> int:
        """Return about how wide its text is on one line."""
        return self.room(factor, _LINE_HEIGHT).width

    def wear(self, factor: float) -> None:
        """Take the size of letters for a factor."""
        self._pixels = self.pixels(factor)
        self._keep_size()

    def _keep_size(self) -> None:
        if self._pixels and self.font().pixelSize() != self._pixels:
            self.setFont(_font(self._weight, self._pixels))

    def place(self, factor: float, left: int, top: int, width: int) -> int:
        """Put it at a place and return where it ends below."""
        height = 0
        if self.text():
            box = QRect(0, 0, width, _LINE_HEIGHT)
            height = self.metrics(factor).boundingRect(box, _WRAP, self.text()).height()
            self.wear(factor)
        self.setGeometry(left, top, width, height)
        return top + height

    def changeEvent(self, event: QEvent) -> None:
        """Keep the size when another look or text size of the application takes it away."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._keep_size()


def breakable(text: str) -> str:
    """Return the text with places in its longest words where they may be broken."""
    return re.sub(
        rf"\w{{{_LONGEST_WORD},}}",
        lambda word: "\u00ad".join(word[0][i : i + _PIECE] for i in range(0, len(word[0]), _PIECE)),
        text,
    )


def _font(weight: QFont.Weight, pixels: int) -> QFont:
    font = current_theme().font(weight=weight)
    font.setPixelSize(pixels)
    return font


@lru_cache(maxsize=1024)
def _metrics(weight: QFont.Weight, pixels: int) -> QFontMetrics:
    return QFontMetrics(_font(weight, pixels))


def _words(text: str, weight: QFont.Weight) -> tuple[tuple[float, float, bool], ...]:
    """Return per word how wide it is with the space after it and without, and whether a line ends there."""
    measures = QFontMetricsF(_font(weight, _MEASURED_AT))
    found = []
    for word in re.split(r"(?<=[\s\u00ad-])", text):
        bare = word.rstrip(" \n")
        hyphen = bare.replace("\u00ad", "-")
        found.append((measures.horizontalAdvance(word), measures.horizontalAdvance(hyphen), "\n" in word))
    return tuple(found)
