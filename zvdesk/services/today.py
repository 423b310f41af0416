"""Say what needs someone now, over all cases and meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.retention import TermState
from zvdesk.domain.roles import Act
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.services import retention
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import today as rows

if TYPE_CHECKING:
    from zvdesk.domain.today import Today

AHEAD = 14  # days that re-tests and follow-ups are told beforehand
MOST_MOVES = 3  # when the rules of the house do not say after how many an action asks about opschalen


def today(desk: Desk) -> Today:
    """Return coming meetings, what is late, due or untold, actions per organisation and lists to hand out.

    Who watches over the terms also gets how many cases must go.

    Reading is logged as one line. Raises NotAllowed.
    """
    on = desk.clock.today()
    moves = [r.threshold for r in desk.library.stagnation_rules if r.kind is StagnationKind.POSTPONED]
    most_moves = min(moves, default=MOST_MOVES)
    with desk.reading(Act.READ_CASE, Trail("lezen", "vandaag")) as connection:
        found = rows.today(connection, on, on + timedelta(days=AHEAD), desk.clock.local, most_moves)
        kept = retention.gather(connection) if desk.may(Act.KEEP_CLOCK) else None
    if kept is None:
        return found
    states = [row.term.state for row in retention.rows_of(desk, kept)]
    nearly = states.count(TermState.WARNED) + states.count(TermState.URGENT)
    return replace(found, must_go=states.count(TermState.DUE), nearly_due=nearly)
