"""Measure and place the als-dan-afspraken of a crisis card: large where there is room, never below 9 pt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.documents import card_texts as words
from zvdesk.documents.fonts import Weight
from zvdesk.documents.fonts import width as text_width
from zvdesk.documents.layout import Line, Run, Style, wrap
from zvdesk.documents.look import ACCENT, ACCENT_SOFT, CONTENT_WIDTH, DANGER, INK, INK_2, LEFT, LINE
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import Bookmark, Box, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.flow import Flow
    from zvdesk.domain.crisis_cards import CardAgreement

SMALLEST = 9.0  # points: what still reads on paper in a hurry

_GAP = 9.0  # between tiles
_PHONES = 194.0  # width of the phones where they stand beside the words
_LAYOUTS = ((1, 1.2), (1, 1.0), (1, 0.85), (2, 0.85), (2, 0.75), (2, 0.65), (2, 0.5), (2, 0.35))
_DENSE = 0.6  # from this scale down whom and number share a line


class _Look:
    """Hold the styles of a tile at one scale; the floors keep it readable."""

    def __init__(self, scale: float) -> None:
        def style(size: float, floor: float, weight: Weight, colour: str) -> Style:
            real = round(max(size * scale, floor), 2)
            return Style(real, round(real * 1.28, 2), weight, colour)

        self.is_dense = scale < _DENSE
        self.pad = round(max(13 * scale, 4.5), 2)
        self.trigger = style(21, 11, Weight.BOLD, INK)
        self.opening = style(21, 11, Weight.BOLD, ACCENT)
        self.response = style(14, SMALLEST, Weight.REGULAR, INK)
        self.then = style(14, SMALLEST, Weight.BOLD, ACCENT)
        self.who = style(13, SMALLEST, Weight.SEMIBOLD, INK)
        self.within = style(13, SMALLEST, Weight.BOLD, DANGER)
        self.quiet = style(13, SMALLEST, Weight.REGULAR, INK_2)
        self.name = style(11, SMALLEST, Weight.REGULAR, INK_2)
        self.number = style(23, 12, Weight.BOLD, INK)


@dataclass(frozen=True, slots=True)
class _Part:
    """Place lines inside a tile; ``down`` counts from its upper edge."""

    across: float
    down: float
    lines: tuple[Line, ...]
    tag: Tag


@dataclass(frozen=True, slots=True)
class _Tile:
    """Hold one agreement, measured."""

    title: str
    width: float
    height: float
    parts: tuple[_Part, ...]
    phones: tuple[float, float, float, float] | None  # across, down, width, height of what lies behind them

    def put(self, flow: Flow, x: float, top: float) -> Bookmark:
        """Put the tile on the page and return the bookmark that leads to it."""
        flow.place(Box(x, top - self.height, self.width, self.height, border=LINE, radius=6))
        if self.phones is not None:
            across, down, width, height = self.phones
            place = Box(x + across, top - down - height, width, height, fill=ACCENT_SOFT, radius=5)
            flow.place(place)
        for part in self.parts:
            flow.place(Text(x + part.across, top - part.down, part.lines, flow.root.add(part.tag)))
        return Bookmark(self.title, 1, 0, top)


@dataclass(frozen=True, slots=True)
class Tiles:
    """Hold the tiles of a card, each with its column and how far down it begins."""

    placed: tuple[tuple[_Tile, float, float], ...]  # tile, across, down

    def put(self, flow: Flow, top: float) -> list[Bookmark]:
        """Put all tiles below a height."""
        return [tile.put(flow, LEFT + across, top - down) for tile, across, down in self.placed]


def fit(agreements: Sequence[CardAgreement], room: float) -> tuple[Tiles | None, int]:
    """Return the most legible layout in which all fit, or None; and how many fit in the densest one."""
    for columns, scale in _LAYOUTS:
        tiles = _fill(agreements, columns, scale, room)
        if len(tiles.placed) == len(agreements):
            return tiles, len(agreements)
    return None, len(tiles.placed)


def _fill(agreements: Sequence[CardAgreement], columns: int, scale: float, room: float) -> Tiles:
    """Fill the columns from top to bottom, as far as there is room."""
    wide, look = (CONTENT_WIDTH - (columns - 1) * _GAP) / columns, _Look(scale)
    gap = _GAP if scale > _DENSE else _GAP / 2
    placed: list[tuple[_Tile, float, float]] = []
    column, down = 0, 0.0
    for agreement in agreements:
        tile = _tile(agreement, wide, look, is_wide=columns == 1)
        if down and down + tile.height > room:
            column, down = column + 1, 0.0
        if column == columns or tile.height > room:
            break
        placed.append((tile, column * (wide + _GAP), down))
        down += tile.height + gap
    return Tiles(tuple(placed))


def _tile(agreement: CardAgreement, width: float, look: _Look, *, is_wide: bool) -> _Tile:
    beside = is_wide and bool(agreement.phones)
    inner = width - 2 * look.pad - (_PHONES + look.pad if beside else 0)
    parts: list[_Part] = []
    down = look.pad * 0.8
    term = look.quiet if agreement.within_hours is None else look.within
    who = (
        Run(f"{agreement.who.strip() or words.NOBODY} · ", look.who),
        Run(words.within(agreement), term),
    )
    for runs, tag, space in (
        ((Run(f"{words.IF} ", look.opening), Run(words.when(agreement), look.trigger)), Tag.H2, 0.25),
        ((Run(f"{words.THEN} ", look.then), Run(words.then(agreement), look.response)), Tag.PARAGRAPH, 0.3),
        (who, Tag.PARAGRAPH, 0.3),
    ):
        lines = wrap(runs, inner)
        parts.append(_Part(look.pad, down, lines, tag))
        down += sum(line.height for line in lines) + look.pad * space
    if not agreement.phones:
        lines = wrap((Run(words.NO_PHONE, look.name),), inner)
        parts.append(_Part(look.pad, down, lines, Tag.PARAGRAPH))
        down += sum(line.height for line in lines)
        return _Tile(_title(agreement), width, down + look.pad * 0.7, tuple(parts), None)
    across, top = (width - look.pad - _PHONES, look.pad) if beside else (look.pad, down + look.pad * 0.2)
    wide = _PHONES if beside else inner
    numbers, tall = _phones(agreement, across, top, wide, look)
    height = max(down, top + tall + look.pad * 0.3) if beside else top + tall + look.pad * 0.3
    return _Tile(
        _title(agreement), width, height + look.pad * 0.7, (*parts, *numbers), (across, top, wide, tall)
    )


def _phones(
    agreement: CardAgreement, across: float, top: float, width: float, look: _Look
) -> tuple[list[_Part], float]:
    inset = look.pad * 0.7
    down = top + inset * 0.6
    parts = []
    for phone in agreement.phones:
        name = Run(phone.name, look.name)
        number = Run(phone.number, _whole(phone.number, look.number, width - 2 * inset))
        together = (Run(f"{phone.name} ", look.name), number)
        is_short = look.is_dense and len(wrap(together, width - 2 * inset)) == 1
        for runs in (together,) if is_short else ((name,), (number,)):
            if any(run.text for run in runs):
                lines = wrap(runs, width - 2 * inset)
                parts.append(_Part(across + inset, down, lines, Tag.PARAGRAPH))
                down += sum(line.height for line in lines)
        down += inset * 0.4
    return parts, down - top + inset * 0.3


def _whole(number: str, style: Style, available: float) -> Style:
    """Return a style in which a number stands on one line: half a number is no number."""
    needed = text_width(number, style.weight, style.size)
    if needed <= available:
        return style
    size = max(int(style.size * available / needed * 100) / 100, SMALLEST)
    return Style(size, style.leading, style.weight, style.colour)


def _title(agreement: CardAgreement) -> str:
    return f"{words.IF} {words.when(agreement)}"
