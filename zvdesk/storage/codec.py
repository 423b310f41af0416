"""Turn frozen domain values into plain columns and back, from their own type hints."""

from __future__ import annotations

import json
import types
import typing
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

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


def is_optional(hint: Hint) -> bool:
    """Tell whether a type admits None."""
    return isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)


def bare(hint: Hint) -> Value:
    """Return a type without its None."""
    if not is_optional(hint):
        return hint
    return next(part for part in typing.get_args(hint) if part is not type(None))


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
        return json.dumps(_to_plain(value), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bytes):
        return value
    return _to_plain(value)


def from_column(value: Value, hint: Hint) -> Value:
    """Return the domain value of a column."""
    if value is None:
        return None
    if is_nested(hint):
        return _from_plain(json.loads(value), hint)
    if bare(hint) is bytes:
        return bytes(value)
    return _from_plain(value, hint)


def to_plain(value: object) -> dict[str, Value]:
    """Return a dataclass as JSON-ready values."""
    plain = _to_plain(value)
    return plain if isinstance(plain, dict) else {}


@cache
def _names(cls: type) -> tuple[str, ...]:
    """Return the fields of any dataclass; unlike ``hints`` it needs not know their types."""
    return tuple(field.name for field in fields(cls))


def _to_plain(value: Value) -> Value:
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
        return [_to_plain(part) for part in value]
    if is_dataclass(value):
        return {name: _to_plain(getattr(value, name)) for name in _names(value.__class__)}
    return value


def _from_plain(value: Value, hint: Hint) -> Value:
    if value is None:
        return None
    kind = bare(hint)
    if _is_tuple(kind):
        inner = typing.get_args(kind)[0]
        return tuple(_from_plain(part, inner) for part in value)
    if is_dataclass(kind) and isinstance(kind, type):
        known = hints(kind)
        return kind(**{name: _from_plain(part, known[name]) for name, part in value.items() if name in known})
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return b64decode(value)
    if kind is bool:
        return bool(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
