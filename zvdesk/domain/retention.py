"""Compute the day before which data must be gone (field.md 4.4)."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the day a number of months later; the 31st becomes the last day of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def destroy_before(first_processed_on: date, months: int | None) -> date | None:
    """Return the last day of keeping: the clock starts at first processing (Wgs 1.8(7)); None when unset."""
    return None if months is None else add_months(first_processed_on, months)
