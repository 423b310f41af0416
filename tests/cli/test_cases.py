"""The commands on cases and referrals from outside: what they say and their exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.conftest import ADMIN, CHAIR, NEW, run
from tests.exchange.referral_files import referral
from zvdesk.cli import exits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World


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
