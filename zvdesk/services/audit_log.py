"""Read the log, tell who looked at a case, and hand out extracts; each of these stands in the log itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.log_standing import LogHead
from zvdesk.domain.log_views import AccessView, LogFilter, LogPage, access_rows
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField
from zvdesk.services import anchors
from zvdesk.services.desk import Trail
from zvdesk.storage import audit
from zvdesk.storage.audit_search import count_lines, find_lines, log_choices
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.domain.log_standing import Standing
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection

LOG, ACCESS = "logboek", "inzageoverzicht"
PAGE = 500  # lines at a time


def log_page(desk: Desk, wanted: LogFilter, *, before: int | None = None) -> LogPage:
    """Return PAGE lines that fit, the newest first; that somebody looked is logged. Raises NotAllowed.

    ``before`` is the number of a line: only older ones are returned and counted.
    """
    with desk.reading(Act.READ_AUDIT_LOG, trail_of(desk, "lezen", LOG, wanted.case_number)) as connection:
        return LogPage(
            lines=tuple(find_lines(connection, wanted, limit=PAGE, before=before)),
            total=count_lines(connection, wanted, before=before),
            choices=log_choices(connection),
        )


def standing(desk: Desk, progress: Callable[[int, int], None] | None = None) -> Standing:
    """Check the whole log against its witnesses; ``progress`` may raise Cancelled. Raises NotAllowed."""
    trail = Trail("controleren", LOG)
    desk.require(Act.READ_AUDIT_LOG, trail)
    found = anchors.standing(desk, progress)
    desk.note(trail, "gelukt" if not found.deviates else "afwijking")
    return found


def accept(desk: Desk, reason: str) -> None:
    """Let the witnesses take the vault as it is, with a reason that is logged, after a deviation.

    Raises NotAllowed, and InvalidField without a reason.
    """
    trail = Trail("afwijking aanvaarden", LOG, purpose=tidy(reason))
    desk.require(Act.CHECK_VAULT, trail)
    if not trail.purpose:
        raise InvalidField("reason", "empty")
    desk.note(trail)
    anchors.accept(desk)


def who_looked(desk: Desk, case_number: str) -> AccessView:
    """Return who did what with a case, the oldest first (NEN 7513); looking is logged. Raises NotAllowed."""
    trail = trail_of(desk, "lezen", ACCESS, case_number)
    with desk.reading(Act.READ_AUDIT_LOG, trail) as connection:
        return access_view(desk, connection, case_number)


def access_view(desk: Desk, connection: Connection, case_number: str) -> AccessView:
    """Return who did what with a case, inside a transaction."""
    lines = tuple(find_lines(connection, LogFilter(case_number=case_number), newest_first=False))
    days: dict[int, date] = {line.sequence: desk.clock.local(line.at).date() for line in lines}
    return AccessView(case_number=case_number, rows=access_rows(lines, days), lines=len(lines))


def head_of(desk: Desk) -> LogHead:
    """Return the head of the log as it is now."""
    with desk.vault.read() as connection:
        sequence, mac = audit.head(connection)
    return LogHead(vault_id=desk.vault.vault_id, sequence=sequence, mac=mac.hex())


def trail_of(desk: Desk, action: str, thing: str, case_number: str) -> Trail:
    """Return a trail about a case that may be gone: then its number stands in the place of its id."""
    if not case_number:
        return Trail(action, thing)
    with desk.vault.read() as connection:
        found = find_records(connection, Case, number=case_number)
    return Trail(action, thing, case_number, found[0].id if found else "")
