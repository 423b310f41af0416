"""Tell the time and give out identifiers: the only place where both come from."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from zvdesk.domain.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Callable


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Clock:
    """Tell the time; a test or the practice table sets its own ``source``."""

    source: Callable[[], datetime] = _utc_now
    _last: int = field(default=0, init=False)

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self.source()

    def today(self) -> date:
        """Return the day as people here count it."""
        return self.local(self.now()).date()

    def local(self, at: datetime) -> datetime:
        """Return a time in the time zone of this computer."""
        return at.astimezone()

    def new_id(self) -> str:
        """Return a new UUIDv7; within one process each sorts after the one before."""
        self._last = max(self._last + 1, int(self.now().timestamp() * 1000))
        return uuid7(self._last, secrets.token_bytes(10))
