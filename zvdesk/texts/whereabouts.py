"""Say in Dutch with whom a case or meeting lies, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WEEK = 7


class Held(Protocol):
    """Describe what says with whom something lies: a pen, or a row of what is out."""

    @property
    def holder(self) -> str:
        """Return the name of the colleague."""
        ...

    @property
    def since(self) -> datetime | None:
        """Return since when."""
        ...


def near_day(on: date, today: date) -> str:
    """Return a day of the past as people say it: vandaag, gisteren, dinsdag, 3 nov, 3 nov 2025."""
    days = (today - on).days
    if days in (0, 1):
        return ("vandaag", "gisteren")[days]
    if 0 < days < _WEEK:
        return _WEEKDAYS[on.weekday()]
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {_MONTHS[on.month - 1]}{year}"


def with_whom(held: Held) -> str:
    """Return a short mark for a list."""
    return f"ligt bij {held.holder}"


def lies_with(held: Held, today: date) -> str:
    """Return with whom it lies and since when, as one sentence."""
    since = f" sinds {near_day(held.since.astimezone().date(), today)}" if held.since else ""
    return f"Ligt bij {held.holder}{since}."
