"""Make and take the list of people that a house signs: one step for all to know each other, and to end it.

The house of the list certifies the keys of colleagues whose fingerprint was heard there, so that vaults of
several people become one house: who trusts its certificate knows what each of them signs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Acquaintance, Colleague, SigningHouse
from zvdesk.domain.look_alikes import looks_like
from zvdesk.domain.people import Person, Role
from zvdesk.domain.roles import Act
from zvdesk.errors import CardRefused
from zvdesk.exchange import house_lists
from zvdesk.exchange.house_lists import HouseList, Listed
from zvdesk.services import shared_house
from zvdesk.services.acquaintance import (
    expires,
    id_of,
    known,
    public_key,
)
from zvdesk.services.cards import own_key, without_mark
from zvdesk.services.certificates import issued
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import write_paper
from zvdesk.services.list_taking import Taking, houses, moved_between
from zvdesk.services.shared_house import Standing
from zvdesk.storage.house import get_fact, set_fact
from zvdesk.storage.records import find_records, get_record

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.storage.connection import Connection

LIST, ENDING = "lijst van collega's", ".zvlijst"
_ONE, _HOUSE = "collega", "huis waaronder iemand ondertekent"
_CLOCKS_DIFFER = timedelta(days=1)  # at most, between two laptops


@dataclass(frozen=True, slots=True)
class ListTaken:
    """Hold what a list of the house changed in whom this vault knows."""

    added: tuple[Colleague, ...]
    ended: tuple[Colleague, ...]
    unchanged: int
    moved: tuple[SigningHouse, ...] = ()  # people of this vault who sign under another house than before


def house_list(desk: Desk, passphrase: str) -> bytes:
    """Return the list of all people that can be known here, signed by the functioneel beheerder at the desk.

    On it are the people of this vault and the colleagues it knows, and who of them ended, with the last day.
    Who also has a vault of their own stands on it with the key of that one. Raises WrongPassphrase,
    NotAllowed, NoSigningKey, and CardRefused (too_many).
    """
    return _signed_list(desk, passphrase, Trail("ondertekenen", LIST))


def export_house_list(desk: Desk, passphrase: str, folder: Path) -> Path:
    """Write that list to a folder and return where it is; raise like ``house_list``, and FolderUnusable."""
    data = _signed_list(desk, passphrase, Trail("ondertekenen", LIST))
    practice = "oefening-" if desk.vault.practice else ""
    path = folder / f"{practice}collegas-{desk.clock.today():%Y%m%d}{ENDING}"
    trail = Trail("exporteren", LIST, hashlib.sha256(data).hexdigest())
    return write_paper(desk, Act.MANAGE_PEOPLE, trail, data, path)


def take_house_list(desk: Desk, data: bytes, *, joins: bool = True) -> ListTaken:
    """Know everybody on a list of a house from now on, and end who ended; all of it, or nothing.

    The signer is a functioneel beheerder whom this vault knows, as a colleague or as one of its own people.
    Taking the same list again changes nothing; an older one is refused. Who is ended here stays so. A key
    that was renewed in the same house takes the place of the one before. Raises CardRefused.

    Whose key of this vault the house of the list certifies, signs under that house from now on; not ``joins``
    means that they sign under the own house, also when they did not before.
    """
    trail = Trail("inlezen", LIST, hashlib.sha256(data).hexdigest())
    with desk.change(Act.MEET_COLLEAGUE, trail) as connection:
        read = house_lists.read(data)
        house_certificate = _signers_house(desk, connection, read)
        if read.house_certificate and read.house_certificate != house_certificate:
            raise CardRefused("house_of_another")
        _check_newest(desk, connection, read, trail.object_id)
        before = houses(desk, connection)
        taking = Taking(desk, connection, house_certificate, {one.id: one for one in read.certified}, joins)
        entries = [(without_mark(card), last) for card, last in read.people]
        for card, last in sorted(entries, key=lambda entry: entry[1] is None):  # who ended makes room
            taking.take(card, last)
        for action, found in (("toevoegen", taking.added), ("beëindigen", taking.ended)):
            for one in found:
                desk.also(connection, Trail(action, _ONE, one.id))
        moved = moved_between(desk.house, before, houses(desk, connection))
        for person in moved:
            desk.also(connection, Trail("wijzigen", _HOUSE, person.person_id))
    return ListTaken(tuple(taking.added), tuple(taking.ended), taking.unchanged, moved)


def _signed_list(desk: Desk, passphrase: str, trail: Trail) -> bytes:
    desk.require(Act.MANAGE_PEOPLE, trail)
    with desk.trying(trail):
        person, key = own_key(desk, passphrase)
        with desk.change(Act.MANAGE_PEOPLE, trail) as connection:
            made_before = int(get_fact(connection, f"house_list_made:{person.id}") or 0)
            number = max(made_before + 1, int(desk.clock.now().timestamp()))
            data = house_lists.written(
                _listed(desk, connection),
                number=number,
                house_certificate=desk.house.certificate,
                certificate=person.certificate,
                key=key,
            )
            set_fact(connection, f"house_list_made:{person.id}", str(number))
            trail.object_id = hashlib.sha256(data).hexdigest()
    return data


def _listed(desk: Desk, connection: Connection) -> tuple[Listed, ...]:
    now, today, met = desk.clock.now(), desk.clock.today(), known(connection)
    found = [
        Listed(
            one.certificate,
            one.house_certificate,
            one.sealing_public,
            one.ended_on,
            _certified(desk, connection, one),
        )
        for one in met
        if one.ended_on is not None or expires(one.certificate) > now
    ]
    for person in find_records(connection, Person):
        has_own_vault = any(one.ended_on is None and looks_like(one.name, person.name) for one in met)
        if person.certificate and person.sealing_public and person.from_on <= today and not has_own_vault:
            found.append(
                Listed(person.certificate, desk.house.certificate, person.sealing_public, person.until_on)
            )
    return tuple(found)


def _certified(desk: Desk, connection: Connection, one: Colleague) -> bytes | None:
    """Return the certificate of this house for a colleague, made once; only for whose fingerprint was heard.

    Who is a functioneel beheerder is the house of an own list, and who ends gets none.
    """
    if one.ended_on or one.met_by is not Acquaintance.READ_ALOUD or one.role is Role.FUNCTIONAL_ADMIN:
        return None
    known_by = (Standing(one.certificate, one.house_certificate), *shared_house.kept(connection, one.id))
    today, now, house = desk.clock.today(), desk.clock.now(), desk.house
    for found in reversed(known_by):
        if found.house_certificate == house.certificate and found.holds(today, now):
            return found.certificate
    made = issued(desk.vault, house, one, public_key(one.certificate), desk.clock)
    shared_house.keep(connection, one.id, Standing(made, house.certificate))
    desk.also(connection, Trail("certificeren", _ONE, one.id))
    return made


def _signers_house(desk: Desk, connection: Connection, read: HouseList) -> bytes:
    """Return the house of who signed a list, as it was known here; raise CardRefused for who may not."""
    today = desk.clock.today()
    for person in find_records(connection, Person, role=Role.FUNCTIONAL_ADMIN):
        if person.is_active(today) and id_of(person.certificate) == read.signer_id:
            return desk.house.certificate
    signer = get_record(connection, Colleague, read.signer_id)
    if signer is None:
        raise CardRefused("unknown_signer")
    if not signer.is_active(today):
        raise CardRefused("ended", signer.name)
    if signer.role is not Role.FUNCTIONAL_ADMIN:
        raise CardRefused("not_an_admin", signer.name)
    if expires(signer.certificate) <= desk.clock.now():
        raise CardRefused("expired", signer.name)
    return signer.house_certificate


def _check_newest(desk: Desk, connection: Connection, read: HouseList, sha256: str) -> None:
    """Refuse a list from before the newest one of this signer, and remember this one."""
    if read.number > int((desk.clock.now() + _CLOCKS_DIFFER).timestamp()):
        raise CardRefused("from_the_future")
    name = f"house_list:{read.signer_id}"
    number, _, hashed = (get_fact(connection, name) or "0 ").partition(" ")
    if read.number < int(number) or (read.number == int(number) and sha256 != hashed):
        raise CardRefused("older_list")
    set_fact(connection, name, f"{read.number} {sha256}")
