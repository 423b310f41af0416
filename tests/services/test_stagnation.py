"""The signs of stagnation come from the history of the case in the vault."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, clock, make_action
from tests.services.world import lead_case, log, open_meeting
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import actions, cases, meetings, stagnation, vaults

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk

K = StagnationKind
#: Who AVE 3 asks at the table and who never came.
ASKED = (
    "Openbaar Ministerie",
    "Reclassering",
    "Veilig Thuis",
    "Gecertificeerde instelling (jeugdbescherming of jeugdreclassering)",
    "Raad voor de Kinderbescherming",
    "Gemeente, openbare orde en veiligheid",
)


def kinds(desk: Desk, meeting: Meeting) -> dict[StagnationKind, tuple[str, ...]]:
    found = stagnation.findings(desk, meeting.id, meeting.items[0].id)
    return {finding.rule.kind: finding.names for finding in found}


def next_meeting(desk: Desk, world: World, days: int, *, is_started: bool = True) -> Meeting:
    """Begin another meeting on the same case, some days later."""
    desk.clock.source = clock(NOW + timedelta(days=days)).source
    case = cases.case_file(desk, world.case_id).case
    made = open_meeting(desk, world.people, world.organisations, case)
    begun = meetings.advance(desk, made.id, MeetingEvent.BEGIN)
    return meetings.advance_item(desk, made.id, made.items[0].id, ItemEvent.START) if is_started else begun


def test_a_first_meeting_shows_only_what_the_case_lacks(desk: Desk, world: World) -> None:
    held = meetings.meeting(desk, world.meeting_id)
    assert kinds(desk, held) == {}
    cases.save(
        desk,
        make_action(
            id="",
            case_id=world.case_id,
            meeting_id="",
            organisation_id="",
            due_on=NOW.date() - timedelta(days=1),
        ),
    )
    assert kinds(desk, held) == {K.OVERDUE: ("Elke week langsgaan",)}
    assert "signalen van stagnatie" in {line.object for line in log(desk)}


def test_meeting_after_meeting_without_progress(after: Desk, closed: World) -> None:
    second = next_meeting(after, closed, 28)
    assert kinds(after, second) == {K.OVERDUE: ("Elke week langsgaan", "Zorg afstemmen")}
    item = second.items[0]
    first, *_ = cases.case_file(after, closed.case_id).actions
    for days in (1, 2, 3):
        actions.update_action(
            after, first.id, status=ActionStatus.OPEN, due_on=TODAY + timedelta(days=28 + days)
        )
    meetings.set_present(after, second.id, item.id, (closed.organisations["gemeente"],))
    assert kinds(after, second) == {
        K.OVERDUE: ("Zorg afstemmen",),
        K.POSTPONED: ("Elke week langsgaan",),
        K.PARTNER_ABSENT: ASKED,
    }
    for step in range(5):
        event = ItemEvent.SKIP if step < 4 else ItemEvent.POSTPONE
        meetings.advance_item(after, second.id, item.id, event, reason="oefening")
    meetings.advance(after, second.id, MeetingEvent.CLOSE)
    third = next_meeting(after, closed, 35)
    assert K.PARTNER_ABSENT not in kinds(after, third)


def test_a_goal_on_two_lists_and_partners_that_stay_away(after: Desk, closed: World) -> None:
    goal = cases.case_file(after, closed.case_id).case.shared_goal
    for days in (7, 14):
        held = next_meeting(after, closed, days, is_started=False)
        lead_case(after, held.id, held.items[0].id, closed.organisations)
        meetings.advance(after, held.id, MeetingEvent.CLOSE)
    last = next_meeting(after, closed, 15)
    late = {K.OVERDUE: ("Elke week langsgaan", "Zorg afstemmen")}
    assert kinds(after, last) == {**late, K.GOAL_UNMET: (goal,), K.PARTNER_ABSENT: ASKED}
    cases.save(after, replace(cases.case_file(after, closed.case_id).case, goal_met_on=TODAY))
    assert kinds(after, last) == {**late, K.PARTNER_ABSENT: ASKED}


def test_once_discussed_the_signs_are_gone(after: Desk, closed: World) -> None:
    second = next_meeting(after, closed, 28)
    item_id = second.items[0].id
    for words, reason in (("  ", "empty"), ("x" * 20_001, "too_long")):
        with pytest.raises(InvalidField) as error:
            stagnation.note_discussed(after, second.id, item_id, words)
        assert error.value.reason == reason
    assert kinds(after, second)
    held = stagnation.note_discussed(after, second.id, item_id, " Wij blijven op AVE 3. ")
    assert held.items[0].escalation_discussed == "Wij blijven op AVE 3."
    assert kinds(after, second) == {}
    assert "opschalen besproken" in {line.action for line in log(after)}


def test_the_signs_are_for_who_reads_the_case_and_the_talk_for_the_chair(desk: Desk, world: World) -> None:
    with pytest.raises(NotFound):
        stagnation.findings(desk, world.meeting_id, "weg")
    with pytest.raises(ReadOnly):
        stagnation.note_discussed(desk, world.meeting_id, world.item_id, "Besproken.")
    vaults.lock(desk)
    other = world.desk(Role.SECRETARY)
    assert stagnation.findings(other, world.meeting_id, world.item_id) == ()
    with pytest.raises(NotAllowed):
        stagnation.note_discussed(other, world.meeting_id, world.item_id, "Besproken.")
    vaults.lock(other)
