"""Read JSON from files that may be hostile: each function returns the asked type or raises ValueError."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from zvdesk.limits import check_json_shape

LONGEST_TEXT = 128
_LONG = re.compile(rb'"[^"]{400001,}')  # only files inside a file are longer, and those are ASCII
_WIDE = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")
_NEUTRAL = re.compile(r"[0-9A-Za-z_-]{1,64}")


def load(data: bytes) -> dict[str, object]:
    """Return the object that UTF-8 JSON holds; a name given twice, NaN, and deep nesting are refused."""
    names = check_json_shape(data)
    sizes: list[int] = []

    def counted(found: dict[str, object]) -> dict[str, object]:
        sizes.append(len(found))
        return found

    if any(not run.group().isascii() for run in _LONG.finditer(data)):
        raise ValueError("a text longer than any of ours")
    narrow = _WIDE.sub(_escaped, data).decode("utf-8")  # one such letter makes every letter four bytes
    whole = json.loads(narrow, object_hook=counted, parse_constant=_constant)
    if sum(sizes) != names:  # different readers would read it differently
        raise ValueError("a name is given twice")
    return mapping(whole)


def mapping(value: object, names: str | None = None) -> dict[str, object]:
    """Return the value if it is an object with exactly these names (any, without ``names``)."""
    if not isinstance(value, dict) or (names is not None and set(value) != set(names.split())):
        raise ValueError("not the expected object")
    return value


def items(value: object, *, at_most: int) -> list[object]:
    """Return the value if it is a list that is not too long."""
    if not isinstance(value, list) or len(value) > at_most:
        raise ValueError("not the expected list")
    return value


def text(value: object) -> str:
    """Return the value if it is a string of 1 to 128 characters."""
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_TEXT:
        raise ValueError("not the expected text")
    return value


def neutral_id(value: object) -> str:
    """Return the value if it is an id that may stand in the name of a folder: it cannot lead out of it."""
    found = text(value)
    if not _NEUTRAL.fullmatch(found):
        raise ValueError("not an id of this program")
    return found


def whole_number(value: object) -> int:
    """Return the value if it is a whole number from 0 that every JSON reader keeps exact (below 2**53)."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError("not the expected number")
    return value


def truth(value: object) -> bool:
    """Return the value if it is true or false."""
    if not isinstance(value, bool):
        raise ValueError("not true or false")
    return value


def octets(value: object, *, at_least: int, at_most: int) -> bytes:
    """Return the bytes that a hexadecimal string stands for, if their number is in range."""
    if not isinstance(value, str):
        raise ValueError("not bytes")
    decoded = bytes.fromhex(value)
    if not at_least <= len(decoded) <= at_most:
        raise ValueError("not the expected number of bytes")
    return decoded


def _escaped(letter: re.Match[bytes]) -> bytes:
    return json.dumps(letter.group().decode("utf-8"))[1:-1].encode()


def _constant(_name: str) -> NoReturn:
    raise ValueError("no number of JSON")
