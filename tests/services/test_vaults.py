"""Open, check, lock and migrate a vault; tell when it was turned back or its log was changed."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY, clock
from tests.services.world import HOUSE, PASSPHRASES, World, log
from zvdesk import system
from zvdesk.content.practice import load_practice
from zvdesk.domain.people import Person, Role
from zvdesk.errors import (
    ContentInvalid,
    PracticeMixing,
    VaultDamaged,
    VaultInUse,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from zvdesk.services import anchors, backups, cases, checks, people, plain, practice, vaults
from zvdesk.services.changes import Changes, changed
from zvdesk.services.clock import Clock
from zvdesk.services.desk import found
from zvdesk.storage import migrations, tables
from zvdesk.storage.vault import DATABASE, Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk

CHAIR = PASSPHRASES[Role.CHAIR]


def test_a_whole_vault_checks(desk: Desk) -> None:
    report = checks.check(desk)
    assert (report.problems, report.first_broken_line) == ((), None)
    assert report.audit_lines == len(log(desk)) - 1
    assert not report.is_rolled_back


def test_a_vault_that_this_profile_never_saw_cannot_be_told(desk: Desk) -> None:
    (system.state_folder() / "anchors.json").unlink(missing_ok=True)
    assert checks.check(desk).is_rolled_back is None


def test_a_vault_that_was_turned_back_is_told_and_stays_told(world: World, tmp_path: Path) -> None:
    old = tmp_path / "oud"
    shutil.copytree(world.folder, old)
    desk = world.desk()
    cases.open_case(desk)
    vaults.lock(desk)
    desk = world.desk()
    assert checks.check(desk).is_rolled_back is not True
    vaults.lock(desk)
    shutil.rmtree(world.folder)
    shutil.copytree(old, world.folder)
    for _ in range(2):  # also after more was written than there was before
        desk = world.desk()
        for _ in range(6):
            cases.open_case(desk)
        report = checks.check(desk)
        assert report.is_rolled_back is True
        vaults.lock(desk)


def test_lines_cut_off_the_end_of_the_log_are_told(world: World) -> None:
    desk = world.desk()
    cases.open_case(desk)
    vaults.lock(desk)
    desk = world.desk()
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE sequence > 5")
    report = checks.check(desk)
    assert report.first_broken_line is None
    assert report.is_rolled_back is True
    vaults.lock(desk)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit SET actor = 'Iemand anders' WHERE sequence = 4",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE sequence = 4",
        "UPDATE audit SET is_emergency = 1 WHERE sequence = 4",
        "UPDATE audit SET case_number = '2026-0099' WHERE sequence = 4",
        "DELETE FROM audit WHERE sequence = 4",
        "DELETE FROM audit WHERE sequence = 4; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 4",
        "UPDATE audit SET sequence = -1 WHERE sequence = 4; "
        "UPDATE audit SET sequence = 4 WHERE sequence = 5; "
        "UPDATE audit SET sequence = 5 WHERE sequence = -1",
        "INSERT INTO audit SELECT sequence + 1000, at, utc_offset, actor_id, actor, role, action, object, "
        "object_id, case_number, result, device, ground, is_emergency, previous, mac FROM audit "
        "WHERE sequence = 4",
    ],
)
def test_a_log_that_was_changed_by_hand_is_found(desk: Desk, attack: str) -> None:
    with desk.vault.transaction() as connection:
        for statement in attack.split("; "):
            connection.exec_driver_sql(statement)
    broken = checks.check(desk).first_broken_line
    assert broken is not None
    assert broken == 4 or attack.startswith("INSERT")


def test_a_vault_is_open_once(desk: Desk, world: World) -> None:
    assert not desk.vault.is_closed
    with pytest.raises(VaultInUse):
        world.desk(Role.COORDINATOR)


def test_what_is_no_vault_is_said(tmp_path: Path, world: World) -> None:
    with pytest.raises(VaultMissing):
        vaults.unlock(tmp_path / "weg", CHAIR)
    (world.folder / DATABASE).write_bytes(b"rommel" * 1000)
    with pytest.raises(VaultDamaged):
        world.desk()


def test_a_vault_without_its_person_opens_for_nobody(world: World) -> None:
    desk = world.desk()
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM people WHERE role = 'secretaris'")
    vaults.lock(desk)
    with pytest.raises(WrongPassphrase):
        world.desk(Role.SECRETARY)


def test_a_broken_file_of_the_house_is_named_and_the_vault_is_let_go(world: World) -> None:
    own = world.folder / vaults.CONTENT_FOLDER / "regimes"
    own.mkdir(parents=True)
    (own / "kapot.toml").write_text("[regime", encoding="utf-8")
    with pytest.raises(ContentInvalid) as refused:
        world.desk()
    assert refused.value.file == "kapot.toml"
    with pytest.raises(ContentInvalid):
        world.emergency()
    (own / "kapot.toml").unlink()
    vaults.lock(world.desk())


def test_a_backup_opens_with_the_same_passphrase(desk: Desk, world: World) -> None:
    place = backups.back_up(desk)
    assert place == world.folder / "backups" / "20260312T090000Z"
    assert (place / "keys.json").is_file()
    assert log(desk)[0].action == "reservekopie"


# --- versions --------------------------------------------------------------------------------------------


def test_a_newer_vault_is_refused_untouched(world: World) -> None:
    desk = world.desk()
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    vaults.lock(desk)
    before = {p: p.read_bytes() for p in world.folder.iterdir() if p.is_file()}
    with pytest.raises(VaultTooNew) as refused:
        world.desk()
    assert (refused.value.found, refused.value.supported) == ("9999", migrations.known_revisions()[-1])
    assert {p: p.read_bytes() for p in world.folder.iterdir() if p.is_file()} == before


_NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9000", "{head}"


def upgrade() -> None:
    op.add_column("organisations", sa.Column("later", sa.Text))
"""


