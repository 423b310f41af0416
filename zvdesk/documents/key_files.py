"""Open a file with a signing key of somebody else's making (PKCS#12, RFC 7292).

What such a file asks of the reader stands in it without proof: a thousand million rounds over the passphrase,
for one. So its shape and its cost are looked at before anything is computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn1crypto import pkcs12 as asn1
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID

from zvdesk.documents.chains import Trust, judge
from zvdesk.documents.identities import SigningIdentity
from zvdesk.documents.timestamps import name_in
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import KeyFileUnusable, WrongKeyFilePassphrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LARGEST = 100_000  # bytes

_MOST_ROUNDS = 2_000_000  # OpenSSL writes 2,048, NSS 600,000
_MOST_PARTS = 50
_UNUSABLE = {VerdictKind.EXPIRED: "expired", VerdictKind.INVALID: "not_for_signing"}


def load_key_file(data: bytes, passphrase: str, *, at: datetime) -> SigningIdentity:
    """Return the signing key in a PKCS#12 file, with its certificate and the issuers that come along.

    Raises WrongKeyFilePassphrase, and KeyFileUnusable for what is no such file, is too large or costs too
    much to open, holds no key with its certificate, or holds one that may not or no longer sign documents.
    """
    if len(data) > LARGEST:
        raise KeyFileUnusable("too_large")
    try:
        rounds = list(_rounds(data))
    except Exception as error:  # whatever a hostile file makes the reader raise: it cannot be read
        raise KeyFileUnusable("not_a_key_file") from error
    if any(number > _MOST_ROUNDS for number in rounds) or len(rounds) > _MOST_PARTS:
        raise KeyFileUnusable("too_costly")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode("utf-8"))
    except ValueError as error:
        raise WrongKeyFilePassphrase from error
    except UnsupportedAlgorithm as error:
        raise KeyFileUnusable("unknown_kind") from error
    if key is None or certificate is None:
        raise KeyFileUnusable("no_key")
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise KeyFileUnusable("unknown_kind")
    path, reason = usable_path(certificate, others, at)
    if reason:
        raise KeyFileUnusable(reason)
    return SigningIdentity(
        private_key=key,
        certificate=certificate.public_bytes(Encoding.DER),
        chain=tuple(issuer.public_bytes(Encoding.DER) for issuer in path[1:]),
    )


def named(der: bytes) -> tuple[str, str]:
    """Return whose a certificate (DER) is, and who issued it."""
    certificate = x509.load_der_x509_certificate(der)
    issuer = certificate.issuer
    organisation = name_in(issuer, NameOID.ORGANIZATION_NAME)
    subject = certificate.subject
    name = name_in(subject, NameOID.COMMON_NAME) or name_in(subject, NameOID.ORGANIZATION_NAME)
    return name, organisation or name_in(issuer, NameOID.COMMON_NAME)


def usable_path(
    certificate: x509.Certificate, others: list[x509.Certificate], at: datetime
) -> tuple[tuple[x509.Certificate, ...], str]:
    """Return a certificate with its issuers, nearest first, and why it may not sign now, or nothing.

    Who signs must have a name: a paper says by whom it is signed.
    """
    others = [other for other in others if other != certificate]
    finding = judge(certificate, (), Trust(certificates=tuple(others), at=at))
    try:
        name, _ = named(certificate.public_bytes(Encoding.DER))
    except ValueError:  # a name that cannot be read
        name = ""
    return finding.path, _UNUSABLE.get(finding.kind, "" if name else "no_name")


def _rounds(data: bytes) -> Iterator[int]:
    """Yield how many rounds each part of a file asks for; raise ValueError for a part of another kind."""
    found = asn1.Pfx.load(data, strict=True)
    if found["mac_data"].native is not None:
        yield int(found["mac_data"]["iterations"].native)
    for part in found.authenticated_safe:
        kind = part["content_type"].native
        if kind == "encrypted_data":
            yield _of(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
        elif kind == "data":
            for bag in asn1.SafeContents.load(part["content"].native):
                if bag["bag_id"].native == "safe_contents":
                    raise ValueError("bags in bags")
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    yield _of(bag["bag_value"]["encryption_algorithm"])
        else:
            raise ValueError("neither data nor encrypted data")


def _of(algorithm: Any) -> int:  # noqa: ANN401 - a value of asn1crypto
    if algorithm.kdf not in ("pbkdf2", "pkcs12_kdf", "pbkdf1"):
        raise ValueError("another derivation")
    return int(algorithm.kdf_iterations)
