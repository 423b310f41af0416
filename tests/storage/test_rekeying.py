"""A re-key: every key is another one, nothing is lost, and who opens the vault ends a broken-off one."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.storage.conftest import PASSPHRASE
from zvdesk import system
from zvdesk.errors import Cancelled, VaultDamaged, WrongPassphrase, WrongRecoveryKey
from zvdesk.storage import destroyed, engine, escrow, generations, key_file, keys, rekeying
from zvdesk.storage.vault import DATABASE, Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.conftest import Made

OTHER = "fiets lantaarn wolk zeven"


def _write(vault: Vault, words: str) -> None:
    with vault.transaction() as connection:
        connection.execute(text("INSERT INTO note (text) VALUES (:words)"), {"words": words})


def _words(vault: Vault) -> list[str]:
    with vault.read() as connection:
        return list(connection.execute(text("SELECT text FROM note ORDER BY id")).scalars())


def _reopened(folder: Path, opened: keys.OpenKeys, versions: Path) -> Vault:
    return Vault.open(folder, opened, versions=versions)


def test_everything_is_under_other_keys_and_nothing_is_lost(made: Made, vault: Vault, versions: Path) -> None:
    _write(vault, "afspraak")
    seen: list[tuple[int, int]] = []
    found = rekeying.rekey(vault, PASSPHRASE, report=lambda done, total: seen.append((done, total)))
    assert found.is_finished
    assert not found.left_out
    assert seen
    assert _words(vault) == ["afspraak"]
    _write(vault, "daarna")
    vault.close()

    opened = keys.unlock(made.folder, PASSPHRASE)
    old = made.keys
    assert opened.master != old.master
    assert opened.database_key() != old.database_key()
    assert opened.backup_key() != old.backup_key()
    assert opened.audit_key() == old.audit_key()
    assert opened.house_signing_key().private_numbers() == old.house_signing_key().private_numbers()
    again = _reopened(made.folder, opened, versions)
    assert _words(again) == ["afspraak", "daarna"]
    again.close()
    with pytest.raises(VaultDamaged):
        engine.connect(made.folder / DATABASE, old.database_key())
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery(made.folder, made.new.recovery_key)
    assert keys.unlock_with_recovery(made.folder, found.recovery_key).master == opened.master
    assert not list(made.folder.glob(".*"))


def test_who_kept_an_old_key_file_and_passphrase_opens_nothing(made: Made, vault: Vault) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    kept = (made.folder / key_file.NAMES[0]).read_bytes()
    keys.remove_person(made.folder, made.keys, "p2")
    rekeying.rekey(vault, PASSPHRASE)
    vault.close()
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, OTHER)
    for name in key_file.NAMES:
        (made.folder / name).write_bytes(kept)
    old = keys.unlock(made.folder, OTHER)
    with pytest.raises(VaultDamaged):
        Vault.open(made.folder, old)


def test_a_colleague_keeps_the_passphrase_and_the_personal_keys(
    made: Made, vault: Vault, versions: Path
) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    sealing = keys.personal_sealing_key(made.folder, "p2", OTHER).private_bytes_raw()
    rekeying.rekey(vault, PASSPHRASE)
    vault.close()
    opened = keys.unlock(made.folder, OTHER)
    assert opened.person_id == "p2"
    assert keys.personal_sealing_key(made.folder, "p2", OTHER).private_bytes_raw() == sealing
    assert keys.settle(made.folder, opened, OTHER)
    assert not keys.settle(made.folder, keys.unlock(made.folder, OTHER), OTHER)
    again = _reopened(made.folder, keys.unlock(made.folder, OTHER), versions)
    rekeying.rekey(again, OTHER)
    again.close()
    assert keys.unlock(made.folder, PASSPHRASE).person_id == "p1"
    assert keys.unlock(made.folder, OTHER).person_id == "p2"


def test_a_changed_passphrase_does_not_open_what_is_handed_over_later(made: Made, vault: Vault) -> None:
    """Who knew the old one, and kept the key file of then, has the sealing key but not the renewal key."""
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    kept = (made.folder / key_file.NAMES[0]).read_bytes()
    keys.change_passphrase(made.folder, made.keys, "p2", OTHER, OTHER + " nieuw")
    rekeying.rekey(vault, PASSPHRASE)
    vault.close()
    now = key_file.candidates(made.folder)[0].of_person("p2")
    then = key_file.parse(kept).of_person("p2")
    assert now is not None
    assert then is not None
    assert now.sealed
    assert now.wrapped["renewal"] != then.wrapped["renewal"]
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, OTHER)
    assert keys.unlock(made.folder, OTHER + " nieuw").person_id == "p2"


def test_a_slot_of_before_there_were_renewal_keys_is_named_and_settled_at_its_next_unlocking(
    made: Made, vault: Vault
) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    document = generations.genuine(made.folder, made.keys)
    slot = document.of_person("p2")
    assert slot is not None
    old = {name: value for name, value in slot.wrapped.items() if not name.startswith("renewal")}
    plain = key_file.Slot(slot.slot_id, slot.kind, slot.person_id, slot.cost, slot.salt, old)
    changed = generations.following(document, generations.exchanged(document, plain), made.keys.master)
    key_file.write(made.folder, changed)
    assert rekeying.left_out(made.folder, made.keys) == ("p2",)
    assert keys.settle(made.folder, keys.unlock(made.folder, OTHER), OTHER)
    assert rekeying.left_out(made.folder, made.keys) == ()
    key_file.write(
        made.folder,
        generations.following(generations.genuine(made.folder, made.keys), changed.slots, made.keys.master),
    )
    assert rekeying.rekey(vault, PASSPHRASE).left_out == ("p2",)
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, OTHER)


def test_the_escrow_opens_what_was_rekeyed(made: Made, vault: Vault, tmp_path: Path) -> None:
    public = escrow.make_pair(tmp_path / "functionaris", OTHER, FLOOR)
    escrow.set_escrow(made.folder, made.keys, public)
    private = escrow.load_private(tmp_path / "functionaris" / escrow.PRIVATE_NAME, OTHER)
    rekeying.rekey(vault, PASSPHRASE)
    assert escrow.unlock_with_escrow(made.folder, private).master == vault.open_keys.master


def test_the_recovery_key_alone_rekeys(made: Made, versions: Path) -> None:
    opened = keys.unlock_with_recovery(made.folder, made.new.recovery_key)
    vault = _reopened(made.folder, opened, versions)
    found = rekeying.rekey(vault, None)
    vault.close()
    assert keys.unlock_with_recovery(made.folder, found.recovery_key).person_id is None
    assert keys.unlock(made.folder, PASSPHRASE).person_id == "p1"


def test_a_wrong_passphrase_and_a_stop_change_nothing(made: Made, vault: Vault) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    before = _quiet(made.folder)
    with pytest.raises(WrongPassphrase):
        rekeying.rekey(vault, OTHER)
    with pytest.raises(Cancelled):
        rekeying.rekey(vault, PASSPHRASE, report=stop)
    assert _quiet(made.folder) == before
    assert vault.open_keys == made.keys


def test_the_former_keys_are_kept_until_the_backups_are_done(made: Made, vault: Vault) -> None:
    backup = vault.back_up("een")
    found = rekeying.rekey(vault, PASSPHRASE)
    opened = keys.unlock(made.folder, PASSPHRASE)
    former = opened.former()
    assert former is not None
    assert former.backup_key() == found.former.backup_key() == made.keys.backup_key()
    engine.connect(backup / DATABASE, former.backup_key()).close()
    rekeying.forget_former(vault)
    rekeying.forget_former(vault)
    assert keys.unlock(made.folder, PASSPHRASE).former() is None
    assert vault.open_keys.former() is None


def test_the_list_of_destroyed_cases_stays_genuine(made: Made, vault: Vault) -> None:
    destroyed.remember(made.folder, made.keys, "c1")
    rekeying.rekey(vault, PASSPHRASE)
    found = destroyed.read(made.folder, vault.open_keys)
    assert found.ids == {"c1"}
    assert found.is_genuine


@pytest.mark.parametrize(
    ("kind", "number"),
    [("error", 1), ("error", 2), ("error", 4), ("crash", 1), ("crash", 2), ("crash", 3), ("crash", 5)],
)
def test_a_fault_at_each_move_leaves_a_vault_that_opens(
    made: Made,
    vault: Vault,
    versions: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: str,
) -> None:
    """Two moves of the key file, one of the database, two of the key file again."""
    _write(vault, "afspraak")
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    real, moves = os.replace, 0

    def fail(source: str | Path, target: str | Path) -> None:
        nonlocal moves
        moves += 1
        if moves >= number:
            raise OSError(errno.ENOSPC, "vol") if kind == "error" else KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        outcome: object = None
        try:
            outcome = rekeying.rekey(vault, PASSPHRASE)
        except BaseException as error:
            outcome = error
    if kind == "error":
        assert _words(vault) == ["afspraak"]
        _write(vault, "daarna")
        assert isinstance(outcome, rekeying.NewKeys) == (number > 1)
    vault.close()
    for passphrase in (PASSPHRASE, OTHER):
        again = _reopened(made.folder, keys.unlock(made.folder, passphrase), versions)
        assert _words(again) == ["afspraak", "daarna"][: 1 + (kind == "error")]
        assert "former database" not in again.open_keys.kept
        again.close()
    if isinstance(outcome, rekeying.NewKeys):
        keys.unlock_with_recovery(made.folder, outcome.recovery_key)
        with pytest.raises(VaultDamaged):
            engine.connect(made.folder / DATABASE, made.keys.database_key())


def test_a_vault_opens_while_the_disk_does_not_let_a_rekey_end(
    made: Made, vault: Vault, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(vault, "afspraak")
    _break_off(vault, monkeypatch)
    vault.close()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "vol")

    with monkeypatch.context() as patch:
        patch.setattr(engine, "copy_database", full)
        again = _reopened(made.folder, keys.unlock(made.folder, PASSPHRASE), versions)
        assert "former database" in again.open_keys.kept
        _write(again, "daarna")
        again.close()
    again = _reopened(made.folder, keys.unlock(made.folder, PASSPHRASE), versions)
    assert _words(again) == ["afspraak", "daarna"]
    assert "former database" not in again.open_keys.kept
    again.close()


def test_where_open_files_are_not_replaced_the_old_one_is_closed_first(
    made: Made, vault: Vault, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; simulated."""
    monkeypatch.setattr(system, "replaces_open_files", lambda: False)
    _write(vault, "afspraak")
    _break_off(vault, monkeypatch)
    assert _words(vault) == ["afspraak"]
    vault.close()
    again = _reopened(made.folder, keys.unlock(made.folder, PASSPHRASE), versions)
    assert rekeying.rekey(again, PASSPHRASE).is_finished
    assert _words(again) == ["afspraak"]
    again.close()


def _break_off(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk refuse the third move: the database's."""
    real, moves = os.replace, 0

    def fail(source: str | Path, target: str | Path) -> None:
        nonlocal moves
        moves += 1
        if moves == 3:
            raise OSError(errno.ENOSPC, "vol")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        assert not rekeying.rekey(vault, PASSPHRASE).is_finished


def _quiet(folder: Path) -> dict[str, bytes]:
    """Return the files but the open database, which nobody may open as a file."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != DATABASE
    }
