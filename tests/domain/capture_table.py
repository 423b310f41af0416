"""The table at which the examples of the capture line are typed; everyone at it is fictional."""

from __future__ import annotations

from datetime import date

from zvdesk.domain.capture import CaptureTable, Seat

TABLE = CaptureTable(
    today=date(2026, 11, 24),  # a Tuesday
    seats=(
        Seat(organisation_id="politie", name="Politie", persons=("A. Bakker", "Mieke de Vries")),
        Seat(organisation_id="ggz", name="GGZ Noord", abbreviation="GGZ", persons=("P. Jansen",)),
        Seat(organisation_id="wtn", name="Wijkteam Noord", abbreviation="WTN", persons=("S. Oefenaar",)),
        Seat(organisation_id="wtz", name="Wijkteam Zuid", is_present=False),
        Seat(
            organisation_id="vt",
            name="Veilig Thuis",
            abbreviation="VT",
            persons=("K. Jansen",),
            is_present=False,
        ),
        Seat(organisation_id="rvdk", name="Raad voor de Kinderbescherming", abbreviation="RvdK"),
        Seat(organisation_id="cafe", name="Café Şirin"),
    ),
)
