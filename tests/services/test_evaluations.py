"""The eindevaluatie: three answers per organisation, kept once, shown over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY
from tests.services.world import World, open_meeting
from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.people import Actor, Role
from zvdesk.errors import InvalidField, NotAllowed, NotFound, ReadOnly
from zvdesk.services import cases, evaluations, meetings

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk


def answer(world: World, short: str = "ggz", **taps: Tap) -> Evaluation:
    made = Evaluation(meeting_id=world.meeting_id, organisation_id=world.organisations[short])
    return Evaluation(
        meeting_id=made.meeting_id,
        organisation_id=made.organisation_id,
        goal_clear=taps.get("goal_clear"),
        roles_clear=taps.get("roles_clear"),
        cooperation=taps.get("cooperation"),
    )


def test_an_organisation_answers_once_and_may_change_its_mind(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    first = evaluations.evaluate(desk, answer(world, goal_clear=Tap.YES))
    assert (first.given_at, first.roles_clear) == (NOW, None)
    second = evaluations.evaluate(desk, answer(world, goal_clear=Tap.YES, roles_clear=Tap.NO))
    assert second.id == first.id
    other = evaluations.evaluate(desk, answer(world, "politie", cooperation=Tap.PARTLY))
    assert evaluations.evaluations(desk, world.meeting_id) == (second, other)


def test_it_is_given_at_the_end_and_after_it(desk: Desk, world: World) -> None:
    with pytest.raises(ReadOnly):
        evaluations.evaluate(desk, answer(world))
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.POSTPONE, reason="Later")
    meetings.advance(desk, world.meeting_id, MeetingEvent.CLOSE)
    assert evaluations.evaluate(desk, answer(world, goal_clear=Tap.NO)).id


def test_what_is_no_answer(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    with pytest.raises(InvalidField):
        evaluations.evaluate(desk, replace(answer(world), organisation_id="weg"))
    with pytest.raises(NotFound):
        evaluations.evaluate(desk, replace(answer(world), meeting_id="weg"))
    desk.actor = Actor(person_id=world.people[Role.SECRETARY], name="S. Schrijver", role=Role.SECRETARY)
    with pytest.raises(NotAllowed):
        evaluations.evaluate(desk, answer(world))


def test_over_time_the_first_meeting_comes_first(
    desk: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.case_file(desk, world.case_id).case
    later = open_meeting(desk, world.people, world.organisations, case)
    open_meeting(desk, world.people, world.organisations, case)  # was not evaluated
    monkeypatch.setattr(desk.clock, "source", lambda: NOW + timedelta(days=30))
    meetings.advance(desk, later.id, MeetingEvent.BEGIN)
    second = evaluations.evaluate(desk, replace(answer(world, goal_clear=Tap.NO), meeting_id=later.id))
    monkeypatch.setattr(desk.clock, "source", lambda: NOW)
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    first = evaluations.evaluate(desk, answer(world, goal_clear=Tap.YES))
    assert evaluations.evaluations_over_time(desk) == (
        (world.meeting_id, TODAY, "Tafel Noord", (first,)),
        (later.id, TODAY + timedelta(days=30), "Tafel Noord", (second,)),
    )
