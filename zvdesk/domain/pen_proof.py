"""Judge whether the links of a package prove that a pen came from who had it to who sends it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import MOST_MOVES, MOST_VOID, Standing, parting

if TYPE_CHECKING:
    from zvdesk.domain.handovers import Pen, PenChain, PenLink

_ROOM = MOST_MOVES - MOST_VOID


def first_to_prove(pen: Pen | None, theirs: PenChain, found: Standing) -> int:
    """Return the place in their chain from which links must prove the way.

    Where no pen of ours comes back, there is nothing to hold them against: those that are there count.
    """
    if found is Standing.EXPECTED and pen is not None and pen.chain:
        return parting(pen.chain, theirs.chain)
    return len(theirs.chain) - len(theirs.links)


def leads_here(
    pen: Pen | None, theirs: PenChain, found: Standing, ends: tuple[str, str], own_key: bytes
) -> bool:
    """Tell whether links that are signed lead from who had our pen to the sender, and from there to here.

    ``ends`` are the sender and the first receiver of the package, ``own_key`` is of the vault here. What goes
    on from ours begins with whoever got the pen from here; what parts from ours, because it was taken over
    before it came here, with the vault that gave it.
    """
    place = first_to_prove(pen, theirs, found)
    links = theirs.links_from(place)
    if theirs.link_of(place) is None or ends != (links[-1].sender_id, links[-1].receiver_id):
        return False
    if any(later.holder_id != link.receiver_id for link, later in pairwise(links)):
        return False
    if found is not Standing.EXPECTED or pen is None or not pen.chain:
        return True
    if place == len(pen.chain):
        return links[0].holder_id == pen.holder_id
    return _may_take_over(pen, place, links, ends[0], own_key)


def leaves_room(pen: Pen | None, theirs: PenChain) -> bool:
    """Tell whether a way that came in can go on for long: nobody may fill it with moves of their own.

    What goes on from ours takes a quarter of the room that is left at most: no number of returns fills it.
    What is new may have gone on for years, and leaves a tenth of all room.
    """
    if pen is None or not pen.chain:
        return len(theirs.chain) <= _ROOM * 9 // 10
    known = parting(pen.chain, theirs.chain)
    return len(theirs.chain) - known <= (_ROOM - known) // 4


def remembered(pen: Pen, theirs: PenChain, own_key: bytes) -> Pen:
    """Return the pen here with the package void by which a late way left this vault, as its own link says.

    A vault that was restored may have forgotten that it gave the pen away. Who got it then takes it from here
    again. Only what this vault signed counts; the links of what is late are verified by then.
    """
    place = parting(pen.chain, theirs.chain)
    link = theirs.link_of(place)
    if link is None or link.vault_key != own_key or theirs.chain[place] in pen.void:
        return pen
    return replace(pen, void=(*pen.void, theirs.chain[place])[-MOST_VOID:])


def _may_take_over(pen: Pen, place: int, links: tuple[PenLink, ...], sender_id: str, own_key: bytes) -> bool:
    """Tell whether the vault that gave a pen here may have taken that over, by the links after it did.

    Who has the pen now may. Nobody else whom this vault gave it first: what they gave back came in, and they
    have no more to say of it.
    """
    first, given_here = links[0], pen.way.link_of(place)
    if given_here is not None and given_here.vault_key != first.vault_key:
        return False
    if pen.holder_id in (first.holder_id, *(sender_id,) * (len(links) == 1)):  # a package proves its sender
        return True
    givers = [link.vault_key for link in pen.links]
    is_known = len(givers) == len(pen.chain)
    return is_known and own_key not in givers[: givers.index(first.vault_key)]
