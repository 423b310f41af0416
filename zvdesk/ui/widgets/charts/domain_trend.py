"""Draw the life domains over time as small multiples: one small line each, all on the same scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.texts.charts import direction, domain_trend_words, domain_words, short_day
from zvdesk.ui.tokens import Size, Token
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Align

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.chart_views import DomainSeries, DomainTrendView
    from zvdesk.ui.widgets.charts.sheet import Sheet

_CELL, _WIDEST, _PLOT, _GAP = 140, 280, 44, 24  # of a cell: widths, height, distance, in pixels at 100 %
_MOST = 4  # columns
_LINE, _DOT, _LAST = 1.8, 2.6, 4.5
_TOKENS = {"beter": Token.OK, "slechter": Token.WARN, "gelijk": Token.INK_2}


class DomainTrend(Picture):
    """Show per life domain its scores by day, the last one as a number, and where it goes in a word."""

    LIKED = 760

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: DomainTrendView | None = None

    def show_view(self, view: DomainTrendView) -> None:
        """Show these life domains."""
        self._view = view
        self._tell(self.tr("Leefgebieden in de tijd"), domain_trend_words(view))

    def _draw(self, sheet: Sheet) -> None:
        view = self._view
        if view is None:
            return
        if view.span is None:
            self._say_empty(sheet, domain_trend_words(view))
            return
        gap, gutter = sheet.px(_GAP), self._gutter(sheet, view)
        fitting = int((sheet.width - gutter + gap) // (sheet.px(_CELL) + gap))
        columns = max(1, min(_MOST, fitting, len(view.domains)))
        width = min((sheet.width - gutter - (columns - 1) * gap) / columns, sheet.px(_WIDEST))
        top = sheet.paragraph(self._caption(view, view.span), QPointF(0, 0), sheet.width) + sheet.px(12)
        for first in range(0, len(view.domains), columns):
            cells = view.domains[first : first + columns]
            places = [gutter + number * (width + gap) for number in range(len(cells))]
            plot = sheet.px(7) + max(
                sheet.paragraph(cell.label, QPointF(left, top), width, firm=True, token=Token.INK)
                for cell, left in zip(cells, places, strict=True)
            )
            bottom = plot + sheet.px(_PLOT)
            half = sheet.line_height() / 2
            sheet.text(str(view.highest[0]), QPointF(0, plot - half))
            sheet.text(str(view.lowest[0]), QPointF(0, bottom - half))
            for cell, left in zip(cells, places, strict=True):
                _draw_cell(sheet, view, cell, QRectF(left, plot, width, bottom - plot))
                sheet.tip(QRectF(left, top, width, bottom - top), domain_words(cell))
            top = bottom + half + sheet.px(16)

    def _caption(self, view: DomainTrendView, span: tuple[date, date]) -> str:
        words = self.tr("Van %1 tot %2. Scores op %3.")
        if span[0] != span[1]:
            words = self.tr("Van %1 tot %2. Scores van %3 tot %4.")
        has_years = span[0].year != span[1].year
        for number, (score, label) in enumerate((view.lowest, view.highest), 1):
            words = words.replace(f"%{number}", f"{score} ({label})" if label else str(score))
        words = words.replace("%3", short_day(span[0], with_year=has_years or span[0] == span[1]))
        return words.replace("%4", short_day(span[1], with_year=True))

    def _gutter(self, sheet: Sheet, view: DomainTrendView) -> float:
        return max(sheet.width_of(str(end[0])) for end in (view.lowest, view.highest)) + sheet.px(6)


def _draw_cell(sheet: Sheet, view: DomainTrendView, cell: DomainSeries, box: QRectF) -> None:
    """Draw one domain in its box: the ends of the scale, the line, the last score and its direction."""
    beside = max(sheet.width_of(word) for word in _TOKENS) + sheet.px(8)
    right = box.right() - beside
    if not cell.points or view.span is None:
        told = domain_words(cell).removeprefix(f"{cell.label}: ").removesuffix(".")
        sheet.paragraph(told, box.topLeft(), right - box.left())
        return
    for y in (box.top(), box.bottom()):
        sheet.line((QPointF(box.left(), y), QPointF(right, y)))
    (first, last), edge = view.span, sheet.px(_LAST)
    places = []
    for on, score in cell.points:
        along = (on - first).days / (last - first).days if last > first else 1.0
        up = (score - view.lowest[0]) / max(1, view.highest[0] - view.lowest[0])
        x = box.left() + edge + along * (right - box.left() - 2 * edge)
        places.append(QPointF(x, box.bottom() - up * box.height()))
    if len(places) > 1:
        sheet.line(places, Token.ACCENT, _LINE)
    for place in places[:-1]:
        sheet.dot(place, _DOT, Token.ACCENT)
    sheet.dot(places[-1], _LAST, Token.ACCENT)
    number, word = sheet.line_height(Size.LEAD), direction(cell)
    height = number + (sheet.line_height() if word else 0)
    top = min(max(places[-1].y() - number / 2, box.top() - sheet.px(6)), box.bottom() + sheet.px(8) - height)
    at = QPointF(right + sheet.px(8), top)
    below = sheet.text(str(cell.points[-1][1]), at, Size.LEAD, firm=True, token=Token.INK, align=Align.LEFT)
    if word:
        sheet.text(word, QPointF(at.x(), below.bottom()), token=_TOKENS[word])
