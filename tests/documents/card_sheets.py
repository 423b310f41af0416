"""Make sheets with somebody's own card for the tests; the people are invented."""

from __future__ import annotations

from functools import cache

from tests.documents.lists import SIGNED_AT
from tests.exchange.holders import Holder, holder
from zvdesk.domain.colleagues import CardSheet
from zvdesk.exchange import cards
from zvdesk.services.cards import read_card


def card_sheet(of: Holder, house: str) -> CardSheet:
    """Make the sheet of somebody."""
    card = read_card(of.card)
    parts = of.parts
    return CardSheet(
        card=card,
        file=cards.to_file(parts),
        code=cards.to_code(parts),
        is_practice=card.is_practice,
        house=house,
        printed_at=SIGNED_AT,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6d",
    )


@cache
def every_card_sheet() -> dict[str, CardSheet]:
    """Make one sheet of each kind."""
    house = "Zorg- en Veiligheidshuis van de samenwerkende gemeenten aan Zee"
    long = holder(
        "Zoë-Łucja van den Şahin-Lange Achternaam-Voorbeeld van Verzonnen",
        "functioneel beheerder",
        organisation="Veiligheidsregio Midden- en West-Verzonnen aan Zee, Duin en Rand",
        house=house,
    )
    return {
        "short": card_sheet(holder(practice=True, organisation=""), "Huis aan de Overkant"),
        "long": card_sheet(long, f"{house}, Duin en Rand, met alle dorpen die daarbij horen in Oefenland"),
    }
