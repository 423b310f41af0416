"""Copies, drill and rescue from the command line: their words, their one JSON object and their exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, NEW, run
from tests.services.world import PASSPHRASES
from zvdesk.cli import exits
from zvdesk.domain.people import Role

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World

ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def test_copies_in_two_places_are_made_and_shown(closed: World, tmp_path: Path) -> None:
    empty = run("vault", "backup", closed.folder, "--list", "--json", words=CHAIR)
    assert (empty.code, empty.json["backups"], empty.json["made"]) == (0, [], None)
    stick = tmp_path / "stick"
    made = run("vault", "backup", closed.folder, "--second", stick, "--json", words=CHAIR)
    assert made.code == 0, made.err
    assert [copy["second"] for copy in made.json["backups"]] == [False, True]
    assert all(copy["checked"] for copy in made.json["backups"])
    assert made.json["second"]["there"] is True
    shown = run("vault", "backup", closed.folder, "--list", words=CHAIR)
    assert shown.out.count("nagekeken") == 2
    assert str(stick) in shown.out
    stick.rename(tmp_path / "weg")
    away = run("vault", "backup", closed.folder, "--list", words=CHAIR)
    assert "De tweede plek is er nu niet" in away.out
    none = run("vault", "backup", closed.folder, "--no-second", "--list", words=CHAIR)
    assert "Er is geen tweede plek" in none.out


def test_a_copy_comes_back_with_the_recovery_key_alone(closed: World, tmp_path: Path) -> None:
    made = run("vault", "backup", closed.folder, "--json", words=CHAIR).json["made"]
    place = tmp_path / "terug.zvkluis"
    back = run("vault", "restore", made, place, "--recovery-key", "--json", words=closed.recovery_key)
    assert (back.code, back.json["destroyed_list_whole"]) == (0, True)
    assert run("vault", "check", place, words=CHAIR).code == 0
    wrong = run("vault", "restore", made, tmp_path / "b", "--recovery-key", "--json", words=NEW)
    assert wrong.code == exits.WRONG_PASSPHRASE


def test_a_drill_is_told(closed: World) -> None:
    told = run("vault", "drill", closed.folder, words=ADMIN)
    assert told.code == 0, told.err
    assert "De proef is gelukt" in told.out
    both = f"{ADMIN}\n{closed.recovery_key}"
    proven = run("vault", "drill", closed.folder, "--recovery-key", "--json", words=both)
    assert (proven.json["with_recovery_key"], proven.json["cases"]) == (True, 1)
    refused = run("vault", "drill", closed.folder, "--json", words=CHAIR)
    assert (refused.code, refused.json["error"]) == (exits.REFUSED, "NotAllowed")


def test_what_is_left_of_a_damaged_vault_is_written_out(closed: World, tmp_path: Path) -> None:
    flip(closed.folder / "vault.db")
    check = run("vault", "check", closed.folder, "--json", words=ADMIN)
    assert (check.code, check.json["error"]) == (exits.DAMAGED, "VaultDamaged")
    out = tmp_path / "gered"
    saved = run("vault", "rescue", closed.folder, "--out", out, "--json", words=ADMIN)
    assert saved.code == 0, saved.err
    assert saved.json["damage"]
    assert len(list(out.iterdir())) == len(saved.json["files"])
    again = run("vault", "rescue", closed.folder, "--out", out, words=ADMIN)
    assert again.code == exits.REFUSED
    paper = run(
        *("vault", "rescue", closed.folder, "--recovery-key", "--out", tmp_path / "twee"),
        words=closed.recovery_key,
    )
    assert "NIET versleuteld" in paper.out
