"""Case numbers, identifiers, terms and folded words."""

from __future__ import annotations

import calendar
import uuid
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zvdesk.domain.ids import next_case_number, uuid7
from zvdesk.domain.retention import add_months, destroy_before
from zvdesk.domain.words import fold, tidy

RANDOM = bytes(range(10))


@pytest.mark.parametrize(
    ("year", "last", "expected"),
    [
        (2026, None, "2026-0001"),
        (2026, "", "2026-0001"),
        (2026, "2026-0013", "2026-0014"),
        (2027, "2026-0999", "2027-0001"),
        (2026, "2026-9999", "2026-10000"),
        (2026, "2026-10000", "2026-10001"),
        (2026, "geen nummer", "2026-0001"),
    ],
)
def test_the_next_case_number(year: int, last: str | None, expected: str) -> None:
    assert next_case_number(year, last) == expected


@given(
    first=st.integers(0, 2**48 - 1), later=st.integers(0, 2**48 - 1), bits=st.binary(min_size=10, max_size=10)
)
def test_an_identifier_is_a_uuid_7_that_sorts_by_time(first: int, later: int, bits: bytes) -> None:
    made = uuid7(first, bits)
    parsed = uuid.UUID(made)
    assert (str(parsed), parsed.version, parsed.variant) == (made, 7, uuid.RFC_4122)
    assert parsed.int >> 80 == first
    if first < later:
        assert made < uuid7(later, RANDOM)


def test_an_identifier_keeps_its_random_bits() -> None:
    assert uuid7(0, bytes(10)) != uuid7(0, RANDOM)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 12), 60, date(2031, 3, 12)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


def test_without_a_term_there_is_no_day_of_destruction() -> None:
    assert destroy_before(date(2026, 3, 12), None) is None
    assert destroy_before(date(2026, 3, 12), 60) == date(2031, 3, 12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Şahin", "sahin"),
        ("Dvořák", "dvorak"),
        ("Erdős", "erdos"),
        ("Petrović", "petrovic"),
        ("Łukasz", "lukasz"),
        ("Yıldız", "yildiz"),
        ("ĲSSELSTEIN", "ijsselstein"),
        ("ijsberg", "ijsberg"),
        ("İzmir", "izmir"),
        ("Øyvind", "oyvind"),
        ("Đorđe", "dorde"),
        ("Straße", "strasse"),
        ("Ægir, Þór", "aegir, thor"),
        ("𝐀™Ⅷ", "atmviii"),
        ("coördinator", "coordinator"),
        ("e\u0301e\u0301n", "een"),
    ],
)
def test_folding_leaves_the_bare_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
@example("𝐀")
@example("ŉ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a\u0301 b  ", "á b"),
        ("een\x00twee\x1b[31m", "eentwee[31m"),
        ("regel 1\r\nregel 2", "regel 1\nregel 2"),
        ("na\u202eam\u200b", "naam"),
        ("\n\n", ""),
    ],
)
def test_tidy_text_has_nothing_unseen(text: str, kept: str) -> None:
    assert tidy(text) == kept
