from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.documents.pki import ISSUED_AT, NAME, YEAR, House, make_house
from zvdesk.documents.identities import (
    DOCUMENT_SIGNING,
    fingerprint,
    house_certificate,
    new_signing_key,
    person_certificate,
)


def load(certificate: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate)


def attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return str(name.get_attributes_for_oid(oid)[0].value)


def test_a_house_issues_but_does_not_sign(house: House) -> None:
    certificate = load(house.certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)
    assert usage.key_cert_sign
    assert usage.crl_sign
    assert not usage.digital_signature
    assert certificate.subject == certificate.issuer
    assert attribute(certificate.subject, NameOID.ORGANIZATION_NAME) == NAME
    assert certificate.not_valid_after_utc == (ISSUED_AT.replace(year=ISSUED_AT.year + 20)).astimezone(UTC)
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"


def test_a_person_signs_but_does_not_issue(house: House) -> None:
    certificate = load(house.person("Ş. Łuczak-Çelik").certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert list(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [
        DOCUMENT_SIGNING
    ]
    assert attribute(certificate.subject, NameOID.COMMON_NAME) == "Ş. Łuczak-Çelik"
    assert attribute(certificate.subject, NameOID.TITLE) == "voorzitter"
    assert attribute(certificate.subject, NameOID.ORGANIZATION_NAME) == NAME
    certificate.verify_directly_issued_by(load(house.certificate))


def test_practice_shows_in_every_certificate() -> None:
    practice = make_house(practice=True)
    key = new_signing_key()
    person = person_certificate(
        practice.key,
        practice.certificate,
        key.public_key(),
        name="F. Voorbeeld",
        role="",
        organisation="Huis",
        practice=True,
        now=ISSUED_AT,
        until=ISSUED_AT + YEAR,
    )
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        assert attribute(load(practice.certificate).subject, oid).endswith(" (OEFENING)")
    assert attribute(load(person).subject, NameOID.ORGANIZATION_NAME) == "Huis (OEFENING)"
    assert attribute(load(person).subject, NameOID.COMMON_NAME) == "F. Voorbeeld"
    assert not load(person).subject.get_attributes_for_oid(NameOID.TITLE)


def test_a_long_house_name_is_cut_but_stays_a_practice_house() -> None:
    name = "Zorg- en Veiligheidshuis " + "Oefenregio " * 10
    subject = load(make_house(name, practice=True).certificate).subject
    common = attribute(subject, NameOID.COMMON_NAME)
    assert len(common.encode("utf-8")) <= 64
    assert common.endswith("… (OEFENING)")


def test_serial_numbers_and_keys_are_never_the_same(house: House) -> None:
    people = [house.person() for _ in range(5)]
    assert len({load(person.certificate).serial_number for person in people}) == 5
    assert len({fingerprint(person.certificate) for person in people}) == 5
    assert fingerprint(house.certificate) == fingerprint(house.certificate)


def test_a_person_never_outlives_the_house(house: House) -> None:
    person = house.person(until=ISSUED_AT + 40 * YEAR)
    assert load(person.certificate).not_valid_after_utc == load(house.certificate).not_valid_after_utc


def test_a_house_may_be_founded_on_a_leap_day() -> None:
    day = datetime(2096, 2, 29, 12, tzinfo=UTC)
    certificate = load(house_certificate(new_signing_key(), "Huis", practice=False, now=day))
    assert certificate.not_valid_after_utc == datetime(2116, 2, 28, 12, tzinfo=UTC)


def test_the_clock_of_a_colleague_may_be_a_little_slow(house: House) -> None:
    assert load(house.certificate).not_valid_before_utc == ISSUED_AT.astimezone(UTC) - timedelta(minutes=5)


def test_a_key_does_not_show_in_a_log(house: House) -> None:
    identity = house.person()
    assert "private" not in repr(identity)
