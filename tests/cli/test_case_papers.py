"""The case overview and the inzage-pakket from the command line."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, run
from tests.services.world import PASSPHRASES
from zvdesk.cli import exits
from zvdesk.domain.people import Role
from zvdesk.services import exports, vaults

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.services.world import World


def test_overviews_are_written_or_refused_one_by_one(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    common = ("case", "overview", closed.number, "--vault", closed.folder, "--out", out)
    made = run(*common, "--json", words=CHAIR)
    assert made.code == exits.OK, made.err
    documents = made.json["documents"]
    assert [("path" in d, "refused" in d) for d in documents] == [(True, False)] * 4 + [(False, True)]
    assert len(list(out.glob("*.pdf"))) == 4
    checked = run("verify", documents[0]["path"], "--vault", closed.folder, "--json", words=CHAIR)
    assert (checked.json["verdict"], checked.json["files"][0]["in_register"]) == ("geldig", True)
    one = run(*common, "--for", "GGZ", "--json", words=CHAIR)
    assert [d["recipient"] for d in one.json["documents"]] == ["GGZ Verzonnen"]
    own = run(*common, "--full", words=CHAIR)
    assert "het dossier van het huis" in own.out
    refused = run(*common, "--for", "WiF", "--json", words=CHAIR)
    assert (refused.code, refused.json["ok"]) == (exits.REFUSED, False)
    assert run(*common, "--for", "Niemand", "--json", words=CHAIR).json["error"] == "NotFound"
    barred = run(*common, "--json", words=PASSPHRASES[Role.SECRETARY])
    assert (barred.code, barred.json["error"]) == (exits.REFUSED, "NotAllowed")


def test_overviews_are_one_set_or_none(
    closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "uit"
    named: list[Path] = []
    real = os.link

    def fails_third(sibling: Path, path: Path) -> None:
        named.append(path)
        if len(named) == 3:
            raise OSError(errno.ENOSPC, "full")
        real(sibling, path)

    monkeypatch.setattr(os, "link", fails_third)
    full = run(
        "case", "overview", closed.number, "--vault", closed.folder, "--out", out, "--json", words=CHAIR
    )
    assert (full.code, full.json["error"]) == (exits.REFUSED, "FolderUnusable")
    assert list(out.iterdir()) == []
    desk = closed.desk()
    assert "casusoverzicht" not in {entry.kind for entry in exports.disclosures(desk, closed.case_id)}
    vaults.lock(desk)


def test_a_package_is_of_the_main_subject_or_of_the_person_at_a_place(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    common = ("case", "access", closed.number, "--vault", closed.folder, "--out", out, "--json")
    officer = PASSPHRASES[Role.PRIVACY_OFFICER]
    main = run(*common, words=officer)
    assert main.code == exits.OK, main.err
    other = run(*common, "--person", "2", words=officer)
    assert other.code == exits.OK, other.err
    assert main.json["sha256"] != other.json["sha256"]
    assert run("verify", main.json["path"], "--vault", closed.folder, words=officer).code == exits.OK
    for wrong in ("0", "9", "-1"):
        missing = run(*common, f"--person={wrong}", words=officer)
        assert (missing.code, missing.json["error"]) == (exits.REFUSED, "NotFound")
