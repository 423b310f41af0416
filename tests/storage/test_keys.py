"""The key slots: who opens the vault, who no longer does, and what only one person can use."""

from __future__ import annotations

import errno
import json
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from tests.storage.conftest import PASSPHRASE, contents
from tests.storage.test_key_file import FIRST, SECOND, checked
from zvdesk.errors import (
    FolderUnusable,
    PassphraseInUse,
    PassphraseTooWeak,
    RecoveryKeyTypo,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    WrongPassphrase,
    WrongRecoveryKey,
)
from zvdesk.storage import key_file, keys, slots
from zvdesk.storage.recovery import random_recovery_key, recovery_text
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.storage.conftest import Made

OTHER = "fiets lantaarn wolk zeven"


def _public(public_keys: keys.PersonalPublicKeys) -> ec.EllipticCurvePublicKey:
    loaded = serialization.load_der_public_key(public_keys.signing)
    assert isinstance(loaded, ec.EllipticCurvePublicKey)
    assert isinstance(loaded.curve, ec.SECP256R1)
    return loaded


# --- opening ---------------------------------------------------------------------------------------------


def test_the_passphrase_opens_the_vault(made: Made) -> None:
    opened = keys.unlock(made.folder, PASSPHRASE)
    assert opened == made.keys
    assert (opened.person_id, opened.practice, opened.generation) == ("p1", False, 1)


def test_a_decomposed_passphrase_opens_the_vault(made: Made) -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert keys.unlock(made.folder, decomposed) == made.keys


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        PASSPHRASE + " ",
        " " + PASSPHRASE,
        PASSPHRASE[:-1],
        PASSPHRASE.upper(),
        PASSPHRASE.replace(" ", "\u00a0"),
        PASSPHRASE.replace("é", "e"),
        PASSPHRASE + "\0",
        PASSPHRASE * 40,
    ],
)
def test_a_near_miss_is_wrong_and_changes_no_byte(made: Made, passphrase: str) -> None:
    before = contents(made.folder)
    with pytest.raises(WrongPassphrase) as caught:
        keys.unlock(made.folder, passphrase)
    assert str(caught.value) == "WrongPassphrase"
    assert contents(made.folder) == before


def test_no_repr_shows_a_secret(made: Made) -> None:
    shown = repr(made.new) + repr(made.keys)
    assert made.new.recovery_key not in shown
    assert made.keys.master.hex() not in shown
    assert repr(made.keys.master) not in shown


def test_the_slot_of_last_time_is_tried_first(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    second = keys.unlock(made.folder, OTHER)
    tried: list[str] = []
    real = slots.try_slot

    def counted(document: key_file.KeyFile, slot: key_file.Slot, passphrase: str) -> slots.Entered | None:
        tried.append(slot.slot_id)
        return real(document, slot, passphrase)

    monkeypatch.setattr(slots, "try_slot", counted)
    assert keys.unlock(made.folder, OTHER, first=second.slot_id).person_id == "p2"
    assert tried == [second.slot_id]
    tried.clear()
    assert keys.unlock(made.folder, PASSPHRASE, first=second.slot_id).person_id == "p1"
    assert tried == [second.slot_id, made.keys.slot_id]


def test_a_folder_without_key_file_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        keys.unlock(tmp_path, PASSPHRASE)


def test_making_a_key_file_never_replaces_one(made: Made) -> None:
    (made.folder / FIRST).unlink()
    with pytest.raises(VaultExists):
        keys.create_key_file(made.folder, person_id="p", passphrase=PASSPHRASE, cost=FLOOR, practice=True)


def test_a_recovery_key_that_does_not_open_again_makes_no_key_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "enter_by_recovery", lambda _document, _key: None)
    with pytest.raises(VaultDamaged):
        keys.create_key_file(tmp_path, person_id="p", passphrase=PASSPHRASE, cost=FLOOR, practice=True)
    assert not list(tmp_path.iterdir())


def test_a_weak_passphrase_makes_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooWeak):
        keys.create_key_file(tmp_path, person_id="p", passphrase="kort", cost=FLOOR, practice=True)
    assert not list(tmp_path.iterdir())


def test_a_practice_vault_says_so(tmp_path: Path) -> None:
    new = keys.create_key_file(tmp_path, person_id="p", passphrase=PASSPHRASE, cost=FLOOR, practice=True)
    assert new.keys.practice
    assert keys.unlock_with_recovery(tmp_path, new.recovery_key).practice
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


# --- the recovery key ------------------------------------------------------------------------------------


