"""Run a small responder (OCSP, RFC 6960): it answers whether a house withdrew a certificate."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.documents.lists import SIGNED_AT
from tests.documents.pki import House, odd_certificate, usage
from zvdesk.documents.identities import new_signing_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.identities import SigningKey

GOOD, REVOKED, UNKNOWN = ocsp.OCSPCertStatus.GOOD, ocsp.OCSPCertStatus.REVOKED, ocsp.OCSPCertStatus.UNKNOWN
NO_CHECK = (x509.OCSPNoCheck(), False)
ANSWERS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Responder:
    """Stand for a responder: the house itself, or somebody whom it certified for that."""

    house: House
    certificate: bytes
    key: SigningKey = field(repr=False)

    def answer(
        self,
        certificate: bytes,
        status: ocsp.OCSPCertStatus = GOOD,
        *,
        at: datetime = SIGNED_AT,
        until: datetime | None = SIGNED_AT + _WEEK,
        reason: x509.ReasonFlags | None = None,
        issuer: bytes = b"",
        digest: HashAlgorithm | None = None,
        extensions: Sequence[tuple[x509.ExtensionType, bool]] = (),
    ) -> bytes:
        """Answer about one certificate."""
        is_gone = status is REVOKED
        own = x509.load_der_x509_certificate(self.certificate)
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=x509.load_der_x509_certificate(certificate),
            issuer=x509.load_der_x509_certificate(issuer or self.house.certificate),
            algorithm=digest or SHA1(),  # noqa: S303 - it only finds the issuer
            cert_status=status,
            this_update=at.astimezone(UTC),
            next_update=until.astimezone(UTC) if until else None,
            revocation_time=at.astimezone(UTC) if is_gone else None,
            revocation_reason=reason if is_gone else None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, own)
        if self.certificate != self.house.certificate:
            builder = builder.certificates([own])
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.DER)


def house_responder(house: House) -> Responder:
    """Let a house answer itself."""
    return Responder(house, house.certificate, house.key)


def delegate(
    house: House,
    *,
    extensions: Sequence[tuple[x509.ExtensionType, bool]] = (ANSWERS, NO_CHECK),
    since: datetime | None = None,
    issuer: House | None = None,
    key: SigningKey | None = None,
) -> Responder:
    """Let a house certify somebody to answer for it."""
    key = key or new_signing_key()
    by = issuer or house
    name = x509.load_der_x509_certificate(by.certificate).subject
    own = odd_certificate(
        "Antwoorddienst",
        key.public_key(),
        name,
        by.key,
        [
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (usage("digital_signature"), True),
            *extensions,
        ],
        since=since or datetime.now(UTC) - timedelta(days=1),
    )
    return Responder(house, own, key)
