"""Find lines of the log by person, case, action and period."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from zvdesk.domain.log_views import LogChoices
from zvdesk.domain.overviews import AuditLine
from zvdesk.storage.tables import audit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection

    from zvdesk.domain.log_views import LogFilter

_CHUNK = 2_000
_COLUMNS = tuple(column for column in audit.columns if column.name not in ("previous", "mac"))


def find_lines(
    connection: Connection,
    wanted: LogFilter,
    *,
    newest_first: bool = True,
    limit: int | None = None,
    before: int | None = None,
) -> Iterator[AuditLine]:
    """Yield the lines that fit, one after the other; ``before`` leaves out that line and newer ones."""
    order = audit.c.sequence.desc() if newest_first else audit.c.sequence
    query = select(*_COLUMNS).where(*_conditions(wanted, before)).order_by(order).limit(limit)
    for row in connection.execute(query, execution_options={"yield_per": _CHUNK}).mappings():
        values = dict(row)
        at = datetime.fromisoformat(values.pop("at"))
        yield AuditLine(at=at, **values)


def count_lines(connection: Connection, wanted: LogFilter, *, before: int | None = None) -> int:
    """Return how many lines fit."""
    query = select(func.count()).select_from(audit).where(*_conditions(wanted, before))
    return connection.execute(query).scalar_one()


def log_choices(connection: Connection) -> LogChoices:
    """Return everybody and every action in the log, by name."""
    actors = connection.execute(select(audit.c.actor_id, audit.c.actor).distinct())
    actions = connection.execute(select(audit.c.action).distinct())
    return LogChoices(
        actors=tuple(sorted(((row.actor_id, row.actor) for row in actors), key=lambda p: p[1].casefold())),
        actions=tuple(sorted(row.action for row in actions)),
    )


def _conditions(wanted: LogFilter, before: int | None) -> list[ColumnElement[bool]]:
    found = [] if before is None else [audit.c.sequence < before]
    if wanted.actor_id is not None:
        found.append(audit.c.actor_id == wanted.actor_id)
    if wanted.actor is not None:
        found.append(audit.c.actor == wanted.actor)
    if wanted.case_number:
        found.append(audit.c.case_number == wanted.case_number)
    if wanted.action:
        found.append(audit.c.action == wanted.action)
    if wanted.since is not None:
        found.append(audit.c.at >= wanted.since.astimezone(UTC).isoformat())
    if wanted.until is not None:
        found.append(audit.c.at < wanted.until.astimezone(UTC).isoformat())
    return found
