from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Literal

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.documents.judging import (
    ASKS,
    NOT_ASKS,
    ONLY_AUTHORITIES,
    PERSON,
    POINTS,
    SIGNS,
    K,
    judged,
    outcome,
)
from tests.documents.lists import SIGNED_AT
from tests.documents.pki import (
    ISSUED_AT,
    YEAR,
    House,
    make_house,
    make_house_without_lists,
    name_of,
    odd_certificate,
    odd_person,
    usage,
)
from zvdesk.documents.chains import Trust, judge
from zvdesk.documents.identities import new_signing_key
from zvdesk.documents.revocation import AtHand, is_revoked


def test_time_runs_out(bare: bytes, house: House) -> None:
    person = house.person(until=SIGNED_AT + YEAR)
    assert judged(bare, person, house.certificate, at=SIGNED_AT + YEAR - timedelta(days=1)).kind is K.VALID
    late = judged(bare, person, house.certificate, at=SIGNED_AT + YEAR + timedelta(days=1))
    assert outcome(late) == (K.EXPIRED, "certificate_expired")
    early = judged(bare, person, house.certificate, at=ISSUED_AT - timedelta(days=1))
    assert outcome(early) == (K.INVALID, "certificate_not_yet_valid")


def test_an_expired_house_does_not_spoil_a_person_who_is_trusted_directly(bare: bytes, house: House) -> None:
    person = house.person(until=ISSUED_AT + 20 * YEAR)
    later = ISSUED_AT + 20 * YEAR - timedelta(days=1)
    assert judged(bare, person, person.certificate, at=later).kind is K.VALID


def test_a_withdrawn_certificate_is_refused(bare: bytes, house: House) -> None:
    person, other = house.person(), house.person()
    withdrawn = house.revoke(person.certificate)
    for trusted in (house.certificate, person.certificate):
        verdict = judged(bare, person, trusted, lists=[withdrawn])
        assert outcome(verdict) == (K.REVOKED, "certificate_revoked")
    assert judged(bare, other, house.certificate, lists=[withdrawn]).kind is K.VALID


def test_an_old_list_still_withdraws(bare: bytes, house: House) -> None:
    person = house.person()
    old = house.revoke(person.certificate, until=SIGNED_AT + timedelta(days=1))
    assert judged(bare, person, house.certificate, lists=[old], at=SIGNED_AT + YEAR).kind is K.REVOKED


def test_a_forged_list_withdraws_nobody(bare: bytes, house: House) -> None:
    person = house.person()
    look_alike, stranger = make_house(), make_house("Vreemd")
    forged = [look_alike.revoke(person.certificate), stranger.revoke(person.certificate)]
    assert judged(bare, person, house.certificate, lists=forged).kind is K.VALID


@pytest.mark.parametrize("address", [POINTS, ASKS])
def test_who_names_a_list_and_brings_none_is_not_vouched_for(
    bare: bytes, house: House, address: tuple[x509.ExtensionType, bool]
) -> None:
    person = odd_person(house, [PERSON, SIGNS, address])
    open_question = (K.UNKNOWN_SIGNER, "revocation_unknown")
    assert outcome(judged(bare, person, house.certificate)) == open_question
    assert outcome(judged(bare, person, person.certificate)) == open_question
    current = house.revoke()
    assert judged(bare, person, house.certificate, lists=[current]).kind is K.VALID
    assert judged(bare, person, person.certificate, lists=[current]).kind is K.VALID
    stale = judged(bare, person, house.certificate, lists=[current], at=SIGNED_AT + YEAR / 2)
    assert stale.kind is K.VALID
    short = house.revoke(until=SIGNED_AT + timedelta(days=1))
    late = judged(bare, person, house.certificate, lists=[short], at=SIGNED_AT + timedelta(days=2))
    assert outcome(late) == open_question
    forged = [make_house().revoke()]
    assert outcome(judged(bare, person, house.certificate, lists=forged)) == open_question
    assert judged(bare, person, house.certificate, lists=[house.revoke(person.certificate)]).kind is K.REVOKED


@pytest.mark.parametrize("critical", [True, False])
@pytest.mark.parametrize("part", [ONLY_AUTHORITIES, x509.DeltaCRLIndicator(1)])
def test_a_list_of_a_part_vouches_for_nobody(
    bare: bytes, house: House, part: x509.ExtensionType, critical: bool
) -> None:
    person = odd_person(house, [PERSON, SIGNS, POINTS])
    found = judged(bare, person, house.certificate, lists=[house.odd_list((part, critical))])
    assert outcome(found) == (K.UNKNOWN_SIGNER, "revocation_unknown")
    number = (x509.CRLNumber(7), False)
    assert judged(bare, person, house.certificate, lists=[house.odd_list(number)]).kind is K.VALID


