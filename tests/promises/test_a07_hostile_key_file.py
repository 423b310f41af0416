"""A7: a hostile key file is refused before it costs anything: under 100 ms and 50 MB.

The list of headers is that of the key file's own tests, with what the later kinds of slots add. A round takes
one of them, or spoils a random place of a genuine file.
"""

from __future__ import annotations

import gc
import json
import random
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from tests.storage.test_key_file import HOSTILE, _change, _drop, checked
from zvdesk.errors import ExplainedError, VaultDamaged, VaultTooNew
from zvdesk.storage import escrow, generations, key_file, keys, slots
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROMISE = "A7"
Document = dict[str, Any]
_KEYRING, _ESCROW = 2, 3  # places of the slots in the file below
LATER: tuple[Callable[[Document], None], ...] = (
    _change("slots", _KEYRING, "person", to=None),
    _change("slots", _KEYRING, "kdf", "name", to="argon2id"),
    _change("slots", _KEYRING, "wrapped", to={}),
    _drop("slots", _KEYRING, "kdf", "salt"),
    _change("slots", _ESCROW, "public", to="00" * 31),
    _change("slots", _ESCROW, "sealed", to=""),
    _change("slots", _ESCROW, "sealed", to="00" * 5000),
    _change("slots", _ESCROW, "person", to="p1"),
    _drop("slots", _ESCROW, "public"),
    _change("slots", 0, "sealed", to="00" * 80),
    _change("slots", 0, "public", to="00" * 32),
    _drop("slots", 0, "wrapped", "renewal_public"),
    _change("kept", to={"nonce": "00", "sealed": "00"}),
    _change("kept", to="x"),
)
BYTES = (
    b"",
    b"{" * 500_000,
    b"[" * 1_000_000,
    b'{"a":' * 150_000,
    b'{"format": ' + b"9" * 100_000 + b"}",
    b"{" + b" " * (10 * 1024 * 1024) + b"}",
)
ALL = len(HOSTILE) + len(LATER) + len(BYTES)


def genuine(place: Path) -> bytes:
    """Return a key file with a slot of each kind, made once."""
    folder = place / "a07"
    if not folder.exists():
        folder.mkdir(parents=True)
        made = keys.create_key_file(
            folder, person_id="p1", passphrase="vijf woorden om te oefenen", cost=FLOOR, practice=False
        ).keys
        document = generations.genuine(folder, made)
        slot = slots.secret_slot(document, made.master, "keyring", bytes(32), "p1")
        key_file.write(folder, generations.following(document, [*document.slots, slot], made.master))
        escrow.set_escrow(folder, made, bytes.fromhex("09" + "00" * 31))
    return (folder / key_file.NAMES[0]).read_bytes()


def hostile(seed: int, data: bytes) -> bytes:
    """Return one of the list, or after it a genuine file with something spoiled and a checksum that fits."""
    if seed < len(BYTES):
        return BYTES[seed]
    if seed < ALL:
        document = json.loads(data)
        (*HOSTILE, *LATER)[seed - len(BYTES)](document)
        return checked(document)
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    spoiled = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    if chance.random() < 0.5:
        try:
            return checked(json.loads(spoiled))
        except (ValueError, AttributeError):
            pass
    return bytes(spoiled[: chance.randrange(1, len(spoiled) + 1)])


def one_round(seed: int, place: Path) -> None:
    data = genuine(place)
    bad = hostile(seed, data)
    gc.disable()
    tracemalloc.start()
    begun = time.thread_time()
    try:
        found = key_file.parse(bad)
    except (VaultDamaged, VaultTooNew):
        assert bad != data
    else:  # what reads is bound by the costs and by the MAC: it opens nothing that it should not
        assert seed >= ALL, "a hostile header was taken"
        assert all(
            slot.cost is None or slot.cost.is_allowed()
            for slot in found.slots
            if isinstance(slot, key_file.Slot)
        )
    finally:
        seconds = time.thread_time() - begun
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        gc.enable()
    assert seconds < 0.1, f"{seconds:.3f} s"
    assert peak < 50 * 1024 * 1024


@pytest.mark.parametrize("seed", range(ALL + 60))
def test_a_hostile_key_file_is_refused_at_once(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    one_round(seed, tmp_path_factory.getbasetemp())


def test_the_genuine_file_is_taken_and_no_error_is_unexplained(tmp_path: Path) -> None:
    data = genuine(tmp_path)
    assert [slot.kind for slot in key_file.parse(data).slots if isinstance(slot, key_file.Slot)] == [
        "passphrase",
        "recovery",
        "keyring",
        "escrow",
    ]
    assert issubclass(VaultDamaged, ExplainedError)
