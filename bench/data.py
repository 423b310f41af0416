"""Make seeded fictional data: the same in every run."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bench.lists import sentence
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import Case, CaseState, Participation
from zvdesk.domain.contributions import Contribution, ContributionKind, DataCategory
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState, fresh_steps
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.services.adopting import adopt
from zvdesk.storage.cases import load_case
from zvdesk.storage.meetings import load_meeting, save_meeting
from zvdesk.storage.records import insert_record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from zvdesk.services.desk import Desk

TODAY = date(2026, 11, 24)


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


def fill_table(desk: Desk, *, cases: int, actions: int, partners: int = 6) -> str:
    """Put one meeting of today with many cases and their actions into a vault; return its id.

    The actions are of an earlier meeting of the same cases; each of the partners takes part in each.
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
            Organisation(
                id=desk.clock.new_id(),
                name=names[number] if number < len(names) else f"Oefenpartner {number + 1}",
                kind=kinds[number % len(kinds)],
                position=WgsPosition.PUBLIC,
            )
            for number in range(partners)
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


def close_table(desk: Desk, meeting_id: str) -> None:
    """Adopt what was agreed on every case of a meeting, as closing it does."""
    with desk.vault.transaction() as connection:
        meeting = load_meeting(connection, meeting_id)
        if meeting is None:
            raise KeyError(meeting_id)
        for item in meeting.items:
            file = load_case(connection, item.case_id)
            if file is not None:
                adopt(desk, connection, meeting, item, file, reason="")


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
