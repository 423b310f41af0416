"""Verify a signed document, with or without a vault; known signers live in a public folder of the profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from zvdesk import system
from zvdesk.documents.verifying import LARGEST, verify
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.errors import FileUnreadable, NotACertificate
from zvdesk.services.desk import Trail
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from zvdesk.services.desk import Desk

_FOLDER = "vertrouwd"
_LARGEST = 100_000
_MOST = 1_000

#: From good to bad: with several files the worst decides.
ORDER = (
    VerdictKind.VALID,
    VerdictKind.UNKNOWN_SIGNER,
    VerdictKind.EXPIRED,
    VerdictKind.UNSIGNED,
    VerdictKind.UNREADABLE,
    VerdictKind.REVOKED,
    VerdictKind.INVALID,
    VerdictKind.CHANGED,
)


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold the verdict on one file; ``is_registered`` says whether the vault's register knows it."""

    path: Path
    verdict: Verdict
    is_registered: bool | None = None  # None: there was no vault to ask


@dataclass(frozen=True, slots=True)
class KnownCertificate:
    """Hold one certificate of the trust folder."""

    name: str
    organisation: str
    fingerprint: str
    der: bytes


def verify_file(
    path: Path, *, trust: Iterable[Path] = (), desk: Desk | None = None, at: datetime | None = None
) -> Verified:
    """Return the verdict on one file; raise NotACertificate for a bad ``trust`` file, FileUnreadable.

    The signers known here are those of the trust folder, of ``trust`` and of the open vault's house.
    """
    trusted = [*(known.der for known in known_certificates()), *(read_certificate(p) for p in trust)]
    if desk is not None:
        trusted.append(desk.house.certificate)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileUnreadable from error
    verdict = verify(data, trusted=trusted, revocation_lists=_revocation_lists(), at=at or datetime.now(UTC))
    return Verified(path, verdict, None if desk is None else _is_registered(desk, verdict))


def worst(verdicts: Sequence[Verdict]) -> VerdictKind:
    """Return the worst of several verdicts."""
    return max((verdict.kind for verdict in verdicts), key=ORDER.index)


def trust_folder() -> Path:
    """Return the folder with the certificates of houses and signers that this profile knows."""
    return system.profile_folder() / _FOLDER


def known_certificates() -> tuple[KnownCertificate, ...]:
    """Return the certificates that this profile trusts; a file that holds none is passed over."""
    found = []
    for path in _files(".pem", ".crt", ".cer", ".der"):
        try:
            found.append(_described(read_certificate(path)))
        except (NotACertificate, FileUnreadable):
            continue
    return tuple(found)


def trust_certificate(der: bytes) -> KnownCertificate:
    """Add a certificate to the trust folder and return what it says; raise NotACertificate."""
    known = _described(der)
    path = trust_folder() / f"{known.fingerprint[:32]}.pem"
    system.make_private_folder(path.parent)
    system.write_atomically(path, x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM))
    return known


def forget_certificate(fingerprint: str) -> None:
    """Take a certificate out of the trust folder."""
    for path in _files(".pem", ".crt", ".cer", ".der"):
        try:
            if _described(read_certificate(path)).fingerprint == fingerprint:
                path.unlink(missing_ok=True)
        except (NotACertificate, FileUnreadable):
            continue


def read_certificate(path: Path) -> bytes:
    """Return the certificate (DER) in a PEM or DER file; raise NotACertificate or FileUnreadable."""
    data = _small(path)
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data).public_bytes(Encoding.DER)
        return x509.load_der_x509_certificate(data).public_bytes(Encoding.DER)
    except ValueError as error:
        raise NotACertificate from error


def house_certificate_pem(desk: Desk) -> bytes:
    """Return the certificate of the house, to give to whoever receives its lists."""
    return x509.load_der_x509_certificate(desk.house.certificate).public_bytes(Encoding.PEM)


def _described(der: bytes) -> KnownCertificate:
    try:
        certificate = x509.load_der_x509_certificate(der)
    except ValueError as error:
        raise NotACertificate from error
    return KnownCertificate(
        name=_attribute(certificate, x509.NameOID.COMMON_NAME),
        organisation=_attribute(certificate, x509.NameOID.ORGANIZATION_NAME),
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        der=der,
    )


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    values = certificate.subject.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def _revocation_lists() -> tuple[bytes, ...]:
    lists = []
    for path in _files(".crl"):
        try:
            data = _small(path)
            loaded = x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
        except (ValueError, FileUnreadable):
            continue
        lists.append(loaded.public_bytes(Encoding.DER))
    return tuple(lists)


def _files(*suffixes: str) -> tuple[Path, ...]:
    folder = trust_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in suffixes)[:_MOST])


def _small(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise FileUnreadable from error


def _is_registered(desk: Desk, verdict: Verdict) -> bool:
    with desk.change(None, Trail("verifiëren", "document")) as connection:
        return bool(find_records(connection, Disclosure, sha256=verdict.document_sha256))
