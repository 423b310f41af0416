"""Keep the round of the table: an order, who spoke, whose turn it is, and how long a voice has left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.meetings import SpeakingRound

if TYPE_CHECKING:
    from datetime import datetime


def begun(order: tuple[str, ...], minutes_each: int, at: datetime) -> SpeakingRound:
    """Return a round with the first organisation speaking; no minutes means no time per voice."""
    fresh = SpeakingRound(order=tuple(dict.fromkeys(order)), minutes_each=max(0, minutes_each))
    return _turned(fresh, "", at)


def still_silent(held: SpeakingRound) -> tuple[str, ...]:
    """Return who has not spoken yet, in order; who speaks now is among them."""
    return tuple(i for i in held.order if i not in held.spoken_ids)


def next_voice(held: SpeakingRound, at: datetime) -> SpeakingRound:
    """Return the round with whoever spoke done, and the next who has not spoken; at the end nobody's turn."""
    return spoken(held, held.turn_id, at) if held.turn_id else _turned(held, "", at)


def spoken(held: SpeakingRound, organisation_id: str, at: datetime) -> SpeakingRound:
    """Return the round with one organisation done; was it their turn, then the next one speaks."""
    if organisation_id not in held.order:
        return held
    done = replace(held, spoken_ids=tuple(dict.fromkeys((*held.spoken_ids, organisation_id))))
    return _turned(done, organisation_id, at) if held.turn_id == organisation_id else done


def unspoken(held: SpeakingRound, organisation_id: str, at: datetime) -> SpeakingRound:
    """Return the round in which one organisation still has to speak; the turn goes there if nobody had it."""
    again = replace(held, spoken_ids=tuple(i for i in held.spoken_ids if i != organisation_id))
    return again if again.turn_id else _turned(again, "", at)


def seated(held: SpeakingRound, present_ids: tuple[str, ...], at: datetime) -> SpeakingRound:
    """Return the round after people came or left: who comes speaks last, who left silent is passed over."""
    kept = tuple(i for i in held.order if i in present_ids or i in held.spoken_ids)
    changed = replace(held, order=tuple(dict.fromkeys((*kept, *present_ids))))
    if not held.turn_id or held.turn_id in changed.order:
        return changed
    before = [i for i in held.order[: held.order.index(held.turn_id)] if i in changed.order]
    return _turned(changed, before[-1] if before else "", at)


def voice_left(held: SpeakingRound, now: datetime) -> int | None:
    """Return the seconds that who speaks has left, below zero when over; None without a time or a speaker."""
    if not held.minutes_each or held.turn_since is None:
        return None
    return 60 * held.minutes_each - max(0, int((now - held.turn_since).total_seconds()))


def _turned(held: SpeakingRound, after: str, at: datetime) -> SpeakingRound:
    """Return the round with the turn at the first silent one after someone, going round once."""
    place = held.order.index(after) if after in held.order else -1
    silent = still_silent(held)
    turn = next((i for i in (*held.order[place + 1 :], *held.order) if i in silent), "")
    return replace(held, turn_id=turn, turn_since=at if turn else None)
