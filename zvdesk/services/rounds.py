"""Lead the round of the table: everyone speaks once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain import rounds as rules
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.errors import InvalidField
from zvdesk.services import leading

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.meetings import AgendaItem, Meeting, SpeakingRound
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection

MOST_MINUTES = 60


def begin_round(desk: Desk, meeting_id: str, item_id: str, minutes_each: int = 0) -> Meeting:
    """Begin a round with who is at the table, in the order in which they came; 0 minutes: no time per voice.

    Raises Blocked when nobody is there, InvalidField for minutes outside 0 to 60.
    """
    if not 0 <= minutes_each <= MOST_MINUTES:
        raise InvalidField("minutes_each", "out_of_range")

    def begin(_connection: Connection, item: AgendaItem) -> AgendaItem:
        if not item.present_ids:
            raise Blocked((Blocker(BlockerCode.NOBODY_PRESENT),))
        fresh = rules.begun(item.present_ids, minutes_each, desk.clock.now())
        return replace(item, speaking_round=fresh)

    return leading.lead_item(desk, meeting_id, item_id, "ronde beginnen", begin)


def next_voice(desk: Desk, meeting_id: str, item_id: str) -> Meeting:
    """Note that who speaks has spoken, and give the turn to the next; raise Blocked without a round."""
    return _turn(desk, meeting_id, item_id, lambda held: rules.next_voice(held, desk.clock.now()))


def mark_spoken(
    desk: Desk, meeting_id: str, item_id: str, organisation_id: str, *, spoken: bool = True
) -> Meeting:
    """Note that an organisation has spoken, or has not after all; raise Blocked without a round."""
    mark = rules.spoken if spoken else rules.unspoken
    return _turn(desk, meeting_id, item_id, lambda held: mark(held, organisation_id, desk.clock.now()))


def end_round(desk: Desk, meeting_id: str, item_id: str) -> Meeting:
    """End the round; the next one begins from the start."""
    return leading.lead_item(
        desk, meeting_id, item_id, "ronde beëindigen", lambda _c, item: replace(item, speaking_round=None)
    )


def _turn(
    desk: Desk, meeting_id: str, item_id: str, change: Callable[[SpeakingRound], SpeakingRound]
) -> Meeting:
    def turn(_connection: Connection, item: AgendaItem) -> AgendaItem:
        if item.speaking_round is None:
            raise Blocked
        return replace(item, speaking_round=change(item.speaking_round))

    return leading.lead_item(desk, meeting_id, item_id, "ronde", turn)
