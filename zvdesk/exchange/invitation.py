"""Read title, place and begin of one meeting from an iCalendar invitation (RFC 5545).

Nobody who is invited is read, no link is followed, no rule of repetition or of a time zone is worked out.
"""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zvdesk.domain.words import tidy
from zvdesk.errors import InvitationRefused
from zvdesk.exchange.content_lines import content_lines, decoded, plain
from zvdesk.exchange.refusal import Refused

if TYPE_CHECKING:
    from datetime import tzinfo

    from zvdesk.exchange.content_lines import Line

SUFFIXES = (".ics",)
LONGEST = 200  # characters of title and place
_EVENT = ("VCALENDAR", "VEVENT")
_START = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Hold what the form of a new meeting takes over; a day without a time has no begin."""

    title: str
    place: str
    starts_at: datetime | None  # without a zone: as the clock on the wall shows it


def read_invitation(data: bytes) -> Invitation:
    """Return the one meeting of a file. Raises InvitationRefused."""
    try:
        return _read(data)
    except Refused as refused:
        raise InvitationRefused(refused.reason, refused.line, refused.limit) from None


def _read(data: bytes) -> Invitation:
    found: dict[str, Line] = {}
    events = 0
    for line in content_lines(decoded(data), ("SUMMARY", "LOCATION", "DTSTART"), "not_ics"):
        if line.within[0] != "VCALENDAR":
            raise Refused("not_ics", line.number)
        if line.within != _EVENT:
            continue
        if line.name == "BEGIN":
            events += 1
        elif line.name != "END":
            found.setdefault(line.name, line)
    if events != 1:
        raise Refused("many_events" if events else "no_event")
    start = found.get("DTSTART")
    return Invitation(_text(found, "SUMMARY"), _text(found, "LOCATION"), _moment(start) if start else None)


def _text(found: dict[str, Line], name: str) -> str:
    line = found.get(name)
    if line is None:
        return ""
    text = " ".join(tidy(plain(line.value)).split())
    if len(text) > LONGEST:
        raise Refused("too_long", line.number, str(LONGEST))
    return text


def _moment(line: Line) -> datetime | None:
    """Return the begin; an unknown time zone leaves the hour as it was written."""
    match = _START.fullmatch(line.value.strip())
    if match is None:
        raise Refused("bad_time", line.number)
    day, hour, is_utc = match.groups()
    try:
        at = datetime.strptime(day + (hour or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - the zone comes below
    except ValueError:
        raise Refused("bad_time", line.number) from None
    if not 1970 <= at.year < 2200:  # nearer to the ends of time another zone overflows
        raise Refused("bad_time", line.number)
    if not hour:
        return None
    return at.replace(tzinfo=UTC if is_utc else _zone(line.parameters.get("TZID")))


def _zone(name: object) -> tzinfo | None:
    if not isinstance(name, str):
        return None
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    known = WINDOWS_TO_OLSON.get(name, name)
    if not _ZONE.fullmatch(known):
        return None
    try:
        return zoneinfo.ZoneInfo(known)
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return None
