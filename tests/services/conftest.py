"""Give the services a vault of their own: made once, copied per test, at the cheapest passphrase cost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import clock
from tests.services import laptops as three_laptops
from tests.services.laptops import Laptops, Table
from tests.services.world import World, build, lead_and_close
from zvdesk.domain.people import Role
from zvdesk.services import vaults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.desk import Desk


@pytest.fixture(autouse=True)
def _own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test forget what another saw of the same vault."""
    for kind in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "profiel" / kind.lower()))


@pytest.fixture(scope="session")
def world_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build(tmp_path_factory.mktemp("made") / "Huis aan de Rand.zvkluis", clock())


@pytest.fixture(scope="session")
def closed_once(tmp_path_factory: pytest.TempPathFactory, world_once: World) -> World:
    world = copied(world_once, tmp_path_factory.mktemp("closed"))
    desk = world.desk()
    lead_and_close(desk, world)
    vaults.lock(desk)
    return world


@pytest.fixture(autouse=True)
def _time_put_back(world_once: World) -> Iterator[None]:
    """Let a test move the clock that every world shares: the next one finds it where it stood."""
    source = world_once.clock.source
    yield
    world_once.clock.source = source


def copied(world: World, into: Path) -> World:
    """Return the same closed vault in another folder."""
    folder = into / world.folder.name
    shutil.copytree(world.folder, folder)
    return replace(world, folder=folder)


@pytest.fixture
def world(tmp_path: Path, world_once: World) -> World:
    """Give a closed vault with an accepted case on the agenda of an open meeting."""
    return copied(world_once, tmp_path)


@pytest.fixture
def closed(tmp_path: Path, closed_once: World) -> World:
    """Give a closed vault whose meeting was led and closed: its list is adopted."""
    return copied(closed_once, tmp_path)


@pytest.fixture(scope="session")
def laptops_once(tmp_path_factory: pytest.TempPathFactory, world_once: World) -> Laptops:
    into = tmp_path_factory.mktemp("laptops")
    return three_laptops.build(into, copied(world_once, into))


@pytest.fixture
def laptops(tmp_path: Path, laptops_once: Laptops) -> Laptops:
    """Give three closed vaults: of a coordinator, who prepared a meeting, a chair and a secretary."""
    return three_laptops.copied(laptops_once, tmp_path / "laptops")


@pytest.fixture
def table(laptops: Laptops, tmp_path: Path) -> Iterator[Table]:
    """Give the three laptops with a stick that goes between them."""
    made = Table(laptops, tmp_path / "stick")
    yield made
    made.lock()


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    """Give the chair's desk in the world with an open meeting."""
    opened = world.desk(Role.CHAIR)
    yield opened
    vaults.lock(opened)


@pytest.fixture
def after(closed: World) -> Iterator[Desk]:
    """Give the chair's desk in the world whose meeting has closed."""
    opened = closed.desk(Role.CHAIR)
    yield opened
    vaults.lock(opened)
