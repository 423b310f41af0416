"""Put days along a picture, and their labels where none lies over another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.ui.widgets.charts.sheet import Sheet

_ROWS = 3  # of labels below each other; what still does not fit is told by its tip
_GAP, _TICK = 8, 4  # in pixels at 100 %


@dataclass(frozen=True, slots=True)
class _DayMark:
    on: date
    words: str
    weight: int
    token: Token


class DayAxis:
    """Place days between a left and a right edge, and label them below, the weightiest first."""

    def __init__(self, sheet: Sheet, first: date, last: date, left: float, right: float) -> None:
        self._sheet, self._first, self._left, self._right = sheet, first, left, right
        self._days = (last - first).days
        self._marks: dict[tuple[date, str], _DayMark] = {}
        self.has_years = first.year != last.year

    def x(self, on: date) -> float:
        """Return where a day lies; a day outside lies at the edge."""
        share = (on - self._first).days / self._days if self._days else 0.0
        return self._left + min(1.0, max(0.0, share)) * (self._right - self._left)

    def mark(self, on: date, words: str, *, weight: int = 0, token: Token = Token.INK_2) -> None:
        """Ask for a label at a day; the heaviest gets its place first."""
        self._marks[on, words] = _DayMark(on, words, weight, token)

    def draw(self, top: float) -> None:
        """Put the labels below ``top``, in as few rows as they need."""
        sheet = self._sheet
        labels: list[QRectF] = []
        stems: list[QRectF] = []
        height, gap = sheet.line_height(), sheet.px(_GAP)
        ends = (self._first, max((mark.on for mark in self._marks.values()), default=self._first))
        ordered = sorted(
            self._marks.values(), key=lambda mark: (-mark.weight, mark.on not in ends, -mark.on.toordinal())
        )
        for mark in ordered:
            width, x = sheet.width_of(mark.words), self.x(mark.on)
            starts = (x - width / 2, x - sheet.px(_TICK), x - width + sheet.px(_TICK))
            for row, start in product(range(_ROWS), starts):
                left = min(max(start, 0.0), sheet.width - width)
                box = QRectF(left - gap / 2, top + sheet.px(_TICK) + row * height, width + gap, height)
                stem = QRectF(x - 1, top, 2, box.top() - top)
                is_free = not any(box.intersects(other) for other in (*labels, *stems))
                if is_free and not any(stem.intersects(other) for other in labels):
                    labels.append(box)
                    stems.append(stem)
                    sheet.line((QPointF(x, top), QPointF(x, box.top())), Token.CONTROL)
                    sheet.text(mark.words, QPointF(left, box.top()), token=mark.token)
                    break
