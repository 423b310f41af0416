"""The sheet with the certificate of a house: one page, to read aloud, with the certificate in it."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from tests.documents.sheets import certificate_sheet, every_sheet
from zvdesk.documents.certificate_file import NAME, certificate_in
from zvdesk.documents.house_certificate import render
from zvdesk.documents.qr_code import QUIET, squares
from zvdesk.errors import MissingGlyphs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DPI = 200


def picture_in(pdf: bytes) -> tuple[str, tuple[float, ...]]:
    """Return what the one picture is said to show, and where it stands."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (figure,) = [kid for kid in opened.Root.StructTreeRoot.K.K if pikepdf.Name.Figure == kid.S]
        return str(figure.Alt), tuple(float(value) for value in figure.A.BBox)


def test_it_says_what_to_compare_and_what_to_do_in_reading_order(run: Callable[..., str]) -> None:
    sheet = certificate_sheet()
    text = " ".join(run(render(sheet), "pdfinfo", "-struct-text").split())
    place = 0
    for words in (
        "OEFENING",
        sheet.house,
        "Zo weet u dat een lijst van ons komt",
        "1. Bel ons op een nummer dat u al kent",
        "2. Klopt elk teken?",
        "3. Klopt er iets niet?",
        *sheet.rows,
        "De code alleen bewijst niets: bel altijd.",
        "Hebt u geen zvdesk?",
        "Toevoegen aan vertrouwde certificaten",
        "(OEFENING)",
        "Geldig tot",
        "24 november 2046",
        NAME,
    ):
        found = text.find(words, place)
        assert found >= 0, words
        place = found
    assert "".join(sheet.rows).replace(" ", "").lower() == sheet.fingerprint
    assert "gekwalificeerd" not in text.lower()


@pytest.mark.parametrize("kind", every_sheet())
def test_it_is_one_page_the_same_each_time_with_the_certificate_in_it(kind: str) -> None:
    sheet = every_sheet()[kind]
    made = render(sheet)
    assert made == render(sheet)
    assert len(pikepdf.open(io.BytesIO(made)).pages) == 1
    assert certificate_in(made) == sheet.pem
    assert b"/Sig" not in made


def test_the_printed_code_is_the_fingerprint_and_is_said_in_words(
    requires: Callable[[str], Path], tmp_path: Path
) -> None:
    sheet = certificate_sheet()
    made = render(sheet)
    said, (left, bottom, right, top) = picture_in(made)
    assert said == f"QR-code met de vingerafdruk: {sheet.groups}"
    (tmp_path / "blad.pdf").write_bytes(made)
    command = [str(requires("pdftoppm")), "-r", str(DPI), "-gray", "blad.pdf", "blad"]
    subprocess.run(command, cwd=tmp_path, check=True)
    image = Image.open(tmp_path / "blad-1.pgm")
    rows = squares(sheet.groups)
    side, scale, height = (right - left) / len(rows), DPI / 72, image.height / (DPI / 72)
    across = [int((left + (n + 0.5) * side) * scale) for n in range(len(rows))]
    down = [int((height - top + (n + 0.5) * side) * scale) for n in range(len(rows))]
    pixels = image.tobytes()
    printed = tuple(tuple(pixels[y * image.width + x] < 128 for x in across) for y in down)
    assert printed == rows
    quiet = QUIET * side
    white = [round(value * scale) for value in (left - quiet, height - top - quiet, right + quiet)]
    above = image.crop((white[0], white[1], white[2], int((height - top) * scale) - 1))
    assert above.getextrema() == (255, 255)
    assert top - bottom == pytest.approx(right - left)


def test_the_code_differs_for_another_fingerprint() -> None:
    sheet = certificate_sheet()
    other = replace(sheet, fingerprint=sheet.fingerprint[::-1])
    assert squares(sheet.groups) != squares(other.groups)
    assert len(squares(sheet.groups)) == len(squares(other.groups)) == 33


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(MissingGlyphs) as error:
        render(replace(certificate_sheet(), house="東"))
    assert error.value.letters == "東"


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"-----BEGIN CERTIFICATE-----", b"%PDF-" + b"\0" * 5000])
def test_no_file_without_the_certificate_makes_reading_fail(junk: bytes) -> None:
    assert certificate_in(junk) is None
