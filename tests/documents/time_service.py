"""Run a small authority for time: a root, a certificate for timestamps, a revocation list, and openssl ts."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.documents.pki import name_of, usage
from zvdesk.documents.gathering import Known, Sources
from zvdesk.documents.identities import new_signing_key
from zvdesk.errors import SealFailed

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric import ec

LIST = "http://127.0.0.1:1/tijd.crl"  # where the certificate says that its list is
_CONFIG = """
[tsa]
default_tsa = house
[house]
dir = {folder}
serial = $dir/serial
crypto_device = builtin
signer_cert = $dir/tsa.pem
signer_key = $dir/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True)
class TimeService:
    """Stand for a time service with its authority."""

    folder: Path
    root: bytes
    certificate: bytes
    key: ec.EllipticCurvePrivateKey  # of the root

    def answer(self, request: bytes) -> bytes:
        """Answer a request of RFC 3161, as openssl does."""
        query, reply = self.folder / "query.tsq", self.folder / "reply.tsr"
        query.write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", str(self.folder / "ts.cnf")]
        command += ["-queryfile", str(query), "-out", str(reply)]
        subprocess.run(command, check=True, capture_output=True, timeout=30)
        return reply.read_bytes()

    def revocation_list(
        self, *, revoked: bool = False, days: int = 7, since: datetime | None = None
    ) -> bytes:
        """Issue the list of the authority, with or without its own certificate for timestamps."""
        root = x509.load_der_x509_certificate(self.root)
        now = since or datetime.now(UTC) - timedelta(minutes=1)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(root.subject)
            .last_update(now)
            .next_update(now + timedelta(days=days))
        )
        if revoked:
            serial = x509.load_der_x509_certificate(self.certificate).serial_number
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.DER)

    def sources(self) -> Sources:
        """Give the ways out without a network; nobody answers about certificates."""

        def fetch(address: str) -> bytes:
            if address != LIST:
                raise SealFailed("unreachable")
            return self.revocation_list()

        return Sources(self.answer, fetch, nobody)


def nobody(*_: object) -> bytes:
    """Stand for a responder that is not there."""
    raise SealFailed("unreachable")


def make_time_service(
    folder: Path, *, list_at: str = LIST, purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING
) -> TimeService:
    """Found an authority for time whose certificate names its revocation list."""
    folder.mkdir(parents=True, exist_ok=True)
    root_key, key = new_signing_key(), new_signing_key()
    points = [x509.DistributionPoint([x509.UniformResourceIdentifier(list_at)], None, None, None)]
    root = _certificate(
        *("Tijdwortel", root_key.public_key(), "Tijdwortel", root_key),
        (
            (x509.BasicConstraints(ca=True, path_length=0), True),
            (usage("key_cert_sign", "crl_sign"), True),
        ),
    )
    own = _certificate(
        *("Tijddienst Oefening", key.public_key(), "Tijdwortel", root_key),
        (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (usage("digital_signature"), True),
            (x509.ExtendedKeyUsage([purpose]), True),
            *(((x509.CRLDistributionPoints(points), False),) if list_at else ()),
        ),
    )
    (folder / "tsa.pem").write_bytes(x509.load_der_x509_certificate(own).public_bytes(Encoding.PEM))
    (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "serial").write_text("01\n")
    (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder))
    return TimeService(folder, root, own, root_key)


def _certificate(
    subject: str,
    public: ec.EllipticCurvePublicKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    extensions: tuple[tuple[x509.ExtensionType, bool], ...],
) -> bytes:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(name_of(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, SHA256()).public_bytes(Encoding.DER)


def known(*trusted: bytes, time: tuple[bytes, ...] = (), lists: tuple[bytes, ...] = ()) -> Known:
    """Hold what a reader has at hand now."""
    return Known(trusted=trusted, time_authorities=time, revocation_lists=lists, at=datetime.now(UTC))
