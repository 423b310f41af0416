"""Write days and times as people here say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_WEEKDAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"]


def day(on: date | None) -> str:
    """Return a day such as ``vr 27 nov 2026``, or an empty text."""
    if on is None:
        return ""
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime | None) -> str:
    """Return a local time such as ``vr 27 nov 2026, 10:00``, or an empty text."""
    return "" if at is None else f"{day(at.date())}, {at:%H:%M}"


def days_late(days: int) -> str:
    """Return how late something is, such as ``1 dag te laat`` or ``17 dagen te laat``."""
    return f"{days} {'dag' if days == 1 else 'dagen'} te laat"
