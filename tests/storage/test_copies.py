"""A vault is copied whole, and the copy opens with its own passphrase."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from tests.storage.conftest import PASSPHRASE, contents
from tests.storage.notes import write_note
from zvdesk.errors import (
    FolderUnusable,
    VaultDamaged,
)
from zvdesk.storage import engine, key_file, keys
from zvdesk.storage.vault import BACKUPS, DATABASE, Vault

if TYPE_CHECKING:
    from pathlib import Path


def test_a_backup_opens_with_the_vaults_own_passphrase(vault: Vault) -> None:
    write_note(vault, "bewaard")
    place = vault.back_up("2026-11-21T10-00")
    assert place == vault.folder / BACKUPS / "2026-11-21T10-00"
    assert {path.name for path in place.iterdir()} == {DATABASE, *key_file.NAMES}
    opened = keys.unlock(place, PASSPHRASE)
    raw = engine.connect(place / DATABASE, opened.backup_key())
    assert raw.execute("SELECT text FROM note").fetchall() == [("bewaard",)]
    raw.close()
    with pytest.raises(VaultDamaged):
        engine.connect(place / DATABASE, opened.database_key())


def test_a_backup_replaces_the_one_of_the_same_name(vault: Vault, tmp_path: Path) -> None:
    place = tmp_path / "tweede plek"
    vault.back_up("dag", into=place)
    write_note(vault, "nieuw")
    made = vault.back_up("dag", into=place)
    assert [path.name for path in place.iterdir()] == ["dag"]
    raw = engine.connect(made / DATABASE, vault.open_keys.backup_key())
    assert raw.execute("SELECT text FROM note").fetchall() == [("nieuw",)]
    raw.close()


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", ".dag", "dag 1", "x" * 65])
def test_a_backup_has_a_plain_name(vault: Vault, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        vault.back_up(name)


@pytest.mark.parametrize("fails", ["check", "first rename", "second rename"])
def test_a_failing_backup_keeps_the_old_one(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    place = vault.back_up("dag")
    before = contents(place)
    real, renames = os.rename, 0

    def rename(source: Path, target: Path) -> None:
        nonlocal renames
        renames += 1
        if fails == ("first rename" if renames == 1 else "second rename" if renames == 2 else ""):
            raise OSError(errno.EROFS, "read-only")
        real(source, target)

    with monkeypatch.context() as patch:
        if fails == "check":
            patch.setattr(engine, "problems", lambda _raw: ("bad page",))
        else:
            patch.setattr(os, "rename", rename)
        with pytest.raises((VaultDamaged, FolderUnusable)):
            vault.back_up("dag")
    assert contents(place) == before
    assert [path.name for path in place.parent.iterdir()] == ["dag"]


def test_a_damaged_key_file_is_found_by_the_check(vault: Vault) -> None:
    for name in key_file.NAMES:
        (vault.folder / name).write_bytes(b"{")
    assert vault.check() == ("key file",)
