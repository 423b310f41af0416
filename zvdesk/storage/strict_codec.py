"""Read domain values from JSON that may be hostile: exact fields, exact types, held to limits.

A case may have thousands of rows, so all rows of a class are read field by field: a pass over a column costs
a fraction of as many calls.
"""

from __future__ import annotations

import functools
import typing
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import chain, islice, repeat
from operator import contains, itemgetter

from zvdesk.storage import codec

LONGEST_TEXT = 100_000  # characters; five times what any field takes by hand
MOST_BYTES = 1 << 26
MOST_ITEMS = 10_000
_MOST_NUMBER = 2**53
_YEARS = range(1800, 2300)

_Column: typing.TypeAlias = Sequence[codec.Value]
_Reader: typing.TypeAlias = Callable[[_Column], _Column]
_Moment = typing.TypeVar("_Moment", date, datetime)


def record(value: object, cls: type, fields: Mapping[str, codec.Hint]) -> codec.Value:
    """Return a dataclass from an object with exactly these fields, by their types; raise ValueError."""
    return records([value], cls, fields)[0]


def records(values: _Column, cls: type, fields: Mapping[str, codec.Hint]) -> list[codec.Value]:
    """Return a dataclass for each object with exactly these fields, by their types; raise ValueError."""
    if not _are(values, dict) or set(map(len, values)) - {len(fields)}:
        raise ValueError("not the expected fields")
    try:
        columns = {
            name: read(list(map(itemgetter(name), values))) for name, read in _readers(cls, tuple(fields))
        }
    except KeyError:
        raise ValueError("not the expected fields") from None
    return codec.build(cls, columns, len(values))


@functools.cache
def _readers(cls: type, names: tuple[str, ...]) -> tuple[tuple[str, _Reader], ...]:
    known = codec.hints(cls)
    return tuple((name, _reader(known[name])) for name in names)


@functools.cache
def _reader(hint: codec.Hint) -> _Reader:
    """Return the function that reads a column of a type."""
    kind = codec.bare(hint)
    read = _reader_of(kind)
    return functools.partial(_optional, read=read) if codec.is_optional(hint) else read


def _reader_of(kind: codec.Hint) -> _Reader:
    origin: object = typing.get_origin(kind)
    if origin is tuple:
        return functools.partial(_items, read=_reader(typing.get_args(kind)[0]))
    if is_dataclass(kind) and isinstance(kind, type):
        return functools.partial(records, cls=kind, fields=codec.hints(kind))
    if kind in (bool, int):
        return functools.partial(_numbers, kind=kind)
    if kind is datetime:
        return _times
    if kind is date:
        return _days
    if isinstance(kind, type) and issubclass(kind, Enum):
        return functools.partial(_members, known={member.value: member for member in kind})
    return _octets if kind is bytes else _texts


def _optional(column: _Column, read: _Reader) -> _Column:
    found = iter(read([value for value in column if value is not None]))
    return [None if value is None else next(found) for value in column]


def _items(column: _Column, read: _Reader) -> _Column:
    if not _are(column, list) or max(map(len, column), default=0) > MOST_ITEMS:
        raise ValueError("not the expected list")
    parts = list(chain.from_iterable(column))
    if not parts:  # most are empty
        return [()] * len(column)
    found = iter(read(parts))
    return [tuple(islice(found, len(value))) for value in column]


def _texts(column: _Column) -> _Column:
    if not _are(column, str) or max(map(len, column), default=0) > LONGEST_TEXT:
        raise ValueError("not the expected text")
    if any(map(contains, column, repeat("\0"))):
        raise ValueError("a zero byte")
    deque(map(str.encode, column), maxlen=0)  # half of a surrogate pair is no text
    return column


def _octets(column: _Column) -> _Column:
    if not _are(column, str) or max(map(len, column), default=0) > MOST_BYTES:
        raise ValueError("not the expected bytes")
    return [b64decode(value, validate=True) for value in column]


def _members(column: _Column, known: Mapping[str, Enum]) -> _Column:
    if not _are(column, str) or not known.keys() >= set(column):
        raise ValueError("not an expected value")
    return list(map(known.__getitem__, column))


def _numbers(column: _Column, kind: type) -> _Column:
    if not _are(column, kind) or not all(-_MOST_NUMBER < value < _MOST_NUMBER for value in column):
        raise ValueError("not the expected number")
    return column


def _days(column: _Column) -> list[date]:
    return _counted([date.fromisoformat(value) for value in _texts(column)])


def _times(column: _Column) -> list[datetime]:
    found = _counted([datetime.fromisoformat(value) for value in _texts(column)])
    if any(moment.utcoffset() is None for moment in found):
        raise ValueError("without its zone")
    return found


def _counted(moments: list[_Moment]) -> list[_Moment]:
    """Return days or times, all in a year that can be counted with everywhere."""
    if any(moment.year not in _YEARS for moment in moments):
        raise ValueError("not a moment")
    return moments


def _are(column: _Column, kind: type) -> bool:
    """Tell whether all values are of exactly this type: true is no number here."""
    return set(map(type, column)) <= {kind}
