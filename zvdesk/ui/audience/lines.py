"""Show what was agreed as lines of three columns: words, organisation, day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from zvdesk.ui.audience.letters import Letter
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAD, _GAP = 0.38, 0.9  # above and below a line, and between columns; times the size of its letters
_MOST_WHO, _MOST_DAY = 0.3, 0.3  # of the width


@dataclass(frozen=True)
class _Row:
    """Hold the letters of one line."""

    words: Letter
    who: Letter
    day: Letter

    def __iter__(self) -> Iterator[Letter]:
        return iter((self.words, self.who, self.day))


@dataclass(frozen=True)
class Measures:
    """Hold left and width of each column, the height of each line, and whether every word fits."""

    columns: tuple[tuple[int, int], ...]
    heights: list[int]
    fits_across: bool


class LineList(QWidget):
    """Hold the lines; ``place`` shows some of them and takes the others off the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._lines: tuple[tuple[str, str, str], ...] = ()
        self._hairlines: list[int] = []
        self._measured: dict[tuple[float, int], Measures] = {}

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Return the lines, also those that are on another page."""
        return self._lines

    def set_lines(self, lines: tuple[tuple[str, str, str], ...]) -> None:
        """Hold other lines; ``place`` shows them."""
        if lines == self._lines:
            return
        self._lines = lines
        self._measured.clear()
        while len(self._rows) < len(lines):
            self._rows.append(
                _Row(
                    Letter(Size.LEAD, self),
                    Letter(Size.LEAD, self, is_quiet=True),
                    Letter(Size.LEAD, self, is_quiet=True),
                )
            )
        for number, row in enumerate(self._rows):
            words = lines[number] if number < len(lines) else ("", "", "")
            for letter, text in zip(row, words, strict=True):
                letter.put(text)

    def measured(self, factor: float, width: int) -> Measures:
        """Return how the lines fall in a width; asked again, it is remembered until the lines change."""
        key = (factor, width)
        if key not in self._measured:
            self._measured[key] = self._measure(factor, width)
        return self._measured[key]

    def place(self, factor: float, width: int, first: int, last: int) -> int:
        """Show the lines from ``first`` up to ``last`` and return the height they take."""
        columns, pad, top = self.measured(factor, width).columns, self._pad(factor), 0
        self._hairlines = []
        for number, (row, texts) in enumerate(zip(self._rows, self._lines, strict=False)):
            is_on = first <= number < last
            for letter, text in zip(row, texts, strict=True):
                letter.setVisible(is_on and bool(text))
            if not is_on:
                continue
            self._hairlines.append(top)
            placed = zip(row, columns, strict=True)
            top = (
                max(letter.place(factor, left, top + pad, column) for letter, (left, column) in placed) + pad
            )
        self.update()
        return top

    def _pad(self, factor: float) -> int:
        return round(Size.LEAD.value * factor * _PAD)

    def _measure(self, factor: float, width: int) -> Measures:
        """Measure every line: the last two columns are as wide as they need, within bounds."""
        gap, pad = round(Size.LEAD.value * factor * _GAP), self._pad(factor)
        rows = self._rows[: len(self._lines)]
        who = min(max((row.who.span(factor) for row in rows), default=0), round(width * _MOST_WHO))
        longest = max((row.day.span(factor) for row in rows), default=0)
        day = min(longest, round(width * _MOST_DAY))
        words = width - who - day - (gap if who else 0) - (gap if day else 0)
        columns = ((0, words), (words + gap, who), (width - day, day))
        rooms = [
            [one.room(factor, high) for one, (_, high) in zip(row, columns, strict=True)] for row in rows
        ]
        return Measures(
            columns=columns,
            heights=[max(room.height for room in row) + 2 * pad for row in rooms],
            fits_across=longest <= day  # a day stays on one line
            and all(
                room.width <= column for row in rooms for room, (_, column) in zip(row, columns, strict=True)
            ),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a hairline above every line."""
        painter = QPainter(self)
        for top in self._hairlines:
            painter.fillRect(QRect(0, top, self.width(), 1), current_theme().colour(Token.LINE))
        painter.end()
