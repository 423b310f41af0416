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


_NEVER_TRUSTED = (x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise)


def is_revoked(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    lists: Sequence[x509.CertificateRevocationList],
    proven: datetime | None = None,
) -> bool:
    """Tell whether a list signed by the issuer names the certificate; an old list counts as well.

    ``proven`` is a moment at which the signature is known to have been there: being revoked after it does no
    harm (EN 319 102-1, 5.6), unless it says that somebody else has the key.
    """
    entries = (
        found.get_revoked_certificate_by_serial_number(certificate.serial_number)
        for found in lists
        if _is_from(found, issuer)
    )
    return any(entry is not None and not _is_later(entry, proven) for entry in entries)


def _is_later(entry: x509.RevokedCertificate, proven: datetime | None) -> bool:
    if proven is None:
        return False
    since = entry.revocation_date_utc
    for extension in entry.extensions:
        if isinstance(extension.value, x509.CRLReason) and extension.value.reason in _NEVER_TRUSTED:
            return False
        if isinstance(extension.value, x509.InvalidityDate):
            since = min(since, extension.value.invalidity_date_utc)
    return since > proven


def revocation_is_known(
    certificate: x509.Certificate,
    issuer: x509.Certificate | None,
    lists: Sequence[x509.CertificateRevocationList],
    at: datetime,
    now: datetime | None = None,
) -> bool:
    """Tell whether nothing stands open at a moment, asked now.

    That is so when the certificate names no address, or when a current list of its issuer was given; one that
    came out after a moment in the past does as well, for as long as the certificate itself was valid.
    """
    if not _names_an_address(certificate):
        return True
    latest = max(at, min(now or at, certificate.not_valid_after_utc))
    return issuer is not None and any(
        _is_from(found, issuer) and _is_current(found, at, latest) and _is_complete(found) for found in lists
    )


def list_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return where a certificate says that its revocation list is."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(
        name.value
        for point in points
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
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


def _is_current(found: x509.CertificateRevocationList, at: datetime, latest: datetime) -> bool:
    until = found.next_update_utc
    return until is not None and found.last_update_utc <= latest and at <= until


def _is_complete(found: x509.CertificateRevocationList) -> bool:
    return not any(extension.critical for extension in found.extensions)


def _names_an_address(certificate: x509.Certificate) -> bool:
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.CRLDistributionPoints):
            return True
        if isinstance(extension.value, x509.AuthorityInformationAccess):
            return any(d.access_method == AuthorityInformationAccessOID.OCSP for d in extension.value)
    return False
