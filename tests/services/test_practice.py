"""The practice table is loaded and led by the services that the window calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import TODAY, clock
from tests.services.world import log, sign_document
from zvdesk.content.practice import load_practice
from zvdesk.domain.adoption import list_blockers
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import MeetingState, Phase
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.people import ASSIGNABLE_ROLES, Role
from zvdesk.errors import VaultExists
from zvdesk.services import cases, exports, house, meetings, practice, vaults, verification

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.practice import Practice


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """Make the practice vault once and lead its table."""
    told: list[str] = []
    folder = tmp_path_factory.mktemp("oefening") / "oefen.zvkluis"
    found = practice.create_practice(folder, clock=clock(), report=told.append)
    assert told == ["kluis maken", "mensen toevoegen", "oefencasussen laden"]
    assert practice.run_table(found, report=told.append) == found.meeting_id
    assert len(told) == 3 + len(found.table.scripts)
    yield found
    vaults.lock(found.desk)


def test_the_chair_sits_at_a_vault_for_practice_only(made: Practice) -> None:
    assert made.desk.vault.practice
    assert made.desk.actor.role is Role.CHAIR
    assert {person.role for person in made.people} == set(ASSIGNABLE_ROLES)
    assert made.passphrase not in repr(made)
    assert made.recovery_key not in repr(made)
    passphrases = {person.passphrase for person in made.people}
    assert len(passphrases) == len(made.people)


def test_every_case_of_the_table_is_there_with_a_number_of_its_own(made: Practice) -> None:
    rows = cases.case_rows(made.desk)
    assert len(rows) == len(made.table.cases)
    assert len({row.number for row in rows}) == len(rows)
    known = house.organisations_by_id(made.desk)
    for file in made.table.cases:
        stored = cases.case_file(made.desk, made.ids[file.case.id])
        assert len(stored.contributions) == len(file.contributions)
        assert len(stored.subjects) == len(file.subjects)
        assert {p.organisation_id for p in stored.participations} <= set(known)
        for action in stored.actions:
            assert action.organisation_id in known


def test_the_whole_table_was_led_and_closed(made: Practice) -> None:
    held = meetings.meeting(made.desk, made.meeting_id)
    assert held.state is MeetingState.CLOSED
    assert {item.phase for item in held.items} == {Phase.FINISHED}
    for item in held.items:
        file = cases.case_file(made.desk, item.case_id)
        assert file.case.state is CaseState.ADOPTED
        (adopted,) = meetings.adopted_versions(made.desk, held.id, item.case_id)
        assert adopted.content.actions
        assert adopted.content.previous_level_code == item.level_before
    earlier = [row for row in meetings.meeting_rows(made.desk) if row.id != held.id]
    assert len(earlier) >= 2
    for row in earlier:
        for number in row.case_numbers:
            case = cases.case_by_its_number(made.desk, number)
            assert meetings.adopted_versions(made.desk, row.id, case.id)


def test_one_third_is_refused_and_one_allowed(made: Practice, tmp_path: Path) -> None:
    verdicts: dict[bool, int] = {True: 0, False: 0}
    for item in meetings.meeting(made.desk, made.meeting_id).items:
        file = cases.case_file(made.desk, item.case_id)
        for target in exports.targets(made.desk, made.meeting_id, item.case_id):
            if target.organisation and target.organisation.position is WgsPosition.THIRD:
                assert target.blockers == list_blockers(file, target.organisation, 60)
                verdicts[not target.blockers] += 1
    assert verdicts[True] >= 1
    assert verdicts[False] >= 1
    item = meetings.meeting(made.desk, made.meeting_id).items[0]
    with exports.signing(made.desk, made.passphrase) as signer:
        found = sign_document(made.desk, signer, made.meeting_id, item.case_id, None, tmp_path)
    verified = verification.verify_file(found.path, desk=made.desk, at=made.desk.clock.now())
    assert all(signer.is_practice for signer in verified.verdict.signers)


def test_what_was_done_is_in_the_log(made: Practice) -> None:
    done = [line.action for line in reversed(log(made.desk))]
    assert done.index("laden") < done.index("beginnen") < done.index("sluiten")
    assert "begin_casus" in done


def test_the_local_term_of_the_practice_house_is_set(made: Practice) -> None:
    local = made.desk.library.regime("lokaal")
    assert house.retention_months(made.desk, local) == load_practice(TODAY).local_retention_months


def test_a_folder_in_use_is_refused(made: Practice) -> None:
    with pytest.raises(VaultExists):
        practice.create_practice(made.desk.vault.folder, clock=clock())
