"""Write a table as CSV in which nothing is a formula (OWASP ASVS 5.0, 1.2.10)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the begin of a formula, also written wide (U+FF0B ...) as in East Asia.
_OPENERS = "=+-@|%"
_DROPPED = ("Cc", "Cf", "Cs", "Zl", "Zp")  # control and format characters: invisible, and some end a line


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as UTF-8 with a byte order mark, semicolons and every cell quoted.

    A cell that a spreadsheet could take for a formula gets an apostrophe in front; a line break becomes a
    space.
    """
    lines = [";".join(_cell(text) for text in row) for row in (header, *rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def inert(text: str) -> str:
    """Return a text of one line that no spreadsheet calculates."""
    flat = "".join(
        " " if character in "\t\n\r\v\f\x85\u2028\u2029" else character
        for character in text
        if character in "\t\n\r\v\f\x85\u2028\u2029" or unicodedata.category(character) not in _DROPPED
    )
    begin = unicodedata.normalize("NFKC", flat.lstrip(" '\"\u00a0\u3000;,"))[:1]
    return f"'{flat}" if begin and begin in _OPENERS else flat


def _cell(text: str) -> str:
    return '"' + inert(text).replace('"', '""') + '"'
