"""A coordinator prepares a meeting for a chair who works on another laptop."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, clock
from tests.services.test_colleagues import DAY, met, somebody
from tests.services.world import NAMES, World
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.people import Role
from zvdesk.errors import InvalidField
from zvdesk.services import meetings, papers, people, vaults
from zvdesk.services.colleagues import end_colleague
from zvdesk.services.table_people import candidates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk


def test_who_is_active_may_be_chosen_people_of_this_vault_first(world: World) -> None:
    admin = world.desk(Role.FUNCTIONAL_ADMIN)
    people.end_person(admin, world.people[Role.SECRETARY], TODAY - DAY)
    vaults.lock(admin)
    desk = world.desk(Role.COORDINATOR)
    chair = met(desk, somebody("A. Ander", "voorzitter"))
    end_colleague(desk, met(desk, somebody("E. Eindigt")).id, TODAY - DAY)
    found = candidates(desk)
    own = [NAMES[role] for role in NAMES if role is not Role.SECRETARY]
    assert [one.name for one in found] == [*sorted(own), "A. Ander"]
    assert [one.id for one in found if one.is_colleague] == [chair.id]
    assert found[-1].role is Role.CHAIR
    vaults.lock(desk)


def test_a_meeting_keeps_a_colleague_as_chair_and_names_them_on_paper(
    desk: Desk, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    chair = met(desk, somebody("A. Ander", "voorzitter"))
    made = meetings.prepare_meeting(
        desk, kind=MeetingKind.TABLE, title="Tafel Zuid", chair_id=chair.id, secretary_id=chair.id
    )
    assert meetings.meeting(desk, made.id).chair_id == chair.id
    path = papers.export_script(desk, made.id, tmp_path)
    shown = subprocess.run(
        [str(requires("pdftotext")), str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "A. Ander" in shown
    nobody = meetings.prepare_meeting(desk, kind=MeetingKind.TABLE, title="Tafel Oost")
    papers.export_script(desk, nobody.id, tmp_path)


def test_who_ended_is_not_chosen_anew_but_stays_where_they_were(desk: Desk, world: World) -> None:
    chair = met(desk, somebody("A. Ander", "voorzitter"))
    stored = meetings.meeting(desk, world.meeting_id)
    meetings.revise_meeting(desk, replace(stored, chair_id=chair.id))
    end_colleague(desk, chair.id, TODAY)
    meetings.prepare_meeting(desk, kind=MeetingKind.TABLE, title="Vandaag", chair_id=chair.id)
    desk.clock.source = clock(NOW + timedelta(days=1)).source
    with pytest.raises(InvalidField):
        meetings.prepare_meeting(desk, kind=MeetingKind.TABLE, title="Morgen", chair_id=chair.id)
    kept = meetings.meeting(desk, world.meeting_id)
    meetings.revise_meeting(desk, replace(kept, title="Anders"))
    assert meetings.meeting(desk, world.meeting_id).chair_id == chair.id
    with pytest.raises(InvalidField):
        meetings.revise_meeting(desk, replace(kept, secretary_id=chair.id))
