"""Put days along a picture, and their labels below it where none lies over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zvdesk.ui.widgets.charts.sheet import Sheet

_ROWS = 4  # of labels below each other
_NEAR, _FREE, _TICK = 5, 14, 4  # distance to its own stem, to what is of others, in pixels at 100 %
_TRIES = 1500  # a bound on the search, so that it never takes longer than a few milliseconds


@dataclass(frozen=True, slots=True)
class _DayMark:
    on: date
    words: str
    left_over: str
    weight: int
    token: Token


@dataclass(frozen=True, slots=True)
class _Flag:
    """Stand for a label in a row, with the stem by which it hangs from its day."""

    stem: float
    left: float
    right: float
    row: int

    def is_free_of(self, other: _Flag) -> bool:
        """Tell whether neither lies over the other, nor over the stem of the other."""
        if self.row == other.row:
            return self.right <= other.left or other.right <= self.left
        upper, lower = (self, other) if self.row < other.row else (other, self)
        return not upper.left < lower.stem < upper.right


class DayAxis:
    """Place days between a left and a right edge, and label them below like flags on their ticks."""

    def __init__(self, sheet: Sheet, first: date, last: date, left: float, right: float) -> None:
        self._sheet, self._first, self._left, self._right = sheet, first, left, right
        self._days = (last - first).days
        self._marks: list[_DayMark] = []
        self.has_years = first.year != last.year

    def x(self, on: date) -> float:
        """Return where a day lies; one outside lies at the edge."""
        share = (on - self._first).days / self._days if self._days else 0.0
        return self._left + min(1.0, max(0.0, share)) * (self._right - self._left)

    def mark(
        self, on: date, words: str, left_over: str = "", *, weight: int = 0, token: Token = Token.INK_2
    ) -> None:
        """Ask for a label at a day; ``left_over`` is what to say elsewhere when it finds no place."""
        self._marks.append(_DayMark(on, words, left_over, weight, token))

    def draw(self, top: float) -> list[str]:
        """Put the labels below ``top``; return the left-over words of those without a place, oldest first."""
        marks = sorted(self._marks, key=lambda mark: mark.on, reverse=True)
        heavy = [mark for mark in marks if mark.weight]
        placed = self._search(marks) or self._search(heavy) or {}
        for mark in sorted(marks, key=lambda mark: -mark.weight):
            for flag in self._flags(mark) if mark not in placed else ():
                if all(flag.is_free_of(other) for other in placed.values()):
                    placed[mark] = flag
                    break
        for mark, flag in placed.items():
            height = top + self._sheet.px(_TICK) + flag.row * self._sheet.line_height()
            foot = height + (self._sheet.line_height() * 0.8 if flag.row else 0)
            self._sheet.line((QPointF(flag.stem, top), QPointF(flag.stem, foot)), Token.CONTROL)
            self._sheet.text(mark.words, QPointF(self._text_left(flag), height), token=mark.token)
        return [mark.left_over for mark in reversed(marks) if mark not in placed and mark.left_over]

    def _flags(self, mark: _DayMark) -> Iterator[_Flag]:
        """Give the places that a label may take, the best first: right of its stem, then left of it."""
        stem, near = self.x(mark.on), self._sheet.px(_NEAR)
        text = self._sheet.width_of(mark.words)
        width = near + text + self._sheet.px(_FREE)
        for row in range(_ROWS):
            if stem + near + text <= self._sheet.width:
                yield _Flag(stem, stem, stem + width, row)
        for row in range(_ROWS):
            if stem - near - text >= 0:
                yield _Flag(stem, stem - width, stem, row)

    def _text_left(self, flag: _Flag) -> float:
        return flag.left + self._sheet.px(_NEAR if flag.left == flag.stem else _FREE)

    def _search(self, marks: Sequence[_DayMark]) -> dict[_DayMark, _Flag] | None:
        """Find a place for every mark, or None when there is none or the search takes too long."""
        tries = 0

        def place(rest: Sequence[_DayMark], taken: list[_Flag]) -> list[_Flag] | None:
            nonlocal tries
            if not rest:
                return taken
            for flag in self._flags(rest[0]):
                tries += 1
                if tries > _TRIES:
                    return None
                if all(flag.is_free_of(other) for other in taken):
                    found = place(rest[1:], [*taken, flag])
                    if found is not None:
                        return found
            return None

        found = place(marks, [])
        return None if found is None else dict(zip(marks, found, strict=True))