def test_the_recovery_key_opens_the_vault_for_nobody_in_particular(made: Made) -> None:
    opened = keys.unlock_with_recovery(made.folder, made.new.recovery_key.lower())
    assert opened.master == made.keys.master
    assert opened.person_id is None
    with pytest.raises(WrongPassphrase):
        keys.confirm_passphrase(made.folder, opened, PASSPHRASE)


def test_another_recovery_key_is_wrong_and_a_typo_is_a_typo(made: Made) -> None:
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery(made.folder, recovery_text(random_recovery_key()))
    with pytest.raises(RecoveryKeyTypo):
        keys.unlock_with_recovery(made.folder, made.new.recovery_key[:-1] + "U")


def test_a_renewed_recovery_key_replaces_the_old_paper(made: Made) -> None:
    renewed = keys.renew_recovery_key(made.folder, made.keys)
    with pytest.raises(WrongRecoveryKey):
        keys.unlock_with_recovery(made.folder, made.new.recovery_key)
    assert keys.unlock_with_recovery(made.folder, renewed).master == made.keys.master


# --- people ----------------------------------------------------------------------------------------------


def test_a_colleague_gets_a_slot_and_loses_it_again(made: Made) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    assert keys.people(made.folder, made.keys) == ("p1", "p2")
    opened = keys.unlock(made.folder, OTHER)
    assert (opened.person_id, opened.master, opened.generation) == ("p2", made.keys.master, 2)
    keys.remove_person(made.folder, opened, "p2")
    assert keys.current_generation(made.folder, opened) == 3
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, OTHER)
    assert keys.unlock(made.folder, PASSPHRASE).person_id == "p1"


def test_what_cannot_be_asked_is_a_bug_of_ours(made: Made) -> None:
    with pytest.raises(ValueError, match="has a slot"):
        keys.add_person(made.folder, made.keys, "p1", OTHER, FLOOR)
    with pytest.raises(ValueError, match="no slot"):
        keys.remove_person(made.folder, made.keys, "p9")
    with pytest.raises(ValueError, match="last person"):
        keys.remove_person(made.folder, made.keys, "p1")


def test_no_passphrase_is_used_twice(made: Made) -> None:
    with pytest.raises(PassphraseInUse):
        keys.add_person(made.folder, made.keys, "p2", unicodedata.normalize("NFD", PASSPHRASE), FLOOR)
    with pytest.raises(PassphraseTooWeak):
        keys.add_person(made.folder, made.keys, "p2", "kort", FLOOR)
    assert keys.people(made.folder, made.keys) == ("p1",)


def test_a_slot_of_a_later_kind_survives_changes(made: Made) -> None:
    document = key_file.candidates(made.folder)[0]
    later = key_file.OtherSlot("k1", "later", '{"id":"k1","kind":"later"}')
    grown = key_file.KeyFile(document.vault_id, False, 2, (*document.slots, later)).signed(made.keys.master)
    key_file.write(made.folder, grown)
    keys.renew_recovery_key(made.folder, made.keys)
    assert later in key_file.candidates(made.folder)[0].slots
    assert keys.unlock(made.folder, PASSPHRASE).generation == 3


def test_a_changed_passphrase_gives_a_new_signing_key_and_keeps_the_sealing_key(made: Made) -> None:
    before = keys.personal_signing_key(made.folder, "p1", PASSPHRASE).private_numbers()
    sealing = keys.personal_sealing_key(made.folder, "p1", PASSPHRASE).private_bytes_raw()
    public = keys.change_passphrase(made.folder, made.keys, "p1", PASSPHRASE, OTHER)
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, PASSPHRASE)
    opened = keys.unlock(made.folder, OTHER)
    assert opened.slot_id == made.keys.slot_id
    after = keys.personal_signing_key(made.folder, "p1", OTHER)
    assert after.private_numbers() != before
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    assert after.public_key().public_bytes(serialization.Encoding.DER, spki) == public.signing
    assert keys.personal_sealing_key(made.folder, "p1", OTHER).private_bytes_raw() == sealing
    keys.confirm_passphrase(made.folder, made.keys, OTHER)
    assert (made.folder / FIRST).read_bytes() == (made.folder / SECOND).read_bytes()


