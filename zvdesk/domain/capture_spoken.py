"""Say a fact in words that can stand in a text, where no field has room for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zvdesk.domain.capture import ChipKind

if TYPE_CHECKING:
    from zvdesk.domain.capture import CaptureTable, ChipValue


def typed_date(on: date) -> str:
    """Return a day such as "27-11-2026"."""
    return f"{on.day}-{on.month}-{on.year:04}"


def conditional_text(trigger: str, response: str) -> str:
    """Return an als-dan-afspraak as one sentence."""
    parts = [f"als {trigger}" if trigger else "", f"dan {response}" if response else ""]
    return " ".join(filter(None, parts))


def spoken(kind: ChipKind, value: ChipValue, table: CaptureTable) -> str:
    """Return the words for one fact: a name, "uiterlijk 27-11-2026", "binnen 24 uur" or "dringend"."""
    if kind is ChipKind.ORGANISATION:
        seat = table.seat(str(value))
        return seat.name if seat else ""
    if isinstance(value, date):
        return f"uiterlijk {typed_date(value)}"
    if kind is ChipKind.WITHIN:
        return f"binnen {value} uur"
    return "dringend" if kind is ChipKind.URGENT else str(value)
