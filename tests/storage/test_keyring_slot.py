"""The keyring as a way in: chosen, by one person, on one computer, and never needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storage.conftest import PASSPHRASE
from tests.stores import ScriptedStore
from zvdesk import secret_store
from zvdesk.errors import SecretStoreUnavailable, WrongKeyringSecret
from zvdesk.storage import key_file, keyring_slot, keys

if TYPE_CHECKING:
    from tests.storage.conftest import Made


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> ScriptedStore:
    return ScriptedStore().put_in(monkeypatch)


def _slots(made: Made) -> int:
    return len(key_file.candidates(made.folder)[0].of_kind("keyring"))


def test_the_keyring_opens_until_it_is_turned_off(made: Made, store: ScriptedStore) -> None:
    with pytest.raises(WrongKeyringSecret):
        keyring_slot.unlock_with_keyring(made.folder)
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    opened = keyring_slot.unlock_with_keyring(made.folder)
    assert (opened.master, opened.person_id) == (made.keys.master, "p1")
    assert keyring_slot.remove_keyring(made.folder, made.keys, "p1")
    assert not store.kept
    with pytest.raises(WrongKeyringSecret):
        keyring_slot.unlock_with_keyring(made.folder)


def test_turned_on_again_it_takes_the_place_of_the_first(made: Made, store: ScriptedStore) -> None:
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    first = dict(store.kept)
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    assert _slots(made) == 1
    store.kept.update(first)
    with pytest.raises(WrongKeyringSecret):
        keyring_slot.unlock_with_keyring(made.folder)


def test_another_computer_has_a_slot_of_its_own(made: Made, store: ScriptedStore) -> None:
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    here = dict(store.kept)
    store.kept.clear()
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    assert _slots(made) == 2
    store.kept.update(here)
    assert keyring_slot.unlock_with_keyring(made.folder).master == made.keys.master
    keyring_slot.remove_keyring(made.folder, made.keys, "p1")
    assert _slots(made) == 0


def test_a_keyring_that_does_not_keep_makes_no_slot(made: Made, store: ScriptedStore) -> None:
    before = (made.folder / key_file.NAMES[0]).read_bytes()
    store.fail("keeps nothing and says nothing")
    with pytest.raises(SecretStoreUnavailable):
        keyring_slot.add_keyring(made.folder, made.keys, "p1")
    assert (made.folder / key_file.NAMES[0]).read_bytes() == before


def test_turning_off_works_without_the_keyring(made: Made, store: ScriptedStore) -> None:
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    store.fail("refuses to forget")
    assert not keyring_slot.remove_keyring(made.folder, made.keys, "p1")
    assert _slots(made) == 0
    with pytest.raises(WrongKeyringSecret):
        keyring_slot.unlock_with_keyring(made.folder)


@pytest.mark.parametrize("kept", ["zz", "00", "00" * 32])
def test_what_does_not_fit_is_said_to_be_wrong(made: Made, store: ScriptedStore, kept: str) -> None:
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    secret_store.keep(f"vault-{made.keys.vault_id}", kept)
    with pytest.raises(WrongKeyringSecret):
        keyring_slot.unlock_with_keyring(made.folder)
    assert store.kept


def test_a_changed_passphrase_leaves_the_other_ways_in(made: Made, store: ScriptedStore) -> None:
    keyring_slot.add_keyring(made.folder, made.keys, "p1")
    keys.change_passphrase(made.folder, made.keys, "p1", PASSPHRASE, PASSPHRASE + " nieuw")
    assert keyring_slot.unlock_with_keyring(made.folder).master == made.keys.master
    assert len(store.kept) == 1