def test_a_passphrase_is_not_changed_to_itself_or_without_the_old_one(made: Made) -> None:
    before = contents(made.folder)
    with pytest.raises(PassphraseInUse):
        keys.change_passphrase(
            made.folder, made.keys, "p1", PASSPHRASE, unicodedata.normalize("NFD", PASSPHRASE)
        )
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(made.folder, made.keys, "p1", OTHER, OTHER + "!")
    with pytest.raises(PassphraseTooWeak):
        keys.change_passphrase(made.folder, made.keys, "p1", PASSPHRASE, "kort")
    assert contents(made.folder) == before


def test_confirming_asks_for_this_slots_passphrase(made: Made) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    keys.confirm_passphrase(made.folder, made.keys, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        keys.confirm_passphrase(made.folder, made.keys, OTHER)


# --- sole control ----------------------------------------------------------------------------------------


def test_the_personal_keys_fit_their_public_halves(made: Made) -> None:
    signature = keys.personal_signing_key(made.folder, "p1", PASSPHRASE).sign(b"lijst", ec.ECDSA(SHA256()))
    _public(made.new.public_keys).verify(signature, b"lijst", ec.ECDSA(SHA256()))
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    sealed = suite.encrypt(b"dossier", X25519PublicKey.from_public_bytes(made.new.public_keys.sealing))
    assert suite.decrypt(sealed, keys.personal_sealing_key(made.folder, "p1", PASSPHRASE)) == b"dossier"


def test_nobody_elses_passphrase_opens_a_personal_key(made: Made) -> None:
    keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR)
    with pytest.raises(WrongPassphrase):
        keys.personal_signing_key(made.folder, "p1", OTHER)
    with pytest.raises(WrongPassphrase):
        keys.personal_sealing_key(made.folder, "p9", OTHER)


def test_a_lost_passphrase_costs_the_signing_key(made: Made) -> None:
    opened = keys.unlock_with_recovery(made.folder, made.new.recovery_key)
    replaced = keys.replace_personal_keys(made.folder, opened, "p1", OTHER, FLOOR)
    assert replaced != made.new.public_keys
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, PASSPHRASE)
    signature = keys.personal_signing_key(made.folder, "p1", OTHER).sign(b"x", ec.ECDSA(SHA256()))
    _public(replaced).verify(signature, b"x", ec.ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        _public(made.new.public_keys).verify(signature, b"x", ec.ECDSA(SHA256()))


def test_keys_of_one_kind_do_not_pass_for_another(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    der = {
        "signing": keys.personal_signing_key(made.folder, "p1", PASSPHRASE),
        "sealing": keys.personal_sealing_key(made.folder, "p1", PASSPHRASE),
    }
    monkeypatch.setattr(keys, "_load_personal", lambda _f, _p, _w, purpose: der[_other(purpose)])
    with pytest.raises(VaultDamaged):
        keys.personal_signing_key(made.folder, "p1", PASSPHRASE)
    with pytest.raises(VaultDamaged):
        keys.personal_sealing_key(made.folder, "p1", PASSPHRASE)


def _other(purpose: str) -> str:
    return "sealing" if purpose == "signing" else "signing"


def test_the_derived_keys_differ_and_stay_the_same(made: Made) -> None:
    again = keys.unlock(made.folder, PASSPHRASE)
    derived = [made.keys.database_key(), made.keys.audit_key(), made.keys.backup_key()]
    assert len({*derived, made.keys.master}) == 4
    assert [again.database_key(), again.audit_key(), again.backup_key()] == derived
    house = made.keys.house_signing_key()
    assert house.private_numbers() == again.house_signing_key().private_numbers()
    assert isinstance(house.curve, ec.SECP256R1)


# --- someone edits the file ------------------------------------------------------------------------------


def _set_generation(document: dict[str, Any]) -> None:
    document["generation"] = 7


def _drop_recovery(document: dict[str, Any]) -> None:
    document["slots"].pop()


def _add_slot(document: dict[str, Any]) -> None:
    document["slots"].append({"id": "x", "kind": "later"})


def _spoil_signing(document: dict[str, Any]) -> None:
    document["slots"][0]["wrapped"]["signing"]["sealed"] = "00" * 40


@pytest.mark.parametrize("edit", [_set_generation, _drop_recovery, _add_slot, _spoil_signing])
def test_an_edit_without_the_master_key_is_damage(made: Made, edit: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads((made.folder / FIRST).read_bytes())
    edit(document)
    (made.folder / FIRST).write_bytes(checked(document))
    assert keys.unlock(made.folder, PASSPHRASE) == made.keys  # the other copy is genuine
    (made.folder / SECOND).write_bytes(checked(document))
    with pytest.raises(VaultDamaged) as caught:
        keys.unlock(made.folder, PASSPHRASE)
    assert caught.value.part == "key_file"
    if edit is not _drop_recovery:
        with pytest.raises(VaultDamaged):
            keys.unlock_with_recovery(made.folder, made.new.recovery_key)
    with pytest.raises(VaultDamaged):
        keys.people(made.folder, made.keys)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("practice",), True),
        (("vault_id",), "0" * 32),
        (("slots", 0, "person"), "p2"),
        (("slots", 0, "id"), "0" * 32),
        (("slots", 0, "kdf", "t"), 4),
    ],
)
def test_a_slot_opens_only_in_its_own_vault_and_place(
    made: Made, path: tuple[Any, ...], value: object
) -> None:
    document = json.loads((made.folder / FIRST).read_bytes())
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    for name in key_file.NAMES:
        (made.folder / name).write_bytes(checked(document))
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, PASSPHRASE)


