"""A card is read as it was made, and whatever was changed in it is refused with its reason."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from dataclasses import replace
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.holders import NOW, YEAR, Holder, holder
from zvdesk.documents.identities import new_signing_key, person_certificate
from zvdesk.domain.people import Role
from zvdesk.errors import CardRefused
from zvdesk.exchange import base45, cards
from zvdesk.texts.colleagues import CARD_REASONS
from zvdesk.texts.labels import ROLES


@cache
def somebody() -> Holder:
    return holder()


@cache
def other() -> Holder:
    return holder("G. Ander", house="Huis van een ander")


def reason_of(data: bytes) -> str:
    with pytest.raises(CardRefused) as caught:
        cards.read(data)
    assert caught.value.reason in CARD_REASONS
    assert caught.value.__cause__ is None
    return caught.value.reason


def test_a_card_says_who_made_it_as_a_file_and_as_a_code() -> None:
    one = somebody()
    found = cards.read(one.card)
    public = one.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert found.id == hashlib.sha256(public).hexdigest()
    assert found.fingerprint.replace(" ", "") == found.id[:32].upper()
    assert (found.name, found.role, found.organisation) == ("F. Voorbeeld", Role.CHAIR, "Gemeente Oefenstad")
    assert found.house == "Huis aan de Overkant"
    assert (found.certificate, found.house_certificate) == (one.certificate, one.house_certificate)
    assert found.sealing_public == one.sealing_public
    assert found.valid_from <= NOW <= found.valid_until
    code = cards.to_code(one.parts)
    assert cards.read(code.encode()) == cards.read(f"  {code}\n".encode()) == found


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.EMERGENCY])
def test_each_role_that_a_house_gives_is_read_back(role: Role) -> None:
    assert cards.read(holder(role=ROLES[role]).card).role is role


def test_the_longest_card_fits_a_code_that_a_phone_reads() -> None:
    long = holder("Ж" * 40, "functioneel beheerder", organisation="é" * 64, house="ö" * 64, practice=True)
    code = cards.to_code(long.parts)
    assert cards.read(code.encode()).name.endswith("…")
    assert len(base45.decoded(code.removeprefix(cards.CODE))) < 1_000


def test_each_flipped_byte_of_a_card_is_refused() -> None:
    whole = somebody().card
    for place in range(0, len(whole), 7):
        for bit in (1, 0x20):
            changed = bytearray(whole)
            changed[place] ^= bit
            try:
                found = cards.read(bytes(changed))
            except CardRefused:
                continue
            assert found == cards.read(whole)  # white space between the fields


def test_each_flipped_byte_of_a_code_is_refused() -> None:
    packed = base45.decoded(cards.to_code(somebody().parts).removeprefix(cards.CODE))
    for place in range(0, len(packed), 4):
        changed = bytearray(packed)
        changed[place] ^= 1
        with pytest.raises(CardRefused):
            cards.read((cards.CODE + base45.encoded(bytes(changed))).encode())


def test_a_sealing_key_that_the_signing_key_does_not_vouch_for_is_refused() -> None:
    swapped = replace(somebody().parts, sealing_public=other().sealing_public)
    assert reason_of(cards.to_file(swapped)) == "not_vouched_for"
    assert reason_of(cards.to_code(swapped).encode()) == "not_vouched_for"


def test_parts_of_two_cards_do_not_make_one() -> None:
    one, two = somebody(), other()
    for parts in (
        replace(one.parts, signature=two.parts.signature),
        replace(one.parts, certificate=two.certificate),
        replace(one.parts, house_certificate=two.house_certificate),
    ):
        assert reason_of(cards.to_file(parts)) == "not_vouched_for"


def signed(certificate: bytes, house: bytes, sealing: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    return cards.to_file(cards.made(certificate, house, sealing, key))


def test_a_certificate_of_another_house_or_of_none_is_refused() -> None:
    one, two = somebody(), other()
    sealing = one.sealing_public
    assert reason_of(signed(one.certificate, two.house_certificate, sealing, one.key)) == "other_house"
    assert reason_of(signed(one.certificate, one.certificate, sealing, one.key)) == "other_house"
    house = one.house_certificate
    assert reason_of(signed(house, house, sealing, one.house_key)) == "other_house"
    forged = person_certificate(
        new_signing_key(),  # not that of the house whose name stands in it
        house,
        one.key.public_key(),
        name="F. Voorbeeld",
        role="voorzitter",
        organisation="",
        practice=False,
        now=NOW,
        until=NOW + YEAR,
    )
    assert reason_of(signed(forged, house, sealing, one.key)) == "other_house"


@pytest.mark.parametrize("point", [bytes(32), (1).to_bytes(32, "little"), b"", b"x" * 31, b"x" * 33])
def test_a_key_to_which_anybody_could_open_a_seal_is_refused(point: bytes) -> None:
    one = somebody()
    assert reason_of(signed(one.certificate, one.house_certificate, point, one.key)) == "not_a_card"


def issued(
    *names: tuple[x509.ObjectIdentifier, str],
    is_authority: bool | None = False,
    key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey | None = None,
) -> bytes:
    """Return a card with a certificate that the house could issue, but zvdesk never does."""
    one = somebody()
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(oid, value) for oid, value in names]))
        .issuer_name(x509.load_der_x509_certificate(one.house_certificate).subject)
        .public_key(key or one.key.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + YEAR)
    )
    if is_authority is not None:
        constraints = x509.BasicConstraints(ca=is_authority, path_length=None)
        builder = builder.add_extension(constraints, critical=True)
    certificate = builder.sign(one.house_key, SHA256()).public_bytes(Encoding.DER)
    return signed(certificate, one.house_certificate, one.sealing_public, one.key)


CHAIR, NAME = (NameOID.TITLE, "voorzitter"), (NameOID.COMMON_NAME, "F. Voorbeeld")


def test_the_plainest_certificate_will_do() -> None:
    found = cards.read(issued(CHAIR, NAME))
    assert (found.name, found.organisation) == ("F. Voorbeeld", "")


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ((CHAIR,), "bad_name"),
        ((CHAIR, NAME, NAME), "bad_name"),
        ((CHAIR, (NameOID.COMMON_NAME, "F. Voor\u200bbeeld")), "bad_name"),
        ((CHAIR, (NameOID.COMMON_NAME, "dleebrooV .F\u202e")), "bad_name"),
        ((CHAIR, (NameOID.COMMON_NAME, "F. Voorbeeld\nvoorzitter")), "bad_name"),
        ((CHAIR, (NameOID.COMMON_NAME, " F. Voorbeeld")), "bad_name"),
        ((CHAIR, NAME, (NameOID.ORGANIZATION_NAME, "Huis\x00")), "bad_name"),
        ((NAME,), "bad_role"),
        ((NAME, (NameOID.TITLE, "noodtoegang")), "bad_role"),
        ((NAME, (NameOID.TITLE, "burgemeester")), "bad_role"),
        ((NAME, CHAIR, CHAIR), "bad_role"),
    ],
)
def test_a_name_or_role_that_misleads_is_refused(
    names: tuple[tuple[x509.ObjectIdentifier, str], ...], reason: str
) -> None:
    assert reason_of(issued(*names)) == reason


def test_a_certificate_that_could_issue_others_or_does_not_say_so_is_refused() -> None:
    assert reason_of(issued(CHAIR, NAME, is_authority=True)) == "other_house"
    assert reason_of(issued(CHAIR, NAME, is_authority=None)) == "not_a_card"
    assert (
        reason_of(issued(CHAIR, NAME, key=ec.generate_private_key(ec.SECP384R1()).public_key()))
        == "not_a_card"
    )
    assert (
        reason_of(issued(CHAIR, NAME, key=rsa.generate_private_key(65537, 2048).public_key())) == "not_a_card"
    )


def test_a_certificate_of_another_version_or_with_an_odd_number_is_refused() -> None:
    one = somebody()
    for old, new in ((b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x42"), (b"\x02\x14", b"\x02\x94")):
        assert old in one.certificate
        odd = one.certificate.replace(old, new, 1)
        assert reason_of(signed(odd, one.house_certificate, one.sealing_public, one.key)) == "not_a_card"


def changed(**fields: object) -> bytes:
    return json.dumps(json.loads(somebody().card) | fields).encode()


def without(name: str) -> bytes:
    return json.dumps(
        {key: value for key, value in json.loads(somebody().card).items() if key != name}
    ).encode()


def code_of(raw: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (cards.CODE + base45.encoded(packer.compress(raw) + packer.flush())).encode()


B = b64encode
FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not_a_card"),
    "one byte too many": (b" " * (cards.MOST_BYTES + 1), "too_large"),
    "spaces": (b" " * cards.MOST_BYTES, "not_a_card"),
    "brackets": (b"[" * cards.MOST_BYTES, "not_a_card"),
    "many values": (b'{"a":[' + b"1," * 5_000 + b"1]}", "not_a_card"),
    "a list": (b"[]", "not_a_card"),
    "no fields": (b"{}", "not_a_card"),
    "a field twice": (somebody().card.replace(b"{", b'{"formaat":"zvdesk-kaart/1",', 1), "not_a_card"),
    "a later format": (changed(formaat="zvdesk-kaart/2"), "not_a_card"),
    "a field too many": (changed(naam="F. Voorbeeld"), "not_a_card"),
    "a field too few": (without("zegelsleutel"), "not_a_card"),
    "a number for a key": (changed(zegelsleutel=7), "not_a_card"),
    "null for a key": (changed(zegelsleutel=None), "not_a_card"),
    "no base 64": (changed(zegelsleutel="*" * 44), "not_a_card"),
    "base 64 with white space": (changed(zegelsleutel=B(bytes(32)).decode() + "\n"), "not_a_card"),
    "base 64 spelled in another way": (changed(zegelsleutel=B(bytes(32)).decode()[:-2] + "B="), "not_a_card"),
    "an empty certificate": (changed(certificaat=""), "not_a_card"),
    "a large certificate": (changed(certificaat=B(bytes(4_001)).decode()), "not_a_card"),
    "a very large certificate": (changed(certificaat="A" * 16_000), "not_a_card"),
    "no certificate": (changed(certificaat=B(b"0" * 500).decode()), "not_a_card"),
    "a certificate and a bit": (changed(certificaat=B(somebody().certificate + b"x").decode()), "not_a_card"),
    "an empty signature": (changed(handtekening=""), "not_a_card"),
    "no signature": (changed(handtekening=B(b"0" * 70).decode()), "not_vouched_for"),
    "a code of nothing": (cards.CODE.encode(), "not_a_card"),
    "a code with small letters": (cards.CODE.encode() + b"abc", "not_a_card"),
    "a code with other letters": (cards.CODE.encode() + "é".encode(), "not_a_card"),
    "a code of no number": (cards.CODE.encode() + b":::", "not_a_card"),
    "a code with a letter left over": (cards.CODE.encode() + b"0000", "not_a_card"),
    "a code that is not packed": (cards.CODE.encode() + base45.encoded(b"\xff" * 40).encode(), "not_a_card"),
    "a code of zeros": (code_of(bytes(200)), "not_a_card"),
    "a code that unpacks to a lot": (code_of(bytes(12_000_000)), "not_a_card"),
    "a code with something behind it": (cards.to_code(somebody().parts).encode() + b"000", "not_a_card"),
    "half a code": (cards.to_code(somebody().parts).encode()[:-300], "not_a_card"),
    "a code that promises more": (code_of(b"\xff\xff" + bytes(300)), "not_a_card"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_is_refused_with_its_reason(kind: str) -> None:
    data, reason = FILES[kind]
    assert reason_of(data) == reason


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    for start in (b"", b"{", cards.CODE.encode()):
        with pytest.raises(CardRefused):
            cards.read(start + data)


@given(st.binary(max_size=200))
def test_base_45_gives_back_what_it_was_given(data: bytes) -> None:
    assert base45.decoded(base45.encoded(data)) == data


def test_base_45_is_that_of_the_standard() -> None:
    assert base45.encoded(b"AB") == "BB8"  # RFC 9285, 4.3
    assert base45.encoded(b"Hello!!") == "%69 VD92EX0"
    assert base45.encoded(b"base-45") == "UJCLQE7W581"
    assert base45.decoded("QED8WEX0") == b"ietf!"
    for wrong in ("GGW", "::", "A", "AAAA", "a00"):
        with pytest.raises(ValueError, match="base 45"):
            base45.decoded(wrong)
