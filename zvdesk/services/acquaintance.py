"""Hold what knowing a colleague asks, however they came to be known; acts with a line of their own use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_der_x509_certificate

from zvdesk.domain.colleagues import Acquaintance, Card, Colleague
from zvdesk.domain.look_alikes import looks_like
from zvdesk.domain.people import Person
from zvdesk.errors import CardRefused
from zvdesk.exchange.personal_certificates import key_id, loaded
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from zvdesk.storage.connection import Connection


def known(connection: Connection) -> tuple[Colleague, ...]:
    """Return the colleagues by name, inside an act that has its own line."""
    return tuple(sorted(find_records(connection, Colleague), key=lambda one: one.name.casefold()))


def check_usable(card: Card, now: datetime, *, practice: bool) -> None:
    """Raise CardRefused for practice, expired or not_yet: a card that cannot be used in this vault now."""
    if card.is_practice != practice:
        raise CardRefused("practice", card.name)
    if not card.valid_from <= now:
        raise CardRefused("not_yet", card.name)
    if card.valid_until <= now:
        raise CardRefused("expired", card.name)


def look_alike(card: Card, among: Iterable[Colleague], today: date) -> Colleague | None:
    """Return a colleague with another key whose name reads the same; who ends today makes room at once."""
    return next(
        (
            one
            for one in among
            if one.id != card.id
            and (one.ended_on is None or one.ended_on > today)
            and looks_like(one.name, card.name)
        ),
        None,
    )


def own_ids(connection: Connection) -> frozenset[str]:
    """Return the ids that the people of this vault have elsewhere."""
    return frozenset(id_of(person.certificate) for person in find_records(connection, Person))


def id_of(certificate: bytes) -> str:
    """Return the id of whom a certificate (X.509 DER) is, or nothing without a certificate."""
    key = load_der_x509_certificate(certificate).public_key() if certificate else None
    return key_id(key) if isinstance(key, ec.EllipticCurvePublicKey) else ""


def public_key(certificate: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key that the certificate (X.509 DER) of a colleague is for."""
    return loaded(certificate, "not_a_card").key


def expires(certificate: bytes) -> datetime:
    """Return until when a certificate (X.509 DER) is valid."""
    return load_der_x509_certificate(certificate).not_valid_after_utc


def colleague_of(card: Card, met_on: date, met_by: Acquaintance) -> Colleague:
    """Return the colleague that a card makes."""
    return Colleague(
        id=card.id,
        name=card.name,
        role=card.role,
        organisation=card.organisation,
        certificate=card.certificate,
        house_certificate=card.house_certificate,
        sealing_public=card.sealing_public,
        met_on=met_on,
        met_by=met_by,
    )
