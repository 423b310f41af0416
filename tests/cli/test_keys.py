"""The commands over the keys: a new master key, and the key of the security officer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CHAIR, run
from tests.services.world import NAMES, PASSPHRASES
from zvdesk.cli import exits
from zvdesk.domain.people import Role

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World

ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]
OFFICER = "kalm water lamp negen"


def test_a_rekey_leaves_everybodys_passphrase_and_gives_a_new_recovery_key(
    closed: World, tmp_path: Path
) -> None:
    with (tmp_path / "papier").open("wb") as paper:
        done = run(
            "vault", "rekey", "--vault", closed.folder, "--json",
            "--recovery-key-fd", str(paper.fileno()), words=ADMIN,
        )  # fmt: skip
    assert done.code == 0, done.err
    assert done.json == {"ok": True, "finished": True, "left_out": [], "old_backups": []}
    recovery_key = (tmp_path / "papier").read_text().strip()
    assert recovery_key != closed.recovery_key
    assert recovery_key not in done.out + done.err
    for words in (ADMIN, CHAIR):
        assert run("vault", "check", closed.folder, words=words).code == 0


def test_a_rekey_says_what_it_did(closed: World) -> None:
    done = run("vault", "rekey", "--vault", closed.folder, "--backups", "discard", words=ADMIN)
    assert done.code == 0
    assert "Nieuwe herstelsleutel" in done.out
    assert "nieuwe sleutels" in done.out


@pytest.mark.parametrize(
    ("words", "code"), [(CHAIR, exits.REFUSED), (ADMIN + " niet", exits.WRONG_PASSPHRASE)]
)
def test_a_refused_rekey_changes_nothing(closed: World, words: str, code: int) -> None:
    before = (closed.folder / "keys.json").read_bytes()
    done = run("vault", "rekey", "--vault", closed.folder, "--json", words=words)
    assert done.code == code
    assert done.json["ok"] is False
    assert (closed.folder / "keys.json").read_bytes() == before


def test_a_descriptor_that_cannot_be_written_stops_a_rekey_before_it_begins(closed: World) -> None:
    before = (closed.folder / "keys.json").read_bytes()
    reader, writer = os.pipe()
    os.close(writer)
    done = run("vault", "rekey", "--vault", closed.folder, "--recovery-key-fd", str(reader), words=ADMIN)
    os.close(reader)
    assert done.code == exits.USAGE
    assert (closed.folder / "keys.json").read_bytes() == before


def test_the_security_officer_makes_a_key_and_opens_the_vault(closed: World, tmp_path: Path) -> None:
    made = run("escrow", "make", "--out", tmp_path / "paar", "--json", words=OFFICER)
    assert made.code == 0, made.err
    public, private = made.json["public"], made.json["private"]
    assert OFFICER not in made.out + made.err
    again = run("escrow", "make", "--out", tmp_path / "paar", "--json", words=OFFICER)
    assert again.code == exits.REFUSED

    opening = ("escrow", "open", "--vault", closed.folder, "--key", private, "--name", "S. Slot")
    assert run(*opening, words=OFFICER).code == exits.WRONG_PASSPHRASE
    shown = run("vault", "escrow", "--vault", closed.folder, "--json", words=ADMIN)
    assert shown.json["escrow"] is None
    assert run("vault", "escrow", "--vault", closed.folder, "--set", public, words=CHAIR).code == 1
    done = run(
        "vault", "escrow", "--vault", closed.folder, "--set", public, "--officer", "S. Slot", "--json",
        words=ADMIN,
    )  # fmt: skip
    assert done.json["escrow"]["fingerprint"] == made.json["fingerprint"]
    assert done.json["escrow"]["officer"] == "S. Slot"
    slots = run("vault", "slots", "--vault", closed.folder, "--json", words=CHAIR)
    assert (slots.code, slots.json["ok"]) == (0, True)
    rows = slots.json["slots"]
    assert [row["kind"] for row in rows] == ["passphrase"] * 5 + ["recovery", "escrow"]
    assert all(set(row) == {"kind", "who", "since", "fingerprint"} and row["since"] for row in rows)
    assert NAMES[Role.CHAIR] in {row["who"] for row in rows}
    assert (rows[-1]["who"], rows[-1]["fingerprint"]) == ("S. Slot", made.json["fingerprint"])
    told = run("vault", "slots", "--vault", closed.folder, words=ADMIN).out.splitlines()
    assert len(told) == len(rows)
    assert told[-2].split() == ["herstelsleutel", "-", "sinds", *told[-2].split()[3:]]
    assert run("vault", "slots", "--vault", closed.folder, words=OFFICER).code == exits.WRONG_PASSPHRASE
    opened = run(*opening, "--json", words=OFFICER)
    assert opened.json == {"ok": True, "vault": str(closed.folder), "new_recovery_key": False}
    renewed = run(*opening, "--new-recovery-key", words=OFFICER)
    assert "Nieuwe herstelsleutel" in renewed.out
    removed = run("vault", "escrow", "--vault", closed.folder, "--remove", words=ADMIN)
    assert removed.out.strip() == "De kluis heeft geen noodsleutel."
    assert run(*opening, words=OFFICER).code == exits.WRONG_PASSPHRASE


def test_a_file_that_is_no_key_is_refused(closed: World, tmp_path: Path) -> None:
    other = tmp_path / "brief.pem"
    other.write_text("geen sleutel")
    for arguments in (
        ("vault", "escrow", "--vault", closed.folder, "--set", other, "--officer", "S. Slot"),
        ("escrow", "open", "--vault", closed.folder, "--key", other, "--name", "S. Slot"),
    ):
        done = run(*arguments, "--json", words=ADMIN)
        assert done.code == exits.REFUSED
        assert done.json["error"] == "NotAnEscrowKey"
    missing = run("vault", "escrow", "--vault", closed.folder, "--set", tmp_path / "x", words=ADMIN)
    assert missing.code == exits.USAGE
