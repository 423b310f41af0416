"""Draw the actions of each organisation as one stacked bar: late, open, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.texts.charts import action_bars_words, action_counts
from zvdesk.ui.tokens import Size, Token
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Align, Fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.chart_views import ActionBar, ActionBarsView
    from zvdesk.ui.widgets.charts.sheet import Sheet

_BAR, _HIGH, _GAP, _ONE = 70, 12, 14, 28  # in pixels at 100 %; an action is never wider than _ONE
_LOOKS = ((Token.DANGER, Fill.SOLID), (Token.ACCENT, Fill.HATCHED), (Token.CONTROL, Fill.HOLLOW))


class ActionBars(Picture):
    """Show per organisation what is late, open and done, with the most late first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ActionBarsView | None = None

    def show_view(self, view: ActionBarsView) -> None:
        """Show these organisations."""
        self._view = view
        self._tell(self.tr("Acties per organisatie"), action_bars_words(view))

    def _draw(self, sheet: Sheet) -> None:
        view = self._view
        if view is None:
            return
        if not view.rows:
            self._say_empty(sheet, action_bars_words(view))
            return
        rows, rest = view.sorted_rows[: view.most_rows], view.rest
        heads = (self.tr("te laat"), self.tr("open"), self.tr("klaar"))
        step = max(sheet.width_of(head) for head in heads) + sheet.px(_GAP)
        bar = _bar_room(sheet, (*rows, rest) if rest else rows, 3 * step)
        if bar.width() < sheet.px(_BAR):
            _draw_narrow(sheet, rows, rest)
            return
        rights = [sheet.width - step * (2 - number) for number in range(3)]
        _draw_heads(sheet, heads, rights)
        top = sheet.height + sheet.px(8)
        for row in (*rows, rest) if rest else rows:
            unit = 0.0 if row is rest else _unit(sheet, rows, bar.width())
            top = _draw_row(sheet, row, bar.translated(0, top), unit, rights) + sheet.px(8)


def _bar_room(sheet: Sheet, rows: Sequence[ActionBar], numbers: float) -> QRectF:
    """Return where bars can lie beside the names, which wrap between words, and before the numbers."""
    names = [row.organisation for row in rows]
    longest = max(sheet.width_of(name, Size.BODY) for name in names)
    word = max(sheet.width_of(word, Size.BODY) for name in names for word in (name or "-").split())
    name = min(longest, max(word, (sheet.width - numbers) / 2))
    left = name + sheet.px(_GAP)
    return QRectF(left, 0, sheet.width - numbers - sheet.px(_GAP) - left, sheet.px(_HIGH))


def _unit(sheet: Sheet, rows: Sequence[ActionBar], width: float) -> float:
    """Return how wide one action is: the longest bar fills the width, but no action is a slab."""
    return min(width / max(1, *(row.total for row in rows)), sheet.px(_ONE))


def _draw_heads(sheet: Sheet, heads: Sequence[str], rights: Sequence[float]) -> None:
    """Write the word of each number, with below it how its part of the bar looks."""
    for right, head, (token, fill) in zip(rights, heads, _LOOKS, strict=True):
        box = sheet.text(head, QPointF(right, 0), align=Align.RIGHT)
        sheet.bar(QRectF(box.left(), box.bottom() + sheet.px(2), box.width(), sheet.px(5)), token, fill)


def _draw_row(sheet: Sheet, row: ActionBar, bar: QRectF, unit: float, rights: Sequence[float]) -> float:
    """Draw name, bar (none where a unit is 0 wide) and numbers; return where the row ends."""
    top, token = bar.top(), Token.INK if unit else Token.INK_2
    name = bar.left() - sheet.px(_GAP)
    below = sheet.paragraph(row.organisation, QPointF(0, top), name, Size.BODY, token=token)
    _draw_bar(sheet, row, bar.translated(0, (sheet.line_height(Size.BODY) - bar.height()) / 2), unit)
    for right, number in zip(rights, (row.late, row.open, row.done), strict=True):
        is_late = right == rights[0] and number > 0
        ink = Token.DANGER if is_late else Token.INK_2
        place = QPointF(right, top)
        sheet.text(str(number), place, Size.BODY, firm=is_late, token=ink, align=Align.RIGHT)
    sheet.tip(QRectF(0, top, sheet.width, below - top), f"{row.organisation}: {action_counts(row)}.")
    return below


def _draw_narrow(sheet: Sheet, rows: Sequence[ActionBar], rest: ActionBar | None) -> None:
    """Draw the name, the counts in words and the bar below each other."""
    top, unit = 0.0, _unit(sheet, rows, sheet.width)
    for row in rows:
        begin = top
        top = sheet.paragraph(row.organisation, QPointF(0, top), sheet.width, Size.BODY, token=Token.INK)
        top = _draw_counts(sheet, row, top) + sheet.px(3)
        _draw_bar(sheet, row, QRectF(0, top, sheet.width, sheet.px(_HIGH)), unit)
        top += sheet.px(_HIGH)
        sheet.tip(QRectF(0, begin, sheet.width, top - begin), f"{row.organisation}: {action_counts(row)}.")
        top += sheet.px(_GAP)
    if rest is not None:
        sheet.paragraph(f"{rest.organisation}: {action_counts(rest)}", QPointF(0, top), sheet.width)


def _draw_counts(sheet: Sheet, row: ActionBar, top: float) -> float:
    """Write the counts, with what is late firm and in its own colour; return where the next thing begins."""
    words = action_counts(row)
    if not row.late:
        return sheet.paragraph(words, QPointF(0, top), sheet.width)
    late, _comma, others = words.partition(", ")
    box = sheet.text(late, QPointF(0, top), firm=True, token=Token.DANGER)
    beside = box.right() + sheet.px(10)
    if beside + sheet.width_of(others) <= sheet.width:
        return sheet.text(others, QPointF(beside, top)).bottom()
    return sheet.paragraph(others, QPointF(0, box.bottom()), sheet.width)


def _draw_bar(sheet: Sheet, row: ActionBar, box: QRectF, unit: float) -> None:
    """Draw the parts of one bar, each as wide as its number."""
    left = box.left()
    for number, (token, fill) in zip((row.late, row.open, row.done), _LOOKS, strict=True):
        width = unit * number
        if width:
            sheet.bar(QRectF(left, box.top(), max(2.0, width - 2), box.height()), token, fill)
        left += width
