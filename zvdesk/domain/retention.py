"""Say until when a case may be kept, and what is to be done with it (field.md 4.4)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.cases import CaseState
from zvdesk.domain.keeping import DestructionGround, ExtensionBasis

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from zvdesk.domain.cases import Case
    from zvdesk.domain.keeping import RetentionExtension

#: For the notifier's feedback on a case that was not taken up, in days (concept, te bevestigen).
GRACE_DAYS = 14
#: The longest extension at a time, in months (BGS 1.16(2)).
LONGEST_EXTENSION = 24
#: How long an extract of the log that is of no one case may be kept, in months. BIO2 8.15.04 leaves it to the
#: risk; a year reaches to the next yearly review (concept, te bevestigen).
LOG_EXTRACT_MONTHS = 12
#: How long before the limit a closed case may still be extended, in months (BGS 1.16(2)b).
CLOSED_AT_MOST = 12
#: When to warn, in months before the limit: the 54th and the 58th of 60.
FIRST_WARNING, LAST_WARNING = 6, 2


class TermState(Enum):
    """Say how far the clock of a case has run."""

    UNSET = "geen_termijn"  # the house must set the term of this regime
    RUNNING = "loopt"
    WARNED = "bijna_om"  # the 54th month of 60
    URGENT = "heel_bijna_om"  # the 58th month of 60
    DUE = "vernietigen"  # may not be kept any longer


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionTerm:
    """Hold the term of one case: the last day of keeping, and what the clock says today."""

    destroy_before: date | None
    state: TermState
    ground: DestructionGround | None = None  # why it is to be destroyed, once it is


def add_months(day: date, months: int) -> date:
    """Return the day a number of months later (or earlier); the 31st becomes the last of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def destroy_before(first_processed_on: date, months: int | None) -> date | None:
    """Return the last day of keeping: the clock starts at first processing (Wgs 1.8(7)); None when unset."""
    return None if months is None else add_months(first_processed_on, months)


def limit(case: Case, months: int | None, extensions: Iterable[RetentionExtension] = ()) -> date | None:
    """Return the last day on which a case may be kept, with its extensions; None when its term is unset."""
    by_law = destroy_before(case.first_processed_on, months)
    if by_law is None:
        return None
    return max([by_law, *(extension.until_on for extension in extensions)])


def term_of(
    case: Case,
    months: int | None,
    extensions: Iterable[RetentionExtension],
    rejected_on: date | None,
    today: date,
) -> RetentionTerm:
    """Return the term of a case; one that was not taken up goes after a fortnight (BGS 1.16(1)b)."""
    last = limit(case, months, extensions)
    if case.state is CaseState.REJECTED and rejected_on is not None:
        grace = rejected_on + timedelta(days=GRACE_DAYS)
        last = grace if last is None else min(grace, last)
        if today > last:
            return RetentionTerm(destroy_before=last, state=TermState.DUE, ground=DestructionGround.REJECTED)
        return RetentionTerm(destroy_before=last, state=TermState.RUNNING)
    return clock(last, today)


def clock(last: date | None, today: date) -> RetentionTerm:
    """Return what the clock says of a last day of keeping."""
    if last is None:
        return RetentionTerm(destroy_before=None, state=TermState.UNSET)
    if today > last:
        return RetentionTerm(destroy_before=last, state=TermState.DUE, ground=DestructionGround.TERM)
    if today >= add_months(last, -LAST_WARNING):
        return RetentionTerm(destroy_before=last, state=TermState.URGENT)
    if today >= add_months(last, -FIRST_WARNING):
        return RetentionTerm(destroy_before=last, state=TermState.WARNED)
    return RetentionTerm(destroy_before=last, state=TermState.RUNNING)


def may_extend(case: Case, last: date, basis: ExtensionBasis) -> bool:
    """Tell whether a case may be kept longer on this basis (BGS 1.16(2)): open, or just closed."""
    if basis is ExtensionBasis.STILL_OPEN:
        return case.state not in (CaseState.CLOSED, CaseState.REJECTED)
    return (
        case.state is CaseState.CLOSED
        and case.closed_on is not None
        and case.closed_on > add_months(last, -CLOSED_AT_MOST)
    )


def grounds(state: CaseState, term: TermState) -> tuple[DestructionGround, ...]:
    """Return the grounds on which a case in this state may be destroyed (field.md 4.4)."""
    is_closed, is_rejected = state is CaseState.CLOSED, state is CaseState.REJECTED
    fits = {
        DestructionGround.REJECTED: is_rejected,
        DestructionGround.NOTHING_FURTHER: not is_closed and not is_rejected,
        DestructionGround.TERM: term is TermState.DUE,
        DestructionGround.NO_LONGER_NEEDED: is_closed,
        DestructionGround.RIGHTS: True,
    }
    return tuple(ground for ground, does_fit in fits.items() if does_fit)
