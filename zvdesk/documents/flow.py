"""Flow headings, paragraphs, columns and tables over pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from zvdesk.documents.layout import Line, Run, Style, wrap
from zvdesk.documents.look import CONTENT_WIDTH, INK, LEFT, LINE, Styles
from zvdesk.documents.structure import Element, Tag
from zvdesk.documents.table_rows import ROW_PADDING, header_height, kept_heights
from zvdesk.documents.tagged import Bookmark, Rule, Sheet, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zvdesk.documents.tagged import Drawn, Squares

_GUTTER = 8.0  # between columns of a table
_AFTER_HEADING = 2.5
_ABOVE = 24.0  # a heading of one line, with room
_HEADINGS = (Tag.H1, Tag.H2, Tag.H3)  # the place is the level in the outline


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column of a table; the width includes the gutter to its right."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold a paragraph or a heading."""

    runs: tuple[Run, ...]
    tag: Tag = Tag.PARAGRAPH
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Hold a small table of labels and values."""

    rows: tuple[tuple[str, tuple[Run, ...]], ...]
    label_width: float = 74.0


Block: TypeAlias = Paragraph | Pairs


def heading(text: str, tag: Tag = Tag.H2) -> Paragraph:
    """Return a heading of a section."""
    return Paragraph((Run(text, Styles.heading),), tag, after=_AFTER_HEADING)


def paragraph(text: str, style: Style | None = None, *, after: float = 0.0) -> Paragraph:
    """Return a paragraph in one style."""
    return Paragraph((Run(text, style or Styles.body),), after=after)


def pairs(rows: Iterable[tuple[str, str]], label_width: float = 74.0) -> Pairs:
    """Return a small table of plain words."""
    return Pairs(tuple((label, (Run(value, Styles.body),)) for label, value in rows), label_width)


def columns(titles: Sequence[str], widths: Sequence[float]) -> list[Column]:
    """Return the columns of a table; the one of width 0 takes what the others leave."""
    left = CONTENT_WIDTH - sum(widths)
    return [Column(title, wide or left) for title, wide in zip(titles, widths, strict=True)]


class Flow:
    """Fill sheets from top to bottom; the tree grows in reading order."""

    def __init__(self, *, top: float, bottom: float) -> None:
        self.sheets: list[Sheet] = [Sheet()]
        self.root = Element(Tag.DOCUMENT)
        self.bookmarks: list[Bookmark] = []
        self.y = top
        self._top = top
        self.bottom = bottom
        self._last_heading: Text | None = None

    @property
    def page(self) -> int:
        """Return the number of the page that is being filled, from 0."""
        return len(self.sheets) - 1

    @property
    def _room(self) -> float:
        return self.y - self.bottom

    def space(self, points: float) -> None:
        """Leave white space, but not at the top of a page."""
        if self.y < self._top:
            self.y = max(self.y - points, self.bottom)

    def ensure(self, points: float) -> bool:
        """Start a new page unless there is room for so many points; tell whether one was started."""
        if points <= self._room or self.y == self._top:
            return False
        self.sheets.append(Sheet())
        self.y = self._top
        return True

    def new_page(self) -> None:
        """Start a new page, unless nothing stands on this one yet."""
        self.ensure(self._room + 1)

    def place(self, item: Text | Squares | Drawn) -> None:
        """Put something on the current page."""
        self.sheets[-1].items.append(item)

    def add(self, block: Block, *, keep_with: float = 0.0) -> None:
        """Put a block over the full width; a long paragraph runs on over the page."""
        if isinstance(block, Pairs):
            self._pairs_over_pages(block)
            return
        lines = wrap(block.runs, CONTENT_WIDTH)
        self.space(block.before)
        tall = sum(line.height for line in lines)
        self.ensure(min(tall, 3 * lines[0].height) + keep_with)
        element = self._open(block)
        while lines:
            fitting = self._fitting(lines)
            text = Text(LEFT, self.y, lines[:fitting], element)
            self.place(text)
            self.y -= sum(line.height for line in lines[:fitting])
            lines = lines[fitting:]
            self._last_heading = text if _is_heading(block) else None
            if lines:
                self.ensure(self._room + 1)
        self.space(block.after)

    def side_by_side(self, left: Sequence[Block], right: Sequence[Block], split: float) -> None:
        """Put two columns next to each other; on top of each other when they do not fit on a page."""
        wide = (split - 24, CONTENT_WIDTH - split)
        tall = max(height(left, wide[0]), height(right, wide[1]))
        if tall > self._top - self.bottom:
            for block in (*left, *right):
                self.add(block, keep_with=30 if _is_heading(block) else 0)
            return
        self.ensure(tall)
        top = self.y
        for blocks, x, available in ((left, LEFT, wide[0]), (right, LEFT + split, wide[1])):
            self.y = top
            for block in blocks:
                self._put(block, x, available)
        self.y = top - tall

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[tuple[Run, ...]]],
        continued: Sequence[str] = (),
    ) -> None:
        """Put a table over the full width; its header is repeated on each page, as an artifact.

        A heading right above it goes along to the next page; the last row does not stand alone on one.
        ``continued`` has for each row the words above what is left of it on a next page, also an artifact.
        """
        table = self.root.add(Tag.TABLE)
        header = [
            wrap((Run(column.title, Styles.label_strong),), column.width - _GUTTER) for column in columns
        ]
        head_row, body = table.add(Tag.HEAD).add(Tag.ROW), table.add(Tag.BODY)
        made = [
            [wrap(runs, column.width - _GUTTER) for runs, column in zip(row, columns, strict=True)]
            for row in rows
        ]
        above = header_height(header)
        needed = kept_heights(made, self._top - self.bottom - above - _ABOVE)
        self._ensure_below_heading(above + needed[0])
        self._header(columns, header, head_row)
        above_rest = continued or [""] * len(made)
        for cells, room, words in zip(made, needed, above_rest, strict=True):
            element = body.add(Tag.ROW)
            elements = [element.add(Tag.CELL) for _ in columns]
            if self.ensure(room):
                self._header(columns, header, None)
            self._row(columns, cells, elements, header, words)

    def _ensure_below_heading(self, points: float) -> None:
        sheet, heading = self.sheets[-1], self._last_heading
        if not self.ensure(points) or heading is None or sheet.items[-1] is not heading:
            return
        sheet.items.pop()
        self.bookmarks.append(replace(self.bookmarks.pop(), page=self.page, top=self.y))
        self.place(replace(heading, y=self.y))
        self.y -= sum(line.height for line in heading.lines) + _AFTER_HEADING

    def _row(
        self,
        columns: Sequence[Column],
        cells: list[tuple[Line, ...]],
        elements: list[Element],
        header: list[tuple[Line, ...]],
        continued: str,
    ) -> None:
        while True:
            self.y -= ROW_PADDING
            fitting = [self._fitting(lines, ROW_PADDING) for lines in cells]
            x, used = LEFT, 0.0
            for column, lines, number, element in zip(columns, cells, fitting, elements, strict=True):
                if number:
                    self.place(Text(x, self.y, lines[:number], element))
                    used = max(used, sum(line.height for line in lines[:number]))
                x += column.width
            self.y -= used + ROW_PADDING
            self.place(Rule(LEFT, self.y, CONTENT_WIDTH, LINE))
            cells = [lines[number:] for lines, number in zip(cells, fitting, strict=True)]
            if not any(cells):
                return
            self.ensure(self._room + 1)
            self._header(columns, header, None)
            if continued:
                (line, *_) = wrap((Run(continued, Styles.strong),), CONTENT_WIDTH)
                self.place(Text(LEFT, self.y - ROW_PADDING, (line,)))
                self.y -= line.height

    def _header(self, columns: Sequence[Column], header: list[tuple[Line, ...]], row: Element | None) -> None:
        x = LEFT
        for column, lines in zip(columns, header, strict=True):
            cell = None if row is None else row.add(Tag.HEADER_CELL, "Column")
            self.place(Text(x, self.y, lines, cell))
            x += column.width
        self.y -= header_height(header)
        self.place(Rule(LEFT, self.y, CONTENT_WIDTH, INK, 0.9))

    def _fitting(self, lines: Sequence[Line], reserve: float = 0.0) -> int:
        room, number = self._room - reserve, 0
        for line in lines:
            room -= line.height
            if room < -0.01:
                break
            number += 1
        return number

    def _open(self, block: Paragraph) -> Element:
        if _is_heading(block):
            title = "".join(run.text for run in block.runs)
            self.bookmarks.append(Bookmark(title, _HEADINGS.index(block.tag), self.page, self.y))
        return self.root.add(block.tag)

    def _put(self, block: Block, x: float, available: float) -> None:
        if isinstance(block, Paragraph):
            lines = wrap(block.runs, available)
            self.y -= block.before
            self.place(Text(x, self.y, lines, self._open(block)))
            self.y -= sum(line.height for line in lines) + block.after
            return
        table = self.root.add(Tag.TABLE)
        for label, runs in block.rows:
            self._pair(table, block, label, runs, x, available)

    def _pair(
        self, table: Element, block: Pairs, label: str, runs: tuple[Run, ...], x: float, available: float
    ) -> None:
        key, value = _pair_lines(block, label, runs, available)
        row = table.add(Tag.ROW)
        self.place(Text(x, self.y, key, row.add(Tag.HEADER_CELL, "Row")))
        self.place(Text(x + block.label_width, self.y, value, row.add(Tag.CELL)))
        self.y -= _pair_height(key, value)

    def _pairs_over_pages(self, block: Pairs) -> None:
        table = self.root.add(Tag.TABLE)
        heights = [_pair_height(*_pair_lines(block, *row, CONTENT_WIDTH)) for row in block.rows]
        for number, (label, runs) in enumerate(block.rows):
            self.ensure(sum(heights[number:]) if number == len(heights) - 2 else heights[number])
            self._pair(table, block, label, runs, LEFT, CONTENT_WIDTH)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.tag in _HEADINGS


def _pair_lines(
    block: Pairs, label: str, runs: tuple[Run, ...], available: float
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    key = wrap((Run(label, Styles.label),), block.label_width - 6)
    return key, wrap(runs, available - block.label_width)


def _pair_height(key: Sequence[Line], value: Sequence[Line]) -> float:
    return max(sum(line.height for line in key), sum(line.height for line in value)) + 2.5


def height(blocks: Sequence[Block], available: float = CONTENT_WIDTH) -> float:
    """Return how tall blocks are below each other, in points."""
    total = 0.0
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = wrap(block.runs, available)
            total += block.before + sum(line.height for line in lines) + block.after
        else:
            total += sum(_pair_height(*_pair_lines(block, *row, available)) for row in block.rows)
    return total
