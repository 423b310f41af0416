from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fuzz.hostile_files import ENDLESS_ZONE, ICS
from zvdesk.errors import InvitationRefused
from zvdesk.exchange.invitation import read_invitation
from zvdesk.texts.messages import message

START = b"DTSTART;TZID=Europe/Amsterdam:20261201T100000"


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (START, 1),
        (b"DTSTART;TZID=W. Europe Standard Time:20261201T100000", 1),
        (b"DTSTART:20261201T100000Z", 0),
        (b"DTSTART:20261201T100000", None),
        (b"DTSTART;TZID=Ergens/Anders:20261201T100000", None),
        (b"DTSTART;TZID=../../etc/passwd:20261201T100000", None),
    ],
)
def test_the_begin_is_read_in_its_zone(start: bytes, hours: int | None) -> None:
    found = read_invitation(
        ICS.replace(START, start).replace(b"BEGIN:VEVENT", ENDLESS_ZONE + b"BEGIN:VEVENT")
    )
    assert (found.title, found.place) == ("Tafel", "Zaal 2")
    assert found.starts_at is not None
    assert f"{found.starts_at:%Y-%m-%d %H:%M}" == "2026-12-01 10:00"
    assert found.starts_at.utcoffset() == (None if hours is None else timedelta(hours=hours))


def test_a_day_without_a_time_has_no_begin() -> None:
    assert read_invitation(ICS.replace(START, b"DTSTART;VALUE=DATE:20261201")).starts_at is None
    assert read_invitation(ICS.replace(START + b"\r\n", b"")).starts_at is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no_event"),
        (ICS + ICS, "many_events"),
        (ICS.replace(b"VCALENDAR", b"VCARD"), "not_ics"),
        (ICS.replace(b"20261201T", b"20261301T"), "bad_time"),
        (ICS.replace(b"20261201T", b"99991231T"), "bad_time"),
        (ICS.replace(b"20261201T100000", b"morgen"), "bad_time"),
        (ICS.replace(b"Zaal 2", b"Z" * 201), "too_long"),
        (b"BEGIN:VCALENDAR\n" * 5, "too_deep"),
    ],
)
def test_an_invitation_is_refused_in_dutch(data: bytes, reason: str) -> None:
    with pytest.raises(InvitationRefused) as caught:
        read_invitation(data)
    assert caught.value.reason == reason
    assert "Er is niets ingevuld" in message(caught.value)
