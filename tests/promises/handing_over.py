"""Give a case and take it in, and tell afterwards whether that happened whole or not at all."""

from __future__ import annotations

import functools
import hashlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.factories import clock
from tests.promises.package_driver import content_of
from tests.services import laptops
from tests.services.world import build
from zvdesk.domain.handovers import Direction, Handover
from zvdesk.domain.people import Role
from zvdesk.services import handovers, receiving, vaults
from zvdesk.storage import pens
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from tests.services.laptops import Laptop, Laptops
    from zvdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold what a judge must know."""

    owner: Laptop
    case_id: str
    to: str = ""  # the colleague who gets it
    package: bytes = b""
    before: dict[str, str] | None = None  # the content of the vault, by table
    after: dict[str, str] | None = None


def desk_of(kept: Kept, folder: Path) -> Desk:
    """Unlock a copy of the vault as its owner."""
    return vaults.unlock(folder, kept.owner.passphrase, clock=kept.owner.clock)


def prepare_giving(folder: Path) -> Kept:
    """Make the vault of a coordinator who knows a chair."""
    found = _laptops()
    shutil.copytree(found.coordinator.folder, folder)
    return Kept(found.coordinator, found.world.case_id, found.ids[Role.CHAIR])


def prepare_receiving(folder: Path) -> Kept:
    """Make the vault of a chair, and a package for it."""
    found = _laptops()
    shutil.copytree(found.chair.folder, folder)
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        giving = prepare_giving(place / "gever.zvkluis")
        desk = desk_of(giving, place / "gever.zvkluis")
        give(desk, giving, place)
        vaults.lock(desk)
        (package,) = place.glob("*.zvpakket")
        kept = Kept(found.chair, found.world.case_id, package=package.read_bytes())
        shutil.copytree(folder, place / folder.name)
        desk = desk_of(kept, place / folder.name)
        before = _tables(desk)
        receive(desk, kept)
        after = _tables(desk)
        vaults.lock(desk)
    return replace(kept, before=before, after=after)


@functools.cache
def _laptops() -> Laptops:
    made = Path(tempfile.mkdtemp())
    return laptops.build(made, build(made / "oefen.zvkluis", clock()))


def give(desk: Desk, kept: Kept, out: Path) -> None:
    """Give the case."""
    handovers.give_case(desk, kept.case_id, out, [kept.to], passphrase=kept.owner.passphrase)


def receive(desk: Desk, kept: Kept) -> None:
    """Take the package in."""
    receiving.receive(desk, receiving.preview(desk, kept.package, kept.owner.passphrase))


def judge_given(kept: Kept, folder: Path, out: Path, *, is_done: bool) -> None:
    """Raise AssertionError unless the pen is out with a package that is there, or is here with none."""
    desk = desk_of(kept, folder)
    assert desk.vault.check() == ()
    with desk.vault.read() as connection:
        pen = pens.pen_of(connection, kept.case_id)
        sent = find_records(connection, Handover, direction=Direction.SENT)
    papers = {hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("*.zvpakket")}
    gone = pen is not None and not pen.is_here
    assert gone or not is_done, "said to be given, and the pen is here"
    assert {one.sha256 for one in sent} == papers, "a package without its place in the register, or none"
    assert len(papers) == gone, "the pen and its package are not together"
    assert {path.name[0] for path in out.iterdir()} <= {"z"}, "something was left behind"
    if not gone:
        give(desk, kept, out)
    vaults.lock(desk)


def judge_received(kept: Kept, folder: Path, *, is_done: bool) -> None:
    """Raise AssertionError unless all of the package is there, or nothing of it and it still comes in."""
    desk = desk_of(kept, folder)
    assert desk.vault.check() == ()
    found = _tables(desk)
    assert found in (kept.before, kept.after), "half a package"
    assert found == kept.after or not is_done, "said to be taken in, and it is not there"
    if found == kept.before:
        receive(desk, kept)
        assert _tables(desk) == kept.after
    vaults.lock(desk)


def _tables(desk: Desk) -> dict[str, str]:
    """Return the content of the vault without its log, by table."""
    return {name: found for name, found in content_of(desk)[0].items() if "/" not in name and name != "house"}
