"""Parse JSON from outside: limits first, then strictly, and every fault with its path.

The limits are checked over the bytes, before anything is built: 5 MB, 40 levels deep, 10,000 values, unless a
reader needs others. What JSON readers often let pass is found too: keys that stand twice, NaN and Infinity,
numbers nobody can hold, and halves of a surrogate pair (RFC 8259, sections 4, 6 and 8).
"""

from __future__ import annotations

import json
import math
import re
from codecs import BOM_UTF8
from collections import Counter
from typing import NoReturn

from zvdesk.domain.words import tidy
from zvdesk.errors import FieldProblem, ReferralRefused

MAXIMUM_BYTES = 5_000_000
MAXIMUM_DEPTH = 40
MAXIMUM_VALUES = 10_000
_MAXIMUM_DIGITS = 20
# A string, closed or not (group 1 tells), or a bracket, or a colon, or any other run. No part can backtrack.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[\[\]{}:]|[^\s,:"\[\]{}]++', re.DOTALL)
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonObject(dict[str, object]):
    """Hold one JSON object and the keys that stood in it more than once."""

    repeated: tuple[str, ...] = ()


class BadNumber:
    """Stand for a number that cannot be held: NaN, an infinity, or one with too many digits."""


def parse(data: bytes, *, most_bytes: int = MAXIMUM_BYTES, most_values: int = MAXIMUM_VALUES) -> JsonObject:
    """Return the object that a file holds.

    Raises ReferralRefused: too_large, not_utf8, too_deep, too_many_values, not_json, trailing_data,
    not_an_object for the file as a whole (one problem), or duplicate_key, bad_number and lone_surrogate
    with their paths (every one of them).
    """
    if len(data) > most_bytes:
        _refuse("too_large", str(most_bytes // 1_000_000))
    data = data.removeprefix(BOM_UTF8)
    text = _decoded(data)
    if text is None or "\x00" in text[:2]:  # UTF-16 or UTF-32 without a mark has zeros there
        _refuse("not_utf8")
    _check_shape(data, most_values)
    value, reason = _loaded(text)
    if reason:
        _refuse(reason)
    if not isinstance(value, JsonObject):
        _refuse("not_an_object")
    problems = tuple(_faults(value, "$"))
    if problems:
        raise ReferralRefused(problems)
    return value


def join(path: str, key: str) -> str:
    """Return the JSON path of a key; a strange key is shown between quotes, cleaned and cut."""
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}"
    shown = tidy(_SURROGATE.sub("?", key)).replace("'", "?")[:40]
    return f"{path}['{shown}']"


def _refuse(reason: str, limit: str = "") -> NoReturn:
    raise ReferralRefused((FieldProblem("$", reason, limit),))


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # it holds the file: it is not chained to what is raised
        return None


def _loaded(text: str) -> tuple[object, str]:
    """Return the value and no reason, or nothing and the reason; the parser's error holds the file too."""
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=lambda _: BadNumber(),
        )
    except json.JSONDecodeError as error:
        return None, "trailing_data" if error.msg == "Extra data" else "not_json"
    return value, ""


def _check_shape(data: bytes, most_values: int) -> None:
    """Count depth and values without building anything.

    It stops where the file can be no JSON (an open string, a stray colon or closing bracket): the parser
    refuses it there at the latest, so that nothing after it counts.
    """
    depth = values = 0
    after_string = False
    for match in _TOKEN.finditer(data):
        token = match[0][:1]
        if token == b":":
            if not after_string:
                return
            values -= 1  # the string before it was a key
        elif token in b"]}":
            depth -= 1
        else:
            values += 1
            depth += token in b"[{"
        if depth < 0 or (token == b'"' and not match[1]):
            return
        after_string = token == b'"'
        if depth > MAXIMUM_DEPTH:
            _refuse("too_deep", str(MAXIMUM_DEPTH))
        if values > most_values:
            _refuse("too_many_values", str(most_values))


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        found.repeated = tuple(name for name, count in counts.items() if count > 1)
    return found


def _whole(digits: str) -> object:
    return int(digits) if len(digits) <= _MAXIMUM_DIGITS else BadNumber()


def _fraction(digits: str) -> object:
    value = float(digits)
    return value if math.isfinite(value) else BadNumber()


def _faults(value: object, path: str) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    if isinstance(value, JsonObject):
        found += [FieldProblem(join(path, name), "duplicate_key") for name in value.repeated]
        for name, item in value.items():
            if _SURROGATE.search(name):
                found.append(FieldProblem(join(path, name), "lone_surrogate"))
            found += _faults(item, join(path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            found += _faults(item, f"{path}[{number}]")
    elif isinstance(value, BadNumber):
        found.append(FieldProblem(path, "bad_number"))
    elif isinstance(value, str) and _SURROGATE.search(value):
        found.append(FieldProblem(path, "lone_surrogate"))
    return found
