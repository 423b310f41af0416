"""A backup that cannot be put back is no backup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from tests.services.world import World, log
from zvdesk.domain.people import Role
from zvdesk.errors import VaultDamaged, VaultExists, VaultRolledBack, WrongPassphrase
from zvdesk.services import backups, cases, checks, key_slots, people, restoring, vaults
from zvdesk.storage import keys
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "een oude wachtzin van vroeger"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Make a vault with one case, back it up, and add another case afterwards."""
    desk = vaults.create_vault(
        tmp_path / "huis.zvkluis",
        house_name="Oefenregio",
        passphrase=PASSPHRASE,
        name="F. Voorbeeld",
        role=Role.CHAIR,
        cost=FLOOR,
    ).desk
    cases.open_case(desk, alias="Eerste")
    made = backups.back_up(desk)
    cases.open_case(desk, alias="Tweede")
    vaults.change_passphrase(desk, PASSPHRASE, "een nieuwe wachtzin van nu")
    vaults.lock(desk)
    return made


def test_a_backup_comes_back_with_the_passphrase_of_then(tmp_path: Path, backup: Path) -> None:
    desk = restoring.restore(backup, tmp_path / "terug.zvkluis", passphrase=PASSPHRASE).desk
    assert [row.alias for row in cases.case_rows(desk)] == ["Eerste"]
    report = checks.check(desk)
    vaults.lock(desk)
    assert (report.problems, report.first_broken_line, report.is_rolled_back is True) == ((), None, False)
    assert (backup / "vault.db").exists()


def test_a_wrong_passphrase_or_a_taken_folder_changes_nothing(tmp_path: Path, backup: Path) -> None:
    with pytest.raises(WrongPassphrase):
        restoring.restore(backup, tmp_path / "terug.zvkluis", passphrase="een nieuwe wachtzin van nu")
    with pytest.raises(VaultExists):
        restoring.restore(backup, tmp_path / "huis.zvkluis", passphrase=PASSPHRASE)
    assert not (tmp_path / "terug.zvkluis").exists()


def test_a_damaged_backup_is_named_and_leaves_nothing(tmp_path: Path, backup: Path) -> None:
    data = bytearray((backup / "vault.db").read_bytes())
    data[len(data) // 2] ^= 1
    (backup / "vault.db").write_bytes(bytes(data))
    with pytest.raises(VaultDamaged) as caught:
        restoring.restore(backup, tmp_path / "terug.zvkluis", passphrase=PASSPHRASE)
    assert caught.value.part == "backup"
    assert list(tmp_path.glob("*terug*")) == []
    assert list(tmp_path.glob(".*.part")) == []


def test_an_old_key_file_that_is_put_back_is_noticed(tmp_path: Path, backup: Path) -> None:
    folder = tmp_path / "huis.zvkluis"
    for name in ("keys.json", "keys.copy.json"):
        (folder / name).write_bytes((backup / name).read_bytes())
    with pytest.raises(VaultRolledBack):
        vaults.unlock(folder, PASSPHRASE)


def test_one_damaged_copy_of_the_key_file_does_not_stop_a_restore(tmp_path: Path, backup: Path) -> None:
    (backup / "keys.json").write_bytes(b"{")
    desk = restoring.restore(backup, tmp_path / "terug.zvkluis", passphrase=PASSPHRASE).desk
    assert len(cases.case_rows(desk)) == 1
    vaults.lock(desk)


def test_the_vault_that_was_backed_up_is_not_rolled_back_by_a_restore_elsewhere(
    tmp_path: Path, backup: Path
) -> None:
    vaults.lock(restoring.restore(backup, tmp_path / "terug.zvkluis", passphrase=PASSPHRASE).desk)
    desk = vaults.unlock(tmp_path / "huis.zvkluis", "een nieuwe wachtzin van nu")
    assert checks.check(desk).is_rolled_back is not True
    vaults.lock(desk)


def test_whoever_gave_the_first_passphrase_cannot_sign_after_it_was_changed(
    tmp_path: Path, backup: Path
) -> None:
    earlier = keys.personal_signing_key(backup, _person(backup), PASSPHRASE).public_key()
    desk = vaults.unlock(tmp_path / "huis.zvkluis", "een nieuwe wachtzin van nu")
    (person,) = people.people(desk)
    vaults.lock(desk)
    certified = x509.load_der_x509_certificate(person.certificate).public_key()
    assert certified != earlier


def _person(folder: Path) -> str:
    slots = json.loads((folder / "keys.json").read_bytes())["slots"]
    (slot,) = (slot for slot in slots if slot["kind"] == "passphrase")
    return str(slot["person"])


def test_a_drill_with_the_paper_says_so_until_there_is_another_paper(world: World) -> None:
    desk = world.desk(Role.FUNCTIONAL_ADMIN)
    restoring.drill(desk)
    today = desk.clock.today()
    assert (restoring.last_drill_on(desk), restoring.last_paper_drill_on(desk)) == (today, None)
    assert log(desk)[0].action == "herstelproef"
    seen: list[tuple[int, int]] = []
    found = restoring.drill(
        desk, recovery_key=world.recovery_key, report=lambda done, total: seen.append((done, total))
    )
    assert found.with_recovery_key
    assert seen[-1] == (3, 3)
    assert restoring.last_paper_drill_on(desk) == today
    assert log(desk)[0].action == "herstelproef met herstelsleutel"
    key_slots.renew_recovery_key(desk)
    assert restoring.last_paper_drill_on(desk) is None
    vaults.lock(desk)
