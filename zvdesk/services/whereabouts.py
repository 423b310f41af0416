"""Tell which cases and meetings lie with a colleague, so that pages mark them and let nobody type there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.handovers import Direction, Handover
from zvdesk.storage import pens
from zvdesk.storage.records import get_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zvdesk.domain.handovers import Pen
    from zvdesk.services.desk import Desk


def elsewhere(desk: Desk) -> Mapping[str, Pen]:
    """Return the pens that colleagues have, by the id of the case or meeting.

    It leaves no line in the log: every page asks it with what it shows, and that has a line of its own.
    """
    with desk.vault.read() as connection:
        return {pen.id: pen for pen in pens.outside(connection)}


def giver(desk: Desk, subject_id: str) -> Colleague | None:
    """Return the colleague who gave a case or meeting whose pen is here now, so that it can go back.

    None for what never travelled, what was taken over, and what is with a colleague. It leaves no line.
    """
    with desk.vault.read() as connection:
        pen = pens.pen_of(connection, subject_id)
        if pen is None or not pen.is_here or not pen.chain:
            return None
        found = get_record(connection, Handover, pen.chain[-1])
        if found is None or found.direction is not Direction.RECEIVED:
            return None
        return get_record(connection, Colleague, found.colleague_ids[0])
