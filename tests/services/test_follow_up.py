"""What came back on actions, and who is late: it all comes back at the terugkomoverleg."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import TODAY
from tests.services.world import World, log, open_meeting
from zvdesk.domain.actions import ActionAnswer, ActionItem, ActionStatus
from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.carry_over import still_to_deal_with
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import actions, cases, follow_up, meetings, vaults
from zvdesk.storage.records import get_record, replace_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.follow_up import OrganisationLate
    from zvdesk.services.desk import Desk

A = ActionAnswer


@pytest.fixture
def secretary(closed: World) -> Iterator[Desk]:
    """Give the secretary's desk, three weeks after the meeting: its actions are a week late."""
    source = closed.clock.source
    closed.clock.source = lambda: source() + timedelta(days=21)
    opened = closed.desk(Role.SECRETARY)
    yield opened
    vaults.lock(opened)


def of_case(desk: Desk, world: World) -> tuple[ActionItem, ActionItem]:
    visit, care = cases.case_file(desk, world.case_id).actions
    return visit, care


def change(desk: Desk, record: ActionItem | Case) -> None:
    """Put a record otherwise than the window would let anybody do it now."""
    with desk.vault.transaction() as connection:
        assert replace_record(connection, record)


def by_name(found: tuple[OrganisationLate, ...]) -> dict[str, OrganisationLate]:
    return {row.organisation.name if row.organisation else "": row for row in found}


def test_what_is_late_is_told_per_organisation(secretary: Desk, closed: World) -> None:
    found = follow_up.late(secretary)
    assert list(by_name(found)) == ["Gemeente Oefenstad", "GGZ Verzonnen"]
    (visit,) = found[0].actions
    assert (visit.action.what, visit.case_number, visit.days_late) == (
        "Elke week langsgaan",
        closed.number,
        7,
    )
    assert visit.on_list is not None
    assert (visit.on_list.number, visit.on_list.held_on) == (1, TODAY)
    assert (visit.answer, visit.times_moved, visit.can_be_reminded) == (None, 0, True)
    line = log(secretary)[0]
    assert (line.action, line.object) == ("lezen", "acties te laat")


def test_done_is_done(secretary: Desk, closed: World) -> None:
    visit, _ = of_case(secretary, closed)
    kept = follow_up.answer_action(secretary, visit.id, A.DONE, reason="Elke week gedaan", due_on=TODAY)
    assert (kept.status, kept.due_on) == (ActionStatus.DONE, visit.due_on)
    assert list(by_name(follow_up.late(secretary))) == ["GGZ Verzonnen"]
    (update,) = cases.case_file(secretary, closed.case_id).updates
    assert (update.answer, update.note, update.status) == (A.DONE, "Elke week gedaan", ActionStatus.DONE)
    line = next(line for line in log(secretary) if line.action == "antwoord vastleggen")
    assert (line.object_id, line.case_number, line.result) == (visit.id, closed.number, "gelukt")


def test_not_done_keeps_its_reason_and_stays_late(secretary: Desk, closed: World) -> None:
    visit, _ = of_case(secretary, closed)
    with pytest.raises(InvalidField) as caught:
        follow_up.answer_action(secretary, visit.id, A.NOT_DONE, reason="  ")
    assert (caught.value.field, caught.value.reason) == ("reason", "empty")
    kept = follow_up.answer_action(secretary, visit.id, A.NOT_DONE, reason=" Niemand thuis ")
    assert (kept.status, kept.due_on) == (ActionStatus.OPEN, visit.due_on)
    answer = by_name(follow_up.late(secretary))["Gemeente Oefenstad"].actions[0].answer
    assert answer is not None
    assert (answer.answer, answer.note) == (A.NOT_DONE, "Niemand thuis")


def test_another_day_is_a_postponement(secretary: Desk, closed: World) -> None:
    visit, _ = of_case(secretary, closed)
    today = secretary.clock.today()
    for day, reason in ((None, "empty"), (today - timedelta(days=1), "past")):
        with pytest.raises(InvalidField) as caught:
            follow_up.answer_action(secretary, visit.id, A.NEW_DAY, due_on=day)
        assert (caught.value.field, caught.value.reason) == ("due_on", reason)
    later = today + timedelta(days=7)
    assert follow_up.answer_action(secretary, visit.id, A.NEW_DAY, due_on=later).due_on == later
    assert list(by_name(follow_up.late(secretary))) == ["GGZ Verzonnen"]
    assert [u.answer for u in cases.case_file(secretary, closed.case_id).updates] == [None, A.NEW_DAY]
    source = closed.clock.source
    closed.clock.source = lambda: source() + timedelta(days=8)
    (again,) = by_name(follow_up.late(secretary))["Gemeente Oefenstad"].actions
    assert (again.days_late, again.times_moved) == (1, 1)


