"""Draw sheets so that every mark is either in the structure tree or an artifact (PDF/UA-1, ISO 14289-1, 7.1).

The operators of a page (ISO 32000-1, 8 and 9) are written here: reportlab measures each text again to know
where it ends, and on a long list that is most of its time. Pages, fonts and their subsets are reportlab's.
"""

from __future__ import annotations

import io
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from zvdesk.documents.fonts import register, stretches, width
from zvdesk.documents.layout import TAG_PADDING
from zvdesk.documents.structure import Element, Mark
from zvdesk.documents.tagged import PAGE_HEIGHT, PAGE_WIDTH, Box, Dot, Rule, Squares, Stroke, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.fonts import Weight
    from zvdesk.documents.tagged import Drawn, Sheet


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
    codes = _Codes(canvas)
    for page, sheet in enumerate(sheets):
        canvas.addLiteral(_Pen(codes, page).drawn(sheet))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class _Codes:
    """Know which font and which codes of it show a text in one document."""

    def __init__(self, canvas: Canvas) -> None:
        self._document = vars(canvas)["_doc"]
        self._known: dict[tuple[str, Weight], list[tuple[str, float, str]]] = {}

    def of(self, text: str, weight: Weight) -> list[tuple[str, float, str]]:
        """Return the text in stretches: of each the name and scale of its font, and its codes in digits."""
        key = (text, weight)
        if key not in self._known:
            self._known[key] = [
                (font.getSubsetInternalName(subset, self._document), scale, codes.hex())
                for font, scale, words in stretches(text, weight)
                for subset, codes in font.splitString(words, self._document)
            ]
        return self._known[key]


class _Pen:
    """Write the operators of one page."""

    def __init__(self, codes: _Codes, page: int) -> None:
        self._codes = codes
        self._page = page
        self._next_mark = 0
        self._code: list[str] = []

    def drawn(self, sheet: Sheet) -> str:
        """Return the operators of what stands on the sheet."""
        for item in sheet.items:
            if isinstance(item, Text):
                self._text(item)
            elif isinstance(item, Squares):
                self._squares(item)
            else:
                self._artifact(item)
        return "\n".join(self._code)

    def _text(self, item: Text) -> None:
        self._fills(item)
        if item.element is None:
            self._code.append("/Artifact <</Type /Pagination>> BDC")
        else:
            self._begin(item.element)
        self._write(item)
        self._code.append("EMC")

    def _begin(self, element: Element) -> None:
        element.kids.append(Mark(self._page, self._next_mark))
        self._code.append(f"/{element.tag.value} <</MCID {self._next_mark}>> BDC")
        self._next_mark += 1

    def _write(self, item: Text) -> None:
        code = self._code.append
        code("BT")
        top, style, current = item.y, None, ""
        for line in item.lines:
            top -= line.height
            for piece in line.pieces:
                if piece.style is not style:
                    style, current = piece.style, ""
                    code(f"{_colour(style.colour)} rg")
                baseline = top + (line.height - style.size) / 2 + style.size * 0.22
                code(f"1 0 0 1 {item.x + piece.offset:.2f} {baseline:.2f} Tm")
                for name, scale, codes in self._codes.of(piece.text, style.weight):
                    if name != current:
                        current = name
                        code(f"{name} {style.size * scale:g} Tf")
                    code(f"<{codes}> Tj")
        code("ET")

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

    def _squares(self, item: Squares) -> None:
        self._begin(item.element)
        self._code.append(f"{_colour(item.colour)} rg")
        side = item.side
        for down, row in enumerate(item.rows, 1):
            start = 0
            for is_dark, run in groupby(row):
                length = len(tuple(run))
                if is_dark:
                    x, y = item.x + start * side, item.y - down * side
                    self._code.append(f"{x:.3f} {y:.3f} {length * side:.3f} {side:.3f} re")
                start += length
        self._code += ["f", "EMC"]

    def _artifact(self, item: Drawn) -> None:
        self._code.append("/Artifact <</Type /Layout>> BDC")
        if isinstance(item, Rule):
            self._line(((item.x, item.y), (item.x + item.width, item.y)), item.colour, item.thickness)
        elif isinstance(item, Box):
            self._box(item)
        elif isinstance(item, Stroke):
            self._stroke(item)
        else:
            self._dot(item)
        self._code.append("EMC")

    def _line(self, points: Sequence[tuple[float, float]], colour: str, thickness: float) -> None:
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
        self._code.append(f"{_colour(colour)} RG {thickness:g} w {path} S")

    def _stroke(self, stroke: Stroke) -> None:
        if stroke.is_dashed:
            self._code.append("[2 2] 0 d")
        self._line(stroke.points, stroke.colour, stroke.thickness)
        if stroke.is_dashed:
            self._code.append("[] 0 d")

    def _box(self, box: Box) -> None:
        if box.fill:
            self._code.append(f"{_colour(box.fill)} rg")
        if box.border:
            self._code.append(f"{_colour(box.border)} RG 0.8 w")
        path = PDFPathObject()
        path.roundRect(box.x, box.y, box.width, box.height, box.radius)
        painted = {(True, True): "B", (True, False): "f", (False, True): "S"}
        self._code += [path.getCode(), painted.get((bool(box.fill), bool(box.border)), "n")]

    def _dot(self, dot: Dot) -> None:
        path = PDFPathObject()
        path.circle(dot.x, dot.y, dot.radius)
        self._code.append(f"{_colour(dot.colour)} RG {_colour(dot.fill)} rg 1.2 w {path.getCode()} B")


@cache
def _colour(code: str) -> str:
    """Return the parts of ``#RRGGBB`` as operators take them, from 0 to 1."""
    return " ".join(f"{int(code[start : start + 2], 16) / 255:.4g}" for start in (1, 3, 5))
