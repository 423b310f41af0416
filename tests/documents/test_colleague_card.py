"""The sheet with one's own card: one page, to read aloud, with the card in it and in its QR code."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.documents.card_sheets import every_card_sheet
from zvdesk.documents.colleague_card import NAME, card_in, render
from zvdesk.errors import MissingGlyphs
from zvdesk.services.cards import read_card

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_it_says_what_to_do_and_what_to_read_aloud_in_reading_order(run: Callable[..., str]) -> None:
    sheet = every_card_sheet()["short"]
    text = " ".join(run(render(sheet), "pdfinfo", "-struct-text").split())
    place = 0
    for words in (
        "OEFENING",
        "Huis aan de Overkant",
        "Kaart van F. Voorbeeld",
        "1. Geef dit blad",
        "3. Lees de vingerafdruk zelf voor",
        *sheet.rows,
        "De code alleen bewijst niets",
        NAME,
        "voorzitter",
        "Geldig tot",
        "november 2036",
    ):
        found = text.find(words, place)
        assert found >= 0, words
        place = found
    assert "Organisatie" not in text
    assert " ".join(sheet.rows) == sheet.card.fingerprint


@pytest.mark.parametrize("kind", every_card_sheet())
def test_it_is_one_page_with_the_card_in_it(kind: str) -> None:
    sheet = every_card_sheet()[kind]
    made = render(sheet)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
    assert card_in(made) == sheet.file
    assert read_card(made) == sheet.card
    assert b"/Sig" not in made


@pytest.mark.parametrize(("kind", "dpi"), [("short", 90), ("long", 90), ("long", 200)])
def test_the_printed_code_is_the_card(
    kind: str, dpi: int, requires: Callable[[str], Path], tmp_path: Path
) -> None:
    sheet = every_card_sheet()[kind]
    (tmp_path / "blad.pdf").write_bytes(render(sheet))
    command = [str(requires("pdftoppm")), "-r", str(dpi), "-png", "-singlefile", "blad.pdf", "blad"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert read_card((tmp_path / "blad.png").read_bytes()) == sheet.card


def test_a_letter_that_the_font_lacks_is_named() -> None:
    sheet = every_card_sheet()["short"]
    with pytest.raises(MissingGlyphs) as error:
        render(replace(sheet, card=replace(sheet.card, name="東")))
    assert error.value.letters == "東"


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"%PDF-" + b"\0" * 5000])
def test_no_file_without_the_card_makes_reading_fail(junk: bytes) -> None:
    assert card_in(junk) is None
