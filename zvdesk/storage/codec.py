"""Turn frozen domain values into plain columns and back, from their own type hints."""

from __future__ import annotations

import json
import types
import typing
from base64 import b64decode, b64encode
from collections import deque
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias

from zvdesk.domain import (
    actions,
    adoption,
    agenda,
    cases,
    colleagues,
    contributions,
    decisions,
    disclosure,
    edit_history,
    escalation,
    evaluations,
    handovers,
    life_domains,
    meetings,
    organisations,
    people,
    polls,
    referrals,
    regie,
    table_notes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Value: TypeAlias = Any  # whatever stands in a field or a column
Hint: TypeAlias = Any  # a resolved type hint

_MODULES = (
    actions,
    adoption,
    agenda,
    cases,
    colleagues,
    contributions,
    decisions,
    disclosure,
    edit_history,
    escalation,
    evaluations,
    handovers,
    life_domains,
    meetings,
    organisations,
    people,
    polls,
    referrals,
    regie,
    table_notes,
)
# The domain imports its types for type checking only; here they are looked up by name.
_NAMES: dict[str, object] = {"date": date, "datetime": datetime} | {
    name: value for module in _MODULES for name, value in vars(module).items() if isinstance(value, type)
}


_hints: dict[type, dict[str, Hint]] = {}


def hints(cls: type) -> dict[str, Hint]:
    """Return the resolved type of each field of a domain dataclass."""
    if cls not in _hints:
        found = typing.get_type_hints(cls, localns=_NAMES)
        _hints[cls] = {field.name: found[field.name] for field in fields(cls)}
    return _hints[cls]


@cache
def is_optional(hint: Hint) -> bool:
    """Tell whether a type admits None."""
    return isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)


@cache
def bare(hint: Hint) -> Value:
    """Return a type without its None."""
    if not is_optional(hint):
        return hint
    return next(part for part in typing.get_args(hint) if part is not type(None))


@cache
def is_nested(hint: Hint) -> bool:
    """Tell whether a value of this type is kept as JSON: a tuple or another dataclass."""
    return _is_tuple(bare(hint)) or is_dataclass(bare(hint))


def _is_tuple(kind: Hint) -> bool:
    origin: object = typing.get_origin(kind)
    return origin is tuple


def to_column(value: Value, hint: Hint) -> Value:
    """Return what stands in the column: text, integer, bytes, or JSON text for nested values."""
    if value is None:
        return None
    if is_nested(hint):
        return json.dumps(plain_value(value), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bytes):
        return value
    return plain_value(value)


def from_column(value: Value, hint: Hint) -> Value:
    """Return the domain value of a column."""
    return from_columns([value], hint)[0]


def from_columns(values: Sequence[Value], hint: Hint) -> Sequence[Value]:
    """Return the domain values of one column of many rows."""
    read = _column_reader(bare(hint))
    return values if read is None else [None if value is None else read(value) for value in values]


def build(cls: type, columns: Mapping[str, Sequence[Value]], count: int) -> list[Value]:
    """Return as many values of a dataclass as each column holds; a field without a column gets its default.

    Slots are filled column by column, as unpickling does: a frozen ``__init__`` takes five times as long, and
    a case may have thousands of rows. No class of the domain checks itself when it is made.
    """
    if not count:
        return []
    first = cls(**{name: column[0] for name, column in columns.items()})
    found: list[Value] = list(map(object.__new__, repeat(cls, count)))
    for name in _names(cls):
        column = columns[name] if name in columns else repeat(getattr(first, name))
        deque(map(getattr(cls, name).__set__, found, column), maxlen=0)
    return found


def to_plain(value: object) -> dict[str, Value]:
    """Return a dataclass as JSON-ready values."""
    plain = plain_value(value)
    return plain if isinstance(plain, dict) else {}


@cache
def _names(cls: type) -> tuple[str, ...]:
    """Return the fields of any dataclass; unlike ``hints`` it needs not know their types."""
    return tuple(field.name for field in fields(cls))


def plain_value(value: Value) -> Value:
    """Return a value as JSON-ready values."""
    if value is None or type(value) is str:  # most are: a case of 5 MB has 30,000 of them
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, tuple):
        return [plain_value(part) for part in value]
    if is_dataclass(value):
        return {name: plain_value(getattr(value, name)) for name in _names(value.__class__)}
    return value


@cache
def _column_reader(kind: Hint) -> Callable[[Value], Value] | None:
    """Return the function that reads a column of a type, or None when its values stand there as they are."""
    if is_nested(kind):
        return lambda value: _from_plain(json.loads(value), kind)
    return bytes if kind is bytes else _plain_reader(kind)


def _from_plain(value: Value, hint: Hint) -> Value:
    read = None if value is None else _plain_reader(bare(hint))
    return value if read is None else read(value)


@cache
def _plain_reader(kind: Hint) -> Callable[[Value], Value] | None:
    if _is_tuple(kind):
        return partial(_items, inner=typing.get_args(kind)[0])
    if is_dataclass(kind) and isinstance(kind, type):
        return partial(_dataclass, cls=kind)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if kind is bytes:
        return b64decode
    return kind if isinstance(kind, type) and (kind is bool or issubclass(kind, Enum)) else None


def _items(value: Value, inner: Hint) -> Value:
    return tuple(_from_plain(part, inner) for part in value)


def _dataclass(value: Value, cls: type) -> Value:
    known = hints(cls)
    return cls(**{name: _from_plain(part, known[name]) for name, part in value.items() if name in known})
