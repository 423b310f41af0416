"""A move of a pen is proven by the key of the house that gave it, and by nothing that looks like it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.storage.make_fixtures import HERE, PASSPHRASE
from zvdesk.documents.identities import new_signing_key
from zvdesk.domain.handovers import Pen, PenChain
from zvdesk.storage import keys, migrations
from zvdesk.storage.pen_links import Voucher, are_signed, keep, kept, linked, vouched
from zvdesk.storage.pens import pen_of
from zvdesk.storage.records import find_records, save_record
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

CASE, OTHER = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
FIRST, SECOND, THIRD = "01" * 16, "02" * 16, "03" * 16
NORTH, SOUTH, CHAIR, STRANGER = (new_signing_key() for _ in range(4))  # two vaults, and two people
VOUCHER = vouched(CHAIR, SOUTH)
OWN_ID = "cc" * 32
GIVEN = linked(NORTH, PenChain(id=CASE, chain=()), FIRST, None, (OWN_ID, VOUCHER.id))
BACK = linked(SOUTH, PenChain(id=CASE, chain=(FIRST,)), SECOND, VOUCHER, (VOUCHER.id, OWN_ID))
WAY = PenChain(id=CASE, chain=(FIRST, SECOND), links=(GIVEN, BACK))


def test_what_was_signed_is_proven_from_any_place_on() -> None:
    assert [are_signed(WAY, place) for place in (0, 1, 2)] == [True] * 3
    assert are_signed(replace(WAY, links=(BACK,)), 1)


def spki(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def back(**changes: Any) -> PenChain:  # noqa: ANN401 - fields of a link
    """Return the way with a changed last link."""
    return replace(WAY, links=(GIVEN, replace(BACK, **changes)))


def by(holder: Voucher, vault: ec.EllipticCurvePrivateKey = SOUTH) -> PenChain:
    """Return the way with a last link that a vault signed, with what somebody vouched for."""
    before = PenChain(id=CASE, chain=(FIRST,))
    return replace(WAY, links=(GIVEN, linked(vault, before, SECOND, holder, (VOUCHER.id, OWN_ID))))


FORGED: dict[str, PenChain] = {
    "no link": replace(WAY, links=()),
    "the first cut off": replace(WAY, links=(BACK,)),
    "the last cut off": replace(WAY, links=(GIVEN,)),
    "the two exchanged": replace(WAY, links=(BACK, GIVEN)),
    "one twice": replace(WAY, links=(GIVEN, GIVEN)),
    "of another case": replace(WAY, id=OTHER),
    "with another package": replace(WAY, chain=(FIRST, THIRD)),
    "after another package": replace(WAY, chain=(THIRD, SECOND)),
    "to another": back(receiver_id=VOUCHER.id),
    "by another": back(sender_id=OWN_ID),
    "held by another": back(holder_id=OWN_ID),
    "held by nobody": back(holder_id="", holder_key=b"", holder_signature=b""),
    "held by nobody, signed": replace(
        WAY, links=(GIVEN, linked(SOUTH, PenChain(id=CASE, chain=()), SECOND, None, (VOUCHER.id, OWN_ID)))
    ),
    "held by somebody before the first": replace(
        WAY, links=(linked(NORTH, PenChain(id=CASE, chain=()), FIRST, VOUCHER, (OWN_ID, VOUCHER.id)), BACK)
    ),
    "the key of another vault": back(vault_key=GIVEN.vault_key),
    "the key of another curve": back(vault_key=spki(ec.generate_private_key(ec.SECP384R1()))),
    "the key of another kind": back(vault_key=spki(ed25519.Ed25519PrivateKey.generate())),
    "no key": back(vault_key=b""),
    "half a key": back(vault_key=BACK.vault_key[:40]),
    "the signature of another link": back(vault_signature=GIVEN.vault_signature),
    "no signature": back(vault_signature=b""),
    "a signature of zeros": back(vault_signature=bytes(70)),
    "another key of who had it": back(holder_key=spki(STRANGER)),
    "vouched for by nobody": back(holder_signature=b""),
    "vouched for by the vault itself": back(holder_signature=BACK.vault_signature),
    "signed by a vault that the holder does not vouch for": by(VOUCHER, STRANGER),
    "vouched for another vault": by(vouched(CHAIR, NORTH)),
    "vouched for by a stranger": by(replace(VOUCHER, signature=vouched(STRANGER, SOUTH).signature)),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_was_not_signed_so_is_not_proven(name: str) -> None:
    assert not are_signed(FORGED[name], 0)


def test_a_vault_keeps_links_and_an_older_one_has_none(tmp_path: Path) -> None:
    folder, versions = tmp_path / "oud.zvkluis", tmp_path / "versions"
    shutil.copytree(HERE / "schema-0005.zvkluis", folder)
    versions.mkdir()
    for path in migrations.VERSIONS.glob("000[1-5]_*.py"):
        shutil.copy(path, versions)
    opened = keys.unlock(folder, PASSPHRASE)
    vault = Vault.open(folder, opened, versions=versions)
    with vault.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO pens (id, chain, holder_id, holder, since, void) "
            "VALUES ('c1', '[\"p1\"]', 'f', 'F. Voorbeeld', '2026-03-12T09:00:00+00:00', '[]')"
        )
    vault.close()
    vault = Vault.open(folder, opened)
    with vault.transaction() as connection:
        (old,) = find_records(connection, Pen)
        assert (old.chain, old.holder, old.links) == (("p1",), "F. Voorbeeld", ())
        save_record(connection, replace(old, chain=WAY.chain, links=WAY.links))
        found = pen_of(connection, "c1")
        assert found is not None
        assert found.links == WAY.links
        assert kept(connection, VOUCHER.id) is None
        keep(connection, VOUCHER)
        assert kept(connection, VOUCHER.id) == VOUCHER
    vault.close()
