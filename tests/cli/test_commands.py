"""Each command from outside: what it says, its one JSON object and its exit code."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CHAIR, MAIN, TOP, Run, outside, run
from tests.exchange.referral_files import referral
from tests.services.world import HOUSE, PASSPHRASES, World
from zvdesk.cli import exits
from zvdesk.documents import identities
from zvdesk.documents.signing import sign
from zvdesk.domain.people import Role
from zvdesk.services import backups, cases, exports, meetings, people, trust, vaults

if TYPE_CHECKING:
    from pathlib import Path

NEW = "een gloednieuwe lange wachtzin"
ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]


# --- vault -----------------------------------------------------------------------------------------------


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
    assert (restored.code, restored.json) == (0, {"ok": True, "vault": str(place)})
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


# --- cases -----------------------------------------------------------------------------------------------


def test_cases_are_listed_and_shown(closed: World) -> None:
    listed = run("case", "list", "--json", "--vault", closed.folder, words=CHAIR)
    (row,) = listed.json["cases"]
    assert (row["number"], row["alias"], row["open_actions"]) == (closed.number, "Valk", 2)
    shown = run("case", "show", closed.number, "--json", "--vault", closed.folder, words=CHAIR)
    assert shown.json["case"]["subjects"][1]["given_names"] == "Łucja"
    assert shown.json["case"]["contributions"]
    told = run("case", "show", closed.number, "--vault", closed.folder, words=CHAIR)
    for words in ("Şükrü van Testhuizen", "Elke week langsgaan", "GGZ Verzonnen", "AVE 3", "Casusregie"):
        assert words in told.out
    told = run("case", "list", "--vault", closed.folder, words=CHAIR)
    assert "open acties: 2" in told.out


def test_a_role_sees_what_it_may(closed: World) -> None:
    shown = run("case", "show", closed.number, "--json", "--vault", closed.folder, words=ADMIN)
    assert shown.json["case"]["contributions"] == []
    refused = run(
        *("list", "export", "--case", closed.number, "--out", closed.folder.parent, "--json"),
        *("--vault", closed.folder),
        words=ADMIN,
    )
    assert (refused.code, refused.json["error"]) == (exits.REFUSED, "NotAllowed")


def test_a_case_that_is_not_there(closed: World) -> None:
    refused = run("case", "show", "1999-0001", "--json", "--vault", closed.folder, words=CHAIR)
    assert (refused.code, refused.json["error"]) == (exits.REFUSED, "NotFound")


def test_an_empty_vault_says_so(tmp_path: Path) -> None:
    run("vault", "create", tmp_path / "leeg.zvkluis", words=NEW)
    listed = run("case", "list", "--vault", tmp_path / "leeg.zvkluis", words=NEW)
    assert listed.out.strip() == "Er zijn nog geen casussen."


def test_referrals_are_imported_whole_or_not_at_all(closed: World, tmp_path: Path) -> None:
    good, bad = tmp_path / "goed én lang.json", tmp_path / "fout.json"
    good.write_text(json.dumps(referral() | {"extra": 1}), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    files = [good, bad, tmp_path / "weg.json", good]
    done = run("referral", "import", *files, "--json", "--vault", closed.folder, words=CHAIR)
    assert done.code == exits.REFUSED
    first, second, third, again = done.json["files"]
    assert (first["imported"], first["file"]) == (True, "goed én lang.json")
    assert len(first["notes"]) == 1
    assert (second["imported"], second["error"]) == (False, "ReferralRefused")
    assert len(second["reasons"]) > 5
    assert (third["imported"], third["error"]) == (False, "FileUnreadable")
    assert (again["imported"], again["error"]) == (False, "AlreadyImported")
    assert first["case"] in again["reasons"][0]
    told = run("referral", "import", bad, good, "--vault", closed.folder, words=CHAIR)
    assert "fout.json: geweigerd" in told.out
    assert first["case"] in told.out
    fresh = tmp_path / "nieuw.json"
    fresh.write_text(json.dumps(referral() | {"id": "melding-2", "extra": 1}), encoding="utf-8")
    told = run("referral", "import", fresh, "--vault", closed.folder, words=CHAIR)
    assert told.code == 0
    assert "ingelezen als casus" in told.out
    assert "let op:" in told.out


# --- lists and verifying ---------------------------------------------------------------------------------


def export(closed: World, out: Path, *more: str) -> Run:
    asked: list[str | Path] = ["--case", closed.number, "--out", out, "--vault", closed.folder, *more]
    return run("list", "export", *asked, words=CHAIR)


def know_house(closed: World) -> None:
    """Let this profile trust the house, as a person does after comparing the fingerprint."""
    desk = closed.desk()
    trust.trust_certificate(desk.house.certificate)
    vaults.lock(desk)


def test_lists_are_exported_and_verified(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "lijsten van Zoë"
    made = outside(
        *("list", "export", "--case", closed.number, "--out", out, "--vault", closed.folder, "--json"),
        words=CHAIR,
    )
    assert made.code == 0
    documents = made.json["documents"]
    refused = [document for document in documents if "refused" in document]
    assert [document["recipient"] for document in refused] == ["Wonen in Fictie"]
    assert "grondslag" in refused[0]["refused"][0]
    paths = [document["path"] for document in documents if "path" in document]
    assert len(paths) == 4
    assert run("verify", *paths).code == 3  # a vault that was only opened here does not speak for itself
    know_house(closed)
    valid = run("verify", *paths, "--json")
    assert (valid.code, valid.json["verdict"]) == (0, "geldig")
    assert all(v["sentence"].startswith("Geldig:") for v in valid.json["files"])
    assert all(v["in_register"] is None for v in valid.json["files"])
    elsewhere = str(tmp_path / "elders")
    unknown = run("verify", *paths, "--json", XDG_CONFIG_HOME=elsewhere)
    assert unknown.code == 3
    with_vault = run("verify", paths[0], "--vault", closed.folder, words=CHAIR, XDG_CONFIG_HOME=elsewhere)
    assert with_vault.code == 0, with_vault.err
    assert "bekend in het register van deze kluis" in with_vault.out
    changed = tmp_path / "gewijzigd.pdf"
    changed.write_bytes(next(out.glob("*.pdf")).read_bytes() + b"%")
    worst = run("verify", paths[0], changed, tmp_path / "weg.pdf", "--json")
    assert worst.code == 1
    assert [v["verdict"] for v in worst.json["files"]] == [
        "geldig",
        "gewijzigd na ondertekening",
        "geen leesbare pdf",
    ]
    registered = run("verify", changed, "--vault", closed.folder, words=CHAIR)
    assert "niet bekend in het register" in registered.out


def test_a_list_is_for_whom_it_was_asked(closed: World, tmp_path: Path) -> None:
    named = export(closed, tmp_path / "a", "--json", "--for", "ggz", "--for", "gemeente oefenstad")
    assert [document["recipient"] for document in named.json["documents"]] == [
        "GGZ Verzonnen",
        "Gemeente Oefenstad",
    ]
    full = export(closed, tmp_path / "b", "--full")
    assert "gemaakt voor volledige lijst" in full.out
    third = export(closed, tmp_path / "c", "--for", "WiF")
    assert third.code == exits.REFUSED
    assert "geweigerd voor Wonen in Fictie:" in third.out
    nobody = export(closed, tmp_path / "d", "--json", "--for", "niemand")
    assert (nobody.code, nobody.json["error"]) == (exits.REFUSED, "NotFound")
    meeting = export(closed, tmp_path / "e", "--json", "--full", "--meeting", closed.meeting_id)
    assert meeting.code == 0
    other = export(closed, tmp_path / "e", "--json", "--meeting", "weg")
    assert (other.code, other.json["error"]) == (exits.REFUSED, "NotFound")


def test_a_letter_that_the_font_lacks_refuses_only_the_lists_with_it(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Naam")
    action = cases.case_file(desk, closed.case_id).actions[0]
    cases.save(desk, replace(action, what="Bel 東京"))
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    vaults.lock(desk)
    documents = export(closed, tmp_path / "uit", "--json").json["documents"]
    refused = {d["recipient"]: d["refused"][0] for d in documents if "refused" in d}
    assert set(refused) == {"volledige lijst", "Gemeente Oefenstad", "Wonen in Fictie"}
    assert "東 京" in refused["volledige lijst"]
    assert {d["recipient"] for d in documents if "path" in d} == {"Politie Oefenstad", "GGZ Verzonnen"}


def test_a_case_that_was_never_discussed_has_no_list(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    number = cases.open_case(desk).number
    vaults.lock(desk)
    refused = export(replace(closed, number=number), tmp_path, "--json")
    assert refused.code == exits.REFUSED
    assert refused.json["ok"] is False


def test_what_is_no_signed_pdf_is_code_4(tmp_path: Path) -> None:
    text = tmp_path / "tekst.pdf"
    text.write_text("geen pdf")
    missing = run("verify", tmp_path / "weg.pdf")
    assert missing.code == 4
    assert "is er niet" in missing.out
    assert run("verify", text).code == 4
    assert run("verify", tmp_path).code == 4


def test_a_certificate_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("rommel")
    for name in ("x.pem", "weg.pem"):
        refused = run("verify", tmp_path / "x.pem", "--json", "--trust", tmp_path / name)
        assert (refused.code, refused.json["ok"]) == (exits.USAGE, False)


def test_expired_and_revoked_have_their_codes(closed: World, tmp_path: Path) -> None:
    """Sign with a certificate of the house that is over; then let the house withdraw the chair's own."""
    now, day = datetime.now(UTC), timedelta(days=1)
    desk = closed.desk()
    house, house_key = desk.house.certificate, desk.vault.house_signing_key
    chair = next(person for person in people.people(desk) if person.role is Role.CHAIR)
    unsigned = exports.preview(desk, closed.meeting_id, closed.case_id, None)
    vaults.lock(desk)
    know_house(closed)
    key = identities.new_signing_key()
    over = identities.person_certificate(
        house_key,
        house,
        key.public_key(),
        name="V. Verlopen",
        role="voorzitter",
        organisation=HOUSE,
        practice=False,
        now=now - 3 * day,
        until=now - day,
    )
    identity = identities.SigningIdentity(private_key=key, certificate=over, chain=(house,))
    (tmp_path / "verlopen.pdf").write_bytes(sign(unsigned, identity, at=now - 2 * day))
    assert run("verify", tmp_path / "verlopen.pdf").code == 10
    made = export(closed, tmp_path, "--json", "--full")
    (path,) = (document["path"] for document in made.json["documents"])
    assert run("verify", path).code == 0
    withdrawn = identities.revocation_list(
        house_key, house, [(chair.certificate, now)], now=now, until=now + 30 * day
    )
    (trust.trust_folder() / "huis.crl").write_bytes(withdrawn)
    assert run("verify", path).code == 11
    worst = run("verify", path, tmp_path / "verlopen.pdf", "--json")
    assert (worst.code, worst.json["verdict"]) == (11, "ingetrokken")


