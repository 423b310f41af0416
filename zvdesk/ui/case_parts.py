"""Name the parts of a case to which other rooms lead, and write them into the key of a case."""

from __future__ import annotations

from enum import Enum

_MARK = "#"  # in no id


class CasePart(Enum):
    """Name a part of a case that another room asks for."""

    THIRDS = "derden"


def at_part(case_id: str, part: CasePart) -> str:
    """Return the key with which ``go("case", key)`` shows a case at a part."""
    return f"{case_id}{_MARK}{part.value}"


def read_key(key: str) -> tuple[str, CasePart | None]:
    """Return the id of a case, and the part when the key names one that is known."""
    case_id, _, name = key.partition(_MARK)
    return case_id, next((part for part in CasePart if part.value == name), None)
