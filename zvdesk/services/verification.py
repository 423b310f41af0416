"""Verify a signed document, with or without a vault; known signers live in a public folder of the profile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from zvdesk.documents.log_head import head_in
from zvdesk.documents.verifying import LARGEST
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.log_standing import MARK_DIGITS, HeadAnswer, LogHead
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.limits import read_plain_file
from zvdesk.services import shared_house
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Trail
from zvdesk.services.trust import (
    KnownCertificate,
    describe_certificate,
    forget_certificate,
    known_certificates,
    read_certificate,
    time_authorities,
    trust_certificate,
    trust_folder,
)
from zvdesk.services.vouching import verdict_on
from zvdesk.storage import audit
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
_WHOLE = (VerdictKind.VALID, VerdictKind.EXPIRED, VerdictKind.UNKNOWN_SIGNER)
_MARK = re.compile(r"(?:logboek,?\s+(?:regel\s+)?)?(\d{1,10})\s*[·:.-]?\s+((?:[0-9a-f]\s*)+)(?:\(.*\))?")


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold the verdict on one file; ``is_registered`` says whether the vault's register knows it."""

    path: Path
    verdict: Verdict
    checked_at: datetime
    is_registered: bool | None = None  # None: there was no vault to ask
    head: HeadAnswer | None = None  # None: there was no vault to ask, or the document is not whole


def verify_file(
    path: Path,
    *,
    trust: Iterable[Path] = (),
    trust_time: Iterable[Path] = (),
    desk: Desk | None = None,
    at: datetime | None = None,
) -> Verified:
    """Return the verdict on one file; a file that is not there or not readable is a verdict too.

    Raises NotACertificate or FileUnreadable for a bad ``trust`` or ``trust_time`` file. The signers known
    here are those of the trust folder, of ``trust``, of the open vault's house, and its colleagues; the time
    authorities are those of the trust folder and of ``trust_time``.
    """
    now = at or Clock().now()
    trusted = [*(known.der for known in known_certificates()), *(read_certificate(p) for p in trust)]
    try:
        data = read_plain_file(path, LARGEST)
    except OSError:
        return Verified(path, Verdict(kind=VerdictKind.UNREADABLE, detail="no_file"), now)
    verdict = verdict_on(
        data,
        trusted=trusted,
        time_authorities=(*time_authorities(), *(read_certificate(p) for p in trust_time)),
        desk=desk,
        at=now,
    )
    if desk is None:
        return Verified(path, verdict, now)
    is_registered = _is_registered(desk, verdict)
    head = answer(desk, head_in(data)) if verdict.kind in _WHOLE else None
    return Verified(path, verdict, now, is_registered, head)


def answer(desk: Desk, head: LogHead | None) -> HeadAnswer:
    """Say whether the log of the open vault still contains a head, with a whole chain up to it."""
    if head is None:
        return HeadAnswer.NO_HEAD
    if head.vault_id not in ("", desk.vault.vault_id):
        return HeadAnswer.OTHER_VAULT
    with desk.vault.read() as connection:
        lines, _ = audit.head(connection)
        if head.sequence > lines:
            return HeadAnswer.GONE
        mac = audit.mac_at(connection, head.sequence)
        is_there = mac is not None and mac.hex().startswith(head.mac)
        broken = audit.first_broken(connection, desk.vault.audit_key, upto=head.sequence)
    return HeadAnswer.CONTAINED if is_there and broken is None else HeadAnswer.REPLACED


def mark_answer(desk: Desk, mark: str) -> HeadAnswer:
    """Say the same of a mark that somebody copied from paper: a number and at least 80 bits, hexadecimal."""
    match = _MARK.fullmatch(mark[:200].strip().lower())
    digits = re.sub(r"\s", "", match[2]) if match else ""
    desk.note(Trail("verifiëren", "kenmerk op papier"))
    if match is None or not MARK_DIGITS <= len(digits) <= 64:
        return HeadAnswer.NO_HEAD
    return answer(desk, LogHead(vault_id="", sequence=int(match[1]), mac=digits))


def worst(verdicts: Sequence[Verdict]) -> VerdictKind:
    """Return the worst of several verdicts."""
    return max((verdict.kind for verdict in verdicts), key=ORDER.index)


def house_certificate_pem(desk: Desk) -> bytes:
    """Return the certificate of the house under which who is at the desk signs, to give with its lists."""
    _, certificate = shared_house.shown_house(desk)
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def _is_registered(desk: Desk, verdict: Verdict) -> bool:
    """Tell whether the vault knows the document, or what it was before a second signature or a timestamp.

    What was changed after signing is another document, whatever it was before.
    """
    earlier = verdict.revisions if verdict.kind in _WHOLE else ()
    digests = [digest for digest in (verdict.document_sha256, *earlier) if digest]
    with desk.change(None, Trail("verifiëren", "document")) as connection:
        return any(
            bool(find_records(connection, Disclosure, sha256=digest))
            or bool(find_records(connection, KeptCopy, sha256=digest))  # of a case that is away
            or audit.has_object(connection, digest)  # no list: an extract of the log, a certificate
            for digest in digests
        )  # who was at the table got no document, so no hash
