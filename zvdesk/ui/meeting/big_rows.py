"""Lay out and paint one row that reads at a metre: a mark, a name, who, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from zvdesk.ui.icons import paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, TONE_TOKENS, Radius, Size, Space, Token, Tone
from zvdesk.ui.widgets.charts.sheet import wrapped

_MARK, _TALL, _HEAD = 22, 52, 40  # in pixels at 100 %


class BigMark(Enum):
    """Name the marks before a row; the words of the row say the same."""

    NONE = "none"
    DONE = "done"
    OPEN = "open"
    NOW = "now"
    GONE = "gone"
    BARRED = "barred"


_ICONS: dict[BigMark, tuple[str, Token]] = {
    BigMark.DONE: ("circle-check", Token.OK),
    BigMark.OPEN: ("circle", Token.CONTROL),
    BigMark.NOW: ("arrow-right", Token.ACCENT),
    BigMark.GONE: ("minus", Token.INK_2),
    BigMark.BARRED: ("circle-alert", Token.DANGER),
}


@dataclass(frozen=True)
class BigRow:
    """Hold one row; ``spoken`` is the sentence that a screen reader says."""

    key: str
    name: str
    more: str = ""
    state: str = ""
    mark: BigMark = BigMark.NONE
    tone: Tone = Tone.NEUTRAL
    spoken: str = ""
    is_heading: bool = False


@dataclass(frozen=True)
class RowLayout:
    """Hold where each line of a row stands; places are relative to the row."""

    row: BigRow
    width: int
    height: int
    lines: tuple[tuple[str, QFont, Token, QPointF], ...]  # the point is where the line begins, at its top


def laid_out(row: BigRow, width: int) -> RowLayout:
    """Return the layout of a row: on one line where it fits, else below each other; nothing is cut off."""
    theme = current_theme()
    if row.is_heading:
        return _heading(row, width)
    name = theme.font(Size.HEADING, QFont.Weight.DemiBold)
    beside, state = theme.font(Size.LEAD), theme.font(Size.LEAD, QFont.Weight.DemiBold)
    left = Space.HALF_MORE + (theme.scaled(_MARK) + Space.HALF_MORE if row.mark is not BigMark.NONE else 0)
    room = width - left - Space.HALF_MORE
    high = QFontMetricsF(name).height()
    ink = Token.INK_2 if row.mark is BigMark.GONE else Token.INK
    state_ink = TONE_TOKENS[row.tone]
    widths = [_wide(row.name, name), _wide(row.more, beside), _wide(row.state, state)]
    if sum(widths) + 2 * Space.TWO <= room:
        tall = theme.scaled(_TALL)
        top, lower = (tall - high) / 2, (tall - high) / 2 + high - QFontMetricsF(beside).height()
        lines = [
            (row.name, name, ink, QPointF(left, top)),
            (row.more, beside, Token.INK_2, QPointF(left + widths[0] + Space.HALF_MORE, lower - 2)),
            (row.state, state, state_ink, QPointF(left + room - widths[2], lower - 2)),
        ]
        return RowLayout(row, width, tall, tuple(line for line in lines if line[0]))
    placed: list[tuple[str, QFont, Token, QPointF]] = []
    top = float(Space.ONE)
    for text, font, token in (
        (row.name, name, ink),
        (row.more, beside, Token.INK_2),
        (row.state, state, state_ink),
    ):
        for line in wrapped(text, font, room) if text else ():
            placed.append((line, font, token, QPointF(left, top)))
            top += QFontMetricsF(font).height()
    return RowLayout(row, width, max(theme.scaled(_TALL), round(top) + Space.ONE), tuple(placed))


def _heading(row: BigRow, width: int) -> RowLayout:
    theme = current_theme()
    font = theme.font(Size.LEAD, QFont.Weight.Bold)
    high = QFontMetricsF(font).height()
    top = max(theme.scaled(_HEAD) - high - Space.HALF, 0.0)
    token = TONE_TOKENS[row.tone]
    lines: list[tuple[str, QFont, Token, QPointF]] = []
    for line in wrapped(row.name, font, width - 2 * Space.HALF_MORE):
        lines.append((line, font, token, QPointF(Space.HALF_MORE, top)))
        top += high
    return RowLayout(row, width, round(top) + Space.HALF, tuple(lines))


def paint_row(painter: QPainter, box: QRect, layout: RowLayout, *, has_focus: bool) -> None:
    """Paint a row in the theme of the moment."""
    theme, row = current_theme(), layout.row
    whole = QRectF(box)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not has_focus:
        painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), theme.colour(Token.LINE))
    if has_focus:
        painter.setBrush(theme.colour(Token.ACCENT_SOFT))
        painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH))
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -2), Radius.CONTROL, Radius.CONTROL)
    if row.mark in _ICONS:
        icon_name, token = _ICONS[row.mark]
        side = theme.scaled(_MARK)
        first = layout.lines[0]
        middle = whole.top() + first[3].y() + QFontMetricsF(first[1]).height() / 2
        place = QRectF(whole.left() + Space.HALF_MORE, middle - side / 2, side, side)
        paint_icon(painter, place, icon_name, token)
    for text, font, token, at in layout.lines:
        painter.setFont(font)
        painter.setPen(theme.colour(token))
        ascent = QFontMetricsF(font).ascent()
        painter.drawText(QPointF(whole.left() + at.x(), whole.top() + at.y() + ascent), text)
    painter.restore()


def _wide(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text) + 1 if text else 0.0
