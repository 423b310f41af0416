"""People of two vaults know each other from the command line, by a card or by the list of a house."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ADMIN, CHAIR, MAIN, descriptor_of, run
from tests.exchange.holders import holder
from tests.exchange.test_code_pictures import drawn, saved
from zvdesk.cli import exits
from zvdesk.domain.people import Role
from zvdesk.exchange import cards
from zvdesk.services import vaults
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World

OTHER = "nog een heel lange wachtzin"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def second_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a second vault, of one coordinator."""
    folder = tmp_path_factory.mktemp("tweede") / "Zuid.zvkluis"
    new = vaults.create_vault(
        folder, house_name="Huis Zuid", passphrase=OTHER, name="Z. Zuid", role=Role.COORDINATOR, cost=FLOOR
    )
    vaults.lock(new.desk)
    return folder


def test_two_vaults_come_to_know_each_other(closed: World, second_once: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    made = run("colleague", "card", "--vault", closed.folder, "--out", out, "--json", words=ADMIN)
    assert made.code == exits.OK, made.err
    assert {path.suffix for path in out.iterdir()} == {".pdf", ".zvkaart"}
    digits, card, sheet = made.json["fingerprint"], made.json["path"], made.json["sheet"]
    common = ("--vault", second_once, "--json")
    asked = run("colleague", "add", card, *common, words=OTHER)
    assert (asked.code, asked.json["ok"], asked.json["name"]) == (exits.REFUSED, False, "B. Beheerder")
    assert digits not in asked.out + asked.err
    wrong = run("colleague", "add", card, "--fingerprint", digits[::-1], *common, words=OTHER)
    assert (wrong.code, wrong.json["error"]) == (exits.REFUSED, "CardRefused")
    added = run("colleague", "add", sheet, "--fingerprint", digits, *common, words=OTHER)
    assert (added.code, added.json["met_by"]) == (exits.OK, "voorgelezen")

    listed = run("colleague", "house-list", "--vault", closed.folder, "--out", out, "--json", words=ADMIN)
    assert listed.code == exits.OK, listed.err
    taken = run("colleague", "take-list", listed.json["path"], *common, words=OTHER)
    assert taken.code == exits.OK, taken.err
    assert {one["name"] for one in taken.json["added"]} == {
        "F. Voorbeeld",
        "C. Coördinator",
        "S. Schrijver",
        "P. Privé",
    }
    assert (taken.json["ended"], taken.json["unchanged"]) == ([], 1)
    said = run("colleague", "take-list", listed.json["path"], "--vault", second_once, words=OTHER)
    assert said.out.strip() == "Ongewijzigd: 5"

    south = run("colleague", "card", "--vault", second_once, "--out", out, "--json", words=OTHER).json
    met = ("add", south["path"], "--fingerprint", south["fingerprint"])
    assert run("colleague", *met, "--vault", closed.folder, "--json", words=ADMIN).code == exits.OK
    listed = run("colleague", "house-list", "--vault", closed.folder, "--out", out, "--json", words=ADMIN)
    own = run("colleague", "take-list", listed.json["path"], "--own-house", *common, words=OTHER)
    assert (own.code, own.json["signing"]) == (exits.OK, [])
    joined = run("colleague", "take-list", listed.json["path"], "--vault", second_once, words=OTHER)
    assert "U ondertekent nu onder het huis Huis aan de Rand." in joined.out
    back = run("colleague", "take-list", listed.json["path"], "--own-house", *common, words=OTHER)
    assert back.json["signing"] == [{"name": "Z. Zuid", "house": "Huis Zuid", "own_house": True}]

    by_name = run("colleague", "end", "s. schrijver", *common, words=OTHER)
    assert (by_name.code, by_name.json["name"]) == (exits.OK, "S. Schrijver")
    by_digits = run("colleague", "end", digits[:10], "--on", "2099-01-01", *common, words=OTHER)
    assert by_digits.json["ended_on"] == "2099-01-01"
    for nobody in ("Niemand", digits[:7], "", "0000 0000"):
        gone = run("colleague", "end", nobody, *common, words=OTHER)
        assert (gone.code, gone.json["error"]) == (exits.REFUSED, "NotFound")
    shown = run("colleague", "list", *common, words=OTHER)
    ended = {one["name"]: one["ended_on"] for one in shown.json["colleagues"]}
    assert ended["S. Schrijver"] is not None
    assert ended["B. Beheerder"] == "2099-01-01"
    assert ended["F. Voorbeeld"] is None
    text = run("colleague", "list", "--vault", second_once, words=OTHER).out
    assert digits in text
    assert "gestopt na do 1 jan 2099" in text


def test_a_photo_of_the_code_is_a_card_and_the_fingerprint_is_asked(closed: World, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    one = holder("G. Ander", since=now - DAY, until=now + 300 * DAY)
    photo = tmp_path / "foto.png"
    photo.write_bytes(saved(drawn(cards.to_code(one.parts), 3)))
    digits = cards.read(one.card).fingerprint
    none = run("colleague", "list", "--vault", closed.folder, words=CHAIR)
    assert none.out.strip() == "Deze kluis kent nog geen collega's."
    screen, terminal = os.openpty()
    with descriptor_of(CHAIR) as option:
        asking = subprocess.Popen(
            [
                sys.executable,
                str(MAIN),
                "colleague",
                "add",
                str(photo),
                "--vault",
                str(closed.folder),
                *option,
            ],
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[int(number) for number in option[1:]],
        )
        os.close(terminal)
        os.write(screen, f"{digits.lower()}\n".encode())
        out, err = (said.decode() for said in asking.communicate(timeout=60))
    os.close(screen)
    assert asking.returncode == exits.OK, err
    assert "G. Ander, voorzitter, Gemeente Oefenstad\nLaat uw collega" in err
    assert "Wat hoort u? " in out + err
    assert "Toegevoegd: G. Ander" in out
    assert digits not in out + err


def test_who_may_not_or_gives_another_file_is_refused(closed: World, tmp_path: Path) -> None:
    common = ("--vault", closed.folder, "--json")
    wrong = run("colleague", "card", "--out", tmp_path / "uit", *common, words="een andere lange wachtzin")
    assert wrong.code == exits.WRONG_PASSPHRASE
    refused = run("colleague", "house-list", "--out", tmp_path / "uit", *common, words=CHAIR)
    assert (refused.code, refused.json["error"]) == (exits.REFUSED, "NotAllowed")
    (tmp_path / "niets.zvkaart").write_bytes(b"niets")
    for command in ("add", "take-list"):
        for path in (tmp_path / "niets.zvkaart", tmp_path / "weg"):
            found = run("colleague", command, path, *common, words=CHAIR)
            assert (found.code, found.json["error"]) == (exits.REFUSED, "CardRefused")
    assert run("colleague", "end", "X", "--on", "morgen", *common, words=CHAIR).code == exits.USAGE
    assert not (tmp_path / "uit").exists()
