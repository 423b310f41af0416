"""Decide which copies of a vault are kept: seven daily ones, four weekly ones, none over 35 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

DAILY, WEEKLY = 7, 4
OLDEST = timedelta(days=35)
BETWEEN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class BackupMoment:
    """Hold what the rule needs of one copy; the time is the one that people here read off the clock."""

    name: str
    made_at: datetime
    is_checked: bool


def surplus(copies: Iterable[BackupMoment], now: datetime) -> frozenset[str]:
    """Return the names of the copies that go.

    The newest checked copy of each of the last seven days with one stays, and so does the newest of each of
    the last four weeks (ISO 8601) with one. A copy that nobody checked yet takes nobody's place; it stays
    until it is checked. Whatever is older than 35 days goes, so that what was destroyed does not live on.
    """
    copies = sorted(copies, key=lambda copy: copy.made_at, reverse=True)
    young = [copy for copy in copies if now - copy.made_at <= OLDEST]
    kept = {copy.name for copy in young if not copy.is_checked}
    days: dict[object, str] = {}
    weeks: dict[object, str] = {}
    for copy in young:
        if copy.is_checked:
            days.setdefault(copy.made_at.date(), copy.name)
            weeks.setdefault(copy.made_at.isocalendar()[:2], copy.name)
    kept |= {*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY]}
    return frozenset(copy.name for copy in copies) - kept


def is_due(last_made_at: datetime | None, now: datetime, *, is_changed: bool) -> bool:
    """Tell whether a copy has to be made: half an hour after the last one when something changed.

    Without a change a new one comes only before the last one has to go. A clock that was set back does not
    stop the copies.
    """
    if last_made_at is None or now < last_made_at:
        return True
    age = now - last_made_at
    return age >= (BETWEEN if is_changed else OLDEST - timedelta(days=1))
