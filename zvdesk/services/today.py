"""Say what needs someone now, over all cases and meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.distribution import Stage
from zvdesk.domain.retention import TermState
from zvdesk.domain.roles import Act
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.domain.today import ListsToHandOut
from zvdesk.services import distribution, house, retention
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import today as rows
from zvdesk.storage.meetings import load_meeting
from zvdesk.storage.today_lists import meetings_to_hand_out

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.distribution import Board
    from zvdesk.domain.today import Today
    from zvdesk.storage.connection import Connection

AHEAD = 14  # days that re-tests and follow-ups are told beforehand
_RECENT = 28  # days in which a meeting is asked whether every recipient has a list
_MOST_LISTS = 6
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
        found = replace(found, lists=_lists(desk, connection, on - timedelta(days=_RECENT)))
        kept = retention.gather(connection) if desk.may(Act.KEEP_CLOCK) else None
    if kept is None:
        return found
    states = [row.term.state for row in retention.rows_of(desk, kept)]
    nearly = states.count(TermState.WARNED) + states.count(TermState.URGENT)
    return replace(found, must_go=states.count(TermState.DUE), nearly_due=nearly)


def _lists(desk: Desk, connection: Connection, since: date) -> tuple[ListsToHandOut, ...]:
    """Return what must still go out of closed meetings, the latest first, and then of the papers of cases."""
    organisations = house.known(connection)
    found: list[ListsToHandOut] = []
    for open_meeting in meetings_to_hand_out(connection, since):
        if len(found) == _MOST_LISTS:
            break
        meeting = load_meeting(connection, open_meeting.meeting_id)
        if meeting is None:
            continue
        board = distribution.board_of(desk, connection, meeting, organisations)
        if board.open_rows:
            found.append(_counted(board, open_meeting.waiting, open_meeting.adopted))
    papers = distribution.papers_board_of(desk, connection, organisations, waiting=True)
    return (*found, _counted(papers)) if papers.open_rows else tuple(found)


def _counted(board: Board, waiting: int = 0, adopted: int = 0) -> ListsToHandOut:
    return ListsToHandOut(
        meeting_id=board.meeting_id,
        title=board.title,
        starts_at=board.starts_at,
        waiting=waiting,
        adopted=adopted,
        to_make=board.waiting(Stage.TO_MAKE),
        to_check=board.waiting(Stage.MADE),
        to_hand_over=board.waiting(Stage.CHECKED),
    )
