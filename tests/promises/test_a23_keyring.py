"""A23: whatever the keyring does, the passphrase opens the vault, and no secret lands in a file instead.

Twelve ways of failing, each from a moment that the seed chooses: before the slot is made, while it is there,
and when it is turned off.
"""

from __future__ import annotations

import functools
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.stores import ScriptedStore
from zvdesk import secret_store
from zvdesk.errors import SecretStoreUnavailable, WrongKeyringSecret
from zvdesk.storage import key_file, keyring_slot, keys
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from zvdesk.storage.open_keys import OpenKeys

PROMISE = "A23"
PASSPHRASE = "vijf woorden om te oefenen"
MOMENTS = ("turn on", "unlock", "turn off")
CASES = tuple(itertools.product(ScriptedStore.MODES, MOMENTS))


@functools.cache
def _made() -> tuple[OpenKeys, bytes]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = keys.create_key_file(
            folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False
        ).keys
        return made, (folder / key_file.NAMES[0]).read_bytes()


def one_round(seed: int, place: Path) -> None:
    mode, moment = CASES[seed % len(CASES)]
    folder = place / f"a23-{seed}"
    folder.mkdir(parents=True)
    made, data = _made()
    for name in key_file.NAMES:
        (folder / name).write_bytes(data)
    store = ScriptedStore()
    with pytest.MonkeyPatch.context() as patch:
        store.put_in(patch)
        patch.setattr(secret_store, "SECONDS", 0.2)
        for step in MOMENTS:
            if step == moment:
                store.fail(mode)
            secrets = list(store.kept.values())
            try:
                if step == "turn on":
                    keyring_slot.add_keyring(folder, made, "p1")
                elif step == "unlock":
                    assert keyring_slot.unlock_with_keyring(folder).master == made.master
                else:
                    keyring_slot.remove_keyring(folder, made, "p1")
            except (SecretStoreUnavailable, WrongKeyringSecret):
                assert store.mode, "it failed without a reason"
            assert keys.unlock(folder, PASSPHRASE).master == made.master
            written = [path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()]
            for secret in {*secrets, *store.kept.values()}:
                assert not any(secret.encode() in data or bytes.fromhex(secret) in data for data in written)
        store.mode = ""
        with pytest.raises(WrongKeyringSecret):
            keyring_slot.unlock_with_keyring(folder)


@pytest.mark.parametrize("seed", range(len(CASES)), ids=[f"{mode}, {moment}" for mode, moment in CASES])
def test_the_passphrase_opens_whatever_the_keyring_does(seed: int, tmp_path: Path) -> None:
    one_round(seed, tmp_path)
