"""A table goes from one vault to another by commands alone; a refused package has its own exit code."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import run
from tests.services import laptops as three_laptops
from tests.services.laptops import NAMES, Laptop, Laptops
from zvdesk.cli import exits
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.people import Role
from zvdesk.services import destruction, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.services.world import World

CHAIR = NAMES[Role.CHAIR]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, closed_once: World) -> Laptops:
    into = tmp_path_factory.mktemp("drie laptops")
    folder = shutil.copytree(closed_once.folder, into / "coördinator.zvkluis")
    return three_laptops.build(into, replace(closed_once, folder=folder))


@pytest.fixture
def laptops(once: Laptops, tmp_path: Path) -> Laptops:
    return three_laptops.copied(once, tmp_path / "laptops")


def package(command: str, laptop: Laptop, *arguments: str | Path, more: str = "") -> Run:
    words = f"{laptop.passphrase}\n{more}" if more else laptop.passphrase
    return run("package", command, *arguments, "--vault", laptop.folder, "--json", words=words)


def test_a_meeting_is_given_shown_taken_in_and_listed(laptops: Laptops, tmp_path: Path) -> None:
    coordinator, chair = laptops.coordinator, laptops.chair
    made = package("make", coordinator, "--meeting", "--to", CHAIR, "--into", tmp_path / "stick")
    assert made.code == 0, made.err
    (path,) = (tmp_path / "stick").iterdir()
    assert (made.json["path"], made.json["to"]) == (str(path), [CHAIR])
    out = package("list", coordinator)
    assert {row["label"] for row in out.json["out"]} == {"Tafel Noord", laptops.world.number}
    assert {row["holder"] for row in out.json["out"]} == {CHAIR}
    text = run("package", "list", "--vault", coordinator.folder, words=coordinator.passphrase).out
    assert f"overleg met casussen Tafel Noord ligt bij {CHAIR} sinds " in text
    shown = package("open", chair, path, "--preview")
    assert (shown.code, shown.json["entered"]) == (0, False)
    (case,) = shown.json["cases"]
    assert (case["number"], case["standing"]) == (laptops.world.number, "nieuw")
    for answer, entered in (("nee", False), ("", False), ("ja", True)):
        opened = package("open", chair, path, more=answer)
        assert (opened.code, opened.json["entered"]) == (0, entered), answer
    again = package("open", chair, path, "--yes")
    assert (again.code, again.json["error"]) == (exits.PACKAGE_REFUSED, "PackageRefused")
    assert again.json["reason"] == "al_opgenomen"
    assert "al opgenomen" in again.json["message"]
    (row,) = package("list", chair).json["packages"]
    assert (row["direction"], row["names"]) == ("ontvangen", [NAMES[Role.COORDINATOR]])


def test_a_case_by_its_number_to_a_colleague_by_fingerprint_and_refusals(
    laptops: Laptops, tmp_path: Path
) -> None:
    coordinator, number = laptops.coordinator, laptops.world.number
    where = ("--into", tmp_path / "stick")
    nobody = package("make", coordinator, "--case", number, "--to", "N. Niemand", *where)
    assert (nobody.code, nobody.json["error"]) == (exits.REFUSED, "NotFound")
    start = laptops.ids[Role.CHAIR][:8].upper()
    purpose = ("--purpose", "Voor dinsdag", "--days", "3")
    made = package(
        "make", coordinator, "--case", number, "--to", start, NAMES[Role.SECRETARY], *where, *purpose
    )
    assert made.code == 0, made.err
    assert (made.json["purpose"], made.json["to"]) == ("Voor dinsdag", [CHAIR, NAMES[Role.SECRETARY]])
    twice = package("make", coordinator, "--case", number, "--to", CHAIR, *where)
    assert (twice.code, twice.json["error"]) == (exits.REFUSED, "PenElsewhere")
    path = made.json["path"]
    read = run(
        "package", "open", path, "--yes", "--vault", laptops.secretary.folder,
        words=laptops.secretary.passphrase,
    )  # fmt: skip
    assert read.code == 0, read.err
    assert f"U leest mee; de pen ligt bij {CHAIR}." in read.out
    assert "dichte envelop" in read.out
    damaged = tmp_path / "stuk.zvpakket"
    damaged.write_bytes(b"ZVPAKKET")
    assert package("open", laptops.chair, damaged).code == exits.PACKAGE_REFUSED
    assert package("open", laptops.chair, tmp_path / "weg.zvpakket").code == exits.USAGE


def test_a_lost_laptop_is_taken_over_and_its_late_return_sorted_out(laptops: Laptops, tmp_path: Path) -> None:
    coordinator, chair, number = laptops.coordinator, laptops.chair, laptops.world.number
    where = ("--into", tmp_path / "stick")
    made = package("make", coordinator, "--case", number, "--to", CHAIR, *where)
    assert package("open", chair, made.json["path"], "--yes").json["entered"]
    empty = package("take-over", coordinator, "--case", number)
    assert (empty.code, empty.json["error"]) == (exits.REFUSED, "InvalidField")
    over = package("take-over", coordinator, "--case", number, more="De laptop is gestolen")
    assert over.code == 0, over.err
    assert package("list", coordinator).json["out"] == []
    late = package("make", chair, "--case", number, "--to", NAMES[Role.COORDINATOR], *where).json["path"]
    shown = package("open", coordinator, late, "--preview")
    assert (shown.code, shown.json["late"]) == (0, True)
    assert package("open", coordinator, late, "--yes").code == exits.PACKAGE_REFUSED
    told = package("differences", coordinator, late)
    assert (told.code, told.json["differences"]) == (0, [])
    gone = package("adopt", coordinator, late, "--record", "0" * 32)
    assert (gone.code, gone.json["error"]) == (exits.REFUSED, "NotFound")


def test_a_copy_of_a_destroyed_case_is_named_and_asked_for(laptops: Laptops, tmp_path: Path) -> None:
    coordinator, number = laptops.coordinator, laptops.world.number
    package("make", coordinator, "--case", number, "--to", CHAIR, "--into", tmp_path / "stick")
    (copy,) = package("list", coordinator).json["packages"][0]["copies"]
    assert (copy["case"], copy["recipient"], copy["late"]) == (number, CHAIR, False)
    assert package("request", coordinator).json["requests"] == []
    desk = coordinator.admin()
    destruction.destroy(desk, laptops.world.case_id, DestructionGround.RIGHTS)
    vaults.lock(desk)
    (row,) = package("list", coordinator).json["packages"]
    assert row["cases"] == [number]
    assert row["copies"][0]["late"]
    text = run("package", "list", "--vault", coordinator.folder, words=coordinator.passphrase).out
    assert f"    kopie van {number} bij {CHAIR}: te laat, vernietigen vóór " in text
    (asked,) = package("request", coordinator).json["requests"]
    assert (asked["to"], asked["cases"]) == (CHAIR, [number])
    assert f"casus {number}" in asked["text"]
