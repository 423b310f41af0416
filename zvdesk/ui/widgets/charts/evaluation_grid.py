"""Draw the end evaluation over meetings as small multiples: per question a stacked column per meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from zvdesk.texts.charts import evaluation_words, share_words, short_day
from zvdesk.ui.tokens import Size, Token
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Align, Fill

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.chart_views import EvaluationRow, EvaluationView, MeetingShare
    from zvdesk.ui.widgets.charts.sheet import Sheet

_PLOT, _STEP, _COLUMN, _LEAST, _WIDE, _SIDE = 60, 56, 24, 10, 520, 190  # in pixels at 100 %
_LOOKS = ((Token.OK, Fill.SOLID), (Token.WARN, Fill.HATCHED), (Token.DANGER, Fill.HOLLOW))


class EvaluationGrid(Picture):
    """Show per question how many said yes, partly and no at each meeting, with the last one in numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: EvaluationView | None = None

    def show_view(self, view: EvaluationView) -> None:
        """Show these answers."""
        self._view = view
        self._tell(self.tr("Eindevaluatie per overleg"), evaluation_words(view))

    def _draw(self, sheet: Sheet) -> None:
        view = self._view
        if view is None:
            return
        if not view.days:
            self._say_empty(sheet, evaluation_words(view))
            return
        is_wide = sheet.width >= sheet.px(_WIDE)
        left = sheet.px(_SIDE) + sheet.px(16) if is_wide else 0.0
        words = (self.tr("%1 ja"), self.tr("%1 deels"), self.tr("%1 nee"))
        told = (*(word.replace("%1", "00") for word in words), *self.tr("geen antwoord").split())
        beside = max(sheet.width_of(word) for word in told) + sheet.px(8)
        fitting = max(1, int((sheet.width - left - beside) // sheet.px(_LEAST)))
        days = view.days[-fitting:]
        step = min(sheet.px(_STEP), (sheet.width - left - beside) / len(days))
        columns = {on: left + number * step for number, on in enumerate(days)}
        top = 0.0
        for row in view.rows:
            room = sheet.px(_SIDE) if is_wide else sheet.width
            named = sheet.paragraph(row.label, QPointF(0, top), room, Size.BODY, token=Token.INK)
            plot = top if is_wide else named + sheet.px(4)
            self._draw_row(sheet, row, columns, step, plot, words)
            top = max(named, plot + sheet.px(_PLOT)) + sheet.px(18)
        _draw_days(sheet, columns, step, top - sheet.px(14))
        if len(days) < len(view.days):
            cut = self.tr("De laatste %1 van %2 overleggen.").replace("%1", str(len(days)))
            cut = cut.replace("%2", str(len(view.days)))
            sheet.paragraph(cut, QPointF(left, sheet.height + sheet.px(2)), sheet.width - left)

    def _draw_row(
        self,
        sheet: Sheet,
        row: EvaluationRow,
        columns: dict[date, float],
        step: float,
        top: float,
        words: tuple[str, str, str],
    ) -> None:
        bottom, shares = top + sheet.px(_PLOT), {share.on: share for share in row.meetings}
        wide = min(step * 0.72, sheet.px(_COLUMN))
        end = max(columns.values()) + wide
        sheet.line((QPointF(min(columns.values()), bottom), QPointF(end, bottom)), Token.CONTROL)
        for on, x in columns.items():
            share = shares.get(on)
            if share is not None and share.total:
                box = QRectF(x, top, wide, bottom - top)
                _draw_column(sheet, share, box)
                sheet.tip(QRectF(x, top, step, bottom - top), share_words(share))
        last = shares.get(max(columns))
        x = end + sheet.px(8)
        if last is None or not last.total:
            sheet.paragraph(
                self.tr("geen antwoord"), QPointF(x, bottom - 2 * sheet.line_height()), sheet.width - x
            )
            return
        _draw_counts(sheet, last, words, QRectF(x, top, 0, bottom - top))


def _counts(share: MeetingShare) -> tuple[int, int, int]:
    return share.yes, share.partly, share.no


def _draw_column(sheet: Sheet, share: MeetingShare, box: QRectF) -> None:
    """Draw yes at the foot, partly on it, no on top."""
    foot = box.bottom()
    for number, (token, fill) in zip(_counts(share), _LOOKS, strict=True):
        high = box.height() * number / share.total
        if number:
            sheet.bar(QRectF(box.left(), foot - high, box.width(), max(2.0, high - 1)), token, fill)
        foot -= high


def _draw_counts(sheet: Sheet, share: MeetingShare, words: tuple[str, str, str], box: QRectF) -> None:
    """Put each count of the last meeting beside its part of the column; none lies over another."""
    line, foot, ceiling = sheet.line_height(), box.bottom(), box.bottom()
    above = sum(1 for number in _counts(share) if number)
    for number, word, (token, _fill) in zip(_counts(share), words, _LOOKS, strict=True):
        high = box.height() * number / share.total
        if number:
            above -= 1
            wanted = foot - high / 2 - line / 2
            top = min(max(wanted, box.top() + above * line), ceiling - line)
            sheet.text(word.replace("%1", str(number)), QPointF(box.left(), top), token=token)
            ceiling = top
        foot -= high


def _draw_days(sheet: Sheet, columns: dict[date, float], step: float, top: float) -> None:
    """Write the days below the columns, the last one first, as far as they fit."""
    has_years = min(columns).year != max(columns).year
    free = sheet.width
    for on, x in reversed(columns.items()):
        words = short_day(on, with_year=has_years)
        width = sheet.width_of(words)
        left = min(max(x + min(step * 0.72, sheet.px(_COLUMN)) / 2 - width / 2, 0.0), free - width)
        if left >= 0 and left + width / 2 >= x - step:
            sheet.text(words, QPointF(left, top), align=Align.LEFT)
            free = left - sheet.px(8)
