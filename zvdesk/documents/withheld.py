"""Say on paper that something was left out, and on what ground, without saying what or whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents.flow import heading, paragraph
from zvdesk.domain.sharing import Withheld
from zvdesk.texts.labels import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zvdesk.documents.flow import Block

HEADING = "Wat hier niet in staat"
NOTHING = "Wij hebben verder niets weggelaten."
#: Grounds for which the Wgs has an article; another regime has its own agreements, which zvdesk cannot cite.
ARTICLES = {
    Withheld.CONDITION: "artikel 2.29, derde lid, Wgs",
    Withheld.PRESENCE: "artikel 2.31, vierde lid, Wgs",
}
EVERYWHERE = {
    Withheld.NOT_TOLD: "artikel 14, vijfde lid, AVG en artikel 41 UAVG",
    Withheld.OTHERS: "artikel 15, vierde lid, AVG",
}


def left_out(withheld: Sequence[Withheld], always: str, *, is_wgs: bool) -> Iterator[Block]:
    """Say what is never in this kind of paper, and the grounds on which something of this case is not."""
    yield heading(HEADING)
    yield paragraph(always, after=3)
    if not withheld:
        yield paragraph(NOTHING)
    for ground in withheld:
        article = EVERYWHERE.get(ground) or (ARTICLES[ground] if is_wgs else "")
        basis = f" ({article})" if article else ""
        yield paragraph(f"• {WITHHELD[ground]}{basis}.", after=2)
