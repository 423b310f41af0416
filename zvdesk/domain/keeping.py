"""Hold what outlives a case: extensions of its term, its sealed form, its destruction, copies still out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.log_standing import LogHead


class ExtensionBasis(Enum):
    """Say why a case may be kept longer (BGS 1.16(2))."""

    STILL_OPEN = "nog_open"  # open, and it still meets the criteria
    RELAPSE = "terugvalrisico"  # closed less than a year before the limit, with a large risk of relapse


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierConsent:
    """Hold that who supplied data agrees to a longer term (BGS 1.16(3))."""

    organisation_id: str
    person: str
    given_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionExtension:
    """Lengthen the term of a case by at most two years; it may be done again (BGS 1.16(2))."""

    id: str = ""
    case_id: str
    basis: ExtensionBasis
    reason: str
    consents: tuple[SupplierConsent, ...] = ()
    decided_by: str
    decided_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedKey:
    """Hold the key of a shielded case, sealed to one person (HPKE, RFC 9180; hexadecimal)."""

    person_id: str
    sealed: str = field(repr=False)
    mark: str = ""  # of the public key: who got new keys needs it sealed again


@dataclass(frozen=True, slots=True, kw_only=True)
class ShieldedCase:
    """Hold a closed case whose content only two functions can open; the rest is for the clock and the log."""

    id: str = ""  # the id that the case had
    number: str
    regime_id: str
    first_processed_on: date
    closed_on: date | None
    destroy_before: date | None
    shielded_at: datetime
    shielded_by: str
    keys: tuple[SealedKey, ...] = ()
    content: bytes = field(default=b"", repr=False)  # AES-256-GCM: 12 bytes of nonce, then the sealed records


class DestructionGround(Enum):
    """Say why a case was destroyed (field.md 4.4)."""

    REJECTED = "afgewezen"  # BGS 1.16(1)b
    NOTHING_FURTHER = "niets_verder"  # BGS 1.16(1)a
    TERM = "termijn"  # Wgs 1.8(7)
    NO_LONGER_NEEDED = "niet_meer_nodig"  # Wgs 1.8(7), before the term
    RIGHTS = "recht_van_betrokkene"  # AVG 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """Say that a case was destroyed: by whom, when and why, and nothing of what was in it."""

    id: str = ""
    erased_case_id: str  # random; a restored backup replays it
    case_number: str
    regime_id: str
    ground: DestructionGround
    first_processed_on: date
    destroyed_at: datetime
    destroyed_by: str
    role: str
    records: int  # how many records went


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCopy:
    """List one document that no case holds the disclosure of: where it went, and until when.

    The case was shielded or destroyed, or the document is no disclosure: an extract of the log, a regieboek.
    """

    id: str = ""  # that of the disclosure, where there was one
    document_id: str
    case_number: str  # empty for an extract of the whole log
    kind: str
    recipient: str
    version: int
    sha256: str
    made_at: datetime
    destroy_before: date
    gone_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionCertificate:
    """Hold what the certificate of a destruction says, on paper: nothing of the people in the case."""

    house: str
    is_practice: bool
    case_number: str
    regime: str
    ground: str
    article: str
    first_processed_on: date
    destroyed_at: datetime  # local time
    destroyed_by: str
    function: str
    records: int
    copies_out: tuple[KeptCopy, ...]  # documents that recipients must still destroy
    signer_name: str
    signer_role: str
    signed_at: datetime  # local time
    audit_mark: str
    document_id: str
    log_head: LogHead | None = None
    key_issuer: str = ""  # who issued the signer's key, when that is not the house
