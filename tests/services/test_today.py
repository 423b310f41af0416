"""What needs someone now, held against the cases themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import TODAY, clock
from tests.services.world import sign_document
from zvdesk.domain.actions import SETTLED
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.people import Role
from zvdesk.domain.today import Matter
from zvdesk.services import cases, exports, meetings, practice, vaults
from zvdesk.services.house import organisations
from zvdesk.services.today import AHEAD, today
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.practice import Practice


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    made = practice.create_practice(tmp_path_factory.mktemp("vandaag") / "oefen.zvkluis", clock=clock())
    yield made
    vaults.lock(made.desk)


def test_todays_table_comes_first_with_its_cases_in_order(house: Practice) -> None:
    found = today(house.desk)
    assert (found.on, found.has_cases) == (TODAY, True)
    table = found.meetings[0]
    assert (table.id, table.state) == (house.meeting_id, MeetingState.OPEN)
    wanted = [house.ids[item.case_id] for item in house.table.todays_meeting.items]
    assert [row.case_id for row in table.cases] == wanted
    assert table.minutes == sum(
        record.minutes for item in house.table.todays_meeting.items for record in item.steps
    )
    for row in table.cases:
        actions = cases.case_file(house.desk, row.case_id).actions
        assert row.all_actions == len(actions)
        assert row.settled_actions == sum(action.status in SETTLED for action in actions)


def test_every_late_action_and_no_other_asks_for_attention(house: Practice) -> None:
    told = {row.what for row in today(house.desk).attention if row.matter is Matter.LATE_ACTION}
    late = {
        action.what
        for row in cases.case_rows(house.desk)
        for action in cases.case_file(house.desk, row.id).actions
        if action.is_late(TODAY)
    }
    assert late
    assert told == late


def test_what_is_due_later_than_the_window_is_not_told(house: Practice) -> None:
    rows = today(house.desk).attention
    assert {row.matter for row in rows} >= {Matter.LATE_ACTION, Matter.RETEST}
    assert all(row.due_on <= TODAY + timedelta(days=AHEAD) for row in rows)


def test_each_load_counts_the_actions_of_cases_that_are_not_over(house: Practice) -> None:
    over = (CaseState.CLOSED, CaseState.REJECTED)
    actions = [
        action
        for row in cases.case_rows(house.desk)
        if row.state not in over
        for action in cases.case_file(house.desk, row.id).actions
    ]
    ids = {o.abbreviation or o.name: o.id for o in organisations(house.desk)}
    loads = today(house.desk).loads
    assert loads
    for load in loads:
        own = [action for action in actions if action.organisation_id == ids[load.organisation]]
        settled = sum(action.status in SETTLED for action in own)
        late = sum(action.is_late(TODAY) for action in own)
        assert (load.total, load.settled, load.late) == (len(own), settled, late)
    assert [load.late for load in loads] == sorted((load.late for load in loads), reverse=True)


def test_a_list_that_was_handed_out_no_longer_waits(house: Practice, tmp_path: Path) -> None:
    waiting = today(house.desk).lists[0]
    assert waiting.waiting == waiting.adopted > 0
    desk = house.desk
    meeting = meetings.meeting(desk, waiting.meeting_id)
    with exports.signing(desk, house.passphrase) as signer:
        sign_document(desk, signer, meeting.id, meeting.items[0].case_id, None, tmp_path)
    after = next((row for row in today(desk).lists if row.meeting_id == meeting.id), None)
    assert (after.waiting if after else 0) == waiting.waiting - 1


def test_a_new_house_has_nothing_to_tell(tmp_path: Path) -> None:
    desk = vaults.create_vault(
        tmp_path / "leeg.zvkluis",
        house_name="Leeg",
        passphrase="een wachtzin voor niets",
        name="F. Voorbeeld",
        role=Role.CHAIR,
        cost=FLOOR,
        clock=clock(),
    ).desk
    found = today(desk)
    vaults.lock(desk)
    assert (found.has_cases, found.meetings, found.attention, found.loads, found.lists) == (
        False,
        (),
        (),
        (),
        (),
    )
