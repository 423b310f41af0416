"""Look at the shape of TOML before it is parsed: the parser takes quadratic time for long dotted keys."""

from __future__ import annotations

import re

DEEPEST = 12  # brackets in brackets, or parts of one dotted key
MOST_VALUES = 20_000
# A comment; a string of one of the four kinds, closed or not; a sign that counts; a run of a key. None of
# these can backtrack.
_TOKEN = re.compile(
    r"#[^\n]*+"
    r'|"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|[\[\]{}=,.\n]"
    r"|[^\s#\"'\[\]{}=,.]++",
    re.DOTALL,
)


class TooComplex(ValueError):
    """The file is nested deeper, or holds more, than any file of a house does."""


def check_toml_shape(text: str) -> None:
    """Raise TooComplex for TOML that no house writes; nothing is built."""
    depth = values = dots = 0
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign == ".":
            dots += 1
        elif len(sign) == 1 and sign in "[]{}=,\n":
            dots = 0
            depth += (sign in "[{") - (sign in "]}")
            values += sign in "[{=,"
        if depth > DEEPEST or dots > DEEPEST or values > MOST_VALUES:
            raise TooComplex
