"""Judge the certificates behind a signature: issued by whom, to whom, for what, until when (RFC 5280, 6).

The house profile is small on purpose: a house issues to people, people issue to nobody. Anything that this
module does not understand and that calls itself critical is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, ObjectIdentifier

from zvdesk.documents.identities import DOCUMENT_SIGNING
from zvdesk.documents.revocation import AtHand, is_revoked, looked_at
from zvdesk.domain.signatures import Looked, RevocationSource, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_LONGEST_PATH = 5
_STRONG_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_UNDERSTOOD = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.CERTIFICATE_POLICIES,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    }
)
_PURPOSES = frozenset(
    {
        DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # Adobe authentic documents trust
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # Microsoft document signing
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what the certificates are worth; the path runs from the signer to the last known issuer."""

    kind: VerdictKind
    detail: str
    path: tuple[x509.Certificate, ...]
    looked: Looked | None = None  # at what, to see whether one was withdrawn; None: it did not come to that


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Hold what the reader trusts and knows at one moment."""

    certificates: tuple[x509.Certificate, ...]
    at_hand: AtHand = field(default_factory=AtHand)  # about withdrawals
    at: datetime
    proven: datetime | None = None  # when the signature was surely there; else it is judged as of ``at``

    @property
    def moment(self) -> datetime:
        """Return the moment at which certificates must have been good."""
        return self.proven or self.at


class _Refused(Exception):
    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def judge(
    signer: x509.Certificate,
    embedded: Sequence[x509.Certificate],
    trust: Trust,
    *,
    is_about_time: bool = False,
) -> Finding:
    """Judge a signer's certificate; ``embedded`` are the certificates that the signature brings along.

    Who signs a timestamp must be certified for just that (RFC 3161, 2.3), and then signs nothing else.
    """
    path: tuple[x509.Certificate, ...] = (signer,)
    try:
        if is_about_time:
            _check_authority(signer)
        else:
            _check_signer(signer)
        path = _walk(signer, embedded, trust)
        if any(certificate not in path for certificate in embedded):
            raise _Refused("stray_certificate")
        anchor = next((i for i, certificate in enumerate(path) if certificate in trust.certificates), None)
        relevant = path if anchor is None else path[: anchor + 1]
        _check_issuers(relevant)
        for certificate in relevant:
            _check_strength(certificate)
            _check_extensions(certificate)
    except _Refused as refused:
        return Finding(VerdictKind.INVALID, refused.detail, path)
    except ValueError:
        return Finding(VerdictKind.INVALID, "malformed_certificate", path)
    looked = _looked(path, relevant, trust)
    kind, detail = _standing(path, relevant, trust, looked, is_trusted=anchor is not None)
    return Finding(kind, detail, path, looked)


def _standing(
    path: tuple[x509.Certificate, ...],
    relevant: tuple[x509.Certificate, ...],
    trust: Trust,
    looked: Looked,
    *,
    is_trusted: bool,
) -> tuple[VerdictKind, str]:
    """Weigh time, revocation and trust of a path that is well made."""
    issued = list(pairwise(path))[: len(relevant)]
    if any(is_revoked(certificate, issuer, trust.at_hand, trust.proven) for certificate, issuer in issued):
        return VerdictKind.REVOKED, "certificate_revoked"
    if any(trust.moment > certificate.not_valid_after_utc for certificate in relevant):
        return VerdictKind.EXPIRED, "certificate_expired"
    if any(trust.moment < certificate.not_valid_before_utc for certificate in relevant):
        return VerdictKind.INVALID, "certificate_not_yet_valid"
    if not is_trusted:
        return VerdictKind.UNKNOWN_SIGNER, "unknown_signer"
    if looked.source is RevocationSource.MISSING:
        return VerdictKind.UNKNOWN_SIGNER, "revocation_unknown"
    return VerdictKind.VALID, ""


def _looked(
    path: tuple[x509.Certificate, ...], relevant: tuple[x509.Certificate, ...], trust: Trust
) -> Looked:
    """Say what was looked at for a path: nothing when something is missing, else the oldest of all."""
    found = [
        looked_at(certificate, issuer, trust.at_hand, trust.moment, trust.at)
        for certificate, issuer in zip(relevant, (*path[1:], None), strict=False)
    ]
    missing = [looked for looked in found if looked.source is RevocationSource.MISSING]
    dated = sorted((looked for looked in found if looked.at), key=lambda looked: looked.at or trust.at)
    return (*missing, *dated, Looked(RevocationSource.NOT_NAMED))[0]


def _walk(
    signer: x509.Certificate, embedded: Sequence[x509.Certificate], trust: Trust
) -> tuple[x509.Certificate, ...]:
    """Climb from the signer to an issuer that issued itself, or that nobody brought along."""
    path = [signer]
    while len(path) <= _LONGEST_PATH:
        current = path[-1]
        if issued_by(current, current):
            return tuple(path)
        issuer = next(
            (c for c in (*trust.certificates, *embedded) if c not in path and issued_by(current, c)), None
        )
        if issuer is None:
            return tuple(path)
        path.append(issuer)
    raise _Refused("path_too_long")


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether the issuer's key signed the certificate under the issuer's name."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _check_no_authority_and_signs(signer: x509.Certificate) -> None:
    if _is_authority(signer):
        raise _Refused("signer_is_authority")
    usage = _key_usage(signer)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise _Refused("key_usage")


def _check_signer(signer: x509.Certificate) -> None:
    _check_no_authority_and_signs(signer)
    purposes = _purposes(signer)
    if purposes is not None and not purposes & _PURPOSES:
        raise _Refused("key_usage")


def _check_authority(signer: x509.Certificate) -> None:
    """Refuse who may not sign timestamps: the only purpose must be that, and critical."""
    _check_no_authority_and_signs(signer)
    try:
        extension = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        raise _Refused("key_usage") from None
    if not extension.critical or set(extension.value) != {ExtendedKeyUsageOID.TIME_STAMPING}:
        raise _Refused("key_usage")


def _check_issuers(path: Sequence[x509.Certificate]) -> None:
    for below, issuer in enumerate(path[1:]):
        constraints = _constraints(issuer)
        usage = _key_usage(issuer)
        if constraints is None or not constraints.ca or usage is None or not usage.key_cert_sign:
            raise _Refused("issuer_is_no_authority")
        if constraints.path_length is not None and below > constraints.path_length:
            raise _Refused("path_too_long")


def _check_strength(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        is_strong = key.key_size >= 2048
    else:
        is_strong = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size >= 256
    if not is_strong or not isinstance(certificate.signature_hash_algorithm, _STRONG_HASHES):
        raise _Refused("weak_algorithm")


def _check_extensions(certificate: x509.Certificate) -> None:
    for extension in certificate.extensions:
        is_constraint = extension.oid in (ExtensionOID.NAME_CONSTRAINTS, ExtensionOID.POLICY_CONSTRAINTS)
        if is_constraint or (extension.critical and extension.oid not in _UNDERSTOOD):
            raise _Refused("unknown_constraint")


def _constraints(certificate: x509.Certificate) -> x509.BasicConstraints | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return None


def _is_authority(certificate: x509.Certificate) -> bool:
    constraints = _constraints(certificate)
    return constraints is not None and constraints.ca


def _key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _purposes(certificate: x509.Certificate) -> frozenset[ObjectIdentifier] | None:
    try:
        return frozenset(certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except x509.ExtensionNotFound:
        return None
