"""Write days and meetings as iCalendar (RFC 5545) that says nothing of what it is about.

Every entry is an event: Outlook and Google Calendar pass over tasks (VTODO) when they read a file. A day is
an event of a whole day that keeps nobody busy; a time is in UTC, so that no rule of a time zone goes along.
What no longer holds stays in the file as cancelled, because a calendar removes only what it is told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.words import tidy
from zvdesk.exchange.csv_out import flat

if TYPE_CHECKING:
    from datetime import date

    from icalendar import Event

_PRODUCT = "-//zvdesk//zvdesk//NL"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Hold one day or meeting; ``uid`` is the same in every later version of it."""

    uid: str
    title: str  # neutral: a calendar is often shared
    note: str
    begins: date | datetime  # a day, or a moment with a time zone
    lasts: timedelta = timedelta(days=1)
    place: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def write_calendar(entries: tuple[CalendarEntry, ...], *, made_at: datetime) -> bytes:
    """Return a calendar; the same entries and time give the same bytes.

    When everything in it is cancelled, it is a cancellation as a whole (METHOD:CANCEL).
    """
    from icalendar import Calendar  # late: it takes a while

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    is_cancelled = bool(entries) and all(entry.is_cancelled for entry in entries)
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, made_at.astimezone(UTC)))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, made_at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    begins = entry.begins
    is_moment = isinstance(begins, datetime)
    begins = begins.astimezone(UTC) if isinstance(begins, datetime) else begins
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", begins)
    event.add("dtend", begins + entry.lasts)
    event.add("summary", _plain(entry.title))
    if entry.note:
        event.add("description", _plain(entry.note))
    if entry.place:
        event.add("location", _plain(entry.place))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if is_moment and not entry.is_cancelled else "TRANSPARENT")
    return event


def _plain(text: str) -> str:
    return " ".join(flat(tidy(text)).split())
