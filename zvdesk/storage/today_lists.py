"""Query the closed meetings, and the papers of cases, of which something may still have to go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, literal, or_, select, tuple_

from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.distribution import LIST, PAPERS, TABLE
from zvdesk.domain.meetings import Meeting
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_MEETINGS, _ADOPTED, _DISCLOSURES = RECORDS[Meeting], RECORDS[AdoptedList], RECORDS[Disclosure]
_NEWER = _DISCLOSURES.alias("newer")
_MOST = 12


_WAITS = (
    _DISCLOSURES.c.gone_on.is_(None),
    _DISCLOSURES.c.handed_over_on.is_(None),
    or_(_DISCLOSURES.c.recipient_id != "", _DISCLOSURES.c.checked_on.is_(None)),
)
_REPLACED = (  # by a newer file, as the board counts them
    select(literal(1))
    .where(
        *(
            _NEWER.c[name] == _DISCLOSURES.c[name]
            for name in ("meeting_id", "case_id", "recipient_id", "kind", "version")
        ),
        or_(_NEWER.c.gone_on.is_(None), _NEWER.c.handed_over_on.is_not(None)),
        tuple_(_NEWER.c.made_at, _NEWER.c.id) > tuple_(_DISCLOSURES.c.made_at, _DISCLOSURES.c.id),
    )
    .exists()
)


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """Hold one closed meeting: how many lists it adopted, and of how many nobody got anything."""

    meeting_id: str
    waiting: int
    adopted: int


def meetings_to_hand_out(connection: Connection, since: date) -> tuple[OpenMeeting, ...]:
    """Return closed meetings to look at, the latest first.

    They are those of which a case's latest list went to nobody, or a document was made and not handed over,
    and those from ``since`` on, of which some recipient may still lack a list.
    """
    latest = (
        select(_ADOPTED.c.meeting_id, _ADOPTED.c.case_id, func.max(_ADOPTED.c.version).label("version"))
        .group_by(_ADOPTED.c.meeting_id, _ADOPTED.c.case_id)
        .subquery()
    )
    of_latest = and_(
        _DISCLOSURES.c.meeting_id == latest.c.meeting_id,
        _DISCLOSURES.c.case_id == latest.c.case_id,
        _DISCLOSURES.c.version == latest.c.version,
    )
    given = select(literal(1)).where(of_latest, _DISCLOSURES.c.kind == LIST).exists()
    half_way = (
        select(literal(1))
        .where(
            of_latest,
            _DISCLOSURES.c.kind != PRESENCE,
            *_WAITS,
            or_(_DISCLOSURES.c.kind == TABLE, ~_REPLACED),
        )
        .exists()
    )
    waiting = func.sum(case((~given, 1), else_=0))
    query = (
        select(_MEETINGS.c.id, waiting.label("waiting"), func.count().label("adopted"))
        .join(latest, latest.c.meeting_id == _MEETINGS.c.id)
        .group_by(_MEETINGS.c.id, _MEETINGS.c.starts_at)
        .having(
            or_(
                waiting > 0,
                func.sum(case((half_way, 1), else_=0)) > 0,
                _MEETINGS.c.starts_at >= since.isoformat(),
            )
        )
        .order_by(_MEETINGS.c.starts_at.desc(), _MEETINGS.c.id.desc())
        .limit(_MOST)
    )
    return tuple(
        OpenMeeting(meeting_id=row.id, waiting=row.waiting, adopted=row.adopted)
        for row in connection.execute(query)
    )


def cases_with_papers(connection: Connection, *, waiting: bool = False) -> tuple[str, ...]:
    """Return the cases of which a paper was made; with ``waiting`` those of which one may have to go out."""
    query = select(_DISCLOSURES.c.case_id).where(_DISCLOSURES.c.kind.in_(PAPERS)).distinct()
    if waiting:
        query = query.where(*_WAITS)
    return tuple(connection.execute(query).scalars())