def test_a_key_file_older_than_the_one_that_was_opened_is_refused(made: Made) -> None:
    before = (made.folder / FIRST).read_bytes()
    keys.renew_recovery_key(made.folder, made.keys)
    opened = keys.unlock(made.folder, PASSPHRASE)
    for name in key_file.NAMES:
        (made.folder / name).write_bytes(before)
    with pytest.raises(VaultDamaged):
        keys.people(made.folder, opened)


# --- a crash, a full disk --------------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", [b"", b"{}", None])
def test_a_spoiled_first_copy_is_mended_after_opening(made: Made, spoil: bytes | None) -> None:
    good = (made.folder / FIRST).read_bytes()
    (made.folder / FIRST).unlink()
    if spoil is not None:
        (made.folder / FIRST).write_bytes(spoil)
    opened = keys.unlock(made.folder, PASSPHRASE)
    assert keys.mend(made.folder, opened)
    assert (made.folder / FIRST).read_bytes() == good
    assert not keys.mend(made.folder, opened)


def test_a_crash_between_the_copies_leaves_the_new_passphrase_only(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace
    moves: list[str] = []

    def crash(source: str | Path, target: str | Path) -> None:
        moves.append(Path(target).name)
        if len(moves) == 2:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            keys.change_passphrase(made.folder, made.keys, "p1", PASSPHRASE, OTHER)
    assert moves == [FIRST, SECOND]
    assert (made.folder / FIRST).read_bytes() != (made.folder / SECOND).read_bytes()
    with pytest.raises(WrongPassphrase):
        keys.unlock(made.folder, PASSPHRASE)
    opened = keys.unlock(made.folder, OTHER)
    assert keys.mend(made.folder, opened)
    assert (made.folder / FIRST).read_bytes() == (made.folder / SECOND).read_bytes()


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_full_disk_during_a_change_leaves_one_passphrase_that_works(
    made: Made, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    before = contents(made.folder)
    with monkeypatch.context() as patch:
        _fail(patch, call, number)
        with pytest.raises(FolderUnusable) as caught:
            keys.change_passphrase(made.folder, made.keys, "p1", PASSPHRASE, OTHER)
    assert caught.value.reason == "no_space"
    after = contents(made.folder)
    assert set(after) == set(before)
    is_moved = (call, number) == ("replace", 2)
    assert (after == before) is not is_moved
    assert keys.unlock(made.folder, OTHER if is_moved else PASSPHRASE).master == made.keys.master


def _fail(patch: pytest.MonkeyPatch, call: str, number: int) -> None:
    real = getattr(os, call)
    calls = 0

    def failing(*args: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == number:
            raise OSError(errno.ENOSPC, "no space")
        return real(*args, **named)

    patch.setattr(os, call, failing)


@pytest.mark.parametrize(
    "change",
    [
        lambda made: keys.add_person(made.folder, made.keys, "p2", OTHER, FLOOR),
        lambda made: keys.renew_recovery_key(made.folder, made.keys),
    ],
)
def test_a_slot_that_does_not_open_again_is_not_written(
    made: Made, monkeypatch: pytest.MonkeyPatch, change: Callable[[Made], object]
) -> None:
    before = contents(made.folder)
    real = key_file.encode

    def spoiled(document: key_file.KeyFile) -> bytes:
        whole = json.loads(real(document))
        for slot in whole["slots"]:
            slot["wrapped"]["master"]["nonce"] = "00" * 12
        return checked(whole)

    monkeypatch.setattr(key_file, "encode", spoiled)
    with pytest.raises((VaultDamaged, WrongPassphrase)):
        change(made)
    assert contents(made.folder) == before
