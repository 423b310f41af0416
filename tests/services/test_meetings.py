"""Prepare a meeting, lead it, adopt, correct, and follow the actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY
from tests.services.world import World, accepted_case, lead_case, open_meeting
from zvdesk.domain.actions import ActionItem, ActionStatus
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.cases import CaseState
from zvdesk.domain.decisions import Decision
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, MeetingState, Phase, StepStatus
from zvdesk.domain.people import Role
from zvdesk.domain.steps import step_blockers
from zvdesk.errors import ContentMissing, InvalidField, NotFound, ReadOnly
from zvdesk.services import actions, cases, house, meetings, vaults
from zvdesk.services.records import MAXIMUM_TEXT, Record

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk

C = BlockerCode


def begun(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)


def codes(error: pytest.ExceptionInfo[Blocked]) -> list[BlockerCode]:
    return [blocker.code for blocker in error.value.blockers]


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_a_meeting_of_each_kind_comes_from_its_template(desk: Desk, kind: MeetingKind) -> None:
    made = meetings.prepare_meeting(desk, kind=kind, title=" Tafel\x00 ")
    template = desk.library.templates_of(kind)[0]
    assert (made.title, made.template_id, made.state) == ("Tafel", template.id, MeetingState.DRAFT)
    chosen = meetings.prepare_meeting(desk, kind=kind, title="T", template_id="ico")
    assert chosen.template_id == "ico"


def test_a_meeting_that_cannot_be_prepared(desk: Desk) -> None:
    with pytest.raises(InvalidField):
        meetings.prepare_meeting(desk, kind=MeetingKind.ICO, title="  ")
    with pytest.raises(ContentMissing):
        meetings.prepare_meeting(desk, kind=MeetingKind.ICO, title="T", template_id="weg")
    with pytest.raises(InvalidField, check=lambda error: error.field == "chair_id"):
        meetings.prepare_meeting(desk, kind=MeetingKind.ICO, title="T", chair_id="weg")
    with pytest.raises(InvalidField, check=lambda error: error.field == "secretary_id"):
        meetings.prepare_meeting(desk, kind=MeetingKind.ICO, title="T", secretary_id="weg")
    with pytest.raises(NotFound):
        meetings.meeting(desk, "weg")


def test_a_meeting_is_revised_until_it_begins(desk: Desk, world: World) -> None:
    stored = meetings.meeting(desk, world.meeting_id)
    later = NOW + timedelta(days=1)
    meetings.revise_meeting(desk, replace(stored, title="Anders", place=" Zaal ", starts_at=later, items=()))
    kept = meetings.meeting(desk, world.meeting_id)
    assert (kept.title, kept.place, kept.starts_at) == ("Anders", "Zaal", later)
    assert kept.items == stored.items
    with pytest.raises(InvalidField):
        meetings.revise_meeting(desk, replace(kept, title=" "))
    with pytest.raises(InvalidField):
        meetings.revise_meeting(desk, replace(kept, chair_id="weg"))
    begun(desk, world)
    with pytest.raises(ReadOnly):
        meetings.revise_meeting(desk, kept)


def test_cases_are_put_on_the_agenda_in_order(desk: Desk, world: World) -> None:
    second = accepted_case(desk, world.organisations, alias="Uil")
    held = meetings.add_case(desk, world.meeting_id, second.id)
    assert [item.case_id for item in held.items] == [world.case_id, second.id]
    assert set(held.items[1].invited_ids) == set(world.organisations.values())
    assert cases.case_file(desk, second.id).case.state is CaseState.PLANNED
    assert meetings.add_case(desk, world.meeting_id, second.id) == held
    first, other = (item.id for item in held.items)
    turned = meetings.reorder(desk, world.meeting_id, (other, first))
    assert [(item.id, item.position) for item in turned.items] == [(other, 1), (first, 2)]
    one = (world.organisations["ggz"],)
    assert meetings.set_invited(desk, world.meeting_id, other, one).item(other).invited_ids == one
    left = meetings.remove_case(desk, world.meeting_id, other)
    assert [(item.id, item.position) for item in left.items] == [(first, 1)]
    assert meetings.meeting(desk, world.meeting_id) == left
    assert meetings.meeting_rows(desk)[0].case_numbers == (world.number,)
    begun(desk, world)
    with pytest.raises(ReadOnly):
        meetings.remove_case(desk, world.meeting_id, first)
    with pytest.raises(ReadOnly):
        meetings.set_invited(desk, world.meeting_id, first, one)
    # a case may still come in while the table runs
    assert len(meetings.add_case(desk, world.meeting_id, second.id).items) == 2


def test_only_a_case_that_was_taken_up_comes_to_the_table(desk: Desk, world: World) -> None:
    fresh = cases.open_case(desk)
    with pytest.raises(Blocked) as error:
        meetings.add_case(desk, world.meeting_id, fresh.id)
    assert error.value.blockers == (Blocker(C.CASE_NOT_ACCEPTED, (fresh.number,)),)
    with pytest.raises(NotFound):
        meetings.add_case(desk, world.meeting_id, "weg")


def test_a_case_without_participants_does_not_come_to_the_table(desk: Desk, world: World) -> None:
    made = accepted_case(desk, world.organisations, alias="Uil")
    for part in cases.case_file(desk, made.id).participations:
        cases.erase(desk, part)
    with pytest.raises(Blocked) as error:
        meetings.add_case(desk, world.meeting_id, made.id)
    assert codes(error) == [C.NO_PARTICIPANTS]


def test_a_meeting_without_anything_is_not_convened(desk: Desk) -> None:
    made = meetings.prepare_meeting(desk, kind=MeetingKind.TABLE, title="T")
    with pytest.raises(Blocked) as error:
        meetings.advance(desk, made.id, MeetingEvent.CONVENE)
    assert codes(error) == [C.NO_CASES, C.NO_CHAIR, C.NO_DATE]


# --- leading ---------------------------------------------------------------------------------------------


def test_nothing_is_led_before_the_meeting_begins(desk: Desk, world: World) -> None:
    with pytest.raises(ReadOnly):
        meetings.write_note(desk, world.meeting_id, world.item_id, Step.SIGNAL, "x")
    with pytest.raises(NotFound):
        meetings.write_note(desk, world.meeting_id, "weg", Step.SIGNAL, "x")
    with pytest.raises(NotFound):
        meetings.write_note(desk, "weg", world.item_id, Step.SIGNAL, "x")


def test_a_step_that_lacks_something_is_not_left(desk: Desk, world: World) -> None:
    begun(desk, world)
    assert cases.case_file(desk, world.case_id).case.state is CaseState.IN_MEETING
    with pytest.raises(Blocked) as error:
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    assert codes(error) == [C.NOBODY_PRESENT, C.NO_OCCASION, C.DANGER_NOT_ASKED]
    file = cases.case_file(desk, world.case_id)
    item = meetings.meeting(desk, world.meeting_id).item(world.item_id)
    assert step_blockers(Step.SIGNAL, meetings.context(desk, file, item)) == error.value.blockers
    assert item.phase is Phase.SIGNAL
    with pytest.raises(Blocked) as again:
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    assert codes(again) == []


def test_a_note_is_kept_as_it_was_typed(desk: Desk, world: World) -> None:
    begun(desk, world)
    text = " Regel 1 \n\n Řegel 2 met spaties  \n"
    meetings.write_note(desk, world.meeting_id, world.item_id, Step.PLAN, text)
    held = meetings.jump(desk, world.meeting_id, world.item_id, Step.PLAN)
    assert held.item(world.item_id).record(Step.PLAN).note == text
    assert meetings.meeting(desk, world.meeting_id) == held
    too_long = "x" * (MAXIMUM_TEXT + 1)
    with pytest.raises(InvalidField):
        meetings.write_note(desk, world.meeting_id, world.item_id, Step.PLAN, too_long)
    with pytest.raises(InvalidField):
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.SKIP, reason=too_long)


def test_who_is_present_agrees_and_a_third_declares_first(desk: Desk, world: World) -> None:
    begun(desk, world)
    known = world.organisations
    meetings.set_present(desk, world.meeting_id, world.item_id, (known["ggz"], known["politie"]))
    agreed = meetings.set_agreed(
        desk, world.meeting_id, world.item_id, (known["ggz"], known["gemeente"])
    ).item(world.item_id)
    assert agreed.agreed_ids == (known["ggz"],)
    gone = meetings.set_present(desk, world.meeting_id, world.item_id, (known["politie"],))
    assert gone.item(world.item_id).agreed_ids == ()
    part = cases.case_file(desk, world.case_id).participation(known["corporatie"])
    assert part is not None
    cases.save(desk, replace(part, secrecy_declared_on=None))
    with pytest.raises(Blocked) as error:
        meetings.set_present(desk, world.meeting_id, world.item_id, tuple(known.values()))
    assert error.value.blockers == (Blocker(C.SECRECY_DECLARATION_MISSING, ("Wonen in Fictie",)),)
    assert meetings.meeting(desk, world.meeting_id).item(world.item_id).present_ids == (known["politie"],)


def test_a_meeting_resumes_on_the_same_step_and_text(desk: Desk, world: World) -> None:
    begun(desk, world)
    meetings.write_note(desk, world.meeting_id, world.item_id, Step.SIGNAL, "Halverwege een zin")
    before = meetings.meeting(desk, world.meeting_id)
    vaults.lock(desk)
    again = world.desk()
    assert meetings.meeting(again, world.meeting_id) == before
    vaults.lock(again)


def test_a_case_that_was_closed_meanwhile_does_not_begin(desk: Desk, world: World) -> None:
    case = cases.case_file(desk, world.case_id).case
    other = open_meeting(desk, world.people, world.organisations, case)
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    for action in cases.case_file(desk, case.id).actions:
        actions.update_action(desk, action.id, status=ActionStatus.DONE)
    cases.save(desk, replace(cases.case_file(desk, case.id).case, closing_reason="Klaar"))
    cases.move_case(desk, case.id, CaseState.AFTERCARE)
    cases.move_case(desk, case.id, CaseState.CLOSED)
    meetings.advance(desk, other.id, MeetingEvent.BEGIN)
    with pytest.raises(Blocked) as error:
        meetings.advance_item(desk, other.id, other.items[0].id, ItemEvent.START)
    assert codes(error) == [C.CASE_NOT_ACCEPTED]
    assert cases.case_file(desk, case.id).case.state is CaseState.CLOSED


# --- adopting --------------------------------------------------------------------------------------------


def test_closing_adopts_what_was_agreed(after: Desk, closed: World) -> None:
    held = meetings.meeting(after, closed.meeting_id)
    assert (held.state, held.closed_at) == (MeetingState.CLOSED, NOW)
    assert all(record.status is StepStatus.DONE for record in held.item(closed.item_id).steps)
    (adopted,) = meetings.adopted_versions(after, closed.meeting_id, closed.case_id)
    assert (adopted.version, adopted.replaces, adopted.adopted_by) == (1, None, "F. Voorbeeld")
    content = adopted.content
    assert [action.what for action in content.actions] == ["Elke week langsgaan", "Zorg afstemmen"]
    assert (content.level_code, content.previous_level_code, content.agreed) == ("AVE 3", "", 2)
    file = cases.case_file(after, closed.case_id)
    assert file.case.state is CaseState.ADOPTED
    assert file.case.level_code == "AVE 3"


def test_a_postponed_case_is_planned_again_and_adopts_nothing(desk: Desk, world: World) -> None:
    begun(desk, world)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="Ziek")
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert meetings.adopted_versions(desk, world.meeting_id, world.case_id) == ()
    assert cases.case_file(desk, world.case_id).case.state is CaseState.PLANNED
    with pytest.raises(Blocked) as error:
        meetings.begin_correction(desk, world.meeting_id, world.case_id, "x")
    assert codes(error) == [C.NOT_ADOPTED]


def test_a_step_that_was_done_is_asked_again_at_the_end(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    held = cases.case_file(desk, world.case_id).holders
    for holder in held:
        cases.erase(desk, holder)
    with pytest.raises(Blocked) as error:
        meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert codes(error) == [C.HOLDER_MISSING, C.NOT_READ_BACK]
    assert meetings.adopted_versions(desk, world.meeting_id, world.case_id) == ()
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.REOPEN)
    with pytest.raises(Blocked) as again:
        meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    assert codes(again) == [C.NOT_READ_BACK]
    for holder in held:
        cases.save(desk, holder)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.NEXT)
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)


def test_what_was_adopted_is_read_only(after: Desk, closed: World) -> None:
    file = cases.case_file(after, closed.case_id)
    adopted: list[Record] = list(file.decisions)
    adopted.extend(file.reservations)
    adopted.extend(file.actions)
    adopted.extend(file.conditionals)
    adopted.extend(file.level_changes)
    assert len(adopted) == 6
    for record in adopted:
        with pytest.raises(ReadOnly):
            cases.save(after, record)
        values = {"meeting_id": ""}
        with pytest.raises(ReadOnly):
            cases.save(after, replace(record, **values))
        with pytest.raises(ReadOnly):
            cases.erase(after, record)
    smuggled = Decision(case_id=closed.case_id, meeting_id=closed.meeting_id, text="x", decided_on=TODAY)
    with pytest.raises(ReadOnly):
        cases.save(after, smuggled)
    with pytest.raises(ReadOnly):
        meetings.write_note(after, closed.meeting_id, closed.item_id, Step.PLAN, "x")
    with pytest.raises(ReadOnly):
        meetings.add_case(after, closed.meeting_id, closed.case_id)
    assert cases.case_file(after, closed.case_id) == file


def test_a_correction_makes_a_version_that_says_what_it_replaces(after: Desk, closed: World) -> None:
    place = (closed.meeting_id, closed.case_id)
    with pytest.raises(Blocked) as error:
        meetings.adopt_correction(after, *place)
    assert codes(error) == [C.NO_REASON]
    with pytest.raises(Blocked):
        meetings.begin_correction(after, *place, "  ")
    with pytest.raises(NotFound):
        meetings.begin_correction(after, closed.meeting_id, "weg", "x")
    meetings.begin_correction(after, *place, " De datum was fout ")
    action = cases.case_file(after, closed.case_id).actions[0]
    cases.save(after, replace(action, what="Elke dag langsgaan"))
    adopted = meetings.adopt_correction(after, *place)
    assert (adopted.version, adopted.replaces, adopted.reason) == (2, 1, "De datum was fout")
    first, second = meetings.adopted_versions(after, *place)
    assert first.content.actions[0].what == "Elke week langsgaan"
    assert second.content.actions[0].what == "Elke dag langsgaan"
    with pytest.raises(ReadOnly):
        cases.save(after, action)
    meetings.begin_correction(after, *place, "Nog een keer")
    assert meetings.adopt_correction(after, *place).replaces == 2


def test_an_open_meeting_adopts_nothing(desk: Desk, world: World) -> None:
    with pytest.raises(Blocked) as error:
        meetings.begin_correction(desk, world.meeting_id, world.case_id, "x")
    assert codes(error) == [C.NOT_ADOPTED]


# --- afterwards ------------------------------------------------------------------------------------------


def test_an_action_keeps_its_history_and_its_list(after: Desk, closed: World) -> None:
    (first, *_) = cases.case_file(after, closed.case_id).actions
    later = TODAY + timedelta(days=30)
    moved = actions.update_action(
        after, first.id, status=ActionStatus.RUNNING, due_on=later, note=" Wachtlijst\x00 "
    )
    assert (moved.status, moved.due_on) == (ActionStatus.RUNNING, later)
    actions.update_action(after, first.id, status=ActionStatus.DONE)
    updates = cases.case_file(after, closed.case_id).updates
    assert [(u.status, u.due_on, u.note) for u in updates] == [
        (ActionStatus.OPEN, first.due_on, ""),
        (ActionStatus.RUNNING, later, "Wachtlijst"),
        (ActionStatus.DONE, later, ""),
    ]
    (adopted,) = meetings.adopted_versions(after, closed.meeting_id, closed.case_id)
    assert adopted.content.actions[0] == first
    assert [row.what for row in actions.action_rows(after)] == ["Zorg afstemmen"]
    assert len(actions.action_rows(after, only_open=False)) == 2
    with pytest.raises(NotFound):
        actions.update_action(after, "weg", status=ActionStatus.DONE)


def test_a_case_that_comes_back_brings_what_still_stands(after: Desk, closed: World) -> None:
    done, open_ = cases.case_file(after, closed.case_id).actions
    actions.update_action(after, done.id, status=ActionStatus.DONE)
    case = cases.case_file(after, closed.case_id).case
    again = open_meeting(after, closed.people, closed.organisations, case)
    meetings.advance(after, again.id, MeetingEvent.BEGIN)
    lead_case(after, again.id, again.items[0].id, closed.organisations)
    meetings.advance(after, again.id, MeetingEvent.CLOSE)
    (adopted,) = meetings.adopted_versions(after, again.id, case.id)
    assert open_ in adopted.content.actions
    assert done.id not in {action.id for action in adopted.content.actions}
    assert adopted.content.previous_level_code == "AVE 3"
    assert [row.state for row in meetings.meeting_rows(after)] == [MeetingState.CLOSED] * 2


def test_roles_share_one_meeting(world: World) -> None:
    """A coordinator prepares, a chair leads, a secretary follows the actions."""
    desk = world.desk(Role.COORDINATOR)
    made = accepted_case(desk, world.organisations, alias="Uil")
    meetings.add_case(desk, world.meeting_id, made.id)
    vaults.lock(desk)
    desk = world.desk(Role.CHAIR)
    item = meetings.meeting(desk, world.meeting_id).items[1]
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, item.id, ItemEvent.POSTPONE, reason="Geen tijd")
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    vaults.lock(desk)
    desk = world.desk(Role.SECRETARY)
    row = actions.action_rows(desk)[0]
    kept = actions.update_action(desk, row.id, status=ActionStatus.DROPPED, note="Niet meer nodig")
    assert isinstance(kept, ActionItem)
    assert house.organisations_by_id(desk)[kept.organisation_id].name
    vaults.lock(desk)
