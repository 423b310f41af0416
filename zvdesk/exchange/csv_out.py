"""Write a table as CSV in which nothing is a formula (OWASP ASVS 5.0, 1.2.10)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the begin of a formula, also written wide (U+FF0B ...) as in East Asia.
_OPENERS = "=+-@|%"
_PASSED = "'\";,"  # a program may take these away first
_BREAKS = "\t\n\r\v\f\x85\u2028\u2029"
_DROPPED = ("Cc", "Cf", "Cs", "Zl", "Zp")  # control and format characters: invisible, and some end a line


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as UTF-8 with a byte order mark, semicolons and every cell quoted.

    A cell that a spreadsheet could take for a formula gets an apostrophe in front; a line break becomes a
    space.
    """
    lines = [";".join(_cell(text) for text in row) for row in (header, *rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def flat(text: str) -> str:
    """Return a text on one line, without characters that nobody sees or that no XML holds."""
    return "".join(
        " " if character in _BREAKS else character
        for character in text
        if character in _BREAKS
        or (unicodedata.category(character) not in _DROPPED and ord(character) & 0xFFFE != 0xFFFE)
    )


def inert(text: str) -> str:
    """Return a text of one line that no spreadsheet calculates."""
    line = flat(text)
    seen = (c for c in line if c not in _PASSED and unicodedata.category(c)[0] not in "CZ")
    begin = unicodedata.normalize("NFKC", next(seen, ""))[:1]
    return f"'{line}" if begin and begin in _OPENERS else line


def _cell(text: str) -> str:
    return '"' + inert(text).replace('"', '""') + '"'
