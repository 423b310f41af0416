"""Ask revocation lists about a certificate (RFC 5280, section 5); nothing is ever fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def is_revoked(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    lists: Sequence[x509.CertificateRevocationList],
) -> bool:
    """Tell whether a list signed by the issuer names the certificate; an old list counts as well."""
    return any(
        found.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None
        for found in lists
        if _is_from(found, issuer)
    )


def revocation_is_known(
    certificate: x509.Certificate,
    issuer: x509.Certificate | None,
    lists: Sequence[x509.CertificateRevocationList],
    at: datetime,
) -> bool:
    """Tell whether nothing stands open.

    That is so when the certificate names no address, or when a current list of its issuer was given.
    """
    if not _names_an_address(certificate):
        return True
    return issuer is not None and any(
        _is_from(found, issuer) and _is_current(found, at) and _is_complete(found) for found in lists
    )


def _is_from(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    if found.issuer != issuer.subject:
        return False
    key = issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return False
    try:
        return found.is_signature_valid(key)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _is_current(found: x509.CertificateRevocationList, at: datetime) -> bool:
    until = found.next_update_utc
    return until is not None and found.last_update_utc <= at <= until


def _is_complete(found: x509.CertificateRevocationList) -> bool:
    return not any(extension.critical for extension in found.extensions)


def _names_an_address(certificate: x509.Certificate) -> bool:
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.CRLDistributionPoints):
            return True
        if isinstance(extension.value, x509.AuthorityInformationAccess):
            return any(d.access_method == AuthorityInformationAccessOID.OCSP for d in extension.value)
    return False
