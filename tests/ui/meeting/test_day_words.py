from __future__ import annotations

from datetime import date, time

import pytest

from zvdesk.ui.meeting.day_words import parse_day, parse_time

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", TODAY),
        ("Morgen", date(2026, 11, 25)),
        ("vr", date(2026, 11, 27)),
        ("dinsdag", date(2026, 12, 1)),
        ("27 nov", date(2026, 11, 27)),
        ("vr 27 nov 2026", date(2026, 11, 27)),
        ("1-12", date(2026, 12, 1)),
        ("1-2", date(2027, 2, 1)),
        ("27-11-2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("over 2 wk", date(2026, 12, 8)),
        ("over een week", date(2026, 12, 1)),
        ("over 3 dagen", date(2026, 11, 27)),
        ("over 3 maanden", date(2027, 2, 24)),
        ("3 maart", date(2027, 3, 3)),
        ("29 feb", None),
        ("31-11", None),
        ("straks", None),
        ("over 3 ijsjes", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10:00", time(10)),
        ("9.30", time(9, 30)),
        ("14 uur", time(14)),
        ("8u30", time(8, 30)),
        ("25:00", None),
        ("straks", None),
    ],
)
def test_times_as_people_write_them(text: str, at: time | None) -> None:
    assert parse_time(text) == at
