"""Look after the people of the house: who may open the vault, in which role, with which certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.people import ASSIGNABLE_ROLES, Person, Role
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, LastAdmin, NotAllowed, NotFound
from zvdesk.services.certificates import certified
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import keyring_slot, keys
from zvdesk.storage.records import find_records, get_record, insert_record, save_record

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.storage.connection import Connection
    from zvdesk.storage.keys import KdfCost


def people(desk: Desk) -> tuple[Person, ...]:
    """Return the people of the house, those who left too, by name; reading is logged."""
    with desk.listing(None, Trail("lezen", "mensen van het huis")) as connection:
        return known(connection)


def known(connection: Connection) -> tuple[Person, ...]:
    """Return the people by name, inside an act that has its own line."""
    return tuple(sorted(find_records(connection, Person), key=lambda person: person.name.casefold()))


def add_person(desk: Desk, person: Person, passphrase: str, *, cost: KdfCost | None = None) -> Person:
    """Add a person with a passphrase of their own; the house certifies the new signing key.

    Raises InvalidField, PassphraseTooWeak, PassphraseInUse, NotAllowed.
    """
    trail = Trail("toevoegen", "persoon")
    desk.require(Act.MANAGE_PEOPLE, trail)
    person = _checked(replace(person, id=desk.clock.new_id()))
    with desk.trying(trail):
        _only_an_admin_in_emergency(desk, person.role)
        public = keys.add_person(
            desk.vault.folder, desk.vault.open_keys, person.id, passphrase, cost or keys.calibrated()
        )
        person = certified(desk.vault, desk.house, person, public, desk.clock)
        trail.object_id = person.id
        try:
            with desk.change(Act.MANAGE_PEOPLE, trail) as connection:
                insert_record(connection, person)
        except BaseException:
            keys.remove_person(desk.vault.folder, desk.vault.open_keys, person.id)
            raise
    return person


def revise_person(desk: Desk, person: Person) -> Changes:
    """Change the telephone number of a person; name, role and organisation stand in the certificate."""
    with desk.change(Act.MANAGE_PEOPLE, Trail("wijzigen", "persoon", person.id)) as connection:
        stored = _stored(connection, person.id)
        save_record(connection, replace(stored, phone=tidy(person.phone)))
    return changed("people")


def end_person(desk: Desk, person_id: str, until_on: date) -> Changes:
    """End a person's role after a day; when that day has passed their passphrase opens nothing any more.

    Raises LastAdmin when nobody could manage people then, InvalidField for a day before the first.
    """
    with desk.change(Act.MANAGE_PEOPLE, Trail("beëindigen", "persoon", person_id)) as connection:
        stored = _stored(connection, person_id)
        if until_on < stored.from_on - timedelta(days=1):
            raise InvalidField("until_on", "order")
        _keep_an_admin(connection, stored, desk.clock.today())
        save_record(connection, replace(stored, until_on=until_on))
    drop_ended(desk)
    return changed("people")


def replace_person(
    desk: Desk,
    person_id: str,
    successor: Person,
    passphrase: str,
    *,
    cost: KdfCost | None = None,
) -> Person:
    """Let a successor take over a role today; the one before opens nothing from then on."""
    with desk.vault.read() as connection:
        stored = _stored(connection, person_id)
    today = desk.clock.today()
    added = add_person(desk, replace(successor, role=stored.role, from_on=today), passphrase, cost=cost)
    end_person(desk, person_id, today - timedelta(days=1))
    return added


def renew_keys(desk: Desk, person_id: str, passphrase: str, *, cost: KdfCost | None = None) -> Changes:
    """Give a person who lost the passphrase a new one, with new personal keys; the old keys are gone."""
    trail = Trail("sleutels vernieuwen", "persoon", person_id)
    with desk.change(Act.MANAGE_PEOPLE, trail) as connection:  # the key file last: it cannot be rolled back
        stored = _stored(connection, person_id)
        _only_an_admin_in_emergency(desk, stored.role)
        public = keys.replace_personal_keys(
            desk.vault.folder, desk.vault.open_keys, person_id, passphrase, cost or keys.calibrated()
        )
        save_record(connection, certified(desk.vault, desk.house, stored, public, desk.clock))
    return changed("people")


def drop_ended(desk: Desk) -> None:
    """Remove the key slots of people whose last day has passed, and slots that belong to nobody."""
    today = desk.clock.today()
    with desk.vault.read() as connection:
        active = {p.id for p in known(connection) if p.until_on is None or today <= p.until_on}
    folder, opened = desk.vault.folder, desk.vault.open_keys
    for person_id in keyring_slot.owners(folder, opened) - active - {desk.actor.person_id}:
        keyring_slot.remove_keyring(folder, opened, person_id)
    for person_id in keys.people(folder, opened):
        if person_id not in active and person_id != desk.actor.person_id:
            keys.remove_person(folder, opened, person_id)


def _only_an_admin_in_emergency(desk: Desk, role: Role) -> None:
    """Raise NotAllowed when the recovery key would give somebody else than a functional admin a key.

    Whoever finds the paper must not become a chair who signs; a functional admin adds the others.
    """
    if desk.actor.is_emergency and role is not Role.FUNCTIONAL_ADMIN:
        raise NotAllowed(Act.MANAGE_PEOPLE.value, desk.actor.role.value)


def _checked(person: Person) -> Person:
    person = replace(person, name=tidy(person.name), organisation=tidy(person.organisation))
    if not person.name:
        raise InvalidField("name", "empty")
    if person.role not in ASSIGNABLE_ROLES:
        raise InvalidField("role", "not_in_list")
    if person.until_on and person.until_on < person.from_on:
        raise InvalidField("until_on", "order")
    return person


def _stored(connection: Connection, person_id: str) -> Person:
    stored = get_record(connection, Person, person_id)
    if stored is None:
        raise NotFound("person", person_id)
    return stored


def _keep_an_admin(connection: Connection, ending: Person, today: date) -> None:
    if ending.role is not Role.FUNCTIONAL_ADMIN:
        return
    others = (p for p in find_records(connection, Person, role=Role.FUNCTIONAL_ADMIN) if p.id != ending.id)
    if not any(p.is_active(today) and p.until_on is None for p in others):
        raise LastAdmin
