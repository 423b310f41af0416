"""The container: one flipped bit, a shorter end or another hand, and nothing comes out of it."""

from __future__ import annotations

import secrets
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOW
from zvdesk.documents.identities import house_certificate, new_signing_key, person_certificate
from zvdesk.domain.handovers import PackageFault
from zvdesk.errors import PackageRefused
from zvdesk.storage import package_file, sealing
from zvdesk.storage.package_file import (
    ENVELOPE,
    MOST_BYTES,
    PACKAGE,
    key_id,
    package_id_of,
    seal,
    size_class,
    unseal,
)

HOUSE, CHAIR, STRANGER = new_signing_key(), new_signing_key(), new_signing_key()
AUTHORITY = house_certificate(HOUSE, "Oefenregio", practice=True, now=NOW)


def certificate_of(key: ec.EllipticCurvePrivateKey, name: str) -> bytes:
    return person_certificate(
        HOUSE,
        AUTHORITY,
        key.public_key(),
        name=name,
        role="voorzitter",
        organisation="",
        practice=True,
        now=NOW,
        until=NOW + timedelta(days=365),
    )


CERTIFICATE = certificate_of(CHAIR, "F. Voorbeeld")
MINE, THEIRS, NOBODY = (X25519PrivateKey.generate() for _ in range(3))
PUBLIC = {key: key.public_key().public_bytes_raw() for key in (MINE, THEIRS, NOBODY)}
ID = bytes(range(16))
CONTENT = b'{"tekst": "niemand leest dit"}'
SLOT = 80
HEAD = 25 + 8 * SLOT


def sealed(
    content: bytes = CONTENT,
    package_id: bytes = ID,
    receivers: tuple[bytes, ...] = (PUBLIC[MINE], PUBLIC[THEIRS]),
    magic: bytes = PACKAGE,
) -> bytes:
    return seal(
        content,
        package_id=package_id,
        receivers=receivers,
        signing_key=CHAIR,
        certificate=CERTIFICATE,
        magic=magic,
    )


MADE = sealed()


def fault(data: bytes, private: X25519PrivateKey = MINE, magic: bytes = PACKAGE) -> PackageFault:
    with pytest.raises(PackageRefused) as caught:
        unseal(data, private, magic)
    return PackageFault(caught.value.fault)


def mended(data: bytes) -> bytes:
    """Return the data as an attacker would: with the sum at the end put right."""
    return data[:-4] + zlib.crc32(data[:-4]).to_bytes(4, "big")


@pytest.mark.parametrize("private", [MINE, THEIRS], ids=["first", "second"])
def test_each_receiver_opens_it_and_sees_who_signed(private: X25519PrivateKey) -> None:
    found = unseal(MADE, private)
    assert (found.content, found.package_id, found.certificate) == (CONTENT, ID.hex(), CERTIFICATE)
    assert found.sender_id == key_id(CERTIFICATE) != key_id(certificate_of(STRANGER, "F. Voorbeeld"))
    assert CONTENT not in repr(found).encode()
    assert package_id_of(MADE) == ID.hex()


def test_only_the_id_can_be_read() -> None:
    for known in (CONTENT, CERTIFICATE, *PUBLIC.values(), b"Voorbeeld"):
        assert known not in MADE
    again = sealed()
    assert MADE[:25] == again[:25] == b"ZVPAKKET\x01" + ID
    assert sum(a == b for a, b in zip(MADE[25:], again[25:], strict=True)) < len(MADE) / 100


def test_who_is_not_a_receiver_does_not_open_it() -> None:
    assert fault(MADE, NOBODY) is PackageFault.NOT_FOR_YOU
    assert len({len(sealed(receivers=(PUBLIC[MINE],) * n)) for n in (1, 8)}) == 1
    for wrong in ((), (PUBLIC[MINE],) * 9):
        with pytest.raises(ValueError, match="one to eight"):
            sealed(receivers=wrong)
    with pytest.raises(ValueError, match="16"):
        sealed(package_id=b"kort")


