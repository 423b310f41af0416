"""What a killed process left behind is cleared at the next opening, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.storage.conftest import contents
from zvdesk.storage.leftovers import clear_leftovers
from zvdesk.storage.vault import BACKUPS, Vault

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.storage.conftest import Made

RANDOM = "0123456789abcdef"


def test_half_work_is_cleared_when_the_vault_opens(made: Made, versions: Path) -> None:
    before = contents(made.folder)
    backups = made.folder / BACKUPS
    (made.folder / f".keys.json.{RANDOM}.tmp").write_bytes(b"half")
    (backups / f".dag.{RANDOM}.part").mkdir()
    (backups / f".dag.{RANDOM}.part" / "vault.db").write_bytes(b"half")
    Vault.open(made.folder, made.keys, versions=versions).close()
    assert set(contents(made.folder)) - {"vault.db-journal"} == set(before) - {"vault.db-journal"}
    assert list(backups.iterdir()) == []


def test_a_backup_that_was_being_replaced_comes_back(tmp_path: Path) -> None:
    old = tmp_path / f".dag.{RANDOM}.old"
    old.mkdir()
    clear_leftovers(tmp_path, tmp_path / "missing")
    assert [path.name for path in tmp_path.iterdir()] == ["dag"]
    old.mkdir()
    clear_leftovers(tmp_path, tmp_path / "missing")
    assert [path.name for path in tmp_path.iterdir()] == ["dag"]


def test_other_files_stay(tmp_path: Path) -> None:
    for name in (".DS_Store", "brief.tmp", ".x.tmp", f"dag.{RANDOM}.part"):
        (tmp_path / name).touch()
    before = contents(tmp_path)
    clear_leftovers(tmp_path, tmp_path)
    assert contents(tmp_path) == before


def test_what_cannot_be_removed_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError

    leftover = tmp_path / f".keys.json.{RANDOM}.tmp"
    leftover.touch()
    with monkeypatch.context() as patch:
        patch.setattr("os.unlink", refuse)
        clear_leftovers(tmp_path, tmp_path)
    assert leftover.exists()
