from __future__ import annotations

import hashlib
import io
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from tests.documents.lists import SIGNED_AT
from tests.documents.pki import (
    ISSUED_AT,
    NAME,
    YEAR,
    House,
    make_house,
    name_of,
    odd_certificate,
    odd_person,
    usage,
)
from zvdesk.documents import verifying
from zvdesk.documents.chains import Trust, judge
from zvdesk.documents.containers import is_plain
from zvdesk.documents.identities import SigningIdentity, fingerprint, new_signing_key
from zvdesk.documents.revocation import is_revoked
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import Verdict, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Sequence

K = VerdictKind
PERSON = (x509.BasicConstraints(ca=False, path_length=None), True)
SIGNS = (usage("digital_signature", "content_commitment"), True)
ADDRESS = [x509.UniformResourceIdentifier("http://huis.invalid/lijst.crl")]
POINTS = (x509.CRLDistributionPoints([x509.DistributionPoint(ADDRESS, None, None, None)]), False)
ASKS = (
    x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, ADDRESS[0])]),
    False,
)
NOT_ASKS = (
    x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, ADDRESS[0])]
    ),
    False,
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to reach somebody fail the test."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("verifying reached for the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def judged(
    bare: bytes,
    identity: SigningIdentity,
    *trusted: bytes,
    lists: Sequence[bytes] = (),
    at: datetime = SIGNED_AT,
) -> Verdict:
    return verify(sign(bare, identity, at=SIGNED_AT), trusted=trusted, revocation_lists=lists, at=at)


def outcome(verdict: Verdict) -> tuple[VerdictKind, str]:
    return verdict.kind, verdict.detail


def test_a_list_of_a_known_house_is_valid_and_says_who_signed(
    signed: bytes, house: House, signer: SigningIdentity
) -> None:
    verdict = verify(signed, trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.VALID, "")
    assert verdict.document_sha256 == hashlib.sha256(signed).hexdigest()
    (facts,) = verdict.signers
    assert (facts.name, facts.role, facts.organisation, facts.issuer) == (
        "F. Voorbeeld",
        "voorzitter",
        NAME,
        NAME,
    )
    assert facts.signed_at == SIGNED_AT
    assert facts.fingerprint == fingerprint(signer.certificate)
    assert facts.issuer_fingerprint == fingerprint(house.certificate)
    assert not facts.is_practice


def test_practice_is_recognised(bare: bytes) -> None:
    practice = make_house(practice=True)
    verdict = judged(bare, practice.person(), practice.certificate)
    assert verdict.kind is K.VALID
    assert verdict.signers[0].is_practice


def test_a_person_may_be_trusted_without_the_house(signed: bytes, signer: SigningIdentity) -> None:
    assert outcome(verify(signed, trusted=[signer.certificate], at=SIGNED_AT)) == (K.VALID, "")


def test_a_person_may_have_made_a_certificate_at_home(bare: bytes) -> None:
    key = new_signing_key()
    own = odd_certificate("F. Voorbeeld", key.public_key(), name_of("F. Voorbeeld"), key, [PERSON, SIGNS])
    identity = SigningIdentity(private_key=key, certificate=own)
    assert outcome(judged(bare, identity, own)) == (K.VALID, "")
    assert outcome(judged(bare, identity)) == (K.UNKNOWN_SIGNER, "unknown_signer")


