"""Name letters that no paper shows, also those that nobody sees."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zvdesk.errors import MissingGlyphs

_TURNING = frozenset("\u061c\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")  # letters without a picture


def in_words(letters: str) -> str:
    """Return the letters in a row, and what cannot be seen by itself as words with its number."""
    return ", ".join(_one(letter) for letter in letters)


def not_on_paper(error: MissingGlyphs) -> str:
    """Say that a document was not made, and where its letters can be mended."""
    return (
        f"Dit kan zvdesk niet op papier zetten: {in_words(error.letters)}. Er is geen document gemaakt. Schrijf het "
        "met gewone letters. Staat het in wat al is vastgesteld? Maak dan een correctie."
    )


def _one(letter: str) -> str:
    category = unicodedata.category(letter)
    number = f"U+{ord(letter):04X}"
    if letter in _TURNING:
        return f"een teken dat de leesrichting keert ({number})"
    if category.startswith("M"):
        return f"een los accent ({number})"
    if category in ("Co", "Cn", "Cs"):
        return f"een onbekend teken ({number})"
    if category[0] in "CZ" or letter in _BLANK:
        return f"een onzichtbaar teken ({number})"
    return letter
