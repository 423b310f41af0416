"""Draw the pictures of a case on paper; the words that stand beside them say all that they show.

A picture is an artifact: a screen reader reads the words, which are in the structure tree (ISO 14289-1, 7.1).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.documents.layout import Run, wrap
from zvdesk.documents.look import ACCENT, CONTROL, INK, LINE, WHITE, Styles, white_reads_on
from zvdesk.documents.tagged import Dot, Stroke, Text
from zvdesk.texts.charts import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zvdesk.documents.tagged import Sheet
    from zvdesk.texts.chart_views import ChartLevel, DomainSeries, DomainTrendView, LevelPathView

ROW = 18.0  # height of one level
DAYS = 14.0  # height of the days below

_LEGEND = 92.0  # room for the names of the levels
_RADIUS = 3.2
_EDGE = 8.0


class _Days:
    """Place days between the first and the last one."""

    def __init__(self, first: date, last: date, left: float, width: float) -> None:
        self._first, self._days = first, max(1, (last - first).days)
        self._left, self._width = left, width

    def x(self, on: date) -> float:
        """Return how far across a day is."""
        return round(self._left + self._width * (on - self._first).days / self._days, 2)


def path_height(view: LevelPathView) -> float:
    """Return the height of the picture of an AVE path."""
    return ROW * len(_rows(view)) + DAYS


def draw_path(sheet: Sheet, view: LevelPathView, x: float, top: float, width: float) -> None:
    """Draw each decision on the level as a step, and the re-test as a hollow dot."""
    rows = _rows(view)
    heights = {level.code: top - ROW * number - ROW / 2 for number, level in enumerate(rows)}
    now = view.points[-1].level.code
    for level in rows:
        middle = heights[level.code]
        style = Styles.label_strong if level.code == now else Styles.quiet
        sheet.items.append(Text(x, middle + 6.5, wrap((Run(level.words, style),), _LEGEND)[:1]))
        sheet.items.append(Stroke(((x + _LEGEND, middle), (x + width, middle)), LINE, 0.6))
    last_day = max(filter(None, (view.points[-1].on, view.today, view.retest_on)))
    days = _Days(view.points[0].on, last_day, x + _LEGEND + _EDGE, width - _LEGEND - 2 * _EDGE)
    ends = [(days.x(point.on), heights[point.level.code]) for point in view.points]
    ends.append((days.x(max(view.today, view.points[-1].on)), ends[-1][1]))
    for (here, there), point in zip(pairwise(ends), view.points, strict=True):
        colour = _colour(point.level)
        sheet.items.append(Stroke((here, (there[0], here[1])), colour, 2.4))
        sheet.items.append(Stroke(((there[0], here[1]), there), CONTROL, 1.0))
    if view.retest_on is not None:
        place = (days.x(view.retest_on), ends[-1][1])
        sheet.items.append(Stroke((ends[-1], place), CONTROL, 1.0, is_dashed=True))
        sheet.items.append(Dot(*place, _RADIUS, INK, WHITE))
    for (across, up), point in zip(ends, view.points, strict=False):
        sheet.items.append(Dot(across, up, _RADIUS, _colour(point.level), _colour(point.level)))
    marks = [*(point.on for point in view.points), *([view.retest_on] if view.retest_on else [])]
    _put_days(sheet, marks, days, top - ROW * len(rows), x + width)


def draw_trend(
    sheet: Sheet,
    series: DomainSeries,
    view: DomainTrendView,
    place: tuple[float, float],
    size: tuple[float, float],
) -> None:
    """Draw the scores of one life domain; the place is its upper left corner."""
    (x, top), (width, height) = place, size
    span = view.span
    if span is None:
        return
    days = _Days(span[0], span[1], x + _RADIUS + 1, width - 2 * _RADIUS - 2)
    low, high = view.lowest[0], view.highest[0]
    tall = height - 2 * _RADIUS - 2

    def up(score: int) -> float:
        share = (score - low) / max(1, high - low)
        return round(top - height + _RADIUS + 1 + tall * share, 2)

    for score in (low, high):
        sheet.items.append(Stroke(((x, up(score)), (x + width, up(score))), LINE, 0.6))
    points = tuple((days.x(on), up(score)) for on, score in series.points)
    if len(points) > 1:
        sheet.items.append(Stroke(points, ACCENT, 1.6))
    for across, height_of in points:
        sheet.items.append(Dot(across, height_of, 2.4, ACCENT, ACCENT))


def _rows(view: LevelPathView) -> list[ChartLevel]:
    levels = {level.code: level for level in (*view.levels, *(point.level for point in view.points))}
    return sorted(levels.values(), key=lambda level: (-level.order, level.code))


def _colour(level: ChartLevel) -> str:
    return level.colour if white_reads_on(level.colour) else INK


def _put_days(sheet: Sheet, marks: Sequence[date], days: _Days, top: float, edge: float) -> None:
    """Write the days below; one that would run into another is left to the words."""
    free = 0.0
    for on in marks:
        (line,) = wrap((Run(short_day(on, with_year=True), Styles.footer),), edge)
        left = min(days.x(on) - line.width / 2, edge - line.width)
        if left >= free:
            sheet.items.append(Text(left, top - 1, (line,)))
            free = left + line.width + 6
