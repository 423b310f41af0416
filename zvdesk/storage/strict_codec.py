"""Read domain values from JSON that may be hostile: exact fields, exact types, held to limits."""

from __future__ import annotations

import typing
from base64 import b64decode
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum

from zvdesk.storage import codec

LONGEST_TEXT = 100_000  # characters; five times what any field takes by hand
MOST_BYTES = 1 << 26
MOST_ITEMS = 10_000
_MOST_NUMBER = 2**53
_YEARS = range(1800, 2300)


def read(value: object, hint: codec.Hint) -> codec.Value:
    """Return the value of a field by its type; raise ValueError for anything else."""
    if value is None and codec.is_optional(hint):
        return None
    kind = codec.bare(hint)
    origin: object = typing.get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise ValueError("not the expected list")
        return tuple(read(part, typing.get_args(kind)[0]) for part in value)
    if is_dataclass(kind) and isinstance(kind, type):
        return record(value, kind, codec.hints(kind))
    if kind is bool or kind is int:
        return _number(value, kind)
    if not isinstance(value, str) or len(value) > (MOST_BYTES if kind is bytes else LONGEST_TEXT):
        raise ValueError("not the expected text")
    if kind is bytes:
        return b64decode(value, validate=True)
    if kind in (date, datetime):
        return _moment(value, kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if "\0" in value:
        raise ValueError("a zero byte in a text")
    value.encode()  # half of a surrogate pair is no text
    return value


def record(value: object, cls: type, fields: typing.Mapping[str, codec.Hint]) -> codec.Value:
    """Return a dataclass from an object with exactly these fields; raise ValueError."""
    if not isinstance(value, dict) or value.keys() != fields.keys():
        raise ValueError("not the expected fields")
    return cls(**{name: read(value[name], hint) for name, hint in fields.items()})


def _number(value: object, kind: type) -> int:
    if type(value) is not kind or not isinstance(value, int) or not -_MOST_NUMBER < value < _MOST_NUMBER:
        raise ValueError("not the expected number")
    return value


def _moment(value: str, kind: type) -> date:
    """Return a day or a time with its zone, in a year that can be counted with everywhere."""
    found = datetime.fromisoformat(value) if kind is datetime else date.fromisoformat(value)
    if found.year not in _YEARS or (isinstance(found, datetime) and found.utcoffset() is None):
        raise ValueError("not a moment")
    return found
