"""A shielded case is out of tables and index, and opens to two functions only, with a reason in the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, log, sign_document
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.keeping import KeptCopy, ShieldedCase
from zvdesk.domain.people import Person, Role
from zvdesk.errors import (
    InvalidField,
    NoKeyHolder,
    NotAllowed,
    NotClosed,
    NotFound,
    NotSealedToYou,
    VaultDamaged,
    WrongPassphrase,
)
from zvdesk.services import cases, exports, people, retention, shielding, vaults
from zvdesk.storage.records import find_records, get_record, save_record
from zvdesk.storage.shielding import rows_of, tables_of_a_case
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk

ADMIN, OFFICER = Role.FUNCTIONAL_ADMIN, Role.PRIVACY_OFFICER
WHY = "Verzoek om inzage van de betrokkene"


@pytest.fixture
def shut(closed: World, tmp_path: Path) -> World:
    """Give a vault whose case is closed, with one list that went out."""
    chair = closed.desk()
    with exports.signing(chair, PASSPHRASES[Role.CHAIR]) as signer:
        sign_document(chair, signer, closed.meeting_id, closed.case_id, None, tmp_path / "uit")
    with chair.vault.transaction() as connection:
        case = get_record(connection, Case, closed.case_id)
        assert case is not None
        save_record(connection, replace(case, state=CaseState.CLOSED, closed_on=closed.clock.today()))
    vaults.lock(chair)
    return closed


@pytest.fixture
def shielded(shut: World) -> World:
    """Give the same vault with that case shielded."""
    desk = shut.desk(ADMIN)
    shielding.shield(desk, shut.case_id)
    vaults.lock(desk)
    return shut


def everything(desk: Desk) -> str:
    """Return all that stands in the tables but the log, as text."""
    with desk.vault.read() as connection:
        names = [
            row[0]
            for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] != "audit"
        ]
        rows = [row for name in names for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608 - names of the schema
    return repr(rows)


def test_what_is_shielded_is_in_no_table_and_in_no_index(shielded: World) -> None:
    desk = shielded.desk(ADMIN)
    with desk.vault.read() as connection:
        assert rows_of(connection, shielded.case_id) == {}
        (sealed,) = find_records(connection, ShieldedCase)
        assert [c.kind for c in find_records(connection, KeptCopy)] == ["actielijst"]
    text = everything(desk)
    for word in ("Łucja", "Twee meldingen", "Elke week langsgaan", "Eén plan", "Valk"):
        assert word not in text, word
        assert cases.search_cases(desk, word) == ()
    assert {key.person_id for key in sealed.keys} == {shielded.people[ADMIN], shielded.people[OFFICER]}
    assert [row.is_shielded for row in retention.overview(desk)] == [True]
    with pytest.raises(NotFound):
        cases.case_file(desk, shielded.case_id)
    vaults.lock(desk)


@pytest.mark.parametrize("role", [ADMIN, OFFICER])
def test_two_functions_open_it_for_a_reason_that_is_logged(shielded: World, role: Role) -> None:
    desk = shielded.desk(role)
    file = shielding.open_shielded(desk, shielded.case_id, PASSPHRASES[role], WHY)
    assert file.case.number == shielded.number
    assert file.main_subject is not None
    assert [a.what for a in file.actions] == ["Elke week langsgaan", "Zorg afstemmen"]
    line = log(desk)[0]
    assert (line.action, line.case_number, line.ground) == ("afgeschermd openen", shielded.number, WHY)
    with pytest.raises(InvalidField):
        shielding.open_shielded(desk, shielded.case_id, PASSPHRASES[role], "  ")
    with pytest.raises(WrongPassphrase):
        shielding.open_shielded(desk, shielded.case_id, "een heel andere wachtzin", WHY)
    line = log(desk)[0]
    assert (line.action, line.case_number, line.result) == ("afgeschermd openen", shielded.number, "mislukt")
    with pytest.raises(NotFound):
        shielding.open_shielded(desk, "weg", PASSPHRASES[role], WHY)
    vaults.lock(desk)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COORDINATOR, Role.SECRETARY])
def test_nobody_else_opens_or_shields(shielded: World, role: Role) -> None:
    desk = shielded.desk(role)
    with pytest.raises(NotAllowed):
        shielding.open_shielded(desk, shielded.case_id, PASSPHRASES[role], WHY)
    with pytest.raises(NotAllowed):
        shielding.shield(desk, shielded.case_id)
    with pytest.raises(NotAllowed):
        shielding.shielded_cases(desk)
    vaults.lock(desk)


def test_the_recovery_key_does_not_open_it(shielded: World) -> None:
    desk = shielded.emergency()
    with pytest.raises(NotAllowed):
        shielding.open_shielded(desk, shielded.case_id, PASSPHRASES[ADMIN], WHY)
    vaults.lock(desk)


def test_a_successor_comes_in_only_through_a_colleague(shielded: World) -> None:
    words = "vijf woorden voor de nieuwe functie"
    desk = shielded.desk(ADMIN)
    newcomer = people.add_person(
        desk, Person(name="N. Nieuw", role=OFFICER, from_on=desk.clock.today()), words, cost=FLOOR
    )
    vaults.lock(desk)
    new = vaults.unlock(shielded.folder, words, clock=shielded.clock)
    with pytest.raises(NotSealedToYou):
        shielding.open_shielded(new, shielded.case_id, words, WHY)
    assert shielding.share(new, words) == 0
    vaults.lock(new)
    desk = shielded.desk(OFFICER)
    assert shielding.share(desk, PASSPHRASES[OFFICER]) == 1
    assert shielding.share(desk, PASSPHRASES[OFFICER]) == 0
    (case,) = shielding.shielded_cases(desk)
    assert newcomer.id in {key.person_id for key in case.keys}
    vaults.lock(desk)
    new = vaults.unlock(shielded.folder, words, clock=shielded.clock)
    assert shielding.open_shielded(new, shielded.case_id, words, WHY).case.id == shielded.case_id
    vaults.lock(new)


def test_who_got_new_keys_comes_in_again_through_a_colleague(shielded: World) -> None:
    words = "vijf woorden na het verlies"
    desk = shielded.desk(ADMIN)
    people.renew_keys(desk, shielded.people[OFFICER], words, cost=FLOOR)
    assert shielding.share(desk, PASSPHRASES[ADMIN]) == 1
    assert shielding.share(desk, PASSPHRASES[ADMIN]) == 0
    vaults.lock(desk)
    again = vaults.unlock(shielded.folder, words, clock=shielded.clock)
    assert shielding.open_shielded(again, shielded.case_id, words, WHY).case.id == shielded.case_id
    vaults.lock(again)


def test_what_is_put_back_is_what_it_was(shut: World) -> None:
    desk = shut.desk(ADMIN)
    with desk.vault.read() as connection:
        before = rows_of(connection, shut.case_id)
    assert set(before) <= {table.name for table in tables_of_a_case()}
    shielding.shield(desk, shut.case_id)
    shielding.unshield(desk, shut.case_id, PASSPHRASES[ADMIN], WHY)
    with desk.vault.read() as connection:
        assert rows_of(connection, shut.case_id) == before
        assert not find_records(connection, ShieldedCase)
        assert not find_records(connection, KeptCopy)
    assert [hit.case_id for hit in cases.search_cases(desk, "langsgaan")] == [shut.case_id]
    vaults.lock(desk)


def test_an_open_case_or_a_house_without_both_functions_is_refused(world: World) -> None:
    desk = world.desk(ADMIN)
    with pytest.raises(NotClosed):
        shielding.shield(desk, world.case_id)
    with pytest.raises(NotFound):
        shielding.shield(desk, "weg")
    with desk.vault.transaction() as connection:
        case = get_record(connection, Case, world.case_id)
        officer = get_record(connection, Person, world.people[OFFICER])
        assert case is not None
        assert officer is not None
        save_record(connection, replace(case, state=CaseState.CLOSED))
        save_record(connection, replace(officer, role=Role.SECRETARY))
    with pytest.raises(NoKeyHolder):
        shielding.shield(desk, world.case_id)
    assert cases.case_file(desk, world.case_id).case.state is CaseState.CLOSED
    vaults.lock(desk)


def test_content_that_was_touched_is_damage(shielded: World) -> None:
    desk = shielded.desk(ADMIN)
    with desk.vault.transaction() as connection:
        (case,) = find_records(connection, ShieldedCase)
        save_record(connection, replace(case, content=case.content[:-1] + bytes([case.content[-1] ^ 1])))
    with pytest.raises(VaultDamaged):
        shielding.open_shielded(desk, shielded.case_id, PASSPHRASES[ADMIN], WHY)
    vaults.lock(desk)