def test_the_order_of_the_receivers_says_nothing() -> None:
    places = set()
    for _ in range(40):
        data = sealed(receivers=(PUBLIC[MINE],))
        label = f"ZVPAKKET/1/{ID.hex()}"
        slots = [data[at : at + SLOT] for at in range(25, HEAD, SLOT)]
        places |= {n for n, slot in enumerate(slots) if sealing.unseal(slot, MINE, label)}
    assert len(places) > 3


@settings(max_examples=120, deadline=None)
@given(at=st.integers(0, len(MADE) - 1), bit=st.integers(0, 7), is_mended=st.booleans())
def test_a_flipped_bit_anywhere_is_refused(at: int, bit: int, *, is_mended: bool) -> None:
    data = bytearray(MADE)
    data[at] ^= 1 << bit
    changed = mended(bytes(data)) if is_mended else bytes(data)
    if changed == MADE:  # the sum at the end was mended again
        return
    found = fault(changed)
    if not is_mended:
        assert found in {PackageFault.DAMAGED, PackageFault.NOT_A_PACKAGE, PackageFault.TOO_NEW}


def test_every_part_of_the_head_counts() -> None:
    for at in (*range(25), *range(25, HEAD + 12, 13)):
        data = MADE[:at] + bytes([MADE[at] ^ 0x55]) + MADE[at + 1 :]
        assert fault(data) is not PackageFault.NOT_FOR_YOU
        assert fault(mended(data))


@settings(max_examples=50, deadline=None)
@given(length=st.integers(0, len(MADE) - 1), is_mended=st.booleans())
def test_a_shorter_file_is_refused(length: int, *, is_mended: bool) -> None:
    data = MADE[:length]
    assert fault(mended(data) if is_mended else data)


@pytest.mark.parametrize("tail", [b"\0", bytes(32), bytes(65536), MADE])
def test_a_longer_file_is_refused(tail: bytes) -> None:
    assert fault(MADE + tail) is PackageFault.DAMAGED
    assert fault(mended(MADE + tail)) is PackageFault.DAMAGED


@pytest.mark.parametrize("part", [(0, 25), (25, HEAD), (HEAD, -4)], ids=["id", "slots", "body"])
def test_swapped_parts_are_refused(part: tuple[int, int]) -> None:
    other = sealed(package_id=bytes(16))
    first, last = part[0], part[1] % len(MADE)
    assert fault(mended(MADE[:first] + other[first:last] + MADE[last:])) in {
        PackageFault.NOT_FOR_YOU,
        PackageFault.DAMAGED,
    }


def test_slots_in_another_order_are_refused() -> None:
    slots = [MADE[at : at + SLOT] for at in range(25, HEAD, SLOT)]
    data = MADE[:25] + b"".join(reversed(slots)) + MADE[HEAD:]
    assert fault(mended(data)) is PackageFault.DAMAGED


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", PackageFault.NOT_A_PACKAGE),
        (b"%PDF-1.7", PackageFault.NOT_A_PACKAGE),
        (b"ZVPAKKET", PackageFault.DAMAGED),
        (b"ZVPAKKET\x02" + bytes(100), PackageFault.TOO_NEW),
        (b"ZVPAKKET\xff" + MADE[9:], PackageFault.TOO_NEW),
        (mended(b"ZVPAKKET\x00" + MADE[9:]), PackageFault.DAMAGED),
        (ENVELOPE + MADE[8:], PackageFault.NOT_A_PACKAGE),
    ],
)
def test_what_is_no_package_is_told_apart(data: bytes, expected: PackageFault) -> None:
    assert fault(data) is expected


