"""Hold a table of fictional organisations, lines as a chair types them, and what was recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture import CaptureTable, Seat
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.ui.meeting.recorded_lines import Recorded, recorded_line

if TYPE_CHECKING:
    from zvdesk.ui.meeting.recorded_lines import TableRecord

TODAY = date(2026, 11, 21)
TABLE = CaptureTable(
    seats=(
        Seat(
            organisation_id="ggz", name="GGZ Noord", abbreviation="GGZ", persons=("S. Bakker", "T. de Vries")
        ),
        Seat(organisation_id="pol", name="Politie Noord", abbreviation="POL", persons=("A. Jansen",)),
        Seat(organisation_id="wt", name="Wijkteam Noord", persons=("S. Oefenaar",)),
        Seat(organisation_id="vt", name="Veilig Thuis", abbreviation="VT"),
        Seat(organisation_id="gem", name="Gemeente Oefenstad", persons=("T. Proefstra",)),
        Seat(organisation_id="cor", name="Corporatie Voorbeeld", is_present=False),
    ),
    today=TODAY,
)
LINES = (
    "Bakker belt huisarts @GGZ vr !",
    "als moeder de deur niet opendoet dan gaat @Politie Jansen langs en belt de crisisdienst binnen 24 uur",
    "Wijkteam bespreekt dit voor kerst met @onbekend",
)


def name_of(organisation_id: str) -> str:
    seat = TABLE.seat(organisation_id)
    return seat.name if seat is not None else ""


def records() -> tuple[TableRecord, ...]:
    return (
        Decision(id="1", case_id="c", text="Opschalen naar AVE 3: samenwerking stokt", decided_on=TODAY),
        Reservation(
            id="2", case_id="c", organisation_id="ggz", text="Eerst de crisisdienst horen", about_id="1"
        ),
        ActionItem(
            id="3",
            case_id="c",
            what="Casusregisseur belt moeder over dit besluit en spreekt af wie haar bijstaat",
            organisation_id="wt",
            person="S. Oefenaar",
            due_on=date(2026, 11, 26),
            is_urgent=True,
        ),
        ActionItem(id="4", case_id="c", what="Nieuwe datum prikken"),
        ConditionalAgreement(
            id="5",
            case_id="c",
            trigger="moeder de deur niet opendoet",
            response="gaat de wijkagent langs",
            organisation_id="pol",
            person="A. Jansen",
            within_hours=24,
        ),
        Information(id="6", case_id="c", organisation_id="vt", text="Er loopt al een onderzoek"),
        ParkedPoint(id="7", case_id="c", text="Huurschuld", carried_reason="Corporatie was er niet"),
    )


def recorded_rows() -> tuple[Recorded, ...]:
    notes = {"1": {"has_reservation": True}, "3": {"is_changed": True}}
    return tuple(
        recorded_line(record, name_of, TODAY, about="Opschalen naar AVE 3", **notes.get(record.id, {}))
        for record in records()
    )
