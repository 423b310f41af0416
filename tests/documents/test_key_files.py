"""A signing key in a file of somebody else's making: what signs, and what is refused before it costs much."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from asn1crypto import pkcs12 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12

from tests.documents.judging import K, judged, outcome
from tests.documents.key_file import NAME, PASSPHRASE, certified, key_file, rsa_key, with_rounds
from tests.documents.lists import SIGNED_AT
from tests.documents.pki import ISSUED_AT, YEAR, House, make_house, name_of
from tests.documents.pki import NAME as HOUSE
from zvdesk.documents.identities import SigningKey, new_signing_key
from zvdesk.documents.key_files import LARGEST, load_key_file, named
from zvdesk.errors import KeyFileUnusable, WrongKeyFilePassphrase
from zvdesk.texts.verdicts import signer_line, signer_name


@pytest.mark.parametrize("make", [new_signing_key, rsa_key], ids=["ec", "rsa"])
def test_a_key_from_a_file_signs(make: type[SigningKey], house: House, bare: bytes) -> None:
    identity = load_key_file(key_file(house, make()), PASSPHRASE, at=SIGNED_AT)
    assert identity.chain == (house.certificate,)
    assert named(identity.certificate) == (NAME, HOUSE)
    assert outcome(judged(bare, identity, house.certificate)) == (K.VALID, "")
    assert outcome(judged(bare, identity)) == (K.UNKNOWN_SIGNER, "unknown_signer")


def test_certificates_of_others_in_the_file_stay_out_of_the_signature(house: House, bare: bytes) -> None:
    key = new_signing_key()
    others = [x509.load_der_x509_certificate(make_house("Vreemd").certificate)]
    data = pkcs12.serialize_key_and_certificates(
        None, key, certified(house, key), others, BestAvailableEncryption(PASSPHRASE.encode())
    )
    identity = load_key_file(data, PASSPHRASE, at=SIGNED_AT)
    assert identity.chain == ()
    assert outcome(judged(bare, identity, house.certificate)) == (K.VALID, "")


@pytest.mark.parametrize("words", ["", "een andere wachtzin", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file(words: str, house: House) -> None:
    data = key_file(house)
    with pytest.raises(WrongKeyFilePassphrase):
        load_key_file(data, words, at=SIGNED_AT)
    for damaged in (data[:-10], data + b"x", b"", b"geen sleutel", b"\x30\x80" * 50_000):
        with pytest.raises(KeyFileUnusable) as refused:
            load_key_file(damaged, PASSPHRASE, at=SIGNED_AT)
        assert refused.value.reason in ("not_a_key_file", "too_large")


def test_what_costs_too_much_is_refused_before_it_is_computed(house: House) -> None:
    assert load_key_file(key_file(house, encryption=with_rounds(20_000)), PASSPHRASE, at=SIGNED_AT)
    found = asn1.Pfx.load(key_file(house))
    found["mac_data"]["iterations"] = 2_000_000_000
    costly = found.dump(force=True)
    began = time.process_time()
    with pytest.raises(KeyFileUnusable) as refused:
        load_key_file(costly, PASSPHRASE, at=SIGNED_AT)
    assert refused.value.reason == "too_costly"
    assert time.process_time() - began < 1
    with pytest.raises(KeyFileUnusable) as large:
        load_key_file(b"\x30" * (LARGEST + 1), PASSPHRASE, at=SIGNED_AT)
    assert large.value.reason == "too_large"


def test_a_file_may_lack_a_key_or_hold_one_that_cannot_sign(house: House) -> None:
    secret = BestAvailableEncryption(PASSPHRASE.encode())
    authority = x509.load_der_x509_certificate(house.certificate)
    without_key = pkcs12.serialize_key_and_certificates(None, None, None, [authority], secret)
    alone = pkcs12.serialize_key_and_certificates(None, new_signing_key(), None, None, secret)
    strange = ed25519.Ed25519PrivateKey.generate()
    name = name_of("V. Oorbeeld")
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(strange.public_key())
        .serial_number(7)
        .not_valid_before(ISSUED_AT)
        .not_valid_after(ISSUED_AT + YEAR)
        .sign(strange, None)
    )
    other = pkcs12.serialize_key_and_certificates(None, strange, own, None, secret)
    for data, reason in (
        (without_key, "no_key"),
        (alone, "no_key"),
        (other, "unknown_kind"),
        (key_file(house, days=3), "expired"),
        (key_file(house, may_sign=False), "not_for_signing"),
    ):
        with pytest.raises(KeyFileUnusable) as refused:
            load_key_file(data, PASSPHRASE, at=SIGNED_AT)
        assert refused.value.reason == reason


def test_who_signs_has_a_name(house: House, bare: bytes) -> None:
    organisation = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Gezag")])
    identity = load_key_file(key_file(house, name=organisation), PASSPHRASE, at=SIGNED_AT)
    assert named(identity.certificate) == ("Gezag", HOUSE)
    found = judged(bare, identity, house.certificate)
    assert (found.kind, signer_name(found.signers[0])) == (K.VALID, "Gezag")
    mail = x509.Name([x509.NameAttribute(x509.NameOID.EMAIL_ADDRESS, "v@oorbeeld.invalid")])
    for nameless in (mail, x509.Name([]), name_of("\u202e"), name_of(" ")):
        with pytest.raises(KeyFileUnusable) as refused:
            load_key_file(key_file(house, name=nameless), PASSPHRASE, at=SIGNED_AT)
        assert refused.value.reason == "no_name"
    unknown = replace(found.signers[0], organisation="")
    assert signer_line(unknown).startswith("iemand zonder naam in het certificaat, met een sleutel die")


def test_a_file_without_a_passphrase_opens_with_an_empty_one(house: House) -> None:
    data = key_file(house, encryption=NoEncryption())
    assert load_key_file(data, "", at=SIGNED_AT).chain == (house.certificate,)
