"""Keep one writer per case and per meeting: no record changes here while a colleague has the pen."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handovers import Envelope, Handover, Pen
from zvdesk.domain.keeping import Destruction, KeptCopy, ShieldedCase
from zvdesk.domain.meetings import Meeting
from zvdesk.errors import PenElsewhere
from zvdesk.storage import codec
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, RowMapping

#: What is written whoever has the pen: what this vault itself did, what it undoes, what outlives a case.
FREE: frozenset[type] = frozenset(
    {Disclosure, KeptCopy, Envelope, Pen, Handover, EditHistory, Destruction, ShieldedCase}
)
_BELONGS: dict[type, str] = {Case: "id", Meeting: "id", Evaluation: "meeting_id"}  # the rest hangs on a case
_LIFTED = "pens lifted"

_PENS = RECORDS[Pen]
_ONE = select(_PENS).where(_PENS.c.id == bindparam("wanted"))
_REFERRED = "[]"  # no chain: a meeting that came along because a case speaks of it
_OUTSIDE = (
    select(_PENS)
    .where(_PENS.c.holder_id != "", _PENS.c.chain != _REFERRED)
    .order_by(_PENS.c.since, _PENS.c.id)
)
_OWNERS = {
    cls: select(table.c[name]).where(table.c.id == bindparam("wanted"))
    for cls, table in RECORDS.items()
    if (name := _BELONGS.get(cls, "case_id")) in table.c and cls not in FREE
}


def pen_of(connection: Connection, subject_id: str) -> Pen | None:
    """Return the pen of a case or meeting, or None when it never travelled: then it is here."""
    row = connection.execute(_ONE, {"wanted": subject_id}).mappings().first()
    return None if row is None else _pen(row)


def outside(connection: Connection) -> tuple[Pen, ...]:
    """Return the pens that travelled and are elsewhere, who is out longest first."""
    return tuple(_pen(row) for row in connection.execute(_OUTSIDE).mappings())


def require_here(connection: Connection, subject_id: str) -> None:
    """Raise PenElsewhere when a colleague has the pen of this case or meeting."""
    pen = pen_of(connection, subject_id)
    if pen is not None and not pen.is_here:
        raise PenElsewhere(pen.holder, pen.since)


def require_writable(connection: Connection, record: object) -> None:
    """Raise PenElsewhere when a colleague has the pen of the case or meeting that a record belongs to."""
    cls = type(record)
    if cls in _OWNERS and not connection.info.get(_LIFTED):
        require_here(connection, getattr(record, _BELONGS.get(cls, "case_id")))


def require_erasable(connection: Connection, cls: type, record_id: str) -> None:
    """Raise PenElsewhere when the record with this id belongs to what a colleague has the pen of."""
    if cls in _OWNERS and not connection.info.get(_LIFTED):
        owner = connection.execute(_OWNERS[cls], {"wanted": record_id}).scalar()
        if owner:
            require_here(connection, owner)


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let everything be written meanwhile: a package comes in, and brings its own pens."""
    connection.info[_LIFTED] = True
    try:
        yield
    finally:
        del connection.info[_LIFTED]


def _pen(row: RowMapping) -> Pen:
    known = codec.hints(Pen)
    return Pen(**{name: codec.from_column(value, known[name]) for name, value in row.items()})
