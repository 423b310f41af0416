"""Make views for the audience: as many lines as a test asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zvdesk.domain.audience import AudienceCard, AudienceHolder, AudienceLine, AudienceView
from zvdesk.domain.escalation import Responsibility

ON = date(2026, 11, 24)
LINES = (
    AudienceLine(kind="besluit", text="Opschalen naar AVE 3"),
    AudienceLine(kind="actie", text="Huisarts bellen over vervoer", who="GGZ", due_on=date(2026, 11, 27)),
    AudienceLine(
        kind="actie", text="Besluit uitleggen aan moeder", who="Wijkteam", due_on=date(2026, 11, 26)
    ),
    AudienceLine(
        kind="actie", text="Extra surveillance in de straat", who="Politie", due_on=date(2027, 1, 4)
    ),
    AudienceLine(
        kind="als_dan", text="Bij een nieuwe melding", response="samen op huisbezoek", within_hours=24
    ),
)
CARD = AudienceCard(
    code="AVE 3",
    colour_name="rood",
    colour="#C62828",
    holders=(
        AudienceHolder(responsibility=Responsibility.CASE_LEAD, who="Wijkteam Noord"),
        AudienceHolder(responsibility=Responsibility.PROCESS_LEAD, who=""),
        AudienceHolder(responsibility=Responsibility.OPERATIONAL, who="Gemeente Oefenstad"),
        AudienceHolder(responsibility=Responsibility.ADMINISTRATIVE, who="Wethouder sociaal domein"),
    ),
    retest_on=None,
)
VIEW = AudienceView(
    case_number="2026-0014",
    step_number=4,
    step_title="Regie",
    goal="Veilig thuis voor moeder en twee kinderen, rust in de straat, vóór 1 maart.",
    lines=LINES,
    card=CARD,
    minutes_left=9,
    hidden=0,
    has_replaced=False,
    is_practice=False,
    on=ON,
)


def view_of(count: int, view: AudienceView = VIEW) -> AudienceView:
    """Return the view with so many lines, each with words of its own."""
    lines = tuple(
        replace(LINES[number % len(LINES)], text=f"{LINES[number % len(LINES)].text} ({number + 1})")
        for number in range(count)
    )
    return replace(view, lines=lines)