def test_an_envelope_is_no_package_and_a_package_no_envelope() -> None:
    envelope = sealed(magic=ENVELOPE)
    assert unseal(envelope, MINE, ENVELOPE).content == CONTENT
    assert fault(mended(MADE[:8] + envelope[8:])) is PackageFault.NOT_FOR_YOU
    assert fault(MADE, magic=ENVELOPE) is PackageFault.NOT_A_PACKAGE


def test_a_file_of_any_size_costs_little_before_it_is_refused() -> None:
    huge = bytearray(MOST_BYTES + 1)
    huge[: len(MADE)] = MADE
    data = bytes(huge)
    tracemalloc.start()
    assert fault(data) is PackageFault.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 100_000
    tracemalloc.stop()


# --- what somebody made who has the key of the content ----------------------------------------------------


def body_of(data: bytes = MADE) -> tuple[bytes, bytes]:
    """Return the key of the content and the body."""
    label = f"ZVPAKKET/1/{ID.hex()}"
    slots = (data[at : at + SLOT] for at in range(25, HEAD, SLOT))
    key = next(k for slot in slots if (k := sealing.unseal(slot, MINE, label)))
    return key, AESGCM(key).decrypt(data[HEAD : HEAD + 12], data[HEAD + 12 : -4], data[:HEAD])


def with_body(body: bytes, key: bytes | None = None) -> bytes:
    nonce = secrets.token_bytes(12)
    sealed_body = AESGCM(key or body_of()[0]).encrypt(nonce, body, MADE[:HEAD])
    return mended(MADE[:HEAD] + nonce + sealed_body + bytes(4))


def laid_out(certificate: bytes, signature: bytes, content: bytes, filled: int = 65536) -> bytes:
    parts = ((2, certificate), (2, signature), (8, content))
    return b"".join(len(part).to_bytes(size, "big") + part for size, part in parts).ljust(filled, b"\0")


def signature_in(body: bytes) -> bytes:
    at = 2 + len(CERTIFICATE)
    return body[at + 2 : at + 2 + int.from_bytes(body[at : at + 2], "big")]


def test_the_way_it_is_laid_out_is_the_one_that_is_read() -> None:
    _, body = body_of()
    assert laid_out(CERTIFICATE, signature_in(body), CONTENT) == body
    assert unseal(with_body(body), MINE).content == CONTENT


def test_a_receiver_who_changes_the_content_breaks_the_signature() -> None:
    signature = signature_in(body_of()[1])
    other = certificate_of(STRANGER, "F. Voorbeeld")
    elliptic = ec.generate_private_key(ec.SECP384R1())
    for changed in (
        laid_out(CERTIFICATE, signature, CONTENT + b" "),
        laid_out(CERTIFICATE, b"", CONTENT),
        laid_out(CERTIFICATE, bytes(70), CONTENT),
        laid_out(other, signature, CONTENT),
        laid_out(b"", signature, CONTENT),
        laid_out(CERTIFICATE[:-1], signature, CONTENT),
        laid_out(bytes(9_000), signature, CONTENT),
        laid_out(self_signed(rsa.generate_private_key(65537, 2048)), signature, CONTENT),
        laid_out(self_signed(elliptic), signature, CONTENT),
        laid_out(unknown_kind(), signature, CONTENT),
    ):
        assert fault(with_body(changed)) is PackageFault.BAD_SIGNATURE


def test_a_signature_for_another_package_does_not_count() -> None:
    other = signature_in(body_of_other())
    assert fault(with_body(laid_out(CERTIFICATE, other, CONTENT))) is PackageFault.BAD_SIGNATURE


def body_of_other() -> bytes:
    data = sealed(package_id=bytes(16), receivers=(PUBLIC[MINE],))
    label = f"ZVPAKKET/1/{bytes(16).hex()}"
    slots = (data[at : at + SLOT] for at in range(25, HEAD, SLOT))
    key = next(k for slot in slots if (k := sealing.unseal(slot, MINE, label)))
    return AESGCM(key).decrypt(data[HEAD : HEAD + 12], data[HEAD + 12 : -4], data[:HEAD])


