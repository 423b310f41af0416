"""Make three laptops: each with a vault, a house and people of its own, who know each other by their cards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.services.world import PASSPHRASES, World
from zvdesk.domain.people import Person, Role
from zvdesk.services import cards, colleagues, people, vaults
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import Desk

NAMES = {
    Role.COORDINATOR: "C. Coördinator",
    Role.CHAIR: "V. Verderweg",
    Role.SECRETARY: "N. Notulist",
}
ADMIN = "de wachtzin van de beheerder"


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
        """Unlock it as its functioneel beheerder."""
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
    made = {
        role: _made(into / f"{role.value}.zvkluis", role, world.clock)
        for role in (Role.CHAIR, Role.SECRETARY)
    }
    coordinator = Laptop(world.folder, Role.COORDINATOR, world.clock, PASSPHRASES[Role.COORDINATOR])
    laptops = {Role.COORDINATOR: coordinator, **made}
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
    return Laptops(world, coordinator, made[Role.CHAIR], made[Role.SECRETARY], ids)


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


def _made(folder: Path, role: Role, clock: Clock) -> Laptop:
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
