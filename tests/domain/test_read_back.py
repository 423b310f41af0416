"""What is read aloud is what the lists print; each printed fact counts, and nothing else does."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import (
    MEETING,
    make_action,
    make_conditional,
    make_context,
    make_file,
    make_holder,
    make_item,
    make_level_change,
    make_steps,
    read_aloud,
    with_case,
)
from zvdesk.domain.actions import ActionItem, ActionStatus, ConditionalAgreement, Informing
from zvdesk.domain.adoption import adopted_content
from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.meetings import Phase
from zvdesk.domain.read_back import Outline, agreeing_ids, facts_of, title_of, to_read, unread
from zvdesk.domain.regie import LevelChange
from zvdesk.domain.steps import step_blockers, taken_back

if TYPE_CHECKING:
    from zvdesk.domain.read_back import Agreement

FILE = make_file()
DAY = date(2027, 1, 2)
#: What may change without reading again, because no list prints it.
SILENT = {
    Outline: {"id", "case_number"},
    Decision: {"id", "case_id", "meeting_id", "decided_on"},
    ActionItem: {"id", "case_id", "meeting_id", "recorded_at"},
    ConditionalAgreement: {"id", "case_id", "meeting_id"},
    LevelChange: {
        "id",
        "case_id",
        "meeting_id",
        "from_code",
        "changed_on",
        "triggers",
        "motivation",
        "decided_by",
        "told",
        "returns_to",
    },
    Reservation: {"id", "case_id", "meeting_id", "about_id"},
}
OTHER: dict[str, Any] = {
    "due_on": DAY,
    "goal_on": DAY,
    "follow_up_on": DAY,
    "retest_on": DAY,
    "informing_recheck_on": DAY,
    "is_urgent": True,
    "informing": Informing.DONE,
    "status": ActionStatus.RUNNING,
    "names_holder_of": Responsibility.CASE_LEAD,
    "within_hours": 9,
    "phones": ("Crisisdienst 088-0001234",),
    "holders": (make_holder(Responsibility.CASE_LEAD, person="N. Anders"),),
    "sharing_condition": SharingCondition.NOT_TO_THIRD,
}


def records() -> dict[type, Agreement]:
    return {type(record): record for record in to_read(FILE, MEETING)}


@pytest.mark.parametrize("kind", list(SILENT))
def test_each_printed_fact_counts(kind: type) -> None:
    record = records()[kind]
    for field in fields(record):
        if field.name in SILENT[kind] or field.name == "named_organisation_ids":
            continue
        changes: dict[str, Any] = {field.name: OTHER.get(field.name, "anders")}
        assert facts_of(replace(record, **changes)) != facts_of(record), field.name
    for name in SILENT[kind] - {"triggers", "changed_on", "decided_on", "recorded_at"}:
        silent: dict[str, Any] = {name: "anders"}
        assert facts_of(replace(record, **silent)) == facts_of(record), name


def test_for_whom_it_is_counts_too() -> None:
    named = make_action(sharing_condition=SharingCondition.NAMED, named_organisation_ids=("ggz",))
    assert facts_of(named) != facts_of(replace(named, named_organisation_ids=("politie",)))


def test_a_moved_holder_and_an_empty_number_count() -> None:
    open_ended = make_conditional(within_hours=None)
    assert facts_of(open_ended) != facts_of(make_conditional())
    ended = make_file(holders=(make_holder(Responsibility.CASE_LEAD, until_on=DAY),))
    (outline, *_) = to_read(ended, MEETING)
    (before, *_) = to_read(make_file(holders=(make_holder(Responsibility.CASE_LEAD),)), MEETING)
    assert facts_of(outline) != facts_of(before)


def test_who_was_replaced_is_not_read_as_if_still_there() -> None:
    before = make_holder(Responsibility.CASE_LEAD, id="h1", person="G. Weg", until_on=DAY)
    after = make_holder(Responsibility.CASE_LEAD, id="h2", person="N. Nieuw", from_on=DAY + timedelta(days=1))
    (outline, *_) = to_read(make_file(holders=(before, after)), MEETING)
    assert isinstance(outline, Outline)
    assert outline.holders == (after,)


def test_all_that_is_adopted_is_read() -> None:
    file = make_file(
        actions=(
            make_action(id="before", meeting_id="earlier"),
            make_action(id="done", meeting_id="earlier", status=ActionStatus.DONE),
            make_action(id="dropped", status=ActionStatus.DROPPED),
        ),
        conditionals=(make_conditional(meeting_id="earlier"),),
        level_changes=(make_level_change(id="first"), make_level_change(id="second")),
        reservations=(replace(FILE.reservations[0], meeting_id="earlier"),),
    )
    content = adopted_content(file, MEETING, level_before="", agreed=0, on=DAY)
    read = to_read(file, MEETING)
    frozen = (*content.decisions, *content.actions, *content.conditionals, *content.reservations)
    assert [r for r in read if not isinstance(r, Outline | LevelChange)] == list(frozen)
    assert [r.id for r in read if isinstance(r, LevelChange)] == ["second"]


def test_each_agreement_has_words_that_people_know_it_by() -> None:
    assert [title_of(record) for record in to_read(FILE, MEETING)] == [
        FILE.case.shared_goal,
        "Eén plan.",
        "Elke week langsgaan",
        "Zorg afstemmen",
        "Overlast in de nacht",
        "AVE 3",
        "Alleen met toestemming.",
    ]
    (nameless, *_) = to_read(with_case(FILE, shared_goal=""), MEETING)
    assert title_of(nameless) == FILE.case.number


def test_what_changed_is_unread_and_holds_up_the_last_step() -> None:
    item = read_aloud(make_item(), FILE)
    assert unread(FILE, item) == ()
    moved = make_file(actions=(make_action(due_on=DAY), FILE.actions[1]))
    assert unread(moved, item) == (moved.actions[0],)
    expected = Blocker(BlockerCode.NOT_READ_BACK, ("Elke week langsgaan",))
    assert step_blockers(Step.FOLLOW_UP, make_context(moved, item)) == (expected,)
    assert step_blockers(Step.PLAN, make_context(moved, item)) == ()
    finished = replace(item, phase=Phase.FINISHED, steps=make_steps())
    assert taken_back(make_context(moved, finished)) == (expected,)
    assert taken_back(make_context(moved, replace(finished, phase=Phase.POSTPONED))) == ()


def test_a_parked_point_asks_a_reason_at_its_own_meeting() -> None:
    point = replace(FILE.parked[0], carried_reason="")
    context = make_context(make_file(parked=(point, replace(point, id="b", meeting_id="earlier"))))
    assert step_blockers(Step.FOLLOW_UP, context) == (Blocker(BlockerCode.PARKING_NOT_EMPTY, ("De hond.",)),)


def test_who_has_no_reservation_here_agrees() -> None:
    item = make_item(present_ids=("ggz", "politie"))
    assert agreeing_ids(FILE, item) == ("politie",)
    earlier = make_file(reservations=(replace(FILE.reservations[0], meeting_id="earlier"),))
    assert agreeing_ids(earlier, item) == ("ggz", "politie")
