"""Keep the certificates that this profile knows: public files in a folder, so that no vault is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from zvdesk import system
from zvdesk.errors import FileUnreadable, NotACertificate
from zvdesk.limits import read_plain_file

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "vertrouwd"
_TIME = "tijd"
_LARGEST = 100_000
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class KnownCertificate:
    """Hold one certificate of the trust folder."""

    name: str
    organisation: str
    fingerprint: str
    der: bytes


def trust_folder() -> Path:
    """Return the folder with the certificates of houses and signers that this profile knows."""
    return system.profile_folder() / _FOLDER


def known_certificates() -> tuple[KnownCertificate, ...]:
    """Return the certificates that this profile trusts; a file that holds none is passed over."""
    found = []
    for path in _files(".pem", ".crt", ".cer", ".der"):
        try:
            found.append(describe_certificate(read_certificate(path)))
        except (NotACertificate, FileUnreadable):
            continue
    return tuple(found)


def time_authorities() -> tuple[bytes, ...]:
    """Return the certificates (DER) whose word on time this profile takes; they vouch for nothing else.

    A house never vouches for time: who holds its key could put any moment on its own lists.
    """
    found = []
    for path in _files(".pem", ".crt", ".cer", ".der", below=_TIME):
        try:
            found.append(read_certificate(path))
        except (NotACertificate, FileUnreadable):
            continue
    return tuple(found)


def trust_time_authority(der: bytes) -> KnownCertificate:
    """Take a certificate's word on time from now on, and return what it says; raise NotACertificate."""
    return _kept(der, trust_folder() / _TIME)


def trust_certificate(der: bytes) -> KnownCertificate:
    """Add a certificate to the trust folder and return what it says; raise NotACertificate."""
    return _kept(der, trust_folder())


def forget_certificate(fingerprint: str) -> None:
    """Take a certificate out of the trust folder."""
    for path in _files(".pem", ".crt", ".cer", ".der"):
        try:
            if describe_certificate(read_certificate(path)).fingerprint == fingerprint:
                path.unlink(missing_ok=True)
        except (NotACertificate, FileUnreadable):
            continue


def read_certificate(path: Path) -> bytes:
    """Return the certificate (DER) in a PEM or DER file, or in the sheet of a house (PDF).

    Raises NotACertificate or FileUnreadable.
    """
    data = _small(path)
    if data.startswith(b"%PDF-"):
        from zvdesk.documents.certificate_file import certificate_in  # late: most vaults open without a PDF

        data = certificate_in(data) or b""
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data).public_bytes(Encoding.DER)
        return x509.load_der_x509_certificate(data).public_bytes(Encoding.DER)
    except ValueError as error:
        raise NotACertificate from error


def describe_certificate(der: bytes) -> KnownCertificate:
    """Return what a certificate says of itself; raise NotACertificate, also for an unreadable name."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        return KnownCertificate(
            name=_attribute(certificate, x509.NameOID.COMMON_NAME),
            organisation=_attribute(certificate, x509.NameOID.ORGANIZATION_NAME),
            fingerprint=certificate.fingerprint(SHA256()).hex(),
            der=der,
        )
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NotACertificate from error


def _kept(der: bytes, folder: Path) -> KnownCertificate:
    known = describe_certificate(der)
    path = folder / f"{known.fingerprint[:32]}.pem"
    system.make_private_folder(folder)
    system.write_atomically(path, x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM))
    return known


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    values = certificate.subject.get_attributes_for_oid(oid)
    return " ".join(str(values[0].value).split()) if values else ""


def revocation_lists() -> tuple[bytes, ...]:
    """Return the revocation lists (DER) in the trust folder; a file that holds none is passed over."""
    lists = []
    for path in _files(".crl"):
        try:
            data = _small(path)
            loaded = x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
        except (ValueError, FileUnreadable):
            continue
        lists.append(loaded.public_bytes(Encoding.DER))
    return tuple(lists)


def revocation_answers() -> tuple[bytes, ...]:
    """Return the answers of responders (OCSP, DER) in the trust folder; another file is passed over."""
    answers = []
    for path in _files(".ors", ".ocsp"):  # the first is the one of RFC 6960, C.2
        try:
            answers.append(ocsp.load_der_ocsp_response(_small(path)).public_bytes(Encoding.DER))
        except (ValueError, FileUnreadable):
            continue
    return tuple(answers)


def _files(*suffixes: str, below: str = "") -> tuple[Path, ...]:
    folder = trust_folder() / below
    if not folder.is_dir():
        return ()
    return tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in suffixes)[:_MOST])


def _small(path: Path) -> bytes:
    try:
        return read_plain_file(path, _LARGEST)
    except OSError as error:
        raise FileUnreadable from error
