"""Seven days, four weeks, and nothing over 35 days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.domain.backups import DAILY, OLDEST, WEEKLY, BackupMoment, is_due, surplus

NOW = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)  # a Thursday


def moment(days: float, *, is_checked: bool = True) -> BackupMoment:
    at = NOW - timedelta(days=days)
    return BackupMoment(at.isoformat(), at, is_checked)


def kept(*copies: BackupMoment) -> list[BackupMoment]:
    going = surplus(copies, NOW)
    return [copy for copy in copies if copy.name not in going]


def test_a_full_month_of_copies_becomes_seven_days_and_four_weeks() -> None:
    half_hours = [moment(hours / 48) for hours in range(60 * 48)]
    left = kept(*half_hours)
    assert len(left) == 9  # the newest of this week and of last week are among the seven days
    assert {copy.made_at.date() for copy in left} >= {(NOW - timedelta(days=day)).date() for day in range(7)}
    assert len({copy.made_at.isocalendar()[:2] for copy in left}) == WEEKLY
    assert max(copy.made_at for copy in left) == NOW


def test_who_opens_the_vault_once_a_week_keeps_what_there_is() -> None:
    weekly = [moment(7 * week) for week in range(10)]
    assert kept(*weekly) == weekly[:6]  # 35 days and no second more


@pytest.mark.parametrize(("days", "stays"), [(35, True), (35.0001, False), (400, False)])
@pytest.mark.parametrize("is_checked", [True, False])
def test_nothing_is_kept_for_over_35_days(days: float, stays: bool, is_checked: bool) -> None:
    assert bool(kept(moment(days, is_checked=is_checked))) is stays


def test_an_unchecked_copy_drives_no_checked_one_away() -> None:
    checked, fresh = moment(0.2), moment(0.01, is_checked=False)
    assert kept(checked, fresh) == [checked, fresh]
    assert kept(checked, moment(0.01)) == [moment(0.01)]


@given(st.lists(st.tuples(st.floats(0, 60), st.booleans()), max_size=60))
def test_the_newest_checked_copy_always_stays(ages: list[tuple[float, bool]]) -> None:
    copies = [
        BackupMoment(f"{number}", NOW - timedelta(days=age), is_checked)
        for number, (age, is_checked) in enumerate(ages)
    ]
    left = kept(*copies)
    young = [copy for copy in copies if copy.is_checked and NOW - copy.made_at <= OLDEST]
    if young:
        assert max(copy.made_at for copy in young) in {copy.made_at for copy in left if copy.is_checked}
    assert sum(copy.is_checked for copy in left) <= DAILY + WEEKLY
    assert all(NOW - copy.made_at <= OLDEST for copy in left)
    assert kept(*left) == left


@pytest.mark.parametrize(
    ("minutes", "is_changed", "expected"),
    [
        (None, False, True),
        (29, True, False),
        (30, True, True),
        (600, False, False),
        (34 * 24 * 60, False, True),
        (-5, True, True),
    ],
)
def test_a_copy_is_due_after_half_an_hour_of_change(
    minutes: int | None, is_changed: bool, expected: bool
) -> None:
    last = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert is_due(last, NOW, is_changed=is_changed) is expected
