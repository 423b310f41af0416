"""Tell which cases and meetings lie with a colleague, so that pages mark them and let nobody type there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.storage import pens

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
