"""The vault as a folder: made whole, locked, opened and left alone."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.storage.conftest import PASSPHRASE, Made, contents
from tests.storage.notes import FAILING, SECOND, next_versions, notes, write_note
from zvdesk import system
from zvdesk.errors import (
    FolderUnusable,
    PassphraseTooWeak,
    UnsafeCryptography,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultMissing,
)
from zvdesk.storage import engine, key_file, keys
from zvdesk.storage.vault import BACKUPS, DATABASE, Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_vault_is_open_private_and_current(tmp_path: Path, versions: Path) -> None:
    folder = tmp_path / "nieuw.zvkluis"
    folder.mkdir()  # an empty folder, as a file dialog makes it, may be used
    vault, new = Vault.create(
        folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=True, versions=versions
    )
    try:
        assert vault.folder == folder
        assert vault.practice
        assert vault.actor is None
        assert vault.vault_id == new.keys.vault_id
        assert vault.audit_key == new.keys.audit_key()
        assert vault.house_signing_key.private_numbers() == new.keys.house_signing_key().private_numbers()
        assert vault.check() == ()
        assert {path.name for path in folder.iterdir()} >= {DATABASE, BACKUPS, *key_file.NAMES}
        assert [path.name for path in tmp_path.iterdir()] == [folder.name]
        for path in (folder, *folder.rglob("*")):
            assert path.stat().st_mode & 0o077 == 0
    finally:
        vault.close()


def test_what_is_saved_is_there_after_opening_again(made: Made, versions: Path) -> None:
    vault = Vault.open(made.folder, made.keys, versions=versions)
    write_note(vault, "afspraak")
    vault.close()
    vault = Vault.open(made.folder, keys.unlock(made.folder, PASSPHRASE), versions=versions)
    assert notes(vault) == ["afspraak"]
    vault.close()


@pytest.mark.parametrize("content", ["file in it", "a file itself"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, versions: Path, content: str) -> None:
    folder = tmp_path / "bezet.zvkluis"
    if content == "file in it":
        folder.mkdir()
        (folder / "brief.txt").write_text("x", encoding="utf-8")
    else:
        folder.write_text("x", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(VaultExists):
        Vault.create(
            folder, person_id="p", passphrase=PASSPHRASE, cost=FLOOR, practice=True, versions=versions
        )
    assert contents(tmp_path) == before


def test_a_failure_while_making_leaves_nothing_behind(
    tmp_path: Path, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "huizen" / "nieuw.zvkluis"
    folder.parent.mkdir()

    def attempt(passphrase: str = PASSPHRASE, versions: Path = versions) -> None:
        Vault.create(
            folder, person_id="p", passphrase=passphrase, cost=FLOOR, practice=True, versions=versions
        )

    with pytest.raises(PassphraseTooWeak):
        attempt(passphrase="kort")
    broken = next_versions(tmp_path, versions, r0002_a=SECOND, r0003_b=FAILING)
    with pytest.raises(Exception, match="no"):
        attempt(versions=broken)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", _raise_no_space)
        with pytest.raises(FolderUnusable) as caught:
            attempt()
        assert caught.value.reason == "no_space"
    with monkeypatch.context() as patch:
        patch.setattr(engine, "refuse_plaintext", _raise_unsafe)
        with pytest.raises(UnsafeCryptography):
            attempt()
    assert list(folder.parent.iterdir()) == []


def _raise_no_space(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, "no space")


def _raise_unsafe(*_arguments: object) -> None:
    raise UnsafeCryptography


def test_a_vault_on_a_network_share_is_refused(
    made: Made, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "is_network_path", lambda _path: True)
    for attempt in (
        lambda: Vault.open(made.folder, made.keys, versions=versions),
        lambda: Vault.create(made.folder, person_id="p", passphrase=PASSPHRASE, practice=True),
    ):
        with pytest.raises(FolderUnusable) as caught:
            attempt()
        assert caught.value.reason == "network"


def test_a_folder_that_is_not_there_is_no_vault(made: Made, tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        Vault.open(tmp_path / "weg.zvkluis", made.keys)


def test_the_wrong_database_is_damage(made: Made, versions: Path) -> None:
    (made.folder / DATABASE).write_bytes(os.urandom(8192))
    with pytest.raises(VaultDamaged) as caught:
        Vault.open(made.folder, made.keys, versions=versions)
    assert caught.value.part == "database"


def test_opening_mends_the_key_file(made: Made, versions: Path) -> None:
    first = made.folder / key_file.NAMES[0]
    good = first.read_bytes()
    first.write_bytes(b"{")
    Vault.open(made.folder, made.keys, versions=versions).close()
    assert first.read_bytes() == good


def test_a_failing_open_gives_the_lock_back(made: Made, versions: Path) -> None:
    for name in key_file.NAMES:
        shutil.move(made.folder / name, made.folder / f"{name}.away")
    with pytest.raises(VaultMissing):
        Vault.open(made.folder, made.keys, versions=versions)
    for name in key_file.NAMES:
        shutil.move(made.folder / f"{name}.away", made.folder / name)
    Vault.open(made.folder, made.keys, versions=versions).close()


def test_a_second_process_is_told_at_once(vault: Vault, versions: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from zvdesk.errors import VaultInUse\n"
        "from zvdesk.storage import keys\n"
        "from zvdesk.storage.vault import Vault\n"
        "opened = keys.unlock(pathlib.Path(sys.argv[1]), sys.stdin.read())\n"
        "try:\n"
        "    Vault.open(pathlib.Path(sys.argv[1]), opened, versions=pathlib.Path(sys.argv[2])).close()\n"
        "except VaultInUse:\n"
        "    print('in use')\n"
    )

    def other_process() -> str:
        return subprocess.run(
            [sys.executable, "-c", program, str(vault.folder), str(versions)],
            input=PASSPHRASE.encode(),
            capture_output=True,
            timeout=30,
            check=True,
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        ).stdout.decode()

    write_note(vault, "eerste")
    assert other_process() == "in use\n"
    assert notes(vault) == ["eerste"]
    vault.close()
    assert other_process() == ""


def test_a_killed_process_loses_nothing_it_acknowledged(made: Made, versions: Path) -> None:
    program = (
        "import os, signal, sys, pathlib\n"
        "from zvdesk.storage import keys\n"
        "from zvdesk.storage.vault import Vault\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "opened = keys.unlock(folder, sys.stdin.read())\n"
        "vault = Vault.open(folder, opened, versions=pathlib.Path(sys.argv[2]))\n"
        "with vault.transaction() as c:\n"
        "    c.exec_driver_sql(\"INSERT INTO note (text) VALUES ('bewaard')\")\n"
        "with vault.transaction() as c:\n"
        "    c.exec_driver_sql(\"INSERT INTO note (text) VALUES ('half')\")\n"
        "    c.exec_driver_sql('PRAGMA cache_spill = 1')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(made.folder), str(versions)],
        input=PASSPHRASE.encode(),
        timeout=30,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    vault = Vault.open(made.folder, made.keys, versions=versions)
    assert notes(vault) == ["bewaard"]
    assert vault.check() == ()
    vault.close()


def test_two_vaults_can_be_open_at_once(vault: Vault, tmp_path: Path, made: Made, versions: Path) -> None:
    other = tmp_path / "kopie.zvkluis"
    other.mkdir()
    for name in key_file.NAMES:
        shutil.copy(made.folder / name, other / name)
    place = vault.back_up("kopie")
    raw = engine.connect(place / DATABASE, vault.open_keys.backup_key())
    engine.copy_database(raw, other / DATABASE, vault.open_keys.database_key())
    raw.close()
    second = Vault.open(other, made.keys, versions=versions)
    write_note(second, "apart")
    assert (notes(vault), notes(second)) == ([], ["apart"])
    with pytest.raises(VaultInUse):
        Vault.open(other, made.keys, versions=versions)
    second.close()
