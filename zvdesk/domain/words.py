"""Fold and check text the same way everywhere."""

from __future__ import annotations

import unicodedata

_LETTERS = {
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    "ĳ": "ij",
}


def fold(text: str) -> str:
    """Return the text in lower case without diacritics, so that ``Şahin`` is found by ``sahin``."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    for sign in set(decomposed):  # few, in a text that may be long
        if sign in _LETTERS or unicodedata.combining(sign):
            decomposed = decomposed.replace(sign, _LETTERS.get(sign, ""))
    return decomposed


def one_line(text: str) -> str:
    """Return the text as ``tidy`` does, in one line, with single spaces."""
    return " ".join(tidy(text).split())


def tidy(text: str) -> str:
    """Return the text in NFC, without control characters but line breaks, and without outer space."""
    kept = (c for c in unicodedata.normalize("NFC", text) if c == "\n" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()
