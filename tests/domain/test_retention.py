"""The clock of field.md 4.4: when a case must go, when to warn, and when it may stay longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_case
from zvdesk.domain.cases import CaseState
from zvdesk.domain.keeping import DestructionGround, ExtensionBasis, RetentionExtension
from zvdesk.domain.retention import (
    GRACE_DAYS,
    RetentionTerm,
    TermState,
    add_months,
    clock,
    destroy_before,
    limit,
    may_extend,
    term_of,
)

BEGAN = date(2021, 3, 31)
LAST = date(2026, 3, 31)
CASE = replace(make_case(), first_processed_on=BEGAN)


def extension(until_on: date) -> RetentionExtension:
    return RetentionExtension(
        case_id=CASE.id,
        basis=ExtensionBasis.STILL_OPEN,
        reason="r",
        decided_by="d",
        decided_on=BEGAN,
        until_on=until_on,
    )


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 9, 29), TermState.RUNNING),
        (date(2025, 9, 30), TermState.WARNED),  # the 54th month is full
        (date(2026, 1, 30), TermState.WARNED),
        (date(2026, 1, 31), TermState.URGENT),  # the 58th month is full
        (LAST, TermState.URGENT),
        (LAST + timedelta(days=1), TermState.DUE),
    ],
)
def test_the_clock_warns_at_54_and_58_months_and_ends_at_60(today: date, state: TermState) -> None:
    term = term_of(CASE, 60, (), None, today)
    assert (term.destroy_before, term.state) == (LAST, state)
    assert term.ground is (DestructionGround.TERM if state is TermState.DUE else None)


def test_without_a_term_there_is_no_day_and_no_warning() -> None:
    assert term_of(CASE, None, (), None, LAST) == RetentionTerm(destroy_before=None, state=TermState.UNSET)
    assert limit(CASE, None, (extension(LAST),)) is None
    assert destroy_before(BEGAN, None) is None


def test_an_extension_moves_the_last_day() -> None:
    longer = extension(date(2027, 3, 31))
    assert limit(CASE, 60, (longer, extension(date(2026, 6, 1)))) == longer.until_on
    assert term_of(CASE, 60, (longer,), None, LAST + timedelta(days=1)).state is TermState.RUNNING


@pytest.mark.parametrize("days", [0, GRACE_DAYS, GRACE_DAYS + 1])
def test_a_rejected_case_goes_after_a_fortnight(days: int) -> None:
    rejected = replace(CASE, state=CaseState.REJECTED)
    on = date(2021, 4, 2)
    for months in (60, None):
        term = term_of(rejected, months, (), on, on + timedelta(days=days))
        assert term.destroy_before == on + timedelta(days=GRACE_DAYS)
        assert term.state is (TermState.DUE if days > GRACE_DAYS else TermState.RUNNING)
        assert term.ground is (DestructionGround.REJECTED if days > GRACE_DAYS else None)


def test_the_term_of_the_law_stands_before_the_fortnight_when_that_ends_later() -> None:
    rejected = replace(CASE, state=CaseState.REJECTED)
    assert term_of(rejected, 1, (), BEGAN + timedelta(days=25), BEGAN).destroy_before == date(2021, 4, 30)


@pytest.mark.parametrize(
    ("state", "closed_on", "basis", "allowed"),
    [
        (CaseState.IN_EXECUTION, None, ExtensionBasis.STILL_OPEN, True),
        (CaseState.CLOSED, LAST, ExtensionBasis.STILL_OPEN, False),
        (CaseState.REJECTED, None, ExtensionBasis.STILL_OPEN, False),
        (CaseState.CLOSED, date(2025, 4, 1), ExtensionBasis.RELAPSE, True),
        (
            CaseState.CLOSED,
            date(2025, 3, 31),
            ExtensionBasis.RELAPSE,
            False,
        ),  # a year is not less
        (CaseState.CLOSED, None, ExtensionBasis.RELAPSE, False),
        (CaseState.IN_EXECUTION, None, ExtensionBasis.RELAPSE, False),
    ],
)
def test_who_may_stay_longer(
    state: CaseState, closed_on: date | None, basis: ExtensionBasis, allowed: bool
) -> None:
    assert may_extend(replace(CASE, state=state, closed_on=closed_on), LAST, basis) is allowed


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-60, 60))
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_clock_never_lets_a_case_stay_after_its_last_day(last: date, today: date) -> None:
    assert (clock(last, today).state is TermState.DUE) is (today > last)
