"""Verify a signed document, with or without a vault; known signers live in a public folder of the profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from zvdesk.documents.verifying import LARGEST, verify
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Trail
from zvdesk.services.trust import (
    KnownCertificate,
    describe_certificate,
    forget_certificate,
    known_certificates,
    read_certificate,
    revocation_lists,
    trust_certificate,
    trust_folder,
)
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from zvdesk.services.desk import Desk

__all__ = [
    "ORDER",
    "KnownCertificate",
    "Verified",
    "describe_certificate",
    "forget_certificate",
    "house_certificate_pem",
    "known_certificates",
    "read_certificate",
    "trust_certificate",
    "trust_folder",
    "verify_file",
    "worst",
]

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


def verify_file(
    path: Path, *, trust: Iterable[Path] = (), desk: Desk | None = None, at: datetime | None = None
) -> Verified:
    """Return the verdict on one file; a file that is not there or not readable is a verdict too.

    Raises NotACertificate or FileUnreadable for a bad ``trust`` file. The signers known here are those of the
    trust folder, of ``trust`` and of the open vault's house.
    """
    trusted = [*(known.der for known in known_certificates()), *(read_certificate(p) for p in trust)]
    if desk is not None:
        trusted.append(desk.house.certificate)
    try:
        if not path.is_file():  # a pipe would never end
            raise FileNotFoundError
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return Verified(path, Verdict(kind=VerdictKind.UNREADABLE, detail="no_file"))
    verdict = verify(data, trusted=trusted, revocation_lists=revocation_lists(), at=at or Clock().now())
    return Verified(path, verdict, None if desk is None else _is_registered(desk, verdict))


def worst(verdicts: Sequence[Verdict]) -> VerdictKind:
    """Return the worst of several verdicts."""
    return max((verdict.kind for verdict in verdicts), key=ORDER.index)


def house_certificate_pem(desk: Desk) -> bytes:
    """Return the certificate of the house, to give to whoever receives its lists."""
    return x509.load_der_x509_certificate(desk.house.certificate).public_bytes(Encoding.PEM)


def _is_registered(desk: Desk, verdict: Verdict) -> bool:
    with desk.change(None, Trail("verifiëren", "document")) as connection:
        known = find_records(connection, Disclosure, sha256=verdict.document_sha256)
    return bool(verdict.document_sha256 and known)  # who was at the table got no document, so no hash
