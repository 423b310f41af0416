"""Draw what everyone showed at the same moment: a scale of 0 to 10 with a named mark per voice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.texts.charts import decimal, listed, spread_words, voted_words, voter_words
from zvdesk.ui.tokens import Size, Token
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Align, Fill, Shape, wrapped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.chart_views import SpreadView, Voter
    from zvdesk.ui.widgets.charts.sheet import Sheet

_TOP = 10  # of the scale
_ROW, _DOT, _OUT, _GAP = 26, 6.0, 7.0, 6  # in pixels at 100 %


@dataclass(frozen=True, slots=True)
class _Voice:
    """Hold where a voice and its name stand, in rows above the scale; a long name takes a row of its own."""

    voter: Voter
    row: int
    name_row: int  # of the last line of the name
    lines: tuple[str, ...]
    x: float
    earlier: float | None
    left: float  # of its name
    is_out: bool


class Spread(Picture):
    """Show each voice on the scale, the median and the range; hidden, only who has voted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SpreadView | None = None

    def show_view(self, view: SpreadView) -> None:
        """Show this poll."""
        self._view = view
        self._tell(view.name, spread_words(view))

    def _draw(self, sheet: Sheet) -> None:
        view = self._view
        if view is None:
            return
        if not view.voters:
            self._say_empty(sheet, spread_words(view))
        elif view.is_hidden or view.middle is None:
            self._draw_hidden(sheet, view)
        else:
            self._draw_open(sheet, view, view.middle)

    # --- hidden ----------------------------------------------------------------------------------

    def _draw_hidden(self, sheet: Sheet, view: SpreadView) -> None:
        """Draw how many voted, and a mark before each name: filled for voted, hollow for not yet."""
        sheet.text(voted_words(view), QPointF(0, 0), Size.LEAD, firm=True, token=Token.INK)
        voted = [voter for voter in view.voters if voter.score is not None]
        waiting = [voter for voter in view.voters if voter.score is None]
        for words, voters in ((self.tr("gestemd"), voted), (self.tr("nog niet"), waiting)):
            if voters:
                sheet.text(words, QPointF(0, sheet.height + sheet.px(10)))
                _draw_names(sheet, view, voters)

    # --- open ------------------------------------------------------------------------------------

    def _draw_open(self, sheet: Sheet, view: SpreadView, middle: float) -> None:
        edge = sheet.px(_OUT + 2)
        left, right = edge, sheet.width - edge

        def x_of(score: float) -> float:
            return left + (right - left) * score / _TOP

        top = self._draw_key(sheet, view)
        voices = _placed(sheet, view, [x_of(score) for score in range(_TOP + 1)])
        row = max(sheet.px(_ROW), sheet.line_height(Size.BODY) + sheet.px(4))
        axis = top + row * (1 + max(voice.name_row + len(voice.lines) - 1 for voice in voices)) + sheet.px(10)
        sheet.line((QPointF(left, axis), QPointF(right, axis)), Token.CONTROL)
        for voice in voices:
            self._draw_voice(sheet, view, voice, axis - sheet.px(10), row)
        low, high = view.scores[0], view.scores[-1]
        sheet.line((QPointF(x_of(low), axis), QPointF(x_of(high), axis)), Token.ACCENT, 4)
        tick = sheet.px(7)
        at = x_of(middle)
        sheet.line((QPointF(at, axis - tick), QPointF(at, axis + tick)), Token.INK, 3)
        below = axis + tick + sheet.px(2)
        for score in range(_TOP + 1):
            sheet.text(str(score), QPointF(x_of(score), below), align=Align.CENTRE)
        self._draw_middle(sheet, view, middle, at)
        self._draw_ends(sheet, view)
        waiting = [voter.name for voter in view.voters if voter.score is None]
        if waiting:
            told = self.tr("nog niet gestemd: %1").replace("%1", listed(waiting))
            sheet.paragraph(told, QPointF(0, sheet.height + sheet.px(6)), sheet.width)

    def _draw_key(self, sheet: Sheet, view: SpreadView) -> float:
        """Say which mark is of which poll, when there are two; return where the voices may begin."""
        if all(voter.earlier is None for voter in view.voters):
            return 0.0
        x, middle = sheet.px(_DOT), sheet.line_height() / 2
        for words, fill in ((view.before, Fill.HOLLOW), (view.now, Fill.SOLID)):
            token = Token.INK_2 if fill is Fill.HOLLOW else Token.ACCENT
            sheet.dot(QPointF(x, middle), _DOT - 1, token, fill)
            box = sheet.text(words, QPointF(x + sheet.px(_DOT + 4), 0))
            x = box.right() + sheet.px(20)
        return sheet.line_height() + sheet.px(8)

    def _draw_voice(self, sheet: Sheet, view: SpreadView, voice: _Voice, foot: float, row: float) -> None:
        y = foot - row * (voice.row + 0.5)
        place = QPointF(voice.x, y)
        token = Token.WARN if voice.is_out else Token.ACCENT
        if voice.earlier is not None:
            before = QPointF(voice.earlier, y)
            sheet.line((before, place), Token.CONTROL, 1.5)
            sheet.dot(before, _DOT - 1, Token.INK_2, Fill.HOLLOW)
        shape = Shape.DIAMOND if voice.is_out else Shape.ROUND
        sheet.dot(place, _OUT if voice.is_out else _DOT, token, shape=shape)
        ink, is_out = Token.WARN if voice.is_out else Token.INK, voice.is_out
        line, boxes = sheet.line_height(Size.BODY), []
        top = foot - row * (voice.name_row + 0.5) + line / 2
        for words in reversed(voice.lines):
            top -= line
            boxes.append(sheet.text(words, QPointF(voice.left, top), Size.BODY, firm=is_out, token=ink))
        reach = sheet.px(_OUT)
        around = QRectF(place.x() - reach, y - reach, 2 * reach, 2 * reach)
        for box in (around, *boxes):
            sheet.tip(box, voter_words(view, voice.voter))

    def _draw_middle(self, sheet: Sheet, view: SpreadView, middle: float, at: float) -> None:
        low, high, before = view.scores[0], view.scores[-1], view.earlier_middle
        words = self.tr("midden %1, van %2 tot %3") if low < high else self.tr("midden %1")
        if before is not None:
            words = (
                self.tr("midden %1 (%4: %5), van %2 tot %3") if low < high else self.tr("midden %1 (%4: %5)")
            )
            words = words.replace("%4", view.before).replace("%5", decimal(before))
        words = words.replace("%1", decimal(middle)).replace("%2", str(low)).replace("%3", str(high))
        width = sheet.width_of(words, firm=True)
        left = max(0.0, min(at - width / 2, sheet.width - width))
        place = QPointF(left, sheet.height)
        sheet.paragraph(words, place, min(width, sheet.width), firm=True, token=Token.INK)

    def _draw_ends(self, sheet: Sheet, view: SpreadView) -> None:
        """Say what both ends of the scale mean, each at its end."""
        top, half = sheet.height + sheet.px(2), sheet.width / 2 - sheet.px(8)
        low, high = (words and f"{score}: {words}" for score, words in ((0, view.low), (_TOP, view.high)))
        if low:
            sheet.paragraph(low, QPointF(0, top), half)
        if high:
            sheet.paragraph(high, QPointF(sheet.width, top), half, align=Align.RIGHT)


