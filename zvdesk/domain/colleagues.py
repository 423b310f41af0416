"""Name colleagues: people with a vault of their own, on another laptop, known by a personal certificate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from zvdesk.domain.people import Role

_READ = 32  # hexadecimal digits that are read aloud: 128 bits, out of reach for whoever looks for a twin
_GROUP = 4  # digits that are read aloud in one breath
_ROW = 2  # groups on a line of paper


class Acquaintance(Enum):
    """Say how a colleague came to be known."""

    READ_ALOUD = "voorgelezen"
    HOUSE_LIST = "lijst_van_het_huis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Stand for somebody with a vault of their own, to whom a table may be handed over."""

    id: str = ""  # SHA-256 of the public signing key (SubjectPublicKeyInfo, DER), 64 hexadecimal digits
    name: str
    role: Role
    organisation: str = ""
    certificate: bytes  # X.509 DER, issued by the colleague's house
    house_certificate: bytes  # X.509 DER of that house
    sealing_public: bytes  # X25519, 32 bytes; the signing key vouches for it in the card
    met_on: date
    met_by: Acquaintance
    ended_on: date | None = None

    def is_active(self, on: date) -> bool:
        """Tell whether a table may be handed over on this day; the last day counts."""
        return self.ended_on is None or on <= self.ended_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Hold what somebody gives of themselves, to be known by: nothing on it is secret."""

    id: str  # as of the colleague it makes
    name: str
    role: Role
    organisation: str = ""
    house: str
    is_practice: bool = False
    certificate: bytes
    house_certificate: bytes
    sealing_public: bytes
    valid_from: datetime  # of the certificate
    valid_until: datetime

    @property
    def fingerprint(self) -> str:
        """Return what the owner reads aloud from the own screen or sheet, and the other compares."""
        return read_aloud(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningHouse:
    """Hold under which house somebody of this vault signs from now on."""

    person_id: str
    name: str
    house: str
    is_own: bool  # the house of this vault


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """Hold what the sheet with somebody's own card says."""

    card: Card
    file: bytes  # the card as it goes along, to be read by zvdesk
    code: str  # the same as the text of a QR code
    is_practice: bool
    house: str
    printed_at: datetime  # local time; also the document's date
    document_id: str

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the fingerprint in rows of two groups, to read aloud and tick off."""
        found = self.card.fingerprint.split()
        return tuple(" ".join(found[n : n + _ROW]) for n in range(0, len(found), _ROW))


def read_aloud(key_id: str) -> str:
    """Return how the fingerprint of a key is read aloud: its first 32 digits, eight groups of four."""
    digits = key_id[:_READ].upper()
    return " ".join(digits[n : n + _GROUP] for n in range(0, len(digits), _GROUP))