# --- how it stands among other programs ------------------------------------------------------------------

_WITHOUT_QT = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('PySide6', 'shiboken6'):
            raise ImportError(name + ' is blocked')
        return None

sys.meta_path.insert(0, Blocked())
from zvdesk.__main__ import main
sys.exit(main())
"""


def test_the_command_line_runs_without_qt(closed: World, tmp_path: Path) -> None:
    for arguments in (
        ["--help"],
        ["case", "list", "--vault", str(closed.folder), "--passphrase-fd", "0"],
        ["verify", str(tmp_path / "weg.pdf")],
    ):
        done = subprocess.run(
            [sys.executable, "-c", _WITHOUT_QT, *arguments],
            input=f"{CHAIR}\n".encode(),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(TOP)},
            timeout=60,
            check=False,
        )
        assert done.returncode in (0, 4), done.stderr
        assert b"Error" not in done.stderr


def test_a_reader_that_leaves_is_not_a_crash(closed: World) -> None:
    """Do as `zvdesk ... | head -0` does."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [
            *(sys.executable, str(MAIN), "case", "show", closed.number, "--vault", str(closed.folder)),
            *("--passphrase-fd", "0"),
        ],
        input=f"{CHAIR}\n".encode(),
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (74, b"")
    assert run("vault", "check", closed.folder, words=CHAIR).code == 0


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.pdf")
    done = run("verify", name, "--json")
    assert done.code == 4
    assert done.json["files"][0]["verdict"] == "geen leesbare pdf"
    assert run("verify", name).code == 4


