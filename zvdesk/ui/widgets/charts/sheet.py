"""Lay out a picture as a list of marks with their places, so that it is measured before it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from zvdesk.ui.tokens import Size, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.ui.theme import Theme


class Fill(Enum):
    """Name how a mark is filled, so that shape says what colour says."""

    SOLID = "solid"
    HATCHED = "hatched"
    HOLLOW = "hollow"


class Shape(Enum):
    """Name the shapes of a dot."""

    ROUND = "round"
    DIAMOND = "diamond"


class Align(Enum):
    """Say which part of a text stands at the given place."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """Stand for one line of text in its box."""

    text: str
    box: QRectF
    font: QFont
    colour: QColor


@dataclass(frozen=True, slots=True)
class Line:
    """Stand for a line through points."""

    points: tuple[QPointF, ...]
    colour: QColor
    width: float
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """Stand for a mark around a point."""

    centre: QPointF
    radius: float
    colour: QColor
    fill: Fill
    shape: Shape


@dataclass(frozen=True, slots=True)
class Bar:
    """Stand for a filled rectangle."""

    box: QRectF
    colour: QColor
    fill: Fill


class Sheet:
    """Collect what a picture of a given width shows; its height is what the marks ask."""

    def __init__(self, theme: Theme, width: float) -> None:
        self.theme, self.width = theme, width
        self.labels: list[Label] = []
        self.marks: list[Line | Dot | Bar] = []
        self.tips: list[tuple[QRectF, str]] = []
        self._bottom = 0.0

    @property
    def height(self) -> float:
        """Return how far down anything reaches, in pixels."""
        return self._bottom

    def px(self, pixels: float) -> float:
        """Return a length at 100 % as it is at this size of text."""
        return self.theme.scale * pixels

    def reach(self, bottom: float) -> None:
        """Make the picture at least this high."""
        self._bottom = max(self._bottom, bottom)

    def font(self, size: Size = Size.SMALL, *, firm: bool = False) -> QFont:
        """Return a font of the picture."""
        return self.theme.font(size, QFont.Weight.DemiBold if firm else QFont.Weight.Normal)

    def width_of(self, text: str, size: Size = Size.SMALL, *, firm: bool = False) -> float:
        """Return how wide a text is."""
        return QFontMetricsF(self.font(size, firm=firm)).horizontalAdvance(text) + 1

    def line_height(self, size: Size = Size.SMALL) -> float:
        """Return the height of one line of text."""
        return QFontMetricsF(self.font(size)).height()

    def text(
        self,
        text: str,
        at: QPointF,
        size: Size = Size.SMALL,
        *,
        firm: bool = False,
        token: Token = Token.INK_2,
        align: Align = Align.LEFT,
    ) -> QRectF:
        """Put one line of text with its top at a place; it is never cut off."""
        font = self.font(size, firm=firm)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text)
        box = QRectF(at.x() - width * align.value, at.y(), width, metrics.height())
        self.labels.append(Label(text, box, font, self.theme.colour(token)))
        self.reach(box.bottom())
        return box

    def paragraph(
        self,
        text: str,
        at: QPointF,
        room: float,
        size: Size = Size.SMALL,
        *,
        firm: bool = False,
        token: Token = Token.INK_2,
        align: Align = Align.LEFT,
    ) -> float:
        """Put text that wraps, and return where the next thing may begin."""
        top = at.y()
        for line in wrapped(text, self.font(size, firm=firm), room):
            place = QPointF(at.x(), top)
            top = self.text(line, place, size, firm=firm, token=token, align=align).bottom()
        return top

    def line(
        self,
        points: Sequence[QPointF],
        token: Token | QColor = Token.LINE,
        width: float = 1.0,
        *,
        is_dashed: bool = False,
    ) -> None:
        """Draw a line through points; its width grows with the text."""
        pen = max(1.0, self.px(width)) if width > 1 else width
        self.marks.append(Line(tuple(points), self._colour(token), pen, is_dashed))
        self.reach(max(point.y() for point in points) + pen / 2)

    def dot(
        self,
        centre: QPointF,
        radius: float,
        token: Token | QColor,
        fill: Fill = Fill.SOLID,
        shape: Shape = Shape.ROUND,
    ) -> None:
        """Draw a mark; ``radius`` is in pixels at 100 %."""
        self.marks.append(Dot(centre, self.px(radius), self._colour(token), fill, shape))
        self.reach(centre.y() + self.px(radius) + 1)

    def bar(self, box: QRectF, token: Token, fill: Fill = Fill.SOLID) -> None:
        """Draw a filled rectangle."""
        self.marks.append(Bar(box, self._colour(token), fill))
        self.reach(box.bottom())

    def tip(self, box: QRectF, words: str) -> None:
        """Say these words when the pointer rests here."""
        self.tips.append((box, words))

    def tip_at(self, place: QPointF) -> str:
        """Return what is said at a place, or an empty text; the nearest of several."""
        hits = [(box.center() - place, words) for box, words in self.tips if box.contains(place)]
        return min(hits, key=lambda hit: hit[0].manhattanLength())[1] if hits else ""

    def _colour(self, token: Token | QColor) -> QColor:
        return self.theme.colour(token) if isinstance(token, Token) else token

    def paint(self, painter: QPainter) -> None:
        """Paint all of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self.marks:
            if isinstance(mark, Line):
                _paint_line(painter, mark)
            elif isinstance(mark, Dot):
                _paint_dot(painter, mark, self.theme.colour(Token.SURFACE))
            else:
                _paint_bar(painter, mark)
        for label in self.labels:
            painter.setFont(label.font)
            painter.setPen(label.colour)
            ascent = QFontMetricsF(label.font).ascent()
            painter.drawText(QPointF(label.box.left(), label.box.top() + ascent), label.text)


def wrapped(text: str, font: QFont, room: float) -> list[str]:
    """Return the lines of a text; a word that is wider than the room is broken."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, room))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


def _paint_line(painter: QPainter, line: Line) -> None:
    pen = QPen(line.colour, line.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if line.is_dashed else Qt.PenCapStyle.RoundCap)
    if line.is_dashed:
        pen.setDashPattern([3.0, 3.0])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, line.width > 1)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line.points)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_dot(painter: QPainter, dot: Dot, ground: QColor) -> None:
    pen = max(1.5, dot.radius * 0.35)
    painter.setPen(QPen(dot.colour, pen))
    painter.setBrush(ground if dot.fill is Fill.HOLLOW else dot.colour)
    radius = dot.radius - pen / 2
    if dot.shape is Shape.ROUND:
        painter.drawEllipse(dot.centre, radius, radius)
        return
    x, y, reach = dot.centre.x(), dot.centre.y(), radius * 1.25
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _paint_bar(painter: QPainter, bar: Bar) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if bar.fill is Fill.SOLID:
        painter.fillRect(bar.box, bar.colour)
    else:
        box = QRectF(bar.box.toAlignedRect()).adjusted(0, 0, -1, -1)
        painter.setPen(QPen(bar.colour, 1))
        hatch = QBrush(bar.colour, Qt.BrushStyle.BDiagPattern)
        painter.setBrush(hatch if bar.fill is Fill.HATCHED else Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
