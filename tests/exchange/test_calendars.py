"""A calendar of ours: read back by two readers, without a line that somebody smuggled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from zvdesk.domain.words import tidy
from zvdesk.exchange.calendars import CalendarEntry, write_calendar
from zvdesk.exchange.csv_out import flat
from zvdesk.exchange.invitation import read_invitation

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NAMES = {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CLASS", "STATUS", "TRANSP"}
SMUGGLED = (
    "x\r\nATTENDEE:mailto:a@voorbeeld.test",
    "x\nEND:VEVENT\nBEGIN:VALARM\nACTION:EMAIL",
    "x\\nURL:https://voorbeeld.test",
    "x;VALUE=URI:https://voorbeeld.test",
    "x\u2028ORGANIZER:mailto:a@voorbeeld.test",
    "x\x00y\x0bz\x85w",
    "é" * 200,
)


def entry(title: str = "Vervolgoverleg", **changes: str | bool | int) -> CalendarEntry:
    return CalendarEntry(
        uid="a-1",
        title=title,
        note=str(changes.get("note", "")),
        begins=date(2026, 12, 1),
        place=str(changes.get("place", "")),
        is_cancelled=bool(changes.get("is_cancelled", False)),
        sequence=int(changes.get("sequence", 0)),
    )


def one_line(text: str) -> str:
    return " ".join(flat(tidy(text)).split())


@pytest.mark.parametrize("text", SMUGGLED)
def test_no_text_becomes_a_line(text: str) -> None:
    data = write_calendar((entry(text, note=text, place=text),), made_at=AT)
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    assert set(event) == NAMES | {"DESCRIPTION", "LOCATION"}
    assert {str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")} == {one_line(text)}
    assert not calendar.walk("VALARM")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@given(st.text(min_size=1, max_size=80).filter(lambda text: bool(one_line(text))))
def test_a_title_comes_back_in_both_readers(title: str) -> None:
    data = write_calendar((entry(title),), made_at=AT)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == one_line(title) == read_invitation(data).title


def test_a_day_keeps_nobody_busy_and_a_moment_is_told_in_utc() -> None:
    begins = datetime(2026, 12, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    meeting = CalendarEntry(
        uid="b", title="Overleg", note="", begins=begins, lasts=timedelta(hours=2), place="Zaal"
    )
    data = write_calendar((entry(), meeting), made_at=AT)
    day, moment = Calendar.from_ical(data).walk("VEVENT")
    assert (day.decoded("DTSTART"), day.decoded("DTEND")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (day["TRANSP"], moment["TRANSP"]) == ("TRANSPARENT", "OPAQUE")
    assert b"DTSTART:20261201T083000Z" in data
    assert b"DTEND:20261201T103000Z" in data
    assert b"VTIMEZONE" not in data
    assert read_invitation(write_calendar((meeting,), made_at=AT)).starts_at == begins
    assert data == write_calendar((entry(), meeting), made_at=AT.astimezone(begins.tzinfo))


def test_a_calendar_is_a_cancellation_when_all_of_it_is() -> None:
    gone = entry(is_cancelled=True, sequence=3)
    some = Calendar.from_ical(write_calendar((entry(), gone), made_at=AT))
    every = Calendar.from_ical(write_calendar((gone,), made_at=AT))
    assert (some["METHOD"], every["METHOD"]) == ("PUBLISH", "CANCEL")
    (event,) = every.walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)
