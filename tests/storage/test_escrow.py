"""The way in of the house's security officer."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.storage.conftest import PASSPHRASE
from zvdesk.errors import (
    ExplainedError,
    FileUnreadable,
    NotAnEscrowKey,
    PassphraseTooWeak,
    VaultDamaged,
    WrongEscrowKey,
    WrongPassphrase,
)
from zvdesk.storage import escrow, generations, key_file, keys
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from tests.storage.conftest import Made

OTHER = "fiets lantaarn wolk zeven"


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("officer") / "paar"
    escrow.make_pair(folder, OTHER, FLOOR)
    return folder


@pytest.fixture(scope="module")
def private(officer: Path) -> X25519PrivateKey:
    return escrow.load_private(officer / escrow.PRIVATE_NAME, OTHER)


def test_the_officer_opens_the_vault_until_the_slot_goes(
    made: Made, officer: Path, private: X25519PrivateKey
) -> None:
    with pytest.raises(WrongEscrowKey):
        escrow.unlock_with_escrow(made.folder, private)
    public = escrow.load_public((officer / escrow.PUBLIC_NAME).read_bytes())
    escrow.set_escrow(made.folder, made.keys, public)
    opened = escrow.unlock_with_escrow(made.folder, private)
    assert opened.master == made.keys.master
    assert opened.person_id is None
    assert keys.unlock(made.folder, PASSPHRASE).master == opened.master
    assert keys.unlock_with_recovery(made.folder, made.new.recovery_key).master == opened.master
    escrow.remove_escrow(made.folder, made.keys)
    with pytest.raises(WrongEscrowKey):
        escrow.unlock_with_escrow(made.folder, private)


def test_a_second_officer_takes_the_place_of_the_first(
    made: Made, private: X25519PrivateKey, tmp_path: Path
) -> None:
    escrow.set_escrow(made.folder, made.keys, private.public_key().public_bytes_raw())
    second = escrow.make_pair(tmp_path / "tweede", OTHER, FLOOR)
    escrow.set_escrow(made.folder, made.keys, second)
    with pytest.raises(WrongEscrowKey):
        escrow.unlock_with_escrow(made.folder, private)
    assert len(key_file.candidates(made.folder)[0].of_kind("escrow")) == 1


def test_a_slot_of_another_vault_does_not_open(made: Made, private: X25519PrivateKey) -> None:
    escrow.set_escrow(made.folder, made.keys, private.public_key().public_bytes_raw())
    document = json.loads((made.folder / key_file.NAMES[0]).read_bytes())
    document["vault_id"] = "0" * 32
    body = {name: value for name, value in document.items() if name != "checksum"}
    for name in key_file.NAMES:
        (made.folder / name).write_bytes(_checked(body))
    with pytest.raises(VaultDamaged):
        escrow.unlock_with_escrow(made.folder, private)


def _checked(body: dict[str, object]) -> bytes:
    from tests.storage.test_key_file import checked

    return checked(body)


def test_the_pair_is_owner_only_and_never_replaced(officer: Path) -> None:
    for name in (escrow.PUBLIC_NAME, escrow.PRIVATE_NAME):
        assert stat.S_IMODE((officer / name).stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        escrow.make_pair(officer, OTHER, FLOOR)
    with pytest.raises(PassphraseTooWeak):
        escrow.make_pair(officer / "kort", "kort", FLOOR)


def test_the_private_half_opens_with_its_passphrase_only(officer: Path) -> None:
    with pytest.raises(WrongPassphrase):
        escrow.load_private(officer / escrow.PRIVATE_NAME, OTHER + " ")
    with pytest.raises(FileUnreadable):
        escrow.load_private(officer / "weg", OTHER)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("m", 2**31),
        ("m", 0),
        ("t", 0),
        ("p", 99),
        ("format", 2),
        ("kind", "zvdesk"),
        ("salt", "00"),
        ("sealed", "00"),
        ("public", 1),
        ("extra", 1),
    ],
)
def test_a_hostile_private_file_is_refused_before_it_costs_anything(
    officer: Path, tmp_path: Path, name: str, value: object
) -> None:
    whole = json.loads((officer / escrow.PRIVATE_NAME).read_bytes())
    whole[name] = value
    path = tmp_path / "sleutel"
    path.write_text(json.dumps(whole))
    with pytest.raises(NotAnEscrowKey):
        escrow.load_private(path, OTHER)


def test_an_exchanged_public_half_in_the_file_is_noticed(officer: Path, tmp_path: Path) -> None:
    whole = json.loads((officer / escrow.PRIVATE_NAME).read_bytes())
    whole["public"] = "11" * 32
    path = tmp_path / "sleutel"
    path.write_text(json.dumps(whole))
    with pytest.raises(WrongPassphrase):
        escrow.load_private(path, OTHER)


def _p256() -> bytes:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("data", [b"", b"{}", b"-" * 100_000, b"-----BEGIN PUBLIC KEY-----\nAAAA\n", _p256()])
def test_only_an_escrow_key_is_taken(data: bytes) -> None:
    with pytest.raises(NotAnEscrowKey):
        escrow.load_public(data)


def test_a_point_that_shares_a_secret_with_everybody_is_refused(made: Made) -> None:
    before = (made.folder / key_file.NAMES[0]).read_bytes()
    with pytest.raises(ExplainedError):
        escrow.set_escrow(made.folder, made.keys, bytes(32))
    assert (made.folder / key_file.NAMES[0]).read_bytes() == before


def test_the_fingerprint_is_eighty_bits_to_compare() -> None:
    assert escrow.fingerprint(bytes(32)) == "6668 7aad f862 bd77 6c8f"


def test_a_change_that_loses_a_slot_nobody_named_is_not_written(made: Made) -> None:
    document = generations.genuine(made.folder, made.keys)
    empty = generations.following(document, document.of_kind("recovery"), made.keys.master)
    with pytest.raises(VaultDamaged):
        generations.commit(made.folder, document, empty)
    far = generations.following(empty, document.slots, made.keys.master)
    with pytest.raises(VaultDamaged):
        generations.commit(made.folder, document, far)
    assert keys.unlock(made.folder, PASSPHRASE).generation == 1
