"""Let people of several vaults sign under one house: it certifies keys that were made elsewhere.

The certificate stands beside the one of the own house, by the id of the key it is for. Who gets new keys has
another id, and so signs under the own house again until the next list.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cryptography.x509 import load_der_x509_certificate

from zvdesk.documents.identities import PRACTICE_SUFFIX
from zvdesk.domain.people import Person, Role
from zvdesk.exchange.personal_certificates import name_of
from zvdesk.services.acquaintance import id_of
from zvdesk.storage.house import facts, get_fact, set_fact
from zvdesk.storage.records import get_record

if TYPE_CHECKING:
    from datetime import datetime

    from zvdesk.services.desk import Desk, House
    from zvdesk.storage.connection import Connection

_FACT = "under_house:"
_MOST = 8  # certificates of one key; more are of houses long gone


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold under which house somebody signs: the certificate of the key, and that of the house."""

    certificate: bytes  # X.509 DER
    house_certificate: bytes  # X.509 DER of its issuer
    until_on: date | None = None  # the last day, when the house or the owner ended it

    def holds(self, today: date, now: datetime) -> bool:
        """Tell whether a paper may be signed with it now."""
        both = [load_der_x509_certificate(der) for der in (self.certificate, self.house_certificate)]
        is_valid = all(one.not_valid_before_utc <= now <= one.not_valid_after_utc for one in both)
        return is_valid and (self.until_on is None or today <= self.until_on)


def kept(connection: Connection, key_id: str) -> tuple[Standing, ...]:
    """Return what houses elsewhere certified of a key, whether it still holds or not; the newest last."""
    found = get_fact(connection, _FACT + key_id)
    return _read(found) if found else ()


def every(connection: Connection) -> dict[str, tuple[Standing, ...]]:
    """Return all that was kept, by the id of the key."""
    return {key.removeprefix(_FACT): _read(value) for key, value in facts(connection, _FACT).items()}


def keep(connection: Connection, key_id: str, standing: Standing) -> None:
    """Keep what a house certified of a key, as the newest; what an earlier one signed stays known."""
    others = (one for one in kept(connection, key_id) if one.certificate != standing.certificate)
    _write(connection, key_id, (*others, standing)[-_MOST:])


def end(connection: Connection, key_id: str, house_certificate: bytes, until_on: date) -> None:
    """Let nobody sign with a key under a house after a day; what was signed before stays known."""
    ended = (
        replace(one, until_on=min(until_on, one.until_on or until_on))
        if one.house_certificate == house_certificate
        else one
        for one in kept(connection, key_id)
    )
    _write(connection, key_id, tuple(ended))


def may_join(person: Person) -> bool:
    """Tell whether somebody may sign under the house of a colleague; a functioneel beheerder is a house."""
    return person.role is not Role.FUNCTIONAL_ADMIN


def standing_of(desk: Desk, connection: Connection, person: Person) -> Standing:
    """Return under which house a person of this vault signs now."""
    today, now = desk.clock.today(), desk.clock.now()
    found = kept(connection, id_of(person.certificate)) if may_join(person) else ()
    own = Standing(person.certificate, desk.house.certificate)
    return next((one for one in reversed(found) if one.holds(today, now)), own)


def shown_house(desk: Desk) -> tuple[str, bytes]:
    """Return the name and the certificate of the house under which who is at the desk signs."""
    with desk.vault.read() as connection:
        person = get_record(connection, Person, desk.actor.person_id)
        found = standing_of(desk, connection, person).house_certificate if person else desk.house.certificate
    return issuer_name(desk.house, found) or desk.house.name, found


def issuer_of(desk: Desk) -> str:
    """Return the name of the house under which who is at the desk signs, or nothing for the own house."""
    return issuer_name(desk.house, shown_house(desk)[1])


def issuer_name(own: House, house_certificate: bytes) -> str:
    """Return the name of a house, or nothing when it is the own one."""
    return "" if house_certificate == own.certificate else house_name(house_certificate)


def house_name(house_certificate: bytes) -> str:
    """Return the name of a house without the mark of practice."""
    return name_of(house_certificate).removesuffix(PRACTICE_SUFFIX)


def _read(fact: str) -> tuple[Standing, ...]:
    return tuple(
        Standing(b64decode(certificate), b64decode(house), date.fromisoformat(last) if last else None)
        for certificate, house, last in json.loads(fact)
    )


def _write(connection: Connection, key_id: str, standings: tuple[Standing, ...]) -> None:
    if standings:
        set_fact(connection, _FACT + key_id, json.dumps([_plain(one) for one in standings]))


def _plain(one: Standing) -> tuple[str, str, str]:
    certificate, house = (b64encode(der).decode("ascii") for der in (one.certificate, one.house_certificate))
    return certificate, house, one.until_on.isoformat() if one.until_on else ""
