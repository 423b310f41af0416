"""The commands on a vault from outside: what they say, their one JSON object and their exit code."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CHAIR, NEW, outside, run
from zvdesk.cli import exits
from zvdesk.services import backups, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World


@pytest.mark.parametrize("is_json", [True, False])
def test_a_vault_is_made_and_its_key_goes_to_a_descriptor(tmp_path: Path, is_json: bool) -> None:
    reader, writer = os.pipe()
    folder = tmp_path / "Kluis van Zoë.zvkluis"
    named = ["--house", "Huis Ĳ", "--name", "Z. Zoë", "--role", "Coördinator"]
    more = [*named, "--recovery-key-fd", str(writer), *(["--json"] if is_json else [])]
    made = run("vault", "create", folder, *more, words=NEW)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        key = pipe.read()
    assert made.code == 0, made.err
    assert key.count("\n") == 1
    assert key.strip() not in made.out + made.err
    if is_json:
        assert made.json == {
            "ok": True,
            "vault": str(folder),
            "house": "Huis Ĳ",
            "name": "Z. Zoë",
            "role": "coordinator",
        }
    else:
        assert "Z. Zoë" in made.out
    desk = vaults.unlock_with_recovery(folder, key.strip(), name="N. Nood")
    assert desk.house.name == "Huis Ĳ"
    vaults.lock(desk)


def test_without_a_descriptor_the_key_is_shown_once_and_never_in_json(tmp_path: Path) -> None:
    told = run("vault", "create", tmp_path / "a.zvkluis", words=NEW)
    key = told.out.splitlines()[1]
    vaults.lock(vaults.unlock_with_recovery(tmp_path / "a.zvkluis", key, name="N"))
    in_json = run("vault", "create", tmp_path / "b.zvkluis", "--json", words=NEW)
    assert in_json.json["ok"] is True
    key = in_json.err.splitlines()[1]
    assert key not in in_json.out
    assert (in_json.json["name"], in_json.json["role"]) == ("Beheerder", "functioneel_beheerder")


@pytest.mark.parametrize("descriptor", ["99", "-1", "99999999999999999999"])
def test_a_key_that_cannot_be_written_makes_no_vault(tmp_path: Path, descriptor: str) -> None:
    folder = tmp_path / "a.zvkluis"
    refused = run("vault", "create", folder, "--json", "--recovery-key-fd", descriptor, words=NEW)
    assert refused.code == exits.USAGE
    assert refused.json["error"] == "UnusableDescriptor"
    assert not folder.exists()


def test_a_reader_of_the_key_that_left_leaves_no_vault(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    folder = tmp_path / "a.zvkluis"
    refused = run("vault", "create", folder, "--recovery-key-fd", str(writer), words=NEW)
    os.close(writer)
    assert refused.code == exits.USAGE
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "error", "code"),
    [("te kort", "PassphraseTooWeak", exits.REFUSED), (NEW, "VaultExists", exits.REFUSED)],
)
def test_a_vault_that_is_refused(tmp_path: Path, words: str, error: str, code: int) -> None:
    (tmp_path / "iets").write_text("x")
    place = tmp_path if error == "VaultExists" else tmp_path / "kort"
    refused = run("vault", "create", place, "--json", words=words)
    assert (refused.code, refused.json["ok"], refused.json["error"]) == (code, False, error)
    assert refused.json["message"] in refused.err
    assert [path.name for path in tmp_path.iterdir() if path.name != "profiel"] == ["iets"]


def test_a_vault_is_checked(closed: World) -> None:
    checked = run("vault", "check", closed.folder, "--json", words=CHAIR)
    assert checked.code == 0
    assert checked.json == {
        "ok": True,
        "problems": [],
        "audit_lines": checked.json["audit_lines"],
        "first_broken_line": None,
        "rolled_back": None,
    }
    told = run("vault", "check", closed.folder, words=CHAIR)
    assert "De kluis is heel." in told.out


def test_a_vault_that_was_turned_back_is_code_9(closed: World, tmp_path: Path) -> None:
    old = tmp_path / "oud"
    shutil.copytree(closed.folder, old)
    assert run("case", "list", "--vault", closed.folder, words=CHAIR).code == 0
    shutil.rmtree(closed.folder)
    shutil.copytree(old, closed.folder)
    checked = run("vault", "check", closed.folder, "--json", words=CHAIR)
    assert (checked.code, checked.json["rolled_back"]) == (exits.ROLLED_BACK, True)
    assert "teruggedraaid" in run("vault", "check", closed.folder, words=CHAIR).out


def test_a_log_that_was_changed_is_code_6(closed: World) -> None:
    desk = closed.desk()
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'X' WHERE sequence = 3")
    vaults.lock(desk)
    checked = run("vault", "check", closed.folder, "--json", words=CHAIR)
    assert (checked.code, checked.json["first_broken_line"]) == (exits.DAMAGED, 3)
    assert "vanaf regel 3" in run("vault", "check", closed.folder, words=CHAIR).out


def test_every_way_not_to_get_in_has_its_code(closed: World, tmp_path: Path) -> None:
    def code(folder: Path, words: str) -> tuple[int, str]:
        refused = run("case", "list", "--json", "--vault", folder, words=words)
        assert refused.json["message"]
        return refused.code, refused.json["error"]

    assert code(closed.folder, NEW) == (exits.WRONG_PASSPHRASE, "WrongPassphrase")
    assert code(tmp_path / "weg", CHAIR) == (exits.REFUSED, "VaultMissing")
    desk = closed.desk()
    try:
        in_use = outside("case", "list", "--json", "--vault", closed.folder, words=CHAIR)
        assert (in_use.code, in_use.json["error"]) == (exits.IN_USE, "VaultInUse")
        with desk.vault.transaction() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    finally:
        vaults.lock(desk)
    assert code(closed.folder, CHAIR) == (exits.TOO_NEW, "VaultTooNew")
    (closed.folder / "vault.db").write_bytes(b"rommel" * 1000)
    assert code(closed.folder, CHAIR) == (exits.DAMAGED, "VaultDamaged")


def test_a_passphrase_is_changed_from_one_descriptor(closed: World) -> None:
    assert run("vault", "passphrase", closed.folder, words=f"{NEW}\n{CHAIR}").code == 5
    changed = run("vault", "passphrase", closed.folder, "--json", words=f"{CHAIR}\n{NEW}")
    assert (changed.code, changed.json) == (0, {"ok": True})
    assert run("case", "list", "--vault", closed.folder, words=CHAIR).code == exits.WRONG_PASSPHRASE
    assert run("case", "list", "--vault", closed.folder, words=NEW).code == 0
    weak = run("vault", "passphrase", closed.folder, "--json", words=f"{NEW}\nkort")
    assert (weak.code, weak.json["error"]) == (exits.REFUSED, "PassphraseTooWeak")


def test_a_passphrase_is_changed_from_two_descriptors(closed: World) -> None:
    reader, writer = os.pipe()
    os.write(writer, f"{NEW}\n".encode())
    os.close(writer)
    changed = run("vault", "passphrase", closed.folder, "--new-passphrase-fd", str(reader), words=CHAIR)
    os.close(reader)
    assert changed.code == 0, changed.err
    vaults.lock(vaults.unlock(closed.folder, NEW))


def test_a_backup_is_put_back_in_a_new_folder(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    backup = backups.back_up(desk)
    vaults.lock(desk)
    place = tmp_path / "terug.zvkluis"
    restored = run("vault", "restore", backup, place, "--json", words=CHAIR)
    assert (restored.code, restored.json["ok"], restored.json["vault"]) == (0, True, str(place))
    shown = run("case", "show", closed.number, "--vault", place, words=CHAIR)
    assert "Elke week langsgaan" in shown.out
    again = run("vault", "restore", backup, place, "--json", words=CHAIR)
    assert (again.code, again.json["error"]) == (exits.REFUSED, "VaultExists")
    wrong = run("vault", "restore", backup, tmp_path / "b", "--json", words=NEW)
    assert (wrong.code, wrong.json["error"]) == (exits.WRONG_PASSPHRASE, "WrongPassphrase")
    missing = run("vault", "restore", tmp_path / "weg", tmp_path / "c", words=CHAIR)
    assert missing.code == exits.REFUSED
    assert not (tmp_path / "b").exists()
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("descriptor", ["99", "-1", "99999999999999999999"])
def test_a_descriptor_that_is_not_open_is_wrong_use(closed: World, descriptor: str) -> None:
    refused = run("vault", "check", closed.folder, "--json", "--passphrase-fd", descriptor)
    assert (refused.code, refused.json["error"]) == (exits.USAGE, "NoPassphrase")


def test_without_a_terminal_there_is_no_prompt(closed: World) -> None:
    refused = run("vault", "check", closed.folder, "--json")
    assert (refused.code, refused.json["error"]) == (exits.USAGE, "NoPassphrase")
    assert "--passphrase-fd" in refused.err


def test_no_passphrase_is_ever_an_argument_or_in_the_environment(closed: World) -> None:
    done = run("vault", "check", closed.folder, words=CHAIR)
    assert CHAIR not in " ".join(done.command)
    assert run("vault", "check", closed.folder, ZVDESK_PASSPHRASE=CHAIR, PASSPHRASE=CHAIR).code == 2
    assert run("vault", "check", closed.folder, "--passphrase", CHAIR).code == 2
