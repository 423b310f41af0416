"""Judge whether the links of a package prove that a pen came from who had it to who sends it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import Standing, parting

if TYPE_CHECKING:
    from zvdesk.domain.handovers import Pen, PenChain


def first_to_prove(pen: Pen | None, theirs: PenChain, found: Standing) -> int:
    """Return the place in their chain from which links must prove the way.

    Where no pen of ours comes back, there is nothing to hold them against: those that are there count.
    """
    if found is Standing.EXPECTED and pen is not None and pen.chain:
        return parting(pen.chain, theirs.chain)
    return len(theirs.chain) - len(theirs.links)


def leads_here(pen: Pen | None, theirs: PenChain, found: Standing, ends: tuple[str, str]) -> bool:
    """Tell whether links that are signed lead from who had our pen to the sender, and from there to here.

    ``ends`` are the sender and the first receiver of the package. What goes on from ours begins with whoever
    got the pen from here; what parts from ours, because it was taken over before it came here, with the vault
    that gave it.
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
    given_here = pen.way.link_of(place)
    return given_here is not None and given_here.vault_key == links[0].vault_key
