"""Read back what was agreed: what is signed is what was read aloud, as it then stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.world import lead_case, log, read_aloud
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, Phase
from zvdesk.domain.people import Role
from zvdesk.domain.read_back import Outline, is_read, to_read, unread
from zvdesk.domain.table_notes import ParkedPoint
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import cases, meetings, read_back, vaults

if TYPE_CHECKING:
    from tests.services.world import World
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.services.desk import Desk

C = BlockerCode


def item_of(desk: Desk, world: World) -> AgendaItem:
    return meetings.meeting(desk, world.meeting_id).item(world.item_id)


def file_of(desk: Desk, world: World) -> CaseFile:
    return cases.case_file(desk, world.case_id)


def reopened(desk: Desk, world: World) -> None:
    """Lead the case to its end and open its last step again, so that everything has been read."""
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.REOPEN)


def refused(desk: Desk, world: World) -> dict[BlockerCode, tuple[str, ...]]:
    with pytest.raises(Blocked) as error:
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    return {blocker.code: blocker.names for blocker in error.value.blockers}


def test_everything_that_the_list_prints_is_read_in_order(desk: Desk, world: World) -> None:
    reopened(desk, world)
    kinds = [type(record).__name__ for record in to_read(file_of(desk, world), world.meeting_id)]
    assert kinds == [
        "Outline",
        "Decision",
        "ActionItem",
        "ActionItem",
        "ConditionalAgreement",
        "LevelChange",
        "Reservation",
    ]
    assert unread(file_of(desk, world), item_of(desk, world)) == ()


def test_what_changes_after_the_reading_must_be_read_again(desk: Desk, world: World) -> None:
    reopened(desk, world)
    file = file_of(desk, world)
    for changed, name in (
        (replace(file.decisions[0], text="Twee plannen."), "Twee plannen."),
        (replace(file.actions[0], due_on=desk.clock.today() + timedelta(days=3)), file.actions[0].what),
        (replace(file.conditionals[0], within_hours=4), file.conditionals[0].trigger),
        (replace(file.level_changes[0], retest_on=desk.clock.today()), file.level_changes[0].to_code),
        (replace(file.reservations[0], text="Liever niet."), "Liever niet."),
        (replace(file.case, shared_goal="Rust in huis."), "Rust in huis."),
        (replace(file.holders[0], person="N. Anders"), "Rust in huis."),
    ):
        cases.save(desk, changed)
        assert refused(desk, world) == {C.NOT_READ_BACK: (name,)}
        with pytest.raises(Blocked) as early:
            read_back.finish_read_back(desk, world.meeting_id, world.item_id)
        assert [(b.code, b.names) for b in early.value.blockers] == [(C.NOT_READ_BACK, (name,))]
        read_aloud(desk, world.meeting_id, world.item_id)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    cases.save(desk, replace(file.decisions[0], text="Toch één plan."))
    with pytest.raises(Blocked) as late:
        meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert [b.code for b in late.value.blockers] == [C.NOT_READ_BACK]
    assert meetings.adopted_versions(desk, world.meeting_id, world.case_id) == ()


def test_skipping_the_last_step_does_not_skip_the_reading(desk: Desk, world: World) -> None:
    reopened(desk, world)
    cases.save(desk, replace(file_of(desk, world).decisions[0], text="Twee plannen."))
    with pytest.raises(Blocked) as error:
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.SKIP, reason="geen tijd")
    assert [b.code for b in error.value.blockers] == [C.NOT_READ_BACK]
    held = meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="ziek")
    assert held.item(world.item_id).phase is Phase.POSTPONED


def test_a_mark_is_for_one_record_and_its_words(desk: Desk, world: World) -> None:
    reopened(desk, world)
    decision = cases.save(desk, replace(file_of(desk, world).decisions[0], text="Nieuw."))
    held = read_back.mark_read(desk, world.meeting_id, world.item_id, decision.id)
    assert is_read(held.item(world.item_id), decision)
    again = read_back.mark_read(desk, world.meeting_id, world.item_id, decision.id)
    marks = [m for m in again.item(world.item_id).read_marks if m.record_id == decision.id]
    assert len(marks) == 1
    with pytest.raises(NotFound):
        read_back.mark_read(desk, world.meeting_id, world.item_id, "weg")
    assert "voorgelezen" in {line.action for line in log(desk)}


def test_who_has_a_reservation_does_not_agree(desk: Desk, world: World) -> None:
    reopened(desk, world)
    known = world.organisations
    decision = file_of(desk, world).decisions[0]
    held = read_back.finish_read_back(desk, world.meeting_id, world.item_id)
    assert set(held.item(world.item_id).agreed_ids) == {
        known["gemeente"],
        known["politie"],
        known["corporatie"],
    }
    made = read_back.reserve(
        desk, world.meeting_id, world.item_id, decision.id, known["politie"], " Niet zonder ons. "
    )
    assert (made.text, made.about_id) == ("Niet zonder ons.", decision.id)
    assert made in file_of(desk, world).reservations
    assert known["politie"] not in item_of(desk, world).agreed_ids
    assert refused(desk, world) == {C.NOT_READ_BACK: ("Niet zonder ons.",)}
    read_aloud(desk, world.meeting_id, world.item_id)
    assert set(item_of(desk, world).agreed_ids) == {known["gemeente"], known["corporatie"]}


def test_a_reservation_is_of_someone_who_heard_it(desk: Desk, world: World) -> None:
    reopened(desk, world)
    known = world.organisations
    decision = file_of(desk, world).decisions[0]
    before = file_of(desk, world).reservations
    for record_id, organisation_id, text, expected in (
        ("weg", known["ggz"], "Nee.", NotFound),
        (decision.id, "weg", "Nee.", InvalidField),
        (decision.id, known["ggz"], "  ", InvalidField),
    ):
        with pytest.raises(expected):
            read_back.reserve(desk, world.meeting_id, world.item_id, record_id, organisation_id, text)
    assert file_of(desk, world).reservations == before


def test_reading_back_is_for_a_running_meeting_and_its_chair(desk: Desk, world: World) -> None:
    with pytest.raises(ReadOnly):
        read_back.mark_read(desk, world.meeting_id, world.item_id, world.case_id)
    vaults.lock(desk)
    other = world.desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        read_back.mark_read(other, world.meeting_id, world.item_id, world.case_id)
    vaults.lock(other)


def test_a_parked_point_holds_up_the_end_until_it_has_a_reason(desk: Desk, world: World) -> None:
    reopened(desk, world)
    point = cases.save(desk, ParkedPoint(case_id=world.case_id, meeting_id=world.meeting_id, text="De hond."))
    assert refused(desk, world) == {C.PARKING_NOT_EMPTY: ("De hond.",)}
    kept = cases.save(desk, replace(point, carried_reason="Wacht op de dierenarts."))
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    cases.save(desk, replace(kept, carried_reason=""))
    with pytest.raises(Blocked) as error:
        meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert [b.code for b in error.value.blockers] == [C.PARKING_NOT_EMPTY]
    cases.erase(desk, point)
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)


def test_a_case_without_a_goal_is_known_by_its_number(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    (outline,) = (r for r in unread(file_of(desk, world), item_of(desk, world)) if isinstance(r, Outline))
    assert outline.id == world.case_id
    for step in Step:
        if step is Step.FOLLOW_UP:
            assert world.number in refused(desk, world)[C.NOT_READ_BACK]
            break
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.SKIP, reason="oefening")
