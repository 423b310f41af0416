"""Hand out the bundled fonts and say which letters they cannot show.

Atkinson Hyperlegible Next (OFL 1.1) covers Dutch, Turkish, Polish, Czech, Croatian, Romanian and Hungarian.
reportlab drops a letter that a font lacks without a word, so every text passes ``printable`` before anything
is drawn.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

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


# Letters that look the same as another letter, or like nothing at all, and change nothing else on the line.
_SAME_LOOK = {
    **dict.fromkeys((0x00A0, 0x2007, 0x2009, 0x200A, 0x202F, 0x2008, 0x2002, 0x2003), " "),
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x2060, 0xFEFF, 0x200E), ""),
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
def font(weight: Weight) -> TTFont:
    """Return a bundled font, registered with reportlab."""
    found = TTFont(weight, str(resources_folder() / "fonts" / f"{weight}.ttf"), asciiReadable=0)
    pdfmetrics.registerFont(found)
    return found


@cache
def register() -> frozenset[str]:
    """Register the bundled fonts with reportlab, once, and return the letters that all of them have."""
    rl_config.canvas_basefontname = Weight.REGULAR.value  # or Helvetica, not embedded, starts each page
    letters = frozenset.intersection(*(frozenset(font(weight).face.charToGlyph) for weight in Weight))
    return frozenset(c for c in map(chr, letters) if not unicodedata.category(c).startswith("M"))


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
    return "".join(c for c in dict.fromkeys(folded) if c in lost)


def printable(text: str) -> str:
    """Return the text as it can be drawn; raise MissingGlyphs when a letter would be lost."""
    folded = fold(text)
    known = register()
    if not known.issuperset(folded.replace("\n", "")):
        raise MissingGlyphs(missing_glyphs(text))
    return folded


def check_all(texts: Iterable[str]) -> None:
    """Raise one MissingGlyphs for all the letters that these texts lose."""
    lost = missing_glyphs("\n".join(texts))
    if lost:
        raise MissingGlyphs(lost)


@lru_cache(maxsize=20_000)
def width(text: str, weight: Weight, size: float) -> float:
    """Return the width of a text in points."""
    return font(weight).stringWidth(text, size)
