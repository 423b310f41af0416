"""One whole practice table from outside: led, signed, refused, allowed, and verified without a vault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zvdesk.domain.people import Role
from zvdesk.services import vaults
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.journey

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def zvdesk(*arguments: str | Path, words: str = "", config: Path | None = None) -> tuple[int, str, str]:
    """Run a command in a process of its own and return its exit code, stdout and stderr."""
    environment = dict(os.environ)
    if config is not None:
        environment["XDG_CONFIG_HOME"] = str(config)
    done = subprocess.run(
        [sys.executable, MAIN, *arguments, *(["--passphrase-fd", "0"] if words else [])],
        input=f"{words}\n".encode(),
        capture_output=True,
        env=environment,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the practice table once, in a folder with a space and diacritics in its name."""
    out = tmp_path_factory.mktemp("reis") / "Oefening van Zoë"
    code, told, progress = zvdesk("demo", "--out", out, "--json")
    assert code == 0, progress
    assert progress.splitlines()[0].startswith("1/4")
    found: dict[str, Any] = json.loads(told)
    return found | {"out": out}


def made(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [document for document in table["documents"] if "path" in document]


def test_it_tells_everything_that_is_asked(table: dict[str, Any]) -> None:
    asked = {"vault", "practice_passphrase", "documents", "cases", "meetings", "action_items", "seconds"}
    assert asked <= set(table)
    assert Path(table["vault"]).is_dir()
    assert len(table["cases"]) >= 3
    assert table["cases_in_vault"] >= 8
    assert len(table["meetings"]) >= 3
    assert table["action_items"]
    assert all(item["case"] and item["what"] and item["person"] for item in table["action_items"])
    assert set(table["seconds"]) == {"vault", "meeting", "lists", "verify"}
    assert {case["phase"] for case in table["cases"]} == {"klaar"}
    for document in table["documents"]:
        assert {"kind", "recipient"} <= set(document)
        assert ("path" in document) is not ("refused" in document)


def test_every_list_that_was_made_is_valid_and_known(table: dict[str, Any]) -> None:
    assert len(made(table)) >= 10
    for document in made(table):
        assert document["verdict"] == "geldig"
        assert document["in_register"] is True
        assert Path(document["path"]).is_file()


def test_one_list_is_refused_for_want_of_a_ground_and_one_third_is_allowed(table: dict[str, Any]) -> None:
    refused = [document for document in table["documents"] if "refused" in document]
    assert refused
    for document in refused:
        assert any("grondslag" in reason for reason in document["refused"])
        assert all("derde" in reason for reason in document["refused"])
    third = set(thirds(table))
    assert {document["recipient"] for document in refused} <= third
    assert {document["recipient"] for document in made(table)} & third


def thirds(table: dict[str, Any]) -> list[str]:
    desk = vaults.unlock(Path(table["vault"]), table["practice_passphrase"])
    with desk.vault.read() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM organisations WHERE position = 'derde'").all()
    vaults.lock(desk)
    return [str(row[0]) for row in rows]


def test_who_gets_a_list_verifies_it_with_the_certificate_alone(
    table: dict[str, Any], tmp_path: Path
) -> None:
    paths = [document["path"] for document in made(table)]
    code, told, _ = zvdesk("verify", *paths, "--json", config=tmp_path)
    assert code == 3
    assert json.loads(told)["verdict"] == "geldig, onbekende ondertekenaar"
    trusted = ("--trust", table["house_certificate"])
    code, told, _ = zvdesk("verify", *paths, "--json", *trusted, config=tmp_path)
    assert code == 0
    assert all("OEFENING" in found["sentence"] for found in json.loads(told)["files"])
    changed = tmp_path / "gewijzigd.pdf"
    data = bytearray(Path(paths[0]).read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    assert zvdesk("verify", paths[0], changed, *trusted, config=tmp_path)[0] == 1
    assert zvdesk("verify", tmp_path / "weg.pdf", config=tmp_path)[0] == 4


def test_every_page_says_that_it_is_an_exercise(
    table: dict[str, Any], requires: Callable[[str], Path]
) -> None:
    program = requires("pdftotext")
    for document in made(table):
        done = subprocess.run([program, document["path"], "-"], capture_output=True, check=True, timeout=60)
        pages = done.stdout.decode("utf-8").rstrip("\f").split("\f")
        assert pages
        for page in pages:
            assert "OEFENING" in page.split(), document["path"]


def test_no_list_holds_what_was_brought_in_at_the_table(
    table: dict[str, Any], requires: Callable[[str], Path]
) -> None:
    program = requires("pdftotext")
    desk = vaults.unlock(Path(table["vault"]), table["practice_passphrase"])
    with desk.vault.read() as connection:
        rows = connection.exec_driver_sql("SELECT text FROM contributions").all()
        names = connection.exec_driver_sql("SELECT family_name FROM subjects").all()
    vaults.lock(desk)
    assert len(rows) > 10
    for document in made(table):
        done = subprocess.run([program, document["path"], "-"], capture_output=True, check=True, timeout=60)
        text = " ".join(done.stdout.decode("utf-8").split())
        for row in rows:
            assert " ".join(str(row[0]).split()) not in text
        assert not [name for (name,) in names if str(name) in Path(document["path"]).name]


def test_the_practice_vault_is_whole_and_each_person_can_come_in(table: dict[str, Any]) -> None:
    code, told, _ = zvdesk("vault", "check", table["vault"], "--json", words=table["practice_passphrase"])
    assert (code, json.loads(told)["ok"]) == (0, True)
    roles = {person["role"] for person in table["people"]}
    assert roles == {ROLES[role] for role in Role if role is not Role.EMERGENCY}
    for person in table["people"]:
        desk = vaults.unlock(Path(table["vault"]), person["passphrase"])
        assert desk.actor.name == person["name"]
        vaults.lock(desk)


def test_a_second_exercise_in_the_same_folder_touches_nothing(table: dict[str, Any]) -> None:
    before = {path: path.stat().st_mtime_ns for path in table["out"].rglob("*.pdf")}
    code, told, _ = zvdesk("demo", "--out", table["out"], "--json")
    assert (code, json.loads(told)["error"]) == (1, "VaultExists")
    assert {path: path.stat().st_mtime_ns for path in table["out"].rglob("*.pdf")} == before
