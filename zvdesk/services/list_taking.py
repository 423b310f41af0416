"""Take a list of a house person by person: whom it adds and ends, and whose key its house certifies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Acquaintance, Card, Colleague, SigningHouse
from zvdesk.domain.people import Person
from zvdesk.errors import CardRefused
from zvdesk.exchange.personal_certificates import card_of
from zvdesk.services import shared_house
from zvdesk.services.acquaintance import check_usable, colleague_of, id_of, known, look_alike
from zvdesk.services.cards import without_mark
from zvdesk.services.shared_house import Standing
from zvdesk.storage.records import find_records, save_record

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.services.desk import Desk, House
    from zvdesk.storage.connection import Connection


@dataclass(slots=True)
class Taking:
    """Hold what taking a list has come to."""

    desk: Desk
    connection: Connection
    house_certificate: bytes  # of who signed the list
    certified: dict[str, Card]  # what that house says of a key, by its id
    joins: bool
    added: list[Colleague] = field(default_factory=list)
    ended: list[Colleague] = field(default_factory=list)
    unchanged: int = 0
    _own: dict[str, Person] = field(init=False)
    _known: dict[str, Colleague] = field(init=False)

    def __post_init__(self) -> None:
        self._own = {id_of(one.certificate): one for one in find_records(self.connection, Person)}
        self._known = {one.id: one for one in known(self.connection)}

    def take(self, card: Card, last: date | None) -> None:
        """Know one person of the list, or end one."""
        today, stored = self.desk.clock.today(), self._known.get(card.id)
        if card.is_practice != self.desk.vault.practice:
            raise CardRefused("practice", card.name)
        if card.id in self._own:
            self.unchanged += 1
            self._join(self._own[card.id], card.id, last)
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
        self._certify(card.id)

    def _join(self, person: Person, key_id: str, last: date | None) -> None:
        """Let somebody of this vault sign under the house of the list, or no longer."""
        same = self.certified.get(key_id)
        if same is not None and shared_house.may_join(person):
            shared_house.keep(self.connection, key_id, self._standing(same, self._own_card(person)))
        if not self.joins:
            last = self.desk.clock.today() - timedelta(days=1)
        if last is not None:
            shared_house.end(self.connection, key_id, self.house_certificate, last)

    def _own_card(self, person: Person) -> Card:
        own = card_of(person.certificate, self.desk.house.certificate, person.sealing_public, "other_person")
        return without_mark(own)

    def _certify(self, key_id: str) -> None:
        """Keep what the house of the list certifies of a colleague, beside what was known."""
        same, one = self.certified.get(key_id), self._known.get(key_id)
        if same is not None and one is not None and one.is_active(self.desk.clock.today()):
            shared_house.keep(self.connection, key_id, self._standing(same, one))

    def _standing(self, same: Card, known: Card | Colleague) -> Standing:
        """Return what the house of the list says of a key, when that is what was known of it."""
        said = without_mark(same)
        check_usable(said, self.desk.clock.now(), practice=self.desk.vault.practice)
        if (said.name, said.role, said.organisation) != (known.name, known.role, known.organisation):
            raise CardRefused("other_person", known.name)
        return Standing(same.certificate, same.house_certificate)

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


def houses(desk: Desk, connection: Connection) -> dict[str, tuple[Person, bytes]]:
    """Return under which house each person of this vault signs now."""
    return {
        person.id: (person, shared_house.standing_of(desk, connection, person).house_certificate)
        for person in find_records(connection, Person)
        if person.certificate and person.is_active(desk.clock.today())
    }


def moved_between(
    own: House, before: dict[str, tuple[Person, bytes]], after: dict[str, tuple[Person, bytes]]
) -> tuple[SigningHouse, ...]:
    """Return who signs under another house after than before."""
    return tuple(
        SigningHouse(
            person_id=person.id,
            name=person.name,
            house=shared_house.issuer_name(own, now) or own.name,
            is_own=now == own.certificate,
        )
        for person, now in after.values()
        if before[person.id][1] != now
    )
