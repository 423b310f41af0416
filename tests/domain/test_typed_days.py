from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.domain.typed_days import typed_day, typed_time
from zvdesk.texts.days import day

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("vandaag", date(2026, 11, 21)),
        ("Overmorgen", date(2026, 11, 23)),
        ("vr", date(2026, 11, 27)),
        ("zaterdag", date(2026, 11, 28)),
        ("vr 27 nov 2026", date(2026, 11, 27)),
        ("27 november", date(2026, 11, 27)),
        ("1-12", date(2026, 12, 1)),
        ("1/2", date(2027, 2, 1)),
        ("3 feb '27", None),
        ("3-2-85", date(1985, 2, 3)),
        ("3 maart 2027", date(2027, 3, 3)),
        ("2027-01-05", date(2027, 1, 5)),
        ("over 2 weken", date(2026, 12, 5)),
        ("over 2 wk", date(2026, 12, 5)),
        ("over een maand", date(2026, 12, 21)),
        ("over 10 dagen", date(2026, 12, 1)),
        ("31 februari", None),
        ("morgen vroeg", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, meant: date | None) -> None:
    assert typed_day(text, TODAY) == meant


def test_a_month_from_a_long_month_ends_on_its_last_day() -> None:
    assert typed_day("over 1 maand", date(2027, 1, 31)) == date(2027, 2, 28)


def test_what_lies_behind_us_is_looked_for_backwards() -> None:
    assert typed_day("1-12", TODAY, is_past=True) == date(2025, 12, 1)
    assert typed_day("vr", TODAY, is_past=True) == date(2026, 11, 20)
    assert typed_day("za", TODAY, is_past=True) == TODAY


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_shown_can_be_read_back(on: date) -> None:
    assert typed_day(day(on), TODAY) == on


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    found = typed_day(text, TODAY)
    assert found is None or abs(found - TODAY) < timedelta(days=400 * 366 * 25)


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("vandaag", TUESDAY),
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
def test_a_day_at_the_table_is_read_alike(text: str, meant: date | None) -> None:
    assert typed_day(text, TUESDAY) == meant


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
    assert typed_time(text) == at
