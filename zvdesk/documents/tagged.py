"""Draw pages whose every mark is either in the structure tree or an artifact (PDF/UA-1, ISO 14289-1, 7.1).

The layout first fills ``Sheet`` objects, so that the number of pages is known; ``draw`` then writes them with
reportlab and notes which stretch of content belongs to which element.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from zvdesk.documents.fonts import register, width
from zvdesk.documents.layout import TAG_PADDING
from zvdesk.documents.structure import Element, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.layout import Line

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4


@dataclass(frozen=True, slots=True)
class Text:
    """Place lines of text; y is the top of the first line. Without an element it is an artifact."""

    x: float
    y: float
    lines: tuple[Line, ...]
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Place a line that only separates."""

    x: float
    y: float
    width: float
    colour: str
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class Box:
    """Place a filled or outlined rectangle; y is its bottom."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    border: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Place a line through points; the words beside a picture say what it shows."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thickness: float = 1.0
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """Place a dot around a point; a fill other than the colour makes it hollow."""

    x: float
    y: float
    radius: float
    colour: str
    fill: str


@dataclass(frozen=True, slots=True)
class Squares:
    """Place a picture of dark squares, row by row from the top; its element, a Figure, says it in words.

    Squares that touch are one path: a printer or a screen leaves no seam between them.
    """

    x: float
    y: float  # top
    side: float  # of one square
    rows: tuple[tuple[bool, ...], ...]
    colour: str
    element: Element


Drawn: TypeAlias = Rule | Box | Stroke | Dot


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Point from the outline to a height on a page."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class SignatureField:
    """Place a field that a signature fills; its element is a Form."""

    name: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    label: str
    element: Element


@dataclass(slots=True)
class Sheet:
    """Collect what stands on one page, in reading order."""

    items: list[Text | Squares | Drawn] = field(default_factory=list)


def draw(sheets: Sequence[Sheet]) -> bytes:
    """Write the pages and return the bare PDF; the elements of the tree now know their marks."""
    register()
    target = io.BytesIO()
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=0,  # the finishing pass compresses, better
        pdfVersion=(1, 7),
    )
    for page, sheet in enumerate(sheets):
        _Pen(canvas, page).draw(sheet)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Pen:
    """Draw one page."""

    def __init__(self, canvas: Canvas, page: int) -> None:
        self._canvas = canvas
        self._page = page
        self._next_mark = 0

    def draw(self, sheet: Sheet) -> None:
        """Draw what stands on the sheet."""
        for item in sheet.items:
            if isinstance(item, Text):
                self._text(item)
            elif isinstance(item, Squares):
                self._squares(item)
            else:
                self._artifact(item)

    def _text(self, item: Text) -> None:
        self._fills(item)
        if item.element is None:
            self._canvas.addLiteral("/Artifact <</Type /Pagination>> BDC")
        else:
            self._begin(item.element)
        self._write(item)
        self._canvas.addLiteral("EMC")

    def _begin(self, element: Element) -> None:
        element.kids.append(Mark(self._page, self._next_mark))
        self._canvas.addLiteral(f"/{element.tag.value} <</MCID {self._next_mark}>> BDC")
        self._next_mark += 1

    def _squares(self, item: Squares) -> None:
        self._begin(item.element)
        self._canvas.setFillColor(_colour(item.colour))
        path, side = self._canvas.beginPath(), item.side
        for down, row in enumerate(item.rows, 1):
            start = 0
            for is_dark, run in groupby(row):
                length = len(tuple(run))
                if is_dark:
                    path.rect(item.x + start * side, item.y - down * side, length * side, side)
                start += length
        self._canvas.drawPath(path, stroke=0, fill=1)
        self._canvas.addLiteral("EMC")

    def _write(self, item: Text) -> None:
        writer = self._canvas.beginText()
        top, style = item.y, None
        for line in item.lines:
            top -= line.height
            for piece in line.pieces:
                if piece.style != style:
                    style = piece.style
                    writer.setFont(style.weight.value, style.size)
                    writer.setFillColor(_colour(style.colour))
                baseline = top + (line.height - style.size) / 2 + style.size * 0.22
                writer.setTextOrigin(item.x + piece.offset, baseline)
                writer.textOut(piece.text)
        self._canvas.drawText(writer)

    def _fills(self, item: Text) -> None:
        top = item.y
        for line in item.lines:
            top -= line.height
            for piece in line.pieces:
                style = piece.style
                if style.fill:
                    wide = width(piece.text.strip(), style.weight, style.size) + 2 * TAG_PADDING
                    left = item.x + piece.offset - TAG_PADDING
                    self._artifact(Box(left, top + 0.5, wide, line.height - 1, fill=style.fill, radius=2.5))

    def _artifact(self, item: Drawn) -> None:
        self._canvas.addLiteral("/Artifact <</Type /Layout>> BDC")
        if isinstance(item, Rule):
            self._rule(item)
        elif isinstance(item, Box):
            self._box(item)
        elif isinstance(item, Stroke):
            self._stroke(item)
        else:
            self._dot(item)
        self._canvas.addLiteral("EMC")

    def _rule(self, rule: Rule) -> None:
        self._canvas.setStrokeColor(_colour(rule.colour))
        self._canvas.setLineWidth(rule.thickness)
        self._canvas.line(rule.x, rule.y, rule.x + rule.width, rule.y)

    def _box(self, box: Box) -> None:
        if box.fill:
            self._canvas.setFillColor(_colour(box.fill))
        if box.border:
            self._canvas.setStrokeColor(_colour(box.border))
            self._canvas.setLineWidth(0.8)
        self._canvas.roundRect(
            box.x,
            box.y,
            box.width,
            box.height,
            box.radius,
            fill=int(bool(box.fill)),
            stroke=int(bool(box.border)),
        )

    def _stroke(self, stroke: Stroke) -> None:
        self._canvas.setStrokeColor(_colour(stroke.colour))
        self._canvas.setLineWidth(stroke.thickness)
        self._canvas.setDash([2, 2] if stroke.is_dashed else [])
        path = self._canvas.beginPath()
        path.moveTo(*stroke.points[0])
        for point in stroke.points[1:]:
            path.lineTo(*point)
        self._canvas.drawPath(path)
        self._canvas.setDash([])

    def _dot(self, dot: Dot) -> None:
        self._canvas.setStrokeColor(_colour(dot.colour))
        self._canvas.setFillColor(_colour(dot.fill))
        self._canvas.setLineWidth(1.2)
        self._canvas.circle(dot.x, dot.y, dot.radius, fill=1)


@cache
def _colour(code: str) -> Color:
    return HexColor(code)
