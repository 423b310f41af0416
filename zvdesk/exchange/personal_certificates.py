"""Read who a person is out of the certificate that a house issued to them (RFC 5280)."""

from __future__ import annotations

import hashlib
import unicodedata
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zvdesk.domain.colleagues import Card
from zvdesk.domain.people import ASSIGNABLE_ROLES
from zvdesk.errors import CardRefused
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.x509.oid import ObjectIdentifier

_ROLES = {ROLES[role]: role for role in ASSIGNABLE_ROLES}
_LONGEST_NAME = 64  # letters: ub-common-name, RFC 5280 appendix A
_LARGEST = 4_000  # bytes of one certificate
_FAULTS = (
    ValueError,
    TypeError,
    Warning,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
)
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class LoadedCertificate:
    """Hold a certificate with its key on P-256, as every house of zvdesk makes them."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePublicKey
    is_authority: bool


def key_id(key: ec.EllipticCurvePublicKey) -> str:
    """Return the id of whom a public key belongs to."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def loaded(der: bytes, reason: str) -> LoadedCertificate:
    """Return a certificate (X.509 DER) ready to check with; raise CardRefused with the reason given."""
    if len(der) > _LARGEST:
        _refuse(reason)
    with _strictly(reason):
        certificate = x509.load_der_x509_certificate(der)
        key = certificate.public_key()
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        exact = certificate.public_bytes(Encoding.DER) == der
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1) or not exact:
        _refuse(reason)
    return LoadedCertificate(certificate, key, constraints.ca)


def card_of(certificate: bytes, house_certificate: bytes, sealing_public: bytes, reason: str) -> Card:
    """Return what a person's certificate and that of the house say, with the key to seal to.

    Raises CardRefused: ``reason`` for what is no certificate or no key, other_house for one that this house
    did not issue, bad_name and bad_role for what it says.
    """
    person, house = loaded(certificate, reason), loaded(house_certificate, reason)
    _check_issued(person, house)
    _check_key(sealing_public, reason)
    role = _ROLES.get(_said(person.certificate, x509.NameOID.TITLE, "bad_role"))
    if role is None:
        _refuse("bad_role")
    return Card(
        id=key_id(person.key),
        name=_named(person.certificate),
        role=role,
        organisation=_said(person.certificate, x509.NameOID.ORGANIZATION_NAME, "bad_name"),
        house=_named(house.certificate),
        certificate=certificate,
        house_certificate=house_certificate,
        sealing_public=sealing_public,
        valid_from=person.certificate.not_valid_before_utc,
        valid_until=min(person.certificate.not_valid_after_utc, house.certificate.not_valid_after_utc),
    )


def name_of(certificate: bytes) -> str:
    """Return the name in a certificate (X.509 DER) that was read before; raise CardRefused: bad_name."""
    return _named(loaded(certificate, "bad_name").certificate)


def _check_issued(person: LoadedCertificate, house: LoadedCertificate) -> None:
    if person.is_authority or not house.is_authority or person.key == house.key:
        _refuse("other_house")
    with _strictly("other_house"):
        person.certificate.verify_directly_issued_by(house.certificate)
        house.certificate.verify_directly_issued_by(house.certificate)


def _check_key(sealing_public: bytes, reason: str) -> None:
    """Refuse what is no X25519 key, and the few points to which anybody could open a seal (RFC 7748, 6.1)."""
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(sealing_public))
    except ValueError:
        _refuse(reason)


def _named(certificate: x509.Certificate) -> str:
    return _said(certificate, x509.NameOID.COMMON_NAME, "bad_name") or _refuse("bad_name")


def _said(certificate: x509.Certificate, oid: ObjectIdentifier, reason: str) -> str:
    """Return one part of the name, which may be away; refuse hidden letters and what stands there twice."""
    with _strictly(reason):
        found = certificate.subject.get_attributes_for_oid(oid)
    if not found:
        return ""
    text = found[0].value
    if len(found) > 1 or not isinstance(text, str) or not 0 < len(text) <= _LONGEST_NAME:
        _refuse(reason)
    if text != " ".join(text.split()) or any(unicodedata.category(letter) in _HIDDEN for letter in text):
        _refuse(reason)
    return text


@contextmanager
def _strictly(reason: str) -> Iterator[None]:
    """Refuse what the library refuses, and what it only warns of: a number below 1, an odd country."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except _FAULTS:
            _refuse(reason)


def _refuse(reason: str) -> NoReturn:
    raise CardRefused(reason) from None
