"""Make three laptops: each with a vault, a house and people of its own, who know each other."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.services.world import PASSPHRASES, World
from zvdesk.domain.people import Person, Role
from zvdesk.services import cards, colleagues, handovers, people, receiving, vaults
from zvdesk.storage.package_gathering import of_a_case
from zvdesk.storage.tables import metadata
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import Desk
    from zvdesk.services.handovers import Given

NAMES = {
    Role.COORDINATOR: "C. Coördinator",
    Role.CHAIR: "V. Verderweg",
    Role.SECRETARY: "N. Notulist",
}


ADMIN = "de wachtzin van de beheerder"
_ALL = {
    table.name: str(table.select())
    for table in metadata.sorted_tables
    if table.name not in ("audit", "house")
}


@dataclass(frozen=True, slots=True)
class Laptop:
    """Hold a closed vault and whose laptop it is."""

    folder: Path
    role: Role
    clock: Clock = field(compare=False)
    passphrase: str

    def desk(self) -> Desk:
        """Unlock it as its owner."""
        return vaults.unlock(self.folder, self.passphrase, clock=self.clock)

    def admin(self) -> Desk:
        """Unlock it as its functioneel beheerder; the coordinator's is that of the world."""
        words = PASSPHRASES[Role.FUNCTIONAL_ADMIN] if self.role is Role.COORDINATOR else ADMIN
        return vaults.unlock(self.folder, words, clock=self.clock)


@dataclass(frozen=True, slots=True)
class Laptops:
    """Hold the three laptops, and the world that the first one starts with."""

    world: World
    coordinator: Laptop
    chair: Laptop
    secretary: Laptop
    ids: dict[Role, str]  # by which colleagues know each owner


def build(into: Path, world: World) -> Laptops:
    """Make the laptops of a chair and a secretary beside the world, and let everybody meet everybody."""
    others = {
        role: made(into / f"{role.value}.zvkluis", role, world.clock) for role in (Role.CHAIR, Role.SECRETARY)
    }
    coordinator = Laptop(world.folder, Role.COORDINATOR, world.clock, PASSPHRASES[Role.COORDINATOR])
    laptops = {Role.COORDINATOR: coordinator, **others}
    desks = {role: laptop.desk() for role, laptop in laptops.items()}
    shown = {
        role: cards.read_card(cards.my_card(desk, laptops[role].passphrase)) for role, desk in desks.items()
    }
    for role, desk in desks.items():
        for other, card in shown.items():
            if other is not role:
                colleagues.meet(desk, card, card.fingerprint)
    for desk in desks.values():
        vaults.lock(desk)
    ids = {role: card.id for role, card in shown.items()}
    return Laptops(world, coordinator, others[Role.CHAIR], others[Role.SECRETARY], ids)


def copied(laptops: Laptops, into: Path) -> Laptops:
    """Return the same three closed vaults in another folder."""

    def copy(laptop: Laptop) -> Laptop:
        folder = into / laptop.folder.name
        shutil.copytree(laptop.folder, folder)
        return replace(laptop, folder=folder)

    coordinator = copy(laptops.coordinator)
    return replace(
        laptops,
        world=replace(laptops.world, folder=coordinator.folder),
        coordinator=coordinator,
        chair=copy(laptops.chair),
        secretary=copy(laptops.secretary),
    )


class Table:
    """Hold three open vaults and the stick that goes between them."""

    def __init__(self, laptops: Laptops, stick: Path) -> None:
        self.laptops, self.stick, self.world = laptops, stick, laptops.world
        self.desks: dict[Role, Desk] = {}
        self.case_id, self.meeting_id = self.world.case_id, self.world.meeting_id

    def laptop(self, role: Role) -> Laptop:
        found = {
            one.role: one for one in (self.laptops.coordinator, self.laptops.chair, self.laptops.secretary)
        }
        return found[role]

    def desk(self, role: Role) -> Desk:
        if role not in self.desks or self.desks[role].vault.is_closed:
            self.desks[role] = self.laptop(role).desk()
        return self.desks[role]

    def give(self, giver: Role, *receivers: Role, case: bool = False, **changes: object) -> Given:
        give = handovers.give_case if case else handovers.give_meeting
        options: dict[str, Any] = {"passphrase": self.laptop(giver).passphrase, **changes}
        return give(
            self.desk(giver),
            self.case_id if case else self.meeting_id,
            self.stick,
            [self.laptops.ids[one] for one in receivers],
            **options,
        )

    def preview(self, role: Role, given: Given) -> receiving.Preview:
        return receiving.preview(self.desk(role), given.path, self.laptop(role).passphrase)

    def take(self, role: Role, given: Given) -> receiving.Received:
        return receiving.receive(self.desk(role), self.preview(role, given))

    def records(self, role: Role, case_id: str = "") -> dict[str, object]:
        with self.desk(role).vault.read() as connection:
            found: list[Any] = of_a_case(connection, case_id or self.case_id)
        return {record.id: record for record in found}

    def dump(self, role: Role) -> dict[str, list[str]]:
        """Return every row of a vault but the log."""
        with self.desk(role).vault.read() as connection:
            return {
                name: sorted(map(repr, connection.exec_driver_sql(query))) for name, query in _ALL.items()
            }

    def lock(self) -> None:
        for desk in self.desks.values():
            vaults.lock(desk)


def made(folder: Path, role: Role, clock: Clock) -> Laptop:
    """Make a vault with a functioneel beheerder and the owner of the laptop in it, and close it."""
    new = vaults.create_vault(
        folder,
        house_name=f"Huis van {NAMES[role]}",
        passphrase=ADMIN,
        name="B. Beheerder",
        role=Role.FUNCTIONAL_ADMIN,
        cost=FLOOR,
        clock=clock,
    )
    passphrase = f"een lange wachtzin voor de {role.value}"
    person = Person(name=NAMES[role], role=role, organisation="Oefenstad", from_on=clock.today())
    people.add_person(new.desk, person, passphrase, cost=FLOOR)
    vaults.lock(new.desk)
    return Laptop(folder, role, clock, passphrase)
