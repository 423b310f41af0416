"""What no paper can show is refused while it can still be mended, with where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.world import lead_case
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.services import cases, meetings, read_back
from zvdesk.texts.blockers import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.world import World
    from zvdesk.services.desk import Desk

C = BlockerCode


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Blocked) as error:
        act()
    assert {blocker.code for blocker in error.value.blockers} == {C.NOT_ON_PAPER}
    return sentences(error.value.blockers)


def test_the_table_hears_at_the_reading_which_agreement_no_paper_shows(desk: Desk, world: World) -> None:
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(desk, world.meeting_id, world.item_id, world.organisations)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.REOPEN)
    action = cases.save(
        desk, replace(cases.case_file(desk, world.case_id).actions[0], what="Brief sturen", person="Noor 🙂")
    )
    said = refusal(lambda: read_back.mark_read(desk, world.meeting_id, world.item_id, action.id))
    assert said == (
        "Dit kan zvdesk niet op papier zetten: 🙂. Het staat in: actie 'Brief sturen'. "
        "Schrijf het met gewone letters."
    )
    cases.save(desk, replace(action, what="Brief → Nguyễn, Ōkawa ✓", person="Отец"))
    read_back.mark_read(desk, world.meeting_id, world.item_id, action.id)


def test_nothing_is_adopted_that_no_paper_shows(after: Desk, closed: World) -> None:
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Naam")
    case = cases.case_file(after, closed.case_id).case
    cases.save(after, replace(case, shared_goal="Rust\u3164", follow_up_note="bel 東"))
    action = cases.case_file(after, closed.case_id).actions[0]
    cases.save(after, replace(action, what="x\u0332" * 80))
    said = refusal(lambda: meetings.adopt_correction(after, closed.meeting_id, closed.case_id)).splitlines()
    assert len(said) == 2
    assert "een onzichtbaar teken (U+3164), 東. Het staat in: doel, regie en vervolg." in said[0]
    assert "een los accent (U+0332)" in said[1]
    assert "…'" in said[1]
    assert len(meetings.adopted_versions(after, closed.meeting_id, closed.case_id)) == 1
    cases.save(after, case)
    cases.save(after, replace(action, what="Brief → Łukasz"))
    meetings.adopt_correction(after, closed.meeting_id, closed.case_id)


def test_a_reason_and_a_title_are_looked_at_when_they_are_typed(after: Desk, closed: World) -> None:
    said = refusal(
        lambda: meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Naam 東京 fout")
    )
    assert "東, 京. Het staat in: de reden van de correctie." in said
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Ōkawa → Nguyễn")
    said = refusal(lambda: meetings.prepare_meeting(after, kind=MeetingKind.TABLE, title="Tafel 🙂"))
    assert "🙂. Het staat in: de titel van het overleg." in said
