"""Draw the AVE path of a case as a step line over days."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.texts.charts import level_change_words, level_path_words, listed, retest_words, short_day
from zvdesk.ui.tokens import Size, Token
from zvdesk.ui.widgets.charts.days import DayAxis
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Fill

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.chart_views import ChartLevel, LevelPathView
    from zvdesk.ui.widgets.charts.sheet import Sheet

_ROW, _STEP, _DOT = 34, 3.0, 5.0  # in pixels at 100 %
_NARROW = 0.3  # more of the width for the names of the levels than this, and the colour goes below the code


class LevelPath(Picture):
    """Show each decision on the level as a step, the re-test as a hollow mark; only steps are coloured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: LevelPathView | None = None

    def show_view(self, view: LevelPathView) -> None:
        """Show this path."""
        self._view = view
        self._tell(self.tr("Verloop van het AVE-niveau"), level_path_words(view))

    def _draw(self, sheet: Sheet) -> None:
        view = self._view
        if view is None or not view.points:
            if view is not None:
                self._say_empty(sheet, level_path_words(view))
            return
        rows, left = _rows(sheet, view)
        end = max(filter(None, (view.points[-1].on, view.today, view.retest_on)))
        axis = DayAxis(sheet, view.points[0].on, end, left, sheet.width - sheet.px(_DOT + 2))
        places = [QPointF(axis.x(point.on), rows[point.level.code]) for point in view.points]
        last = QPointF(axis.x(max(view.today, view.points[-1].on)), places[-1].y())
        is_ahead = view.retest_on is not None and view.retest_on > view.today
        for y in rows.values():
            is_now = is_ahead and y == last.y()  # there the way to the re-test takes its place
            sheet.line((QPointF(left, y), QPointF(last.x() if is_now else sheet.width, y)))
        top, bottom = min(rows.values()), max(rows.values())
        today = axis.x(view.today)
        below = bottom + sheet.px(_ROW) / 2
        sheet.line(
            (QPointF(today, top - sheet.px(_ROW) / 2), QPointF(today, below)), Token.CONTROL, is_dashed=True
        )
        for (here, there), point in zip(pairwise([*places, last]), view.points, strict=True):
            colour = _colour(sheet, point.level)
            sheet.line((here, QPointF(there.x(), here.y())), colour, _STEP)
            sheet.line((QPointF(there.x(), here.y()), there), Token.INK_2)
        if view.retest_on is not None:
            self._draw_retest(sheet, axis, view.retest_on, view.today, last)
        levels = [None, *(point.level for point in view.points)]
        for place, point, before in zip(places, view.points, levels, strict=False):
            sheet.dot(place, _DOT, _colour(sheet, point.level))
            sheet.tip(_around(sheet, place), level_change_words(before, point))
            if point.on != view.today:
                weight = int(point is view.points[-1])
                on = short_day(point.on, with_year=axis.has_years)
                axis.mark(point.on, on, f"{on} {point.level.code}", weight=weight)
        axis.mark(view.today, self._today(view, has_years=axis.has_years), weight=1)
        left_over = axis.draw(below)
        if left_over:
            told = self.tr("Ook: %1.").replace("%1", listed(left_over))
            sheet.paragraph(told, QPointF(0, sheet.height + sheet.px(4)), sheet.width)

    def _today(self, view: LevelPathView, *, has_years: bool) -> str:
        if all(point.on != view.today for point in view.points):
            return self.tr("vandaag")
        return self.tr("vandaag, %1").replace("%1", short_day(view.today, with_year=has_years))

    def _draw_retest(self, sheet: Sheet, axis: DayAxis, on: date, today: date, last: QPointF) -> None:
        place = QPointF(axis.x(on), last.y())
        if on > today:
            sheet.line((last, place), Token.CONTROL, 1.5, is_dashed=True)
        is_late = on < today
        sheet.dot(place, _DOT + 1, Token.DANGER if is_late else Token.INK_2, Fill.HOLLOW)
        sheet.tip(_around(sheet, place), retest_words(on, today))
        words = self.tr("hertoets was %1") if is_late else self.tr("hertoets %1")
        told = words.replace("%1", short_day(on, with_year=axis.has_years))
        axis.mark(on, told, told, weight=2, token=Token.DANGER if is_late else Token.INK)


def _rows(sheet: Sheet, view: LevelPathView) -> tuple[dict[str, float], float]:
    """Name the levels at the left; return the height of each and where the steps may begin."""
    levels = {level.code: level for level in (*view.levels, *(point.level for point in view.points))}
    ordered = sorted(levels.values(), key=lambda level: (-level.order, level.code))
    now = view.points[-1].level.code
    gap, line = sheet.px(6), sheet.line_height()
    codes = max(sheet.width_of(level.code, firm=True) for level in ordered)
    names = max(sheet.width_of(level.colour_name) for level in ordered)
    is_narrow = codes + gap + names > sheet.width * _NARROW
    row = max(sheet.px(_ROW), 2 * line + sheet.px(6)) if is_narrow else sheet.px(_ROW)
    left = (max(codes, names) if is_narrow else codes + gap + names) + sheet.px(14)
    rows = {}
    for number, level in enumerate(ordered):
        middle = row * number + row / 2
        rows[level.code] = middle
        ink = Token.INK if level.code == now else Token.INK_2
        top = middle - line if is_narrow else middle - line / 2
        box = sheet.text(level.code, QPointF(0, top), firm=level.code == now, token=ink)
        beside = QPointF(0, box.bottom()) if is_narrow else QPointF(codes + gap, top)
        sheet.text(level.colour_name, beside, Size.SMALL)
    return rows, left + sheet.px(_DOT)


def _colour(sheet: Sheet, level: ChartLevel) -> QColor:
    return sheet.theme.colour_on(level.colour, Token.SURFACE)


def _around(sheet: Sheet, place: QPointF) -> QRectF:
    reach = sheet.px(12)
    return QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)
