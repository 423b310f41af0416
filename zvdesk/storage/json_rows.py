"""Write many domain values of one class as JSON objects: column by column, for a case may have thousands."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from zvdesk.storage import codec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_Writer: TypeAlias = Callable[[codec.Value], str]
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def rows(values: Sequence[object], cls: type, fields: Sequence[str]) -> tuple[bytes, ...]:
    """Return a JSON list with an object for each value, which has exactly these fields, in UTF-8 parts."""
    known = codec.hints(cls)
    columns = [_column(map(attrgetter(name), values), known[name]) for name in fields]
    row = "{" + ",".join(f"{to_json(name)}:%s" for name in fields) + "}"
    return b"[", b",".join(map(str.encode, map(row.__mod__, zip(*columns, strict=True)))), b"]"


def whole(parts: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """Yield a JSON object in parts, so that megabytes are joined only once."""
    between = b"{"
    for name, value in parts.items():
        yield b"%b%b:" % (between, to_json(name).encode())
        yield from value
        between = b","
    yield b"}" if parts else b"{}"


def _column(values: Iterable[codec.Value], hint: codec.Hint) -> Iterable[str]:
    write = _writer(codec.bare(hint))
    if codec.is_optional(hint):
        return ["null" if value is None else write(value) for value in values]
    return map(write, values)


@functools.cache
def _writer(kind: codec.Hint) -> _Writer:
    """Return the function that writes a value of a type."""
    if kind is str:
        return encode_basestring
    if kind in (date, datetime):
        return lambda moment: f'"{moment.isoformat()}"'
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = {member.value: to_json(member.value) for member in kind}
        return lambda member: known[member._value_]
    return lambda value: to_json(codec.plain_value(value)) if value != () else "[]"
