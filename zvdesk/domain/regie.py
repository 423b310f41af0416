"""Hold who has which regie, since when, and how the AVE level moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.escalation import Responsibility, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadHolder:
    """Stand for one person who holds one responsibility from one day until another."""

    id: str = ""
    case_id: str
    responsibility: Responsibility
    person: str
    organisation_id: str = ""
    phone: str = ""
    mandate: str = ""
    from_on: date
    until_on: date | None = None

    def is_current(self, on: date) -> bool:
        """Tell whether the person holds it on this day; the last day counts."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """Record one decision on the AVE level: up, down, or confirmed as it is."""

    id: str = ""
    case_id: str
    meeting_id: str = ""
    from_code: str  # "" when this is the first level
    to_code: str
    changed_on: date
    triggers: tuple[Trigger, ...] = ()
    motivation: str = ""
    decided_by: str = ""
    told: str = ""
    retest_on: date | None = None
    returns_to: str = ""  # where the case goes, or returns to


def current_holder(
    holders: tuple[LeadHolder, ...], responsibility: Responsibility, on: date
) -> LeadHolder | None:
    """Return who holds a responsibility on a day; the latest start wins."""
    held = [
        h for h in holders if h.responsibility is responsibility and h.is_current(on) and h.person.strip()
    ]
    return max(held, key=lambda holder: holder.from_on, default=None)
