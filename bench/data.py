"""Make seeded fictional data: the same in every run."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.action_lists import ActionList, ListAction, RegieLine
from zvdesk.domain.actions import ActionItem, Informing
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import Case, CaseState, Participation
from zvdesk.domain.contributions import Contribution, ContributionKind, DataCategory
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState, fresh_steps
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.storage.meetings import save_meeting
from zvdesk.storage.records import insert_record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zvdesk.services.desk import Desk

TODAY = date(2026, 11, 24)
WORDS = [
    *["huis", "buurt", "gesprek", "afspraak", "school", "werk", "schuld", "huur", "wijk", "moeder", "vader"],
    *["kind", "zorg", "plan", "melding", "rust", "veilig", "overlast", "bezoek", "telefoon", "brief"],
    *["contact", "hulp", "begeleiding", "inkomen", "dagbesteding", "netwerk", "vriend", "collega", "avond"],
    *["ochtend", "week", "maand", "oefening", "voorbeeld", "woning", "sleutel", "trap", "galerij", "tuin"],
]


def sentence(source: random.Random, length: int = 14) -> str:
    """Return a sentence of everyday words with a few rare ones."""
    words = [source.choice(WORDS) for _ in range(length)]
    if source.random() < 0.02:
        words[0] = f"zeldzaam{source.randrange(50)}"
    return " ".join(words)


def fill(desk: Desk, *, cases: int, actions: int, notes: int) -> None:
    """Put cases, actions and notes into a vault, evenly spread, in one transaction each."""
    source = random.Random(20261124)  # noqa: S311 - the same data every time
    template = _case()
    with desk.vault.transaction() as connection:
        ids = [_insert_case(connection, desk, template, number) for number in range(cases)]
    with desk.vault.transaction() as connection:
        for number in range(actions):
            insert_record(connection, _action(desk, source, ids[number % cases]))
    with desk.vault.transaction() as connection:
        for number in range(notes):
            insert_record(connection, _note(desk, source, ids[number % cases]))


def fill_table(desk: Desk, *, cases: int, actions: int) -> str:
    """Put one meeting of today with many cases and their actions into a vault; return its id.

    The actions are of an earlier meeting of the same cases; six organisations take part in each.
    """
    source = random.Random(12_400)  # noqa: S311 - the same data every time
    template = replace(_case(), state=CaseState.PLANNED, purpose="Oefenen", level_code="AVE 2")
    names = ("Politie", "GGZ", "Wijkteam Noord", "Veilig Thuis", "Wonen in Fictie", "Schuldhulp")
    kinds = ("politie", "ggz", "wijkteam", "veilig_thuis", "woningcorporatie", "schuldhulpverlening")
    agenda = desk.library.templates_of(MeetingKind.TABLE)[0]
    meeting = Meeting(
        id=desk.clock.new_id(),
        kind=MeetingKind.TABLE,
        title="Grote oefentafel",
        starts_at=desk.clock.now(),
        template_id=agenda.id,
        template_version=agenda.version,
        chair_id=desk.actor.person_id,
        state=MeetingState.IN_PROGRESS,
        began_at=desk.clock.now(),
    )
    with desk.vault.transaction() as connection:
        organisations = [
            Organisation(id=desk.clock.new_id(), name=name, kind=kind, position=WgsPosition.PUBLIC)
            for name, kind in zip(names, kinds, strict=True)
        ]
        for organisation in organisations:
            insert_record(connection, organisation)
        known = tuple(organisation.id for organisation in organisations)
        ids = [_insert_case(connection, desk, template, number) for number in range(cases)]
        for number in range(actions):
            action = replace(_action(desk, source, ids[number % cases]), organisation_id=source.choice(known))
            insert_record(connection, action)
        items = tuple(
            AgendaItem(
                id=desk.clock.new_id(),
                meeting_id=meeting.id,
                case_id=case_id,
                position=place,
                steps=fresh_steps(agenda),
                invited_ids=known,
            )
            for place, case_id in enumerate(ids, 1)
        )
        for case_id in ids:
            for organisation_id in known:
                part = Participation(
                    id=desk.clock.new_id(),
                    case_id=case_id,
                    organisation_id=organisation_id,
                    person="S. Oefenaar",
                    reason="Kent de buurt.",
                )
                insert_record(connection, part)
        save_meeting(connection, replace(meeting, items=items))
    return meeting.id


def _case() -> Case:
    return Case(
        regime_id="wgs_zvh",
        state=CaseState.IN_EXECUTION,
        scheme_id="ave-standaard",
        scheme_version=1,
        life_domain_set_id="levensgebieden-8",
        first_processed_on=TODAY,
        created_at=datetime(2026, 11, 24, tzinfo=UTC),
    )


def _insert_case(connection: Connection, desk: Desk, template: Case, number: int) -> str:
    case = replace(
        template, id=desk.clock.new_id(), number=f"2025-{number + 1:04d}", alias=f"Oefencasus {number + 1}"
    )
    insert_record(connection, case)
    return case.id


def _action(desk: Desk, source: random.Random, case_id: str) -> ActionItem:
    return ActionItem(
        id=desk.clock.new_id(),
        case_id=case_id,
        what=sentence(source, 9),
        person="S. Oefenaar",
        due_on=TODAY + timedelta(days=source.randrange(-60, 60)),
        recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def _note(desk: Desk, source: random.Random, case_id: str) -> Contribution:
    return Contribution(
        id=desk.clock.new_id(),
        case_id=case_id,
        organisation_id="",
        kind=ContributionKind.FACT,
        category=DataCategory.HOUSING,
        text=sentence(source),
    )


def action_list(count: int) -> ActionList:
    """Return a list with a number of actions."""
    source = random.Random(count)  # noqa: S311 - the same data every time
    return ActionList(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        title="Tafel Noord",
        meeting_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
        ended_at=datetime(2026, 11, 24, 11, 2, tzinfo=UTC),
        case_number="2026-0014",
        version=1,
        replaces=None,
        correction_reason="",
        recipient="",
        goal="Veilig thuis voor het gezin, en rust in de straat.",
        goal_on=date(2027, 3, 1),
        goal_indicator="geen meldingen in zes weken",
        level_code="AVE 3",
        level_colour_name="rood",
        level_colour="#C62828",
        previous_level_code="AVE 2",
        scheme_banner="",
        regie=(RegieLine(label="Casusregie", value="S. Oefenaar, Wijkteam Noord"),),
        decisions=(),
        actions=tuple(
            ListAction(
                number=number,
                what=sentence(source, 10),
                organisation="Wijkteam Noord",
                person="S. Oefenaar",
                due_on=date(2026, 12, 1),
                is_urgent=number % 9 == 0,
                condition="",
                informing=Informing.DONE,
                informing_note="verteld op 24 november",
                informing_recheck_on=None,
            )
            for number in range(1, count + 1)
        ),
        conditionals=(),
        reservations=(),
        follow_up_on=date(2027, 1, 12),
        follow_up_note="",
        retest_on=date(2027, 1, 5),
        contact="R. de Tester, 010 000 00 00",
        ground="oefening",
        confidentiality="Vertrouwelijk.",
        closing_sentence="",
        destroy_before=date(2031, 9, 3),
        reviewed_by="F. Voorbeeld",
        agreed=4,
        signer_name="F. Voorbeeld",
        signer_role="voorzitter",
        signed_at=datetime(2026, 11, 24, 11, 4, tzinfo=UTC),
        audit_mark="1482 · 4f2a 91c0 7d3e 55b8 a0c1",
        document_id="00000000-0000-7000-8000-000000000000",
    )