def test_a_house_that_is_not_certified_for_lists_vouches_for_nobody_but_withdraws(bare: bytes) -> None:
    house = make_house_without_lists()
    person = odd_person(house, [PERSON, SIGNS, POINTS])
    found = judged(bare, person, house.certificate, lists=[house.revoke()])
    assert outcome(found) == (K.UNKNOWN_SIGNER, "revocation_unknown")
    assert judged(bare, person, house.certificate, lists=[house.revoke(person.certificate)]).kind is K.REVOKED


def test_a_list_of_who_is_not_at_hand_leaves_open_whether_it_withdraws(bare: bytes, house: House) -> None:
    person = house.person()
    alone = replace(person, chain=())
    for lists in ([house.revoke(person.certificate)], [make_house().revoke(person.certificate)]):
        found = judged(bare, alone, person.certificate, lists=lists)
        assert outcome(found) == (K.UNKNOWN_SIGNER, "revocation_unknown")
    assert judged(bare, alone, person.certificate, lists=[house.revoke()]).kind is K.VALID
    strange = [make_house("Vreemd").revoke(person.certificate)]
    assert judged(bare, alone, person.certificate, lists=strange).kind is K.VALID
    itself = [make_house().revoke(house.certificate)]  # whose name and number anybody can write
    assert judged(bare, person, house.certificate, lists=itself).kind is K.VALID


def test_an_address_of_the_issuer_is_no_promise_of_a_list(bare: bytes, house: House) -> None:
    assert judged(bare, odd_person(house, [PERSON, SIGNS, NOT_ASKS]), house.certificate).kind is K.VALID


@pytest.mark.parametrize(
    ("extensions", "detail"),
    [
        ([PERSON, (usage("key_encipherment"), True)], "key_usage"),
        ([PERSON, SIGNS, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)], "key_usage"),
        (
            [PERSON, SIGNS, (x509.NameConstraints([x509.DNSName("huis.invalid")], None), True)],
            "unknown_constraint",
        ),
        (
            [
                PERSON,
                SIGNS,
                (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"), True),
            ],
            "unknown_constraint",
        ),
        ([(x509.BasicConstraints(ca=True, path_length=None), True), SIGNS], "signer_is_authority"),
    ],
)
def test_a_certificate_for_something_else_signs_nothing(
    bare: bytes, house: House, extensions: list[tuple[x509.ExtensionType, bool]], detail: str
) -> None:
    assert outcome(judged(bare, odd_person(house, extensions), house.certificate)) == (K.INVALID, detail)


@pytest.mark.parametrize(
    "extensions",
    [[], [SIGNS, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)]],
)
def test_a_plain_certificate_of_the_house_is_good_enough(
    bare: bytes, house: House, extensions: list[tuple[x509.ExtensionType, bool]]
) -> None:
    assert judged(bare, odd_person(house, extensions), house.certificate).kind is K.VALID


def test_a_short_key_is_refused(bare: bytes, house: House) -> None:
    person = odd_person(house, [PERSON, SIGNS], key=ec.generate_private_key(ec.SECP192R1()))
    assert outcome(judged(bare, person, house.certificate)) == (K.INVALID, "weak_algorithm")


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_a_list_of_another_kind_of_key_withdraws_nobody(
    house: House, kind: Literal["rsa", "ed25519"]
) -> None:
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ed25519.Ed25519PrivateKey.generate()
    name = x509.load_der_x509_certificate(house.certificate).subject
    issuer = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(ISSUED_AT.astimezone(UTC))
        .not_valid_after((ISSUED_AT + YEAR).astimezone(UTC))
        .sign(key, SHA256() if isinstance(key, rsa.RSAPrivateKey) else None)
    )
    person = house.person()
    revoked = x509.load_der_x509_crl(house.revoke(person.certificate))
    assert not is_revoked(x509.load_der_x509_certificate(person.certificate), issuer, AtHand((revoked,)))


def test_a_broken_certificate_is_refused_not_raised(house: House) -> None:
    twice = [(usage("digital_signature"), True)]
    key = new_signing_key()
    good = odd_certificate("F", key.public_key(), name_of("F"), key, twice)
    broken = x509.load_der_x509_certificate(good.replace(b"\x03\x02\x07\x80", b"\x03\x02\x09\x80"))
    trust = Trust(certificates=(), at=SIGNED_AT)
    assert judge(broken, (), trust).detail == "malformed_certificate"
    assert house.certificate != good
