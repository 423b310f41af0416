"""A backup that cannot be put back is no backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.domain.people import Role
from zvdesk.errors import VaultDamaged, VaultExists, WrongPassphrase
from zvdesk.services import cases, vaults
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
    made = vaults.back_up(desk)
    cases.open_case(desk, alias="Tweede")
    vaults.change_passphrase(desk, PASSPHRASE, "een nieuwe wachtzin van nu")
    vaults.lock(desk)
    return made


def test_a_backup_comes_back_with_the_passphrase_of_then(tmp_path: Path, backup: Path) -> None:
    desk = vaults.restore(backup, tmp_path / "terug.zvkluis", PASSPHRASE)
    assert [row.alias for row in cases.case_rows(desk)] == ["Eerste"]
    report = vaults.check(desk)
    vaults.lock(desk)
    assert (report.problems, report.first_broken_line, report.is_rolled_back) == ((), None, False)
    assert (backup / "vault.db").exists()


def test_a_wrong_passphrase_or_a_taken_folder_changes_nothing(tmp_path: Path, backup: Path) -> None:
    with pytest.raises(WrongPassphrase):
        vaults.restore(backup, tmp_path / "terug.zvkluis", "een nieuwe wachtzin van nu")
    with pytest.raises(VaultExists):
        vaults.restore(backup, tmp_path / "huis.zvkluis", PASSPHRASE)
    assert not (tmp_path / "terug.zvkluis").exists()


def test_a_damaged_backup_is_named_and_leaves_nothing(tmp_path: Path, backup: Path) -> None:
    data = bytearray((backup / "vault.db").read_bytes())
    data[len(data) // 2] ^= 1
    (backup / "vault.db").write_bytes(bytes(data))
    with pytest.raises(VaultDamaged) as caught:
        vaults.restore(backup, tmp_path / "terug.zvkluis", PASSPHRASE)
    assert caught.value.part == "backup"
    assert list(tmp_path.glob("*terug*")) == []
    assert list(tmp_path.glob(".*.part")) == []
