"""The papers of the house itself from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, run
from zvdesk.cli import exits
from zvdesk.domain.signatures import VerdictKind

if TYPE_CHECKING:
    from tests.services.world import World


def test_the_sheet_with_the_certificate_is_written_and_trusted(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    made = run("house", "certificate", "--vault", closed.folder, "--out", out, "--json", words=CHAIR)
    assert made.code == exits.OK, made.err
    (path,) = out.iterdir()
    assert made.json["path"] == str(path)
    assert len(made.json["fingerprint"]) == 64
    said = run("house", "certificate", "--vault", closed.folder, "--out", out, words=CHAIR)
    assert made.json["fingerprint"].upper() in said.out.replace(" ", "").replace("\n", "")
    listed = run(
        *("list", "export", "--case", closed.number, "--full", "--out", tmp_path / "lijst"),
        *("--vault", closed.folder, "--json"),
        words=CHAIR,
    )
    pdf = listed.json["documents"][0]["path"]
    assert run("verify", pdf).code == exits.OF_VERDICT[VerdictKind.UNKNOWN_SIGNER]
    assert run("verify", pdf, "--trust", path).code == exits.OK
    assert run("verify", pdf, "--trust", pdf).code == exits.USAGE


def test_a_path_that_ends_on_pdf_is_a_file_and_no_folder(closed: World, tmp_path: Path) -> None:
    place = tmp_path / "uit" / "blad.pdf"
    for words in (("house", "certificate"), ("script", "form")):
        made = run(*words, "--vault", closed.folder, "--out", place, "--json", words=CHAIR)
        assert made.code == exits.OK, made.err
        assert Path(made.json["path"]).read_bytes().startswith(b"%PDF-")
    assert {path.name for path in place.parent.iterdir()} == {"blad.pdf", "blad-2.pdf"}
    folder = tmp_path / "map.PDF"
    folder.mkdir()
    run("house", "certificate", "--vault", closed.folder, "--out", folder, words=CHAIR)
    assert [path.name for path in folder.iterdir()] == ["huiscertificaat.pdf"]


def test_a_wrong_passphrase_makes_nothing(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    made = run(
        "house",
        "certificate",
        "--vault",
        closed.folder,
        "--out",
        out,
        "--json",
        words="verkeerde woorden hier",
    )
    assert made.code == exits.WRONG_PASSPHRASE
    assert not out.exists()


def test_a_blank_form_of_a_meeting_or_of_a_kind(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "leeg"
    common = ("script", "form", "--vault", closed.folder, "--out", out)
    made = run(*common, "--kind", "spoed", "--json", words=CHAIR)
    assert made.code == exits.OK, made.err
    own = run(*common, "--meeting", closed.meeting_id, words=CHAIR)
    assert own.code == exits.OK, own.err
    assert {path.name for path in out.iterdir()} == {"leeg-formulier-spoed.pdf", "leeg-formulier-tafel.pdf"}
    assert run(*common, "--kind", "feest", words=CHAIR).code == exits.USAGE
    assert run(*common, "--meeting", "weg", "--json", words=CHAIR).json["error"] == "NotFound"


def test_a_sheet_is_trusted_only_with_the_fingerprint_that_was_read_back(
    closed: World, tmp_path: Path
) -> None:
    made = run("house", "certificate", "--vault", closed.folder, "--out", tmp_path, "--json", words=CHAIR)
    sheet, digits = made.json["path"], made.json["fingerprint"]
    listed = run(
        *("list", "export", "--case", closed.number, "--full", "--out", tmp_path / "lijst"),
        *("--vault", closed.folder, "--json"),
        words=CHAIR,
    )
    pdf = listed.json["documents"][0]["path"]
    asked = run("trust", "add", sheet)
    assert asked.code == exits.REFUSED
    assert digits.upper() in asked.out.replace(" ", "").replace("\n", "")
    for wrong in (digits[:-1], digits[::-1], digits[:8], "x" * 64):
        refused = run("trust", "add", sheet, "--fingerprint", wrong, "--json")
        assert (refused.code, refused.json["trusted"]) == (exits.REFUSED, False)
    assert run("verify", pdf).code == exits.OF_VERDICT[VerdictKind.UNKNOWN_SIGNER]
    heard = " ".join(digits[n : n + 4].upper() for n in range(0, 64, 4))
    trusted = run("trust", "add", sheet, "--fingerprint", heard, "--json")
    assert (trusted.code, trusted.json["trusted"]) == (exits.OK, True)
    assert run("verify", pdf).code == exits.OK
    assert run("trust", "add", pdf, "--json").json["error"] == "NotACertificate"
