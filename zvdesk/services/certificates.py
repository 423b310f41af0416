"""Let the house certify its people's signing keys: the house key is its certificate authority."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_der_x509_certificate

from zvdesk.documents import identities
from zvdesk.errors import VaultDamaged
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from zvdesk.domain.colleagues import Colleague
    from zvdesk.domain.people import Person
    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import House
    from zvdesk.storage.keys import PersonalPublicKeys
    from zvdesk.storage.vault import Vault


_TERM = timedelta(days=3652)  # ten years: longer than any list is kept (Wgs 1.8(7))


def house_certificate(vault: Vault, name: str, clock: Clock) -> bytes:
    """Return the certificate (X.509 DER) with which the house stands for itself."""
    return identities.house_certificate(
        vault.house_signing_key, name, practice=vault.practice, now=clock.now()
    )


def fits(certificate: bytes, key: ec.EllipticCurvePrivateKey) -> bool:
    """Tell whether a certificate (X.509 DER) is for this key."""
    return load_der_x509_certificate(certificate).public_key() == key.public_key()


def certified(vault: Vault, house: House, person: Person, public: PersonalPublicKeys, clock: Clock) -> Person:
    """Return the person with the house's certificate for the signing key, and the sealing key."""
    key = load_der_public_key(public.signing)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise VaultDamaged("key_file")
    certificate = issued(vault, house, person, key, clock)
    return replace(person, certificate=certificate, sealing_public=public.sealing)


def issued(
    vault: Vault, house: House, who: Person | Colleague, key: ec.EllipticCurvePublicKey, clock: Clock
) -> bytes:
    """Return a certificate (X.509 DER) of the house that says whose key this is."""
    now = clock.now()
    return identities.person_certificate(
        vault.house_signing_key,
        house.certificate,
        key,
        name=who.name,
        role=ROLES[who.role],
        organisation=who.organisation,
        practice=vault.practice,
        now=now,
        until=now + _TERM,
    )
