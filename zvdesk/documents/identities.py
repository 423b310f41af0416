"""Issue the certificates of a house and its people (RFC 5280); certificates go in and out as DER bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier

from zvdesk.domain.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

PRACTICE_SUFFIX = " (OEFENING)"
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336

_HOUSE_YEARS = 20
_LONGEST_NAME = 64  # bytes; ub-common-name and ub-organization-name, RFC 5280 appendix A
_CLOCK_SKEW = timedelta(minutes=5)


SigningKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey  # of the house: always the first


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIdentity:
    """Hold a person's signing key and the certificates that say whose it is."""

    private_key: SigningKey = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...] = ()  # the issuers, nearest first; the house is the last


def new_signing_key() -> ec.EllipticCurvePrivateKey:
    """Make a signing key on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate in hex."""
    return x509.load_der_x509_certificate(certificate).fingerprint(SHA256()).hex()


def key_id(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the public key (SubjectPublicKeyInfo, DER) that a certificate is for, in hex."""
    public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()


def house_certificate(
    house_key: ec.EllipticCurvePrivateKey, house_name: str, *, practice: bool, now: datetime
) -> bytes:
    """Return the self-signed certificate of a house: it issues to people and signs no documents itself."""
    name = _name(common=house_name, organisation=house_name, practice=practice)
    public = house_key.public_key()
    builder = (
        _builder(name, name, public, now, _years_after(now, _HOUSE_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(is_authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return builder.sign(house_key, SHA256()).public_bytes(Encoding.DER)


def person_certificate(
    house_key: ec.EllipticCurvePrivateKey,
    house_certificate: bytes,
    person_public_key: ec.EllipticCurvePublicKey,
    *,
    name: str,
    role: str,
    organisation: str,
    practice: bool,
    now: datetime,
    until: datetime,
) -> bytes:
    """Return the certificate of one person, issued by the house; ``role`` is the Dutch word for it.

    Ten years is the usual term. The certificate never outlives the house's own.
    """
    house = x509.load_der_x509_certificate(house_certificate)
    subject = _name(common=name, organisation=organisation, practice=practice, role=role, is_person=True)
    until = min(until.astimezone(UTC), house.not_valid_after_utc)
    builder = (
        _builder(subject, house.subject, person_public_key, now, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(person_public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(house_key.public_key()), critical=False
        )
    )
    return builder.sign(house_key, SHA256()).public_bytes(Encoding.DER)


def revocation_list(
    house_key: ec.EllipticCurvePrivateKey,
    house_certificate: bytes,
    revoked: Iterable[tuple[bytes, datetime]],
    *,
    now: datetime,
    until: datetime,
) -> bytes:
    """Return a DER list of the certificates that the house withdrew, each with the moment it did."""
    house = x509.load_der_x509_certificate(house_certificate)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(house.subject)
        .last_update(now.astimezone(UTC))
        .next_update(until.astimezone(UTC))
    )
    for certificate, at in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(x509.load_der_x509_certificate(certificate).serial_number)
            .revocation_date(at.astimezone(UTC))
            .build()
        )
    return builder.sign(house_key, SHA256()).public_bytes(Encoding.DER)


def _name(
    *, common: str, organisation: str, practice: bool, role: str = "", is_person: bool = False
) -> x509.Name:
    suffix = PRACTICE_SUFFIX if practice else ""
    parts = [
        (NameOID.COUNTRY_NAME, "NL"),
        (NameOID.ORGANIZATION_NAME, _cut(organisation, suffix)),
        (NameOID.TITLE, _cut(role, "")),
        (NameOID.COMMON_NAME, _cut(common, "" if is_person else suffix)),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _cut(text: str, suffix: str) -> str:
    clean = " ".join(tidy(text).split())
    room = _LONGEST_NAME - len(suffix)
    if len(clean.encode("utf-8")) > room:
        room -= len("…".encode())
        clean = clean.encode("utf-8")[:room].decode("utf-8", "ignore").rstrip() + "…"
    return clean + suffix if clean else ""


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - _CLOCK_SKEW)
        .not_valid_after(until.astimezone(UTC))
    )


def _key_usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _years_after(moment: datetime, years: int) -> datetime:
    is_leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=moment.year + years, day=28 if is_leap_day else moment.day)