def test_an_older_vault_is_backed_up_and_migrated(world: World, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    shutil.copytree(migrations.VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    head = migrations.known_revisions()[-1]
    (versions / "9000_later.py").write_text(_NEXT.format(head=head), encoding="utf-8")
    desk = world.desk()
    opened, numbers = desk.vault.open_keys, [row.number for row in cases.case_rows(desk)]
    vaults.lock(desk)
    vault = Vault.open(world.folder, opened, versions=versions)
    with vault.read() as connection:
        assert migrations.found_revision(connection) == "9000"
        stored = connection.exec_driver_sql("SELECT number FROM cases").scalars().all()
    assert stored == numbers
    assert (world.folder / "backups" / f"schema-{head}" / DATABASE).is_file()
    vault.close()
    with pytest.raises(VaultTooNew):  # and a program without that migration refuses it now
        world.desk()


def test_the_released_schema_is_the_declared_one(desk: Desk) -> None:
    with desk.vault.read() as connection:
        for table in tables.metadata.sorted_tables:
            rows = connection.exec_driver_sql(f"PRAGMA table_info({table.name})").all()
            assert {(row[1], bool(row[3]) or bool(row[5])) for row in rows} == {
                (column.name, not column.nullable) for column in table.columns
            }, table.name


# --- practice --------------------------------------------------------------------------------------------


def practice_vault(folder: Path) -> Desk:
    return vaults.create_vault(
        folder,
        house_name=HOUSE,
        passphrase="een wachtzin om te oefenen",
        name="O. Oefenaar",
        role=Role.CHAIR,
        practice=True,
        cost=FLOOR,
        clock=clock(),
    ).desk


def test_practice_cases_only_go_into_an_empty_practice_vault(desk: Desk, tmp_path: Path) -> None:
    table = load_practice(TODAY)
    ids = {person.id: person.id for person in table.persons}
    with pytest.raises(PracticeMixing):
        practice.load_table(desk, table, ids)
    assert len(cases.case_rows(desk)) == 1
    trial = practice_vault(tmp_path / "oefen.zvkluis")
    cases.open_case(trial)
    with pytest.raises(PracticeMixing):
        practice.load_table(trial, table, ids)
    assert len(cases.case_rows(trial)) == 1
    vaults.lock(trial)


def test_a_practice_house_is_not_trusted_by_itself(tmp_path: Path) -> None:
    trial = practice_vault(tmp_path / "oefen.zvkluis")
    from zvdesk.services.verification import known_certificates

    assert trial.house.certificate not in {known.der for known in known_certificates()}
    assert b"OEFENING" in trial.house.certificate
    vaults.lock(trial)


# --- small parts -----------------------------------------------------------------------------------------


def test_identifiers_sort_within_a_process_even_when_time_stands_still_or_goes_back() -> None:
    times = iter([NOW, NOW, NOW.replace(year=2020), NOW])
    ticking = Clock(source=lambda: next(times))
    made = [ticking.new_id() for _ in range(4)]
    assert made == sorted(made)
    assert len(set(made)) == 4


def test_the_clock_tells_the_real_time_by_itself() -> None:
    real = Clock()
    assert real.now().tzinfo is not None
    assert real.today() == real.local(real.now()).date()


def test_what_changed_is_named() -> None:
    assert changed("a", "b", case_id="c") == Changes(frozenset({"a", "b"}), frozenset({"c"}))
    assert changed("a").case_ids == frozenset()


def test_values_are_plain_for_json() -> None:
    person = Person(id="p", name="P", role=Role.CHAIR, from_on=TODAY, certificate=b"x")
    told = json.dumps(plain.plain(person))
    assert json.loads(told)["role"] == "voorzitter"
    assert plain.plain("geen record") == {}


def test_none_is_not_found() -> None:
    found(object(), "case", "x")
    with pytest.raises(Exception, match="NotFound"):
        found(None, "case", "x")


@pytest.mark.parametrize(
    "content", [b"", b"rommel", b"[]", b'{"k": 3}', b'{"V": {"sequence": "x", "mac": 3}}', b"\xff"]
)
def test_a_damaged_memory_is_no_memory(desk: Desk, content: bytes) -> None:
    path = system.state_folder() / "anchors.json"
    path.write_bytes(
        content.replace(b"V", anchors._vault_at(desk.vault.vault_id, desk.vault.folder).encode())
    )
    assert anchors.last_head(desk.vault.vault_id, desk.vault.folder) is None
    assert anchors.last_slot(desk.vault.folder) is None


def test_a_hash_that_is_no_hash_is_no_memory(desk: Desk) -> None:
    path = system.state_folder() / "anchors.json"
    path.write_text(
        json.dumps({anchors._vault_at(desk.vault.vault_id, desk.vault.folder): {"sequence": 1, "mac": "xyz"}})
    )
    assert anchors.last_head(desk.vault.vault_id, desk.vault.folder) is None


def test_an_earlier_head_does_not_replace_a_later_one(tmp_path: Path) -> None:
    anchors.remember_head("proef", tmp_path, 5, b"5" * 32)
    anchors.remember_head("proef", tmp_path, 4, b"4" * 32)
    assert anchors.last_head("proef", tmp_path) == (5, b"5" * 32)


def test_a_profile_that_cannot_be_written_only_costs_the_memory(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("x")
    for kind in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(blocked / "map"))
    desk = world.desk()
    assert checks.check(desk).is_rolled_back is None
    vaults.lock(desk)


def test_the_order_of_the_people_is_by_name(desk: Desk) -> None:
    names = [person.name for person in people.people(desk)]
    assert names == sorted(names, key=str.casefold)