def test_an_unknown_house_is_unknown_even_with_the_same_name(signed: bytes, signer: SigningIdentity) -> None:
    look_alike = make_house()
    assert outcome(verify(signed, trusted=[], at=SIGNED_AT)) == (K.UNKNOWN_SIGNER, "unknown_signer")
    verdict = verify(signed, trusted=[look_alike.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.UNKNOWN_SIGNER, "unknown_signer")
    assert verdict.signers[0].fingerprint == fingerprint(signer.certificate)


def test_a_signature_without_its_chain_is_enough_when_the_house_is_known(
    bare: bytes, house: House, signer: SigningIdentity
) -> None:
    alone = replace(signer, chain=())
    assert outcome(judged(bare, alone, house.certificate)) == (K.VALID, "")
    unknown = judged(bare, alone)
    assert outcome(unknown) == (K.UNKNOWN_SIGNER, "unknown_signer")
    assert unknown.signers[0].issuer == NAME
    assert unknown.signers[0].issuer_fingerprint == ""


def test_the_house_key_itself_signs_no_documents(bare: bytes, house: House) -> None:
    assert outcome(judged(bare, house.identity, house.certificate)) == (K.INVALID, "signer_is_authority")


@pytest.mark.parametrize("trust_the_person", [False, True])
@pytest.mark.parametrize("claims_authority", [False, True])
def test_a_person_issues_to_nobody(
    bare: bytes, house: House, *, trust_the_person: bool, claims_authority: bool
) -> None:
    middle = (
        odd_person(
            house, [(x509.BasicConstraints(ca=True, path_length=0), True), (usage("key_cert_sign"), True)]
        )
        if claims_authority
        else house.person()
    )
    key = new_signing_key()
    issuer = x509.load_der_x509_certificate(middle.certificate).subject
    below = odd_certificate("M. Ander", key.public_key(), issuer, middle.private_key, [PERSON, SIGNS])
    identity = SigningIdentity(
        private_key=key, certificate=below, chain=(middle.certificate, house.certificate)
    )
    trusted = middle.certificate if trust_the_person and not claims_authority else house.certificate
    detail = "path_too_long" if claims_authority else "issuer_is_no_authority"
    assert outcome(judged(bare, identity, trusted)) == (K.INVALID, detail)


def test_an_endless_path_is_not_followed(bare: bytes) -> None:
    keys = [new_signing_key() for _ in range(8)]
    authority = [(x509.BasicConstraints(ca=True, path_length=None), True), (usage("key_cert_sign"), True)]
    chain = [
        odd_certificate(f"T{n}", keys[n].public_key(), name_of(f"T{n + 1}"), keys[n + 1], authority)
        for n in range(1, 7)
    ]
    leaf = odd_certificate("T0", keys[0].public_key(), name_of("T1"), keys[1], [PERSON, SIGNS])
    identity = SigningIdentity(private_key=keys[0], certificate=leaf, chain=tuple(chain))
    assert outcome(judged(bare, identity)) == (K.INVALID, "path_too_long")


def test_a_certificate_from_nowhere_may_not_ride_along(
    bare: bytes, house: House, signer: SigningIdentity
) -> None:
    stray = replace(signer, chain=(*signer.chain, make_house("Vreemd").certificate))
    assert outcome(judged(bare, stray, house.certificate)) == (K.INVALID, "stray_certificate")


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


def test_what_is_no_pdf_is_unreadable(bare: bytes, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def of(pdf: bytes) -> tuple[VerdictKind, str]:
        return outcome(verify(pdf, trusted=[house.certificate], at=SIGNED_AT))

    for garbage in (
        b"",
        b"hallo",
        b"%PDF-1.7",
        b"%PDF-1.7\n%%EOF",
        b"\0" * 5000,
        bare[:2000],
        b"[" * 100_000,
    ):
        assert of(garbage) == (K.UNREADABLE, "not_a_pdf")
    monkeypatch.setattr(verifying, "LARGEST", 1000)
    assert of(bare) == (K.UNREADABLE, "too_large")


def test_an_encrypted_pdf_is_unreadable(bare: bytes, house: House) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    verdict = verify(target.getvalue(), trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.UNREADABLE, "encrypted")


def test_a_pdf_without_pages_is_unreadable(house: House) -> None:
    target = io.BytesIO()
    pikepdf.new().save(target)
    assert verify(target.getvalue(), trusted=[house.certificate], at=SIGNED_AT).kind is K.UNREADABLE


def test_a_list_that_nobody_signed_is_unsigned(bare: bytes, house: House) -> None:
    verdict = verify(bare, trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.UNSIGNED, "no_signature")
    assert verdict.signers == ()


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
    assert not is_revoked(x509.load_der_x509_certificate(person.certificate), issuer, [revoked])


def test_a_broken_certificate_is_refused_not_raised(house: House) -> None:
    twice = [(usage("digital_signature"), True)]
    key = new_signing_key()
    good = odd_certificate("F", key.public_key(), name_of("F"), key, twice)
    broken = x509.load_der_x509_certificate(good.replace(b"\x03\x02\x07\x80", b"\x03\x02\x09\x80"))
    trust = Trust(certificates=(), revocation_lists=(), at=SIGNED_AT)
    assert judge(broken, (), trust).detail == "malformed_certificate"
    assert house.certificate != good


def test_a_byte_range_of_another_shape_is_not_plain() -> None:
    assert not is_plain(b"abc<00>def", [0, 3], b"\0")
    assert not is_plain(b"abc<00>def", [0, 3, 7, 4], b"\0")
    assert not is_plain(b"abc<00>def", [1, 3, 7, 3], b"\0")
    assert is_plain(b"abc<00>def", [0, 3, 7, 3], b"\0")