def _label(voter: Voter, *, is_out: bool) -> str:
    return f"{voter.name} {voter.score}, wijkt af" if is_out else f"{voter.name} {voter.score}"


def _placed(sheet: Sheet, view: SpreadView, scale: list[float]) -> list[_Voice]:
    """Give each voice the lowest row in which its mark and its name lie over nothing else."""
    taken: list[list[tuple[float, float]]] = []
    voices = []
    gap, reach = sheet.px(_GAP), sheet.px(_OUT)
    for voter in sorted(view.voters, key=lambda voter: (voter.score or 0, voter.name)):
        if voter.score is None:
            continue
        is_out = view.stands_out(voter)
        x = scale[voter.score]
        earlier = None if voter.earlier in (None, voter.score) else scale[voter.earlier or 0]
        first, last = min(x, earlier or x) - reach, max(x, earlier or x) + reach
        told = _label(voter, is_out=is_out)
        lines = wrapped(told, sheet.font(Size.BODY, firm=is_out), sheet.width)
        words = max(sheet.width_of(line, Size.BODY, firm=is_out) for line in lines)
        after, before = sheet.width - last - gap, first - gap
        is_beside = words <= max(after, before)
        left = last + gap if words <= after else first - gap - words
        if not is_beside:
            left = max(0.0, min(x - words / 2, sheet.width - words))
        begin, end = min(first, left) - gap, max(last, left + words) + gap
        for row in count():
            name_row = row if is_beside else row + 1
            high = name_row - row + len(lines)
            taken.extend([] for _ in range(len(taken), row + high))
            asked = taken[row : row + high]
            if all(end <= other[0] or begin >= other[1] for line in asked for other in line):
                for line in asked:
                    line.append((begin, end))
                voices.append(_Voice(voter, row, name_row, tuple(lines), x, earlier, left, is_out))
                break
    return voices


def _draw_names(sheet: Sheet, view: SpreadView, voters: list[Voter]) -> None:
    """Set names with their marks one after the other, and go on below where the line is full."""
    x, top, line = 0.0, sheet.height + sheet.px(2), sheet.line_height(Size.BODY) + sheet.px(4)
    lead = sheet.px(2 * _DOT + _GAP)
    for voter in voters:
        width = lead + sheet.width_of(voter.name, Size.BODY)
        if x and x + width > sheet.width:
            x, top = 0.0, top + line
        has_voted = voter.score is not None
        middle = QPointF(x + sheet.px(_DOT), top + sheet.line_height(Size.BODY) / 2)
        sheet.dot(middle, _DOT - 1, Token.ACCENT, Fill.SOLID if has_voted else Fill.HOLLOW)
        at, room = QPointF(x + lead, top), min(width, sheet.width) - lead
        bottom = sheet.paragraph(voter.name, at, room, Size.BODY, token=Token.INK)
        sheet.tip(QRectF(x, top, lead + room, bottom - top), voter_words(view, voter))
        x, top = x + width + sheet.px(18), max(top, bottom - sheet.line_height(Size.BODY))