def test_what_was_not_done_after_all_is_open_again_and_what_lapsed_is_over(
    secretary: Desk, closed: World
) -> None:
    visit, care = of_case(secretary, closed)
    follow_up.answer_action(secretary, visit.id, A.DONE)
    assert (
        follow_up.answer_action(secretary, visit.id, A.NOT_DONE, reason="Toch niet").status
        is ActionStatus.OPEN
    )
    actions.update_action(secretary, care.id, status=ActionStatus.DROPPED)
    with pytest.raises(ReadOnly):
        follow_up.answer_action(secretary, care.id, A.DONE)
    with pytest.raises(NotFound):
        follow_up.answer_action(secretary, "weg", A.DONE)


def test_who_may_not_update_may_look(closed: World) -> None:
    desk = closed.desk(Role.PRIVACY_OFFICER)
    follow_up.late(desk)
    with pytest.raises(NotAllowed):
        follow_up.answer_action(desk, of_case(desk, closed)[0].id, A.DONE)
    assert log(desk)[0].result == "geweigerd"
    vaults.lock(desk)


def test_what_is_not_for_paper_or_a_derde_without_ground_is_not_written_about(
    secretary: Desk, closed: World
) -> None:
    visit, care = of_case(secretary, closed)
    change(secretary, replace(visit, sharing_condition=SharingCondition.NOT_IN_REPORT))
    change(secretary, replace(care, organisation_id=closed.organisations["corporatie"]))
    found = by_name(follow_up.late(secretary))
    kept_back, third = found["Gemeente Oefenstad"].actions[0], found["Wonen in Fictie"].actions[0]
    assert (kept_back.is_kept_back, kept_back.can_be_reminded) == (True, False)
    assert {b.code for b in third.blockers} >= {BlockerCode.THIRD_GROUND_MISSING}
    assert not third.can_be_reminded


def test_what_nobody_has_comes_last_and_a_case_that_is_over_not_at_all(
    secretary: Desk, closed: World
) -> None:
    visit, _ = of_case(secretary, closed)
    change(secretary, replace(visit, organisation_id=""))
    found = follow_up.late(secretary)
    assert list(by_name(found)) == ["GGZ Verzonnen", ""]
    assert found[1].actions[0].can_be_reminded is True
    with secretary.vault.read() as connection:
        case = get_record(connection, Case, closed.case_id)
    assert case is not None
    change(secretary, replace(case, state=CaseState.CLOSED))
    assert follow_up.late(secretary) == ()


def test_it_all_comes_back_at_the_terugkomoverleg(closed: World) -> None:
    desk = closed.desk(Role.CHAIR)
    visit, care = of_case(desk, closed)
    follow_up.answer_action(desk, visit.id, A.DONE)
    follow_up.answer_action(desk, care.id, A.NOT_DONE, reason="Wachtlijst")
    source = closed.clock.source
    closed.clock.source = lambda: source() + timedelta(hours=1)
    case = cases.case_file(desk, closed.case_id).case
    again = open_meeting(desk, closed.people, closed.organisations, case)
    meetings.advance(desk, again.id, MeetingEvent.BEGIN)
    meeting = meetings.meeting(desk, again.id)
    file = cases.case_file(desk, closed.case_id)
    assert [action.id for action in still_to_deal_with(file, meeting)] == [care.id]
    vaults.lock(desk)


def test_an_action_is_found_by_its_number_on_the_newest_list(secretary: Desk, closed: World) -> None:
    visit, care = of_case(secretary, closed)
    assert follow_up.action_on_list(secretary, closed.number, 1) == visit.id
    assert follow_up.action_on_list(secretary, closed.number, 2) == care.id
    for number, place in ((closed.number, 0), (closed.number, 3), ("1999-0001", 1)):
        with pytest.raises(NotFound):
            follow_up.action_on_list(secretary, number, place)