@pytest.mark.parametrize("at", [0, 2 + len(CERTIFICATE), -1], ids=["certificate", "signature", "content"])
@pytest.mark.parametrize("declared", [b"\xff", b"\x80"], ids=["most", "much"])
def test_a_declared_size_is_held_to_what_is_there(at: int, declared: bytes) -> None:
    body = body_of()[1]
    signature = signature_in(body)
    if at < 0:
        at = 4 + len(CERTIFICATE) + len(signature)
        changed = body[:at] + (4 * 2**30).to_bytes(8, "big") + body[at + 8 :]
        assert fault(with_body(changed)) is PackageFault.HOSTILE
        changed = body[:at] + declared * 8 + body[at + 8 :]
    else:
        changed = body[:at] + declared * 2 + body[at + 2 :]
    tracemalloc.start()
    assert fault(with_body(changed)) in {PackageFault.HOSTILE, PackageFault.BAD_SIGNATURE}
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_filling_that_hides_something_is_refused() -> None:
    body = body_of()[1]
    assert fault(with_body(body[:-1] + b"\x01")) is PackageFault.HOSTILE
    assert fault(with_body(body + bytes(65536))) is PackageFault.HOSTILE


def test_a_key_of_another_length_is_damage() -> None:
    label = f"ZVPAKKET/1/{ID.hex()}"
    slot = sealing.seal(b"kort", PUBLIC[MINE], label).ljust(SLOT, b"\0")
    assert fault(mended(MADE[:25] + slot * 8 + MADE[HEAD:])) is PackageFault.NOT_FOR_YOU
    other = sealing.seal(secrets.token_bytes(32), PUBLIC[MINE], label)
    assert fault(mended(MADE[:25] + other * 8 + MADE[HEAD:])) is PackageFault.DAMAGED


# --- sizes ------------------------------------------------------------------------------------------------


def test_two_contents_in_one_class_have_the_same_length() -> None:
    assert len(sealed(b"kort")) == len(sealed(b"x" * 40_000)) == len(MADE)
    assert len(sealed(b"x" * 70_000)) == len(sealed(b"x" * 120_000)) > len(MADE)
    assert len(sealed(b"x" * 5_000_000)) == len(sealed(b"x" * 5_200_000))


@given(length=st.integers(1, 1 << 25))
def test_a_class_is_its_own_class_and_wastes_little(length: int) -> None:
    filled = size_class(length)
    assert filled >= length
    assert size_class(filled) == filled
    assert filled <= max(1 << 16, 2 * length) if length <= 1 << 20 else filled <= length * 9 / 8 + 1


def test_there_are_few_classes() -> None:
    found, length = 0, 1
    while length <= 1 << 25:
        length, found = size_class(length) + 1, found + 1
    assert found == 5 + 5 * 8


def test_what_is_too_large_is_refused_before_it_is_made() -> None:
    with pytest.raises(PackageRefused) as caught:
        sealed(bytes(1 << 25))
    assert caught.value.fault == PackageFault.TOO_LARGE.value


def self_signed(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "F. Voorbeeld")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, datetime(2040, 1, 1, tzinfo=UTC))
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


def unknown_kind() -> bytes:
    """Return a certificate whose key is on a curve that nobody has: its object id is changed."""
    p256, other = bytes.fromhex("2a8648ce3d030107"), bytes.fromhex("2a8648ce3d0301ff")
    assert CERTIFICATE.count(p256) == 1
    return CERTIFICATE.replace(p256, other[:-1] + b"\x7f")


def test_a_certificate_without_a_key_of_ours_names_nobody() -> None:
    for wrong in (b"", unknown_kind(), self_signed(rsa.generate_private_key(65537, 2048))):
        with pytest.raises(ValueError, match=r"."):
            key_id(wrong)
    assert package_file.VERSION == 1
