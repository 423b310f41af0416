"""Name colleagues: people with a vault of their own, on another laptop, known by a personal certificate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.people import Role

_READ = 32  # hexadecimal digits that are read aloud: 128 bits, out of reach for whoever looks for a twin
_GROUP = 4  # digits that are read aloud in one breath


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


def read_aloud(key_id: str) -> str:
    """Return how the fingerprint of a key is read aloud: its first 32 digits, eight groups of four."""
    digits = key_id[:_READ].upper()
    return " ".join(digits[n : n + _GROUP] for n in range(0, len(digits), _GROUP))
