"""Make and take the list of people that a house signs: one step for all to know each other, and to end it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Acquaintance, Card, Colleague
from zvdesk.domain.look_alikes import looks_like
from zvdesk.domain.people import Person, Role
from zvdesk.domain.roles import Act
from zvdesk.errors import CardRefused
from zvdesk.exchange import house_lists
from zvdesk.exchange.house_lists import HouseList, Listed
from zvdesk.services.acquaintance import (
    check_usable,
    colleague_of,
    expires,
    id_of,
    known,
    look_alike,
    own_ids,
)
from zvdesk.services.cards import own_key, without_mark
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import write_paper
from zvdesk.storage.house import get_fact, set_fact
from zvdesk.storage.records import find_records, get_record, save_record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zvdesk.storage.connection import Connection

LIST, ENDING = "lijst van collega's", ".zvlijst"
_ONE = "collega"
_CLOCKS_DIFFER = timedelta(days=1)  # at most, between two laptops


@dataclass(frozen=True, slots=True)
class ListTaken:
    """Hold what a list of the house changed in whom this vault knows."""

    added: tuple[Colleague, ...]
    ended: tuple[Colleague, ...]
    unchanged: int


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


def take_house_list(desk: Desk, data: bytes) -> ListTaken:
    """Know everybody on a list of a house from now on, and end who ended; all of it, or nothing.

    The signer is a functioneel beheerder whom this vault knows, as a colleague or as one of its own people.
    Taking the same list again changes nothing; an older one is refused. Who is ended here stays so. A key
    that was renewed in the same house takes the place of the one before. Raises CardRefused.
    """
    trail = Trail("inlezen", LIST, hashlib.sha256(data).hexdigest())
    with desk.change(Act.MEET_COLLEAGUE, trail) as connection:
        read = house_lists.read(data)
        _check_signer(desk, connection, read)
        _check_newest(desk, connection, read, trail.object_id)
        taking = _Taking(desk, connection)
        entries = [(without_mark(card), last) for card, last in read.people]
        for card, last in sorted(entries, key=lambda entry: entry[1] is None):  # who ended makes room
            taking.take(card, last)
        for action, found in (("toevoegen", taking.added), ("beëindigen", taking.ended)):
            for one in found:
                desk.also(connection, Trail(action, _ONE, one.id))
    return ListTaken(tuple(taking.added), tuple(taking.ended), taking.unchanged)


@dataclass(slots=True)
class _Taking:
    """Hold what taking a list has come to."""

    desk: Desk
    connection: Connection
    added: list[Colleague] = field(default_factory=list)
    ended: list[Colleague] = field(default_factory=list)
    unchanged: int = 0
    _own: frozenset[str] = field(init=False)
    _known: dict[str, Colleague] = field(init=False)

    def __post_init__(self) -> None:
        self._own = own_ids(self.connection)
        self._known = {one.id: one for one in known(self.connection)}

    def take(self, card: Card, last: date | None) -> None:
        """Know one person of the list, or end one."""
        today, stored = self.desk.clock.today(), self._known.get(card.id)
        if card.is_practice != self.desk.vault.practice:
            raise CardRefused("practice", card.name)
        if card.id in self._own:
            self.unchanged += 1
        elif stored is None and (last is None or last >= today):
            check_usable(card, self.desk.clock.now(), practice=self.desk.vault.practice)
            self._make_room(card, today)
            self._keep(replace(colleague_of(card, today, Acquaintance.HOUSE_LIST), ended_on=last), self.added)
        elif stored is None:
            self._keep(replace(colleague_of(card, today, Acquaintance.HOUSE_LIST), ended_on=last), self.ended)
        elif last is not None and (stored.ended_on is None or last < stored.ended_on):
            self._keep(replace(stored, ended_on=last), self.ended)
        else:
            self.unchanged += 1

    def _make_room(self, card: Card, today: date) -> None:
        """End whose key this one renews; refuse a look-alike of anybody else."""
        twin = look_alike(card, self._known.values(), today)
        if twin is None:
            return
        if twin.house_certificate != card.house_certificate or twin in self.added:
            raise CardRefused("look_alike", card.name)
        self._keep(replace(twin, ended_on=today - timedelta(days=1)), self.ended)

    def _keep(self, one: Colleague, among: list[Colleague]) -> None:
        save_record(self.connection, one)
        self._known[one.id] = one
        among.append(one)


def _signed_list(desk: Desk, passphrase: str, trail: Trail) -> bytes:
    desk.require(Act.MANAGE_PEOPLE, trail)
    with desk.trying(trail):
        person, key = own_key(desk, passphrase)
        with desk.change(Act.MANAGE_PEOPLE, trail) as connection:
            made_before = int(get_fact(connection, f"house_list_made:{person.id}") or 0)
            number = max(made_before + 1, int(desk.clock.now().timestamp()))
            data = house_lists.written(
                _listed(desk, connection), number=number, certificate=person.certificate, key=key
            )
            set_fact(connection, f"house_list_made:{person.id}", str(number))
            trail.object_id = hashlib.sha256(data).hexdigest()
    return data


def _listed(desk: Desk, connection: Connection) -> tuple[Listed, ...]:
    now, today, met = desk.clock.now(), desk.clock.today(), known(connection)
    found = [
        Listed(one.certificate, one.house_certificate, one.sealing_public, one.ended_on)
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


def _check_signer(desk: Desk, connection: Connection, read: HouseList) -> None:
    today = desk.clock.today()
    for person in find_records(connection, Person, role=Role.FUNCTIONAL_ADMIN):
        if person.is_active(today) and id_of(person.certificate) == read.signer_id:
            return
    signer = get_record(connection, Colleague, read.signer_id)
    if signer is None:
        raise CardRefused("unknown_signer")
    if not signer.is_active(today):
        raise CardRefused("ended", signer.name)
    if signer.role is not Role.FUNCTIONAL_ADMIN:
        raise CardRefused("not_an_admin", signer.name)
    if expires(signer.certificate) <= desk.clock.now():
        raise CardRefused("expired", signer.name)


def _check_newest(desk: Desk, connection: Connection, read: HouseList, sha256: str) -> None:
    """Refuse a list from before the newest one of this signer, and remember this one."""
    if read.number > int((desk.clock.now() + _CLOCKS_DIFFER).timestamp()):
        raise CardRefused("from_the_future")
    name = f"house_list:{read.signer_id}"
    number, _, hashed = (get_fact(connection, name) or "0 ").partition(" ")
    if read.number < int(number) or (read.number == int(number) and sha256 != hashed):
        raise CardRefused("older_list")
    set_fact(connection, name, f"{read.number} {sha256}")
