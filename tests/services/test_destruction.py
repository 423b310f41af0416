"""What is destroyed is gone: from tables, index, copies and every restore; only its certificate stays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, at_noon, lead_case, log, sign_document
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.keeping import Destruction, DestructionGround, KeptCopy, ShieldedCase
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.errors import CaseAtTable, NotAllowed, NotFound, NotYetDue
from zvdesk.services import (
    backups,
    cases,
    destruction,
    exports,
    meetings,
    restoring,
    retention,
    shielding,
    vaults,
)
from zvdesk.storage import destroyed
from zvdesk.storage.records import find_records, get_record, save_record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk

ADMIN = Role.FUNCTIONAL_ADMIN
G = DestructionGround
WORDS = ("Łucja", "Twee meldingen", "langsgaan", "Eén plan", "Valk", "Overlast in de nacht", "Ik wil rust")


def set_state(desk: Desk, world: World, state: CaseState) -> None:
    with desk.vault.transaction() as connection:
        case = get_record(connection, Case, world.case_id)
        assert case is not None
        save_record(connection, replace(case, state=state, closed_on=world.clock.today()))


def put_back(world: World, copy: Path, place: Path) -> Desk:
    """Make a vault of a copy and open it."""
    made = restoring.restore(copy, place / "terug.zvkluis", passphrase=PASSPHRASES[ADMIN], clock=world.clock)
    return made.desk


@pytest.fixture
def shut(closed: World, tmp_path: Path) -> World:
    """Give a vault whose case is closed, with a list that went out and a copy of the whole."""
    chair = closed.desk()
    with exports.signing(chair, PASSPHRASES[Role.CHAIR]) as signer:
        sign_document(chair, signer, closed.meeting_id, closed.case_id, None, tmp_path / "uit")
    set_state(chair, closed, CaseState.CLOSED)
    backups.back_up(chair)
    vaults.lock(chair)
    return closed


@pytest.mark.parametrize("is_shielded", [False, True])
def test_nothing_of_it_stays_in_the_vault_or_its_copies(
    shut: World, tmp_path: Path, is_shielded: bool
) -> None:
    desk = shut.desk(ADMIN)
    if is_shielded:
        shielding.shield(desk, shut.case_id)
    done = destruction.destroy(desk, shut.case_id, G.NO_LONGER_NEEDED)
    certificate = done.certificate
    assert (certificate.case_number, certificate.ground) == (shut.number, G.NO_LONGER_NEEDED)
    assert (certificate.destroyed_by, certificate.role) == ("B. Beheerder", ADMIN.value)
    assert certificate.records > (0 if is_shielded else 20)
    assert [copy.kind for copy in done.copies_out] == ["actielijst"]
    assert (done.lost, done.second_away) == ((), None)
    assert destruction.certificates(desk) == (certificate,)
    assert retention.overview(desk) == ()
    with desk.vault.read() as connection:
        assert find_records(connection, Case) == ()
        assert len(find_records(connection, KeptCopy)) == 1
        assert not find_records(connection, ShieldedCase)
    for word in WORDS:
        assert cases.search_cases(desk, word) == ()
    assert log(desk)[0].object != ""
    assert any(line.action == "vernietigen" and line.case_number == shut.number for line in log(desk))
    (copy,) = backups.backups(desk)
    vaults.lock(desk)
    restored = restoring.restore(
        copy.place, tmp_path / "terug.zvkluis", passphrase=PASSPHRASES[ADMIN], clock=shut.clock
    ).desk
    with restored.vault.read() as connection:
        assert find_records(connection, Case) == ()
    assert destroyed.known(restored.vault.folder, restored.vault.open_keys) == {shut.case_id}
    vaults.lock(restored)


def test_a_copy_from_before_that_was_away_gives_nothing_back(shut: World, tmp_path: Path) -> None:
    desk = shut.desk(ADMIN)
    (copy,) = backups.backups(desk)
    away = tmp_path / "weg"
    shutil.copytree(copy.place, away / copy.name)
    destruction.destroy(desk, shut.case_id, G.NO_LONGER_NEEDED)
    vaults.lock(desk)
    shutil.copy(shut.folder / destroyed.NAME, away / destroyed.NAME)
    restored = put_back(shut, away / copy.name, tmp_path)
    with restored.vault.read() as connection:
        assert find_records(connection, Case) == ()
    vaults.lock(restored)


def test_a_list_that_a_crash_left_short_is_made_whole(shut: World) -> None:
    desk = shut.desk(ADMIN)
    destruction.destroy(desk, shut.case_id, G.NO_LONGER_NEEDED)
    (desk.vault.folder / destroyed.NAME).unlink()
    backups.replay_destroyed(desk)
    assert destroyed.known(desk.vault.folder, desk.vault.open_keys) == {shut.case_id}
    vaults.lock(desk)


def test_the_number_of_a_destroyed_case_is_not_given_again(shut: World) -> None:
    desk = shut.desk(ADMIN)
    destruction.destroy(desk, shut.case_id, G.NO_LONGER_NEEDED)
    vaults.lock(desk)
    chair = shut.desk()
    assert cases.open_case(chair, alias="Specht").number > shut.number
    vaults.lock(chair)


@pytest.mark.parametrize(
    ("state", "fits"),
    [
        (CaseState.TRIAGE, {G.NOTHING_FURTHER, G.RIGHTS}),
        (CaseState.REJECTED, {G.REJECTED, G.RIGHTS}),
        (CaseState.CLOSED, {G.NO_LONGER_NEEDED, G.RIGHTS}),
    ],
)
def test_a_ground_must_fit_the_case(world: World, state: CaseState, fits: set[DestructionGround]) -> None:
    chair = world.desk()
    set_state(chair, world, state)
    vaults.lock(chair)
    desk = world.desk(Role.PRIVACY_OFFICER)
    for ground in set(G) - fits:
        with pytest.raises(NotYetDue):
            destruction.destroy(desk, world.case_id, ground)
    with desk.vault.read() as connection:
        assert get_record(connection, Case, world.case_id) is not None
        assert find_records(connection, Destruction) == ()
    vaults.lock(desk)


@pytest.mark.parametrize("is_shielded", [False, True])
def test_after_its_term_a_case_may_go(shut: World, is_shielded: bool) -> None:
    desk = shut.desk(ADMIN)
    if is_shielded:
        shielding.shield(desk, shut.case_id)
    (row,) = retention.overview(desk)
    assert row.term.destroy_before is not None
    with pytest.raises(NotYetDue):
        destruction.destroy(desk, shut.case_id, G.TERM)
    now, after = shut.clock.source(), row.term.destroy_before + timedelta(days=1)
    shut.clock.source = lambda: at_noon(after, now)
    assert destruction.destroy(desk, shut.case_id, G.TERM).certificate.ground is G.TERM
    vaults.lock(desk)


def test_a_case_at_the_table_and_one_that_is_not_there_are_refused(world: World) -> None:
    chair = world.desk()
    meetings.advance(chair, world.meeting_id, MeetingEvent.BEGIN)
    lead_case(chair, world.meeting_id, world.item_id, world.organisations)
    with pytest.raises(NotAllowed):
        destruction.destroy(chair, world.case_id, G.RIGHTS)
    vaults.lock(chair)
    desk = world.desk(ADMIN)
    with pytest.raises(CaseAtTable):
        destruction.destroy(desk, world.case_id, G.RIGHTS)
    with pytest.raises(NotFound):
        destruction.destroy(desk, "weg", G.RIGHTS)
    vaults.lock(desk)
