"""Lay out what the audience sees, as large as it fits; what does not fit at a readable size becomes pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from zvdesk.texts.audience import line_words, minutes_words, notes, step_words
from zvdesk.ui.audience.card import CardFace
from zvdesk.ui.audience.letters import Letter
from zvdesk.ui.audience.lines import LineList
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Token, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.audience import AudienceView

_DRAWN = (1100, 768)  # the size of screen for which the factors below are meant; a wider one is no larger
_LARGEST, _SMALLEST = 2.35, 1.15  # times the type scale; smaller cannot be read from the back of a room
_EDGE, _TOP, _CARD = 0.044, 0.055, 0.28  # of the width, the height and the width
_CARD_SHARE = 0.75  # the letters of the card are at least so much of those of the page
_TURN = 15_000  # milliseconds that a page stays


class AudienceSheet(QWidget):
    """Hold case, step, clock, goal, lines, AVE card and notes, and nothing that is not in a view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        bold, firm = QFont.Weight.Bold, QFont.Weight.DemiBold
        self._number = Letter(Size.TITLE, self, bold)
        self._step = Letter(Size.LEAD, self, is_quiet=True)
        self._minutes = Letter(Size.LEAD, self, is_quiet=True)
        self._goal = Letter(Size.HEADING, self, firm)
        self._caption = Letter(Size.SMALL, self, firm, is_quiet=True)
        self._lines = LineList(self)
        self._card = CardFace(self)
        self._notes = Letter(Size.SMALL, self, is_quiet=True)
        self._practice = Letter(Size.SMALL, self, bold, tone=Tone.WARN)
        self._pages: list[tuple[int, int]] = []
        self._page = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN)
        self._timer.timeout.connect(self._next_page)
        self.hide()

    def show_view(self, view: AudienceView) -> None:
        """Show another view of the same case, or of a first one; a new line is brought in sight."""
        lines = tuple(line_words(line, view.on) for line in view.lines)
        new = [number for number, line in enumerate(lines) if line not in self._lines.lines]
        self._number.put(self.tr("Casus {number}").format(number=view.case_number))
        self._step.put(step_words(view))
        self._minutes.put(minutes_words(view))
        self._goal.put(view.goal)
        self._notes.put(notes(view))
        self._practice.put(self.tr("OEFENING") if view.is_practice else "")
        self._lines.set_lines(lines)
        if view.card is None:
            self._card.clear()
        else:
            self._card.show_card(view.card, view.on)
        self._arrange(new[-1] if new else None)
        self.show()

    def clear(self) -> None:
        """Take every word away."""
        self._timer.stop()
        self._page = 0
        self._lines.set_lines(())
        self._lines.place(1, 0, 0, 0)
        self._card.clear()
        for letter in self._letters():
            letter.put("")
        self.hide()

    def turn(self) -> None:
        """Show the next page, and stay there until a line is new."""
        self._next_page()
        self._timer.stop()

    def _next_page(self) -> None:
        self._page += 1
        self._arrange()

    def _letters(self) -> tuple[Letter, ...]:
        head = (self._number, self._step, self._minutes, self._goal, self._caption)
        return (*head, self._notes, self._practice)

    def _arrange(self, in_sight: int | None = None) -> None:
        """Find the largest type with which everything fits on as few pages as there have to be.

        ``in_sight`` is the number of a line whose page is to be shown.
        """
        smallest = self._smallest()
        fewest = len(self._divided(smallest))
        factor = _largest(smallest, self._factor(_LARGEST), lambda one: self._fits(one, fewest))
        room = self._bottom(factor) - self._body_top(factor)
        self._pages = self._divided(factor)
        if in_sight is not None:
            self._page = next(n for n, (first, last) in enumerate(self._pages) if first <= in_sight < last)
        self._page %= len(self._pages)
        self._place(factor, _largest(smallest, factor, lambda one: self._card_fits(one, factor, room)))

    def _fits(self, factor: float, pages: int) -> bool:
        width, card = self._widths(factor)
        room = self._bottom(factor) - self._body_top(factor)
        if card and self._card.height_at(max(factor * _CARD_SHARE, self._smallest()), card) > room:
            return False
        lines = self._lines.measured(factor, width)
        if not (lines.fits_across and self._goal_fits_across(factor)):
            return False
        return max(lines.heights, default=0) <= room and len(self._divided(factor)) <= pages

    def _card_fits(self, factor: float, page_factor: float, room: int) -> bool:
        _, card = self._widths(page_factor)
        return not card or (
            self._card.fits_across(factor, card) and self._card.height_at(factor, card) <= room
        )

    def _goal_fits_across(self, factor: float) -> bool:
        return self._goal.room(factor, self._inner()).width <= self._inner()

    def _place(self, factor: float, card_factor: float) -> None:
        width, card = self._widths(factor)
        self._place_head(factor)
        top, left = self._body_top(factor), self._left()
        first, last = self._pages[self._page]
        self._caption.put(self._caption_words())
        lines_top = top
        if self._caption.text():
            self._caption.place(factor, left, top, width)
            lines_top += self._caption_height(factor)
        height = self._lines.place(factor, width, first, last)
        self._lines.setGeometry(left, lines_top, width, height)
        if card:
            high = self._card.place(card_factor, card)
            self._card.setGeometry(self.width() - left - card, top, card, high)
        self._place_foot(factor)
        if len(self._pages) < 2:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _caption_words(self) -> str:
        if not self._lines.lines:
            return ""
        if len(self._pages) < 2:
            return self.tr("Afgesproken")
        return self.tr("Afgesproken, bladzijde {page} van {pages}").format(
            page=self._page + 1, pages=len(self._pages)
        )

    def _divided(self, factor: float) -> list[tuple[int, int]]:
        """Return first and last line of each page: as few pages as there have to be, and about as full."""
        width, _ = self._widths(factor)
        room = self._bottom(factor) - self._body_top(factor) - self._caption_height(factor)
        heights = self._lines.measured(factor, width).heights
        pages = _divided(heights, room, len(heights))
        even = _divided(heights, room, -(-len(heights) // len(pages)))
        return even if len(even) == len(pages) else pages

    def _place_head(self, factor: float) -> None:
        left, top = self._left(), self._head_top()
        gap = round(Size.LEAD.value * factor * 0.8)
        number = self._number.span(factor)
        self._number.place(factor, left, top, number)
        base = top + _ascent(self._number, factor) - _ascent(self._step, factor)
        minutes = self._minutes.span(factor)
        self._minutes.place(factor, self.width() - left - minutes, base, minutes)
        step = self._step.span(factor)
        self._step.place(factor, left + number + gap, base, step)
        self._goal.place(factor, left, self._goal_top(factor), self._inner())

    def _place_foot(self, factor: float) -> None:
        left, practice = self._left(), self._practice.span(factor)
        top = self.height() - self._head_top() - self._foot_height(factor)
        self._notes.place(factor, left, top, self._inner() - practice)
        self._practice.place(factor, self.width() - left - practice, top, practice)

    def _smallest(self) -> float:
        return self._factor(_SMALLEST)

    def _factor(self, times: float) -> float:
        """Return a factor for this screen with which the letters of a line are whole pixels."""
        unit = min(self.width() / _DRAWN[0], self.height() / _DRAWN[1])
        return max(1, round(Size.LEAD.value * times * unit)) / Size.LEAD.value

    def _left(self) -> int:
        return round(self.width() * _EDGE)

    def _inner(self) -> int:
        return self.width() - 2 * self._left()

    def _head_top(self) -> int:
        return round(self.height() * _TOP)

    def _goal_top(self, factor: float) -> int:
        return self._head_top() + self._number.room(factor, self._inner()).height + _step_of(factor, 0.6)

    def _body_top(self, factor: float) -> int:
        goal = self._goal.room(factor, self._inner()).height
        return self._goal_top(factor) + goal + _step_of(factor, 0.9 if goal else 0.3)

    def _caption_height(self, factor: float) -> int:
        return round(Size.SMALL.value * factor * 1.8) if self._lines.lines else 0

    def _foot_height(self, factor: float) -> int:
        letters = (self._notes, self._practice)
        return max(letter.room(factor, self._inner()).height for letter in letters)

    def _bottom(self, factor: float) -> int:
        foot = self._foot_height(factor)
        return self.height() - self._head_top() - foot - (_step_of(factor, 0.5) if foot else 0)

    def _widths(self, factor: float) -> tuple[int, int]:
        """Return the width of the lines and of the card, 0 without one."""
        if self._card.isHidden():
            return self._inner(), 0
        card = round(self.width() * _CARD)
        return self._inner() - card - _step_of(factor, 1.4), card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of the screen."""
        super().resizeEvent(event)
        if not self.isHidden():
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint OEFENING large behind everything when it is practice."""
        if not self._practice.text():
            return
        painter = QPainter(self)
        font = current_theme().font(Size.TITLE, QFont.Weight.Bold)
        font.setPixelSize(max(1, round(self.width() * 0.17)))
        painter.setFont(font)
        painter.setPen(current_theme().colour(Token.SUNKEN))
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(-22)
        words = self._practice.text()
        metrics = QFontMetrics(font)
        painter.drawText(-metrics.horizontalAdvance(words) // 2, metrics.capHeight() // 2, words)
        painter.end()


def _largest(smallest: float, largest: float, fits: Callable[[float], bool]) -> float:
    """Return the largest factor of whole pixels that fits, or the smallest when none does."""
    low, high = round(smallest * Size.LEAD.value), round(largest * Size.LEAD.value)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle / Size.LEAD.value) else (low, middle - 1)
    return low / Size.LEAD.value


def _divided(heights: list[int], room: int, most: int) -> list[tuple[int, int]]:
    """Return first and last of each page, with as many lines as fit and no more than ``most``."""
    pages, first, taken = [], 0, 0
    for number, height in enumerate(heights):
        if number > first and (taken + height > room or number - first == most):
            pages.append((first, number))
            first, taken = number, 0
        taken += height
    return [*pages, (first, len(heights))]


def _ascent(letter: Letter, factor: float) -> int:
    return letter.metrics(factor).ascent()


def _step_of(factor: float, times: float) -> int:
    return round(Size.LEAD.value * factor * times)
