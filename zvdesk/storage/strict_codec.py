"""Read domain values from JSON that may be hostile: exact fields, exact types, held to limits."""

from __future__ import annotations

import functools
import typing
from base64 import b64decode
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.storage import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_TEXT = 100_000  # characters; five times what any field takes by hand
MOST_BYTES = 1 << 26
MOST_ITEMS = 10_000
_MOST_NUMBER = 2**53
_YEARS = range(1800, 2300)


def record(value: object, cls: type, fields: Mapping[str, codec.Hint]) -> codec.Value:
    """Return a dataclass from an object with exactly these fields, by their types; raise ValueError."""
    if not isinstance(value, dict) or value.keys() != fields.keys():
        raise ValueError("not the expected fields")
    readers = _readers(cls, tuple(fields))
    return cls(**{name: read(value[name]) for name, read in readers})


@functools.cache
def _readers(cls: type, names: tuple[str, ...]) -> tuple[tuple[str, Callable[[object], codec.Value]], ...]:
    known = codec.hints(cls)
    return tuple((name, _reader(known[name])) for name in names)


@functools.cache
def _reader(hint: codec.Hint) -> Callable[[object], codec.Value]:
    """Return the function that reads a value of a type, made once: there are many rows."""
    kind = codec.bare(hint)
    read = _reader_of(kind)
    if codec.is_optional(hint):
        return lambda value: None if value is None else read(value)
    return read


def _reader_of(kind: codec.Hint) -> Callable[[object], codec.Value]:
    origin: object = typing.get_origin(kind)
    if origin is tuple:
        return functools.partial(_items, inner=_reader(typing.get_args(kind)[0]))
    if is_dataclass(kind) and isinstance(kind, type):
        return functools.partial(record, cls=kind, fields=codec.hints(kind))
    if kind in (bool, int):
        return functools.partial(_number, kind=kind)
    if kind in (date, datetime):
        return functools.partial(_moment, kind=kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _octets if kind is bytes else _text


def _items(value: object, inner: Callable[[object], codec.Value]) -> tuple[codec.Value, ...]:
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        raise ValueError("not the expected list")
    return tuple(inner(part) for part in value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\0" in value:
        raise ValueError("not the expected text")
    if not value.isascii():
        value.encode()  # half of a surrogate pair is no text
    return value


def _octets(value: object) -> bytes:
    if not isinstance(value, str) or len(value) > MOST_BYTES:
        raise ValueError("not the expected bytes")
    return b64decode(value, validate=True)


def _number(value: object, kind: type) -> int:
    if type(value) is not kind or not isinstance(value, int) or not -_MOST_NUMBER < value < _MOST_NUMBER:
        raise ValueError("not the expected number")
    return value


def _moment(value: object, kind: type) -> date:
    """Return a day or a time with its zone, in a year that can be counted with everywhere."""
    text = _text(value)
    found = datetime.fromisoformat(text) if kind is datetime else date.fromisoformat(text)
    if found.year not in _YEARS or (isinstance(found, datetime) and found.utcoffset() is None):
        raise ValueError("not a moment")
    return found
