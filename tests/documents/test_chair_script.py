"""The regieboek: private, unsigned, accessible; the words beside each picture say what it shows."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import page
import pikepdf
import pytest

from tests.documents.scripts import chair_script, every_script, script_case
from zvdesk.documents.chair_script import render
from zvdesk.domain.chair_scripts import ScriptLevel
from zvdesk.errors import MissingGlyphs

if TYPE_CHECKING:
    from collections.abc import Callable

PRIVATE = "Alleen voor de voorzitter. Hoort niet bij de lijst."


def test_the_script_says_all_of_it_in_reading_order(run: Callable[..., str]) -> None:
    text = " ".join(run(render(chair_script()), "pdfinfo", "-struct-text").split())
    place = 0
    for words in (
        "OEFENING",
        "Regieboek",
        "Tafel Noord · dinsdag 24 november 2026, 10:00 · Stadhuis, kamer 2",
        "F. Voorbeeld · 2 casussen · 50 minuten",
        PRIVATE,
        "Vernietig dit papier na het overleg.",
        "Agenda",
        "10:25",
        "1. Casus 2026-0014 · Havenzicht",
        "AVE 3",
        "Veilig thuis voor moeder en twee kinderen",
        "artikel 2.26",
        "Uiterlijk 1 maart 2027.",
        "Wie is uitgenodigd",
        "derde: de geheimhoudingsverklaring is nog niet getekend",
        "Afgesproken de vorige keer",
        "Huisarts bellen over medicatie",
        "te laat: wacht op terugbellen",
        "uitgevoerd",
        "geen datum",
        "Bespreek of opschalen nodig is",
        "Twee acties zijn al drie keer uitgesteld.",
        "Het niveau is nu AVE 3, rood.",
        "De hertoets is op di 15 dec 2026.",
        "Nog niet gescoord: Verslaving en Dagbesteding.",
        "Lichamelijke gezondheid: beter.",
        "Signaal · 5 minuten",
        "• Wat is er gebeurd sinds de vorige keer?",
        "Leg vast: aanleiding, aanwezigen",
        "Analyse · 5 minuten",
        "Uw notitie: Vraag GGZ eerst.",
        "Vervolg · 5 minuten",
        "2. Casus 2026-0017",
        "nog niet ingevuld",
        "Er is nog niemand uitgenodigd.",
        "Er zijn geen acties van een eerder overleg.",
        "Er is nog geen AVE-niveau vastgesteld.",
    ):
        found = text.find(words, place)
        assert found >= 0, words
        place = found
    assert text.count("OEFENING") == 1


def test_every_page_says_for_whom_it_is(run: Callable[..., str]) -> None:
    pdf = render(chair_script())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    assert count > 2
    for number in range(1, count + 1):
        shown = run(pdf, "pdftotext", "-f", str(number), "-l", str(number), "-raw", after=("-",))
        assert shown.count(PRIVATE) >= 2
        assert f"pagina {number} van {count}" in shown


@pytest.mark.parametrize("kind", list(every_script()))
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_every_script_is_accessible_and_archival(kind: str, profile: str) -> None:
    report = page.validate_pdf_bytes(render(every_script()[kind]), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_a_script_cannot_be_signed_and_is_no_list() -> None:
    with pikepdf.open(io.BytesIO(render(chair_script()))) as opened:
        assert "/AcroForm" not in opened.Root
        assert "Actielijst" not in str(opened.docinfo.Title)


def test_a_meeting_without_cases_or_day_is_a_page_that_says_so(run: Callable[..., str]) -> None:
    text = " ".join(run(render(every_script()["script_empty"]), "pdftotext", "-raw", after=("-",)).split())
    assert "Er staat nog geen casus op de agenda." in text
    assert "OEFENING" not in text


def test_a_colour_that_white_does_not_read_on_becomes_ink() -> None:
    pale = ScriptLevel(on=None, code="AVE 3", colour_name="geel", colour="#FFFF00", order=3)
    case = replace(script_case(), levels=(pale,), path=(replace(pale, on=chair_script().printed_at.date()),))
    with pikepdf.open(io.BytesIO(render(replace(chair_script(), cases=(case,))))) as opened:
        drawn = b"".join(sheet.Contents.read_bytes() for sheet in opened.pages)
    assert b"1 1 0 rg" not in drawn
    assert b"1 1 0 RG" not in drawn


def test_a_level_that_the_scheme_does_not_know_keeps_its_code(run: Callable[..., str]) -> None:
    case = replace(script_case(), level_code="AVE 9")
    text = run(render(replace(chair_script(), cases=(case,))), "pdftotext", "-raw", after=("-",))
    assert "AVE 9" in text


def test_the_same_script_gives_the_same_bytes() -> None:
    assert render(chair_script()) == render(chair_script())


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(MissingGlyphs):
        render(replace(chair_script(), place="東"))
