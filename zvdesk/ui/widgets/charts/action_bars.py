"""Draw the actions of each organisation as one stacked bar: late, open, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.texts.charts import action_bars_words, action_counts
from zvdesk.ui.tokens import Size, Token
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Align, Fill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.chart_views import ActionBar, ActionBarsView
    from zvdesk.ui.widgets.charts.sheet import Sheet

_NAME, _BAR, _HIGH, _GAP, _ONE = 150, 120, 12, 14, 28  # in pixels at 100 %
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
        rows = view.sorted_rows[: view.most_rows]
        most = max(1, *(row.total for row in rows))
        heads = (self.tr("te laat"), self.tr("open"), self.tr("klaar"))
        numbers = max(sheet.width_of(head) for head in heads) + sheet.px(_GAP)
        room = sheet.width - 3 * numbers - sheet.px(_GAP)
        if room < sheet.px(_NAME + _BAR):
            self._draw_narrow(sheet, rows, view.rest, most)
        else:
            self._draw_wide(sheet, rows, view.rest, most, heads)

    def _draw_wide(
        self,
        sheet: Sheet,
        rows: tuple[ActionBar, ...],
        rest: ActionBar | None,
        most: int,
        heads: tuple[str, str, str],
    ) -> None:
        """Draw a table: name, bar, and the three numbers, each under its word."""
        gap = sheet.px(_GAP)
        step = max(sheet.width_of(head) for head in heads) + gap
        places = [sheet.width - step * (2 - number) for number in range(3)]
        shown = [*rows, rest] if rest else [*rows]
        longest = max(sheet.width_of(row.organisation, Size.BODY) for row in shown)
        name = min(longest, (sheet.width - 3 * step) * 0.5)
        bar = QRectF(name + gap, 0, sheet.width - 3 * step - name - 2 * gap, sheet.px(_HIGH))
        for right, head, (token, fill) in zip(places, heads, _LOOKS, strict=True):
            box = sheet.text(head, QPointF(right, 0), align=Align.RIGHT)
            swatch = QRectF(box.left(), box.bottom() + sheet.px(2), box.width(), sheet.px(5))
            sheet.bar(swatch, token, fill)
        top = sheet.height + sheet.px(8)
        high = sheet.line_height(Size.BODY)
        for row in shown:
            is_rest = row is rest
            token = Token.INK_2 if is_rest else Token.INK
            sheet.text(row.organisation, QPointF(0, top), Size.BODY, token=token, room=name)
            if not is_rest:
                sheet_bar = bar.translated(0, top + (high - bar.height()) / 2)
                _draw_bar(sheet, row, sheet_bar, most)
            for right, count, head in zip(places, (row.late, row.open, row.done), heads, strict=True):
                is_late = head is heads[0] and count > 0
                ink = Token.DANGER if is_late else Token.INK_2
                sheet.text(
                    str(count), QPointF(right, top), Size.BODY, firm=is_late, token=ink, align=Align.RIGHT
                )
            sheet.tip(QRectF(0, top, sheet.width, high), f"{row.organisation}: {action_counts(row)}.")
            top += high + sheet.px(8)

    def _draw_narrow(
        self, sheet: Sheet, rows: tuple[ActionBar, ...], rest: ActionBar | None, most: int
    ) -> None:
        """Draw the name, the counts in words and the bar below each other."""
        top = 0.0
        for row in rows:
            begin = top
            top = sheet.paragraph(row.organisation, QPointF(0, top), sheet.width, Size.BODY, token=Token.INK)
            token = Token.DANGER if row.late else Token.INK_2
            top = sheet.paragraph(action_counts(row), QPointF(0, top), sheet.width, token=token) + sheet.px(3)
            _draw_bar(sheet, row, QRectF(0, top, sheet.width, sheet.px(_HIGH)), most)
            top += sheet.px(_HIGH)
            sheet.tip(
                QRectF(0, begin, sheet.width, top - begin), f"{row.organisation}: {action_counts(row)}."
            )
            top += sheet.px(_GAP)
        if rest is not None:
            told = f"{rest.organisation}: {action_counts(rest)}"
            sheet.paragraph(told, QPointF(0, top), sheet.width)


def _draw_bar(sheet: Sheet, row: ActionBar, box: QRectF, most: int) -> None:
    """Draw the parts of one bar; the longest bar of the picture fills the box."""
    left, one = box.left(), min(box.width() / most, sheet.px(_ONE))
    for count, (token, fill) in zip((row.late, row.open, row.done), _LOOKS, strict=True):
        width = one * count
        if count:
            sheet.bar(QRectF(left, box.top(), max(2.0, width - 2), box.height()), token, fill)
        left += width
