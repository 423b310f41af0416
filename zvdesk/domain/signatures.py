"""Say what a verification found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class VerdictKind(Enum):
    """Name the verdicts on a signed document."""

    VALID = "geldig"
    UNKNOWN_SIGNER = "geldig_onbekende_ondertekenaar"
    CHANGED = "gewijzigd_na_ondertekening"
    INVALID = "ongeldig"
    EXPIRED = "verlopen"
    REVOKED = "ingetrokken"
    UNSIGNED = "niet_ondertekend"
    UNREADABLE = "onleesbaar"


class Seal(Enum):
    """Name how far a document is sealed (PAdES, EN 319 142-1)."""

    T = "b-t"  # a timestamp
    LT = "b-lt"  # also what shows that no certificate was withdrawn
    LTA = "b-lta"  # and a timestamp over that; zvdesk makes no B-LT without it


class RevocationSource(Enum):
    """Name what was looked at to see whether a certificate was withdrawn."""

    LIST = "lijst"  # of its issuer (RFC 5280)
    RESPONDER = "dienst"  # an answer about it (OCSP, RFC 6960)
    NOT_NAMED = "niet_genoemd"  # its issuer says nowhere that there is one
    MISSING = "ontbreekt"  # there should be one, and nobody has it


@dataclass(frozen=True, slots=True)
class Looked:
    """Say what was looked at, and from when it is."""

    source: RevocationSource
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerFacts:
    """Hold what a signature says of its signer."""

    name: str
    role: str
    organisation: str
    issuer: str  # the house that issued the certificate
    signed_at: datetime | None
    fingerprint: str  # SHA-256 of the signer's certificate, hex
    issuer_fingerprint: str
    key_id: str = ""  # SHA-256 of the public key, hex; one key may have several certificates
    is_practice: bool = False
    proven_at: datetime | None = None  # when a known time authority saw that the signature was there
    time_authority: str = ""
    revocation: Looked | None = None  # of the path, its oldest; None: that was not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Hold the verdict on one document: the worst of its signatures."""

    kind: VerdictKind
    signers: tuple[SignerFacts, ...] = ()
    detail: str = ""  # machine-readable cause, such as "bytes_after_signature"
    document_sha256: str = ""
    revisions: tuple[str, ...] = ()  # SHA-256 of the document as each of its signatures left it


def why_not_second(verdict: Verdict, *, is_made_here: bool) -> str:
    """Say why nobody may sign second under a document, or nothing; see ``CannotCountersign``.

    The first signature must be of somebody who is known, or under a document that was made here: then the
    register knows the very bytes. A timestamp of an unknown service would spoil the document for good.
    """
    if len(verdict.signers) > 1:
        return "full"
    if verdict.kind is not VerdictKind.UNKNOWN_SIGNER:
        return _NOT_SECOND.get(verdict.kind, "changed")
    if verdict.detail == "timestamp_unknown":
        return verdict.detail
    if is_made_here:
        return ""
    return "revocation_unknown" if verdict.detail == "revocation_unknown" else "stranger"


_NOT_SECOND = {VerdictKind.VALID: "", VerdictKind.UNREADABLE: "unreadable", VerdictKind.UNSIGNED: "unsigned"}
