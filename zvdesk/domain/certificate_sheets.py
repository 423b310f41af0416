"""Hold what the sheet with the certificate of a house says; nothing on it is secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_GROUP = 4  # characters that are read aloud in one breath
_ROW = 4  # groups


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSheet:
    """Hold the certificate of a house with what somebody needs to compare before trusting it."""

    house: str
    is_practice: bool
    subject: str  # the name in the certificate itself
    fingerprint: str  # SHA-256, 64 hexadecimal digits
    valid_from: date
    valid_until: date
    pem: bytes
    printed_at: datetime  # local time; also the document's date
    document_id: str

    @property
    def groups(self) -> str:
        """Return the fingerprint in groups of four, the way the window shows it."""
        digits = self.fingerprint.upper()
        return " ".join(digits[n : n + _GROUP] for n in range(0, len(digits), _GROUP))

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the groups in rows of four, to read aloud and tick off."""
        found = self.groups.split()
        return tuple(" ".join(found[n : n + _ROW]) for n in range(0, len(found), _ROW))
