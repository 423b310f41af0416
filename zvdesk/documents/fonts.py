"""Hand out the bundled fonts and say which letters they cannot show.

Atkinson Hyperlegible Next (OFL 1.1) covers Dutch, Turkish, Polish, Czech, Croatian, Romanian and Hungarian.
A word with another letter or a sign in it stands in DejaVu Sans (Bitstream Vera licence) as a whole: the
rest of Latin, Vietnamese, Greek, Cyrillic, arrows, checks and boxes. reportlab drops a letter that a font
lacks, so every text passes ``printable`` before anything is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from zvdesk.errors import MissingGlyphs
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Iterable


class Weight(StrEnum):
    """Name the three weights; the value is the name that reportlab knows the font by."""

    REGULAR = "AtkinsonHyperlegibleNext-Regular"
    SEMIBOLD = "AtkinsonHyperlegibleNext-SemiBold"
    BOLD = "AtkinsonHyperlegibleNext-Bold"


class Stretch(NamedTuple):
    """Hold a part of a text in one font; ``scale`` makes the letters of both fonts equally high."""

    font: TTFont
    scale: float
    text: str


_SECOND = {
    Weight.REGULAR: "DejaVuSans",
    Weight.SEMIBOLD: "DejaVuSans-Bold",
    Weight.BOLD: "DejaVuSans-Bold",
}
_SECOND_SCALE = 0.91  # small letters are 0.547 high in DejaVu Sans, and 0.496 in Atkinson
_LAST_OF_PLANE = 0xFFFF  # reportlab's character maps go no further
# Directions of writing that change nothing around them (Unicode annex 9), so not those of Arabic and Hebrew.
_LEFT_TO_RIGHT = frozenset({"L", "ON", "EN", "ES", "ET", "CS", "WS"})

# Letters that look the same as another letter, or like nothing at all, and change nothing else on the line.
_SAME_LOOK = {
    **dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x2060, 0xFEFF, 0x200E, 0xFE0E, 0xFE0F), ""),
    **dict.fromkeys((0x2028, 0x2029), "\n"),
    **dict.fromkeys((0x2010, 0x2011), "-"),
    0x0009: " ",
    0x0132: "IJ",
    0x0133: "ij",
    0x037E: ";",
    0x212B: "Å",
    0x2126: "Ω",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
}


@cache
def _font(name: str) -> TTFont:
    """Return a bundled font, registered with reportlab."""
    found = TTFont(name, str(resources_folder() / "fonts" / f"{name}.ttf"), asciiReadable=0)
    pdfmetrics.registerFont(found)
    return found


def _letters_of(names: Iterable[str]) -> frozenset[str]:
    """Return the letters that all of these fonts have; neither a mark by itself nor a control is a letter."""
    letters = frozenset.intersection(*(frozenset(_font(name).face.charToGlyph) for name in names))
    return frozenset(c for c in map(chr, letters) if unicodedata.category(c)[0] not in "MC")


@cache
def register() -> frozenset[str]:
    """Register the first font with reportlab, once, and return its letters."""
    rl_config.canvas_basefontname = Weight.REGULAR.value  # or Helvetica, not embedded, starts each page
    return _letters_of(weight.value for weight in Weight)


@cache
def _second_letters() -> frozenset[str]:
    """Read the second font, once and only when a text needs it, and return its letters that we can draw."""
    return frozenset(
        c
        for c in _letters_of(_SECOND.values())
        if ord(c) <= _LAST_OF_PLANE and unicodedata.bidirectional(c) in _LEFT_TO_RIGHT
    )


def stretches(text: str, weight: Weight) -> list[Stretch]:
    """Return a printable text in parts, each in the font that shows it: the second one shows whole words."""
    letters = register()
    first = _font(weight)
    if letters.issuperset(text):
        return [Stretch(first, 1.0, text)]
    second = _font(_SECOND[weight])
    parts = groupby(re.split("( )", text), key=letters.issuperset)
    return [
        Stretch(first, 1.0, "".join(words)) if is_first else Stretch(second, _SECOND_SCALE, "".join(words))
        for is_first, words in parts
    ]


def fold(text: str) -> str:
    """Return the text in NFC with invisible and same-looking letters replaced; a line break is one letter."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_SAME_LOOK)


def missing_glyphs(text: str) -> str:
    """Return each letter of the text that the fonts cannot show, once, in the order of first use.

    A combining mark that did not join its letter counts as missing: it would be drawn beside it. Marks that
    turn the direction of writing count as missing too, because they change how a line reads.
    """
    folded = fold(text)
    lost = set(folded) - register() - {"\n"}
    lost = lost - _second_letters() if lost else lost
    return "".join(c for c in dict.fromkeys(folded) if c in lost)


def printable(text: str) -> str:
    """Return the text as it can be drawn; raise MissingGlyphs when a letter would be lost."""
    folded = fold(text)
    if not register().issuperset(folded.replace("\n", "")):
        check_all((folded,))
    return folded


def check_all(texts: Iterable[str]) -> None:
    """Raise one MissingGlyphs for all the letters that these texts lose."""
    lost = missing_glyphs("\n".join(texts))
    if lost:
        raise MissingGlyphs(lost)


@lru_cache(maxsize=20_000)
def width(text: str, weight: Weight, size: float) -> float:
    """Return the width of a text in points."""
    return sum(part.font.stringWidth(part.text, part.scale * size) for part in stretches(text, weight))
