"""Check a value against a JSON schema, as far as the schemas of zvdesk go; any other keyword is an error."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
}
_TOLD = {"$schema", "$id", "$defs", "title", "description"}


def outcome_schema() -> dict[str, Any]:
    """Return the schema of an outcome as zvdesk ships it."""
    text = (resources_folder() / "schemas" / "uitkomst.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def faults(value: object, schema: dict[str, Any]) -> list[str]:
    """Return each place where a value is not what the schema says."""
    return list(_faults(value, schema, schema, "$"))


def _faults(value: object, schema: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    for word, wanted in schema.items():
        if word in _TOLD or word == "additionalProperties":
            continue
        if word == "$ref":
            yield from _faults(value, whole["$defs"][wanted.rpartition("/")[2]], whole, path)
        elif word == "type":
            is_bool = isinstance(value, bool)
            if not isinstance(value, _TYPES[wanted]) or (is_bool and wanted != "boolean"):
                yield f"{path}: no {wanted}"
                return
        elif word == "properties":
            yield from _object(value, schema, whole, path)
        elif word == "items":
            for number, item in enumerate(value if isinstance(value, list) else []):
                yield from _faults(item, wanted, whole, f"{path}[{number}]")
        elif word == "required":
            yield from (f"{path}.{name}: missing" for name in wanted if name not in _dict(value))
        elif not _fits(word, wanted, value):
            yield f"{path}: {word}"


def _object(value: object, schema: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    assert schema["additionalProperties"] is False
    for name, item in _dict(value).items():
        if name not in schema["properties"]:
            yield f"{path}.{name}: unknown"
        else:
            yield from _faults(item, schema["properties"][name], whole, f"{path}.{name}")


def _fits(word: str, wanted: object, value: object) -> bool:
    if word == "const":
        return value == wanted
    if word == "enum":
        return isinstance(wanted, list) and value in wanted
    if word == "pattern":
        return re.search(str(wanted), str(value)) is not None
    assert isinstance(wanted, int)
    if word == "minLength":
        return len(str(value)) >= wanted
    if word == "maxLength":
        return len(str(value)) <= wanted
    assert word == "minimum"
    return isinstance(value, int) and value >= wanted


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
