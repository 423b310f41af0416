"""Say what needs someone now, over all cases and meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.roles import Act
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import today as rows

if TYPE_CHECKING:
    from zvdesk.domain.today import Today

AHEAD = 14  # days that re-tests and follow-ups are told beforehand
MOST_MOVES = 3  # when the rules of the house do not say after how many an action asks about opschalen


def today(desk: Desk) -> Today:
    """Return coming meetings, what is late, due or untold, actions per organisation and lists to hand out.

    Reading is logged as one line. Raises NotAllowed.
    """
    on = desk.clock.today()
    moves = [r.threshold for r in desk.library.stagnation_rules if r.kind is StagnationKind.POSTPONED]
    most_moves = min(moves, default=MOST_MOVES)
    with desk.reading(Act.READ_CASE, Trail("lezen", "vandaag")) as connection:
        return rows.today(connection, on, on + timedelta(days=AHEAD), desk.clock.local, most_moves)