def test_ctrl_c_stops_in_one_line_and_leaves_the_vault_whole(closed: World) -> None:
    reader, writer = os.pipe()
    with subprocess.Popen(
        [
            *(sys.executable, str(MAIN), "vault", "passphrase", str(closed.folder), "--json"),
            *("--passphrase-fd", str(reader)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(reader,),
    ) as process:
        os.write(writer, f"{CHAIR}\n".encode())
        deadline = time.monotonic() + 60
        while select.select([reader], [], [], 0)[0] and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(1)  # it has read the line, opens the vault and waits for the new passphrase
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    os.close(reader)
    os.close(writer)
    assert process.returncode == exits.INTERRUPTED
    assert json.loads(out) == {"ok": False, "error": "Interrupted", "message": "Gestopt."}
    assert err.decode().strip() == "Gestopt."
    assert run("vault", "check", closed.folder, words=CHAIR).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_passphrase_is_asked_at_a_terminal_and_not_shown(tmp_path: Path) -> None:
    import pty

    folder = tmp_path / "kluis.zvkluis"
    typed = [NEW, "niet hetzelfde", NEW, NEW]
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.execv(  # noqa: S606 - a program of its own, without a shell
            sys.executable, [sys.executable, str(MAIN), "vault", "create", str(folder)]
        )
    said = b""
    answered = 0
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
        asked = said.count(b"wachtzin: ") + said.count(b"keer: ")
        if asked > answered and answered < len(typed):
            time.sleep(0.05)
            os.write(terminal, f"{typed[answered]}\n".encode())
            answered += 1
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"niet gelijk" in said
    assert NEW.encode() not in said
    assert "Herstelsleutel" in said.decode()
    desk = vaults.unlock(folder, NEW)
    assert desk.house.name != HOUSE
    vaults.lock(desk)
