"""Choose lines of the log, and tell who looked at a case in an order that the person concerned can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from zvdesk.domain.log_standing import LogHead
    from zvdesk.domain.overviews import AuditLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Choose lines of the log; what is empty chooses all."""

    actor_id: str | None = None  # "" is a choice: who came in with the recovery key, or never came in
    actor: str | None = None
    case_number: str = ""
    action: str = ""
    since: datetime | None = None  # this moment too
    until: datetime | None = None  # not this moment


@dataclass(frozen=True, slots=True, kw_only=True)
class LogChoices:
    """Hold what can be chosen in a log: everybody and every action that is in it."""

    actors: tuple[tuple[str, str], ...]  # id and name
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Hold some lines of the log, the newest first, and how many there are in all."""

    lines: tuple[AuditLine, ...]
    total: int
    choices: LogChoices


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRow:
    """Say that somebody did one thing with a case on one day, once or more often (NEN 7513)."""

    first_at: datetime
    last_at: datetime
    who: str
    role: str
    action: str
    object: str
    result: str
    ground: str
    is_emergency: bool
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    """Hold who did what with one case, the oldest first; ``lines`` is how many lines it stands for."""

    case_number: str
    rows: tuple[AccessRow, ...]
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """Hold what a printed extract of the log says: exactly what stands on it."""

    house: str
    is_practice: bool
    title: str
    chosen: tuple[tuple[str, str], ...]  # what was chosen, as label and words
    standing: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]  # points; 0 takes what the others leave
    rows: tuple[tuple[str, ...], ...]
    explanation: str
    signer_name: str
    signer_role: str
    signed_at: datetime  # local time
    audit_mark: str
    document_id: str
    log_head: LogHead | None = None
    key_issuer: str = ""  # who issued the signer's key, when that is not the house


def access_rows(lines: Iterable[AuditLine], day: dict[int, date]) -> tuple[AccessRow, ...]:
    """Join what one person did to one thing on one day; the lines come oldest first.

    ``day`` tells by number on which day, as people here count it, a line was written.
    """
    joined: dict[tuple[object, ...], AccessRow] = {}
    for line in lines:
        key = (
            day[line.sequence],
            line.actor_id,
            line.actor,
            line.role,
            line.action,
            line.object,
            line.result,
        )
        before = joined.get(key)
        joined[key] = AccessRow(
            first_at=before.first_at if before else line.at,
            last_at=line.at,
            who=line.actor,
            role=line.role,
            action=line.action,
            object=line.object,
            result=line.result,
            ground=line.ground,
            is_emergency=line.is_emergency,
            times=before.times + 1 if before else 1,
        )
    return tuple(joined.values())
