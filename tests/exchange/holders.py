"""Make houses and people with keys and certificates of their own, to make cards of; all are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from zvdesk.documents.identities import house_certificate, new_signing_key, person_certificate
from zvdesk.exchange import cards

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Holder:
    """Stand for somebody of another house, with the keys that only they have."""

    key: ec.EllipticCurvePrivateKey
    sealing_key: X25519PrivateKey
    house_key: ec.EllipticCurvePrivateKey
    certificate: bytes
    house_certificate: bytes

    @property
    def sealing_public(self) -> bytes:
        return self.sealing_key.public_key().public_bytes_raw()

    @property
    def parts(self) -> cards.Parts:
        return cards.made(self.certificate, self.house_certificate, self.sealing_public, self.key)

    @property
    def card(self) -> bytes:
        return cards.to_file(self.parts)


def holder(
    name: str = "F. Voorbeeld",
    role: str = "voorzitter",
    *,
    organisation: str = "Gemeente Oefenstad",
    house: str = "Huis aan de Overkant",
    practice: bool = False,
    since: datetime = NOW - timedelta(days=1),
    until: datetime = NOW + 10 * YEAR,
    like: Holder | None = None,
) -> Holder:
    """Make somebody in a house of their own, or in the house of somebody."""
    house_key = like.house_key if like else new_signing_key()
    issuer = (
        like.house_certificate if like else house_certificate(house_key, house, practice=practice, now=since)
    )
    key = new_signing_key()
    certificate = person_certificate(
        house_key,
        issuer,
        key.public_key(),
        name=name,
        role=role,
        organisation=organisation,
        practice=practice,
        now=since,
        until=until,
    )
    return Holder(key, X25519PrivateKey.generate(), house_key, certificate, issuer)
