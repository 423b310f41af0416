"""The crisis card: always one page, readable, accessible, signed like a list."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import page
import pikepdf
import pytest

from tests.documents.cards import bare_card, crisis_card, every_card, many
from tests.documents.lists import SIGNED_AT
from zvdesk.documents.card_tiles import SMALLEST
from zvdesk.documents.crisis_card import render
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.crisis_cards import CardAgreement, PhoneLine
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import CardTooFull, MissingGlyphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.documents.pki import House
    from zvdesk.documents.identities import SigningIdentity


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def short(number: int) -> CardAgreement:
    return CardAgreement(
        number=number,
        trigger="Overlast in de nacht",
        response="Politie rijdt langs",
        who="Politie",
        within_hours=2,
        phones=(PhoneLine(name="Meldkamer", number="0900 88 44"),),
    )


def test_the_card_says_all_of_it_in_reading_order(run: Callable[..., str]) -> None:
    text = " ".join(run(render(crisis_card()), "pdfinfo", "-struct-text").split())
    place = 0
    for words in (
        "OEFENING",
        "Zorg- en Veiligheidshuis Oefenregio",
        "Tafel Noord · dinsdag 24 november 2026",
        "GGZ Noord",
        "Crisiskaart GGZ Noord",
        "Casus 2026-0014 · 3 als-dan-afspraken · versie 1",
        "Geldig vanaf 24 november 2026 tot de hertoets op 5 januari 2027.",
        "AVE 3",
        "(rood)",
        "Nu direct gevaar? Bel 112.",
        "Als er een nieuwe melding van geweld komt",
        "Dan samen met het wijkteam op huisbezoek",
        "M. Bakker, GGZ Noord · ",
        "binnen 2 uur",
        "Crisisdienst GGZ, dag en nacht",
        "088 000 12 34",
        "06 00 00 12 34",
        "Als moeder belt dat zij het niet meer volhoudt",
        "Dan neemt de casusregisseur",
        "binnen 24 uur",
        "geen termijn afgesproken",
        "Er is geen telefoonnummer afgesproken.",
        "Wie heeft de regie",
        "Casusregie",
        "S. Oefenaar, Wijkteam Noord",
        "010 000 45 67",
        "Lukt het niet?",
        "Bel R. de Tester, 06 00 00 98 76.",
        "Directeur sociaal domein, binnen 24 uur.",
        "Ondertekend door F. Voorbeeld, voorzitter, met een sleutel die",
        "Is dit echt?",
    ):
        found = text.find(words, place)
        assert found >= 0, words
        place = found


def test_the_foot_says_which_card_it_is_and_how_long_it_may_be_kept(run: Callable[..., str]) -> None:
    text = " ".join(run(render(crisis_card()), "pdftotext", "-raw", after=("-",)).split())
    for words in (
        "Vertrouwelijk. U heeft een geheimhoudingsplicht",
        "Casus 2026-0014, versie 1 · Vernietigen vóór 3 september 2031 · Logboek 1482 · 4f2a 91c0 7d3e 55b8",
        "Document 0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6a",
        "pagina 1 van 1",
    ):
        assert words in text
    assert "Crisiskaart GGZ Noord, casus 2026-0014, versie 1 (OEFENING)" in run(
        render(crisis_card()), "pdfinfo"
    )


def test_a_reader_hears_the_level_and_its_colour_as_two_words(run: Callable[..., str]) -> None:
    said = run(render(crisis_card()), "pdfinfo", "-struct-text")
    assert '"AVE 3"' in said
    assert '"(rood)"' in said


def test_a_card_with_hardly_anything_says_so(run: Callable[..., str]) -> None:
    text = " ".join(run(render(bare_card()), "pdftotext", "-raw", after=("-",)).split())
    for words in (
        "niveau nog niet vastgesteld",
        "Concept-indeling. Laat vaststellen door uw regio.",
        "totdat er een nieuwe kaart is",
        "versie 2, vervangt versie 1",
        "nog niemand genoemd",
        "Er is nog niemand genoemd.",
        "Bel de voorzitter van het overleg.",
    ):
        assert words in text
    assert "OEFENING" not in text
    assert "Vernietigen" not in text
    until = replace(bare_card(), follow_up_on=crisis_card().follow_up_on, level_code="AVE 9")
    told = " ".join(run(render(until), "pdftotext", "-raw", after=("-",)).split())
    assert "tot het volgende overleg op 12 januari 2027." in told
    assert "AVE 9" in told


@pytest.mark.parametrize("kind", list(every_card()))
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_every_card_is_one_page_accessible_and_archival(
    kind: str, profile: str, signer: SigningIdentity
) -> None:
    bare = render(every_card()[kind])
    for pdf in (bare, sign(bare, signer, at=SIGNED_AT)):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert pages(pdf) == 1


@pytest.mark.parametrize("number", range(1, 11))
def test_ten_short_agreements_fit_on_one_page(number: int) -> None:
    card = replace(crisis_card(), agreements=tuple(short(n) for n in range(number)))
    assert pages(render(card)) == 1


@pytest.mark.parametrize("total", [12, 40])
def test_what_does_not_fit_is_refused_with_how_many_do(total: int) -> None:
    with pytest.raises(CardTooFull) as error:
        render(many(total))
    assert error.value.total == total
    assert 0 < error.value.fitting < total
    fitting = many(error.value.fitting)
    assert pages(render(fitting)) == 1


def test_one_agreement_that_is_longer_than_the_page_is_refused() -> None:
    with pytest.raises(CardTooFull) as error:
        render(replace(crisis_card(), agreements=(replace(short(1), response="heel lang " * 900),)))
    assert (error.value.fitting, error.value.total) == (0, 1)


@pytest.mark.parametrize("kind", [*every_card(), "full"])
def test_no_letter_of_an_agreement_is_smaller_than_nine_points(kind: str) -> None:
    card = every_card().get(kind) or replace(crisis_card(), agreements=tuple(short(n) for n in range(10)))
    with pikepdf.open(io.BytesIO(render(card))) as opened:
        drawn = opened.pages[0].Contents.read_bytes().decode("latin-1")
    sizes: dict[str, float] = {}
    for block in re.findall(r"/(\w+) <</MCID \d+>> BDC(.*?)EMC", drawn, re.DOTALL):
        for size in re.findall(r"/F\S+ ([\d.]+) Tf", block[1]):
            sizes[block[0]] = min(float(size), sizes.get(block[0], 99.0))
    assert sizes["H2"] >= 11
    assert min(sizes.values()) >= 8.8  # who signed; all that is for a crisis is larger
    assert SMALLEST == 9.0


@pytest.mark.parametrize("total", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("number", ["088-0001234", "+31 (0)88 000 12 34", "0900-1234567890123"])
def test_a_telephone_number_is_never_broken(run: Callable[..., str], number: str, total: int) -> None:
    one = replace(short(1), phones=(PhoneLine(name="Crisisdienst, dag en nacht", number=number),))
    pdf = render(replace(crisis_card(), agreements=(one,) * total))
    lines = run(pdf, "pdftotext", "-layout", after=("-",))
    assert lines.count(number) == total


def test_hostile_words_stay_words(run: Callable[..., str]) -> None:
    hostile = "<b>x</b> &amp; )( \\ <img src='file:///etc/passwd'>"
    card = replace(crisis_card(), agreements=(replace(short(1), trigger=hostile, who=hostile),))
    text = "".join(run(render(card), "pdftotext", "-raw", after=("-",)).split())
    assert text.count("".join(hostile.split())) == 2


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(MissingGlyphs) as error:
        render(
            replace(
                crisis_card(), agreements=(replace(short(1), phones=(PhoneLine(name="東", number="1"),)),)
            )
        )
    assert error.value.letters == "東"


def test_the_same_card_gives_the_same_bytes_in_another_process() -> None:
    here = hashlib.sha256(render(crisis_card())).hexdigest()
    code = (
        "import hashlib; from tests.documents.cards import crisis_card;"
        "from zvdesk.documents.crisis_card import render;"
        "print(hashlib.sha256(render(crisis_card())).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert there.stdout.strip() == here


def test_a_signed_card_verifies_and_a_second_program_agrees(
    signer: SigningIdentity, house: House, run: Callable[..., str]
) -> None:
    signed = sign(render(crisis_card()), signer, at=SIGNED_AT)
    assert verify(signed, trusted=[house.certificate], at=SIGNED_AT).kind is VerdictKind.VALID
    report = run(signed, "pdfsig", "-nocert")
    assert "Signature Validation: Signature is Valid." in report
    assert "Signature Field Name: Ondertekening" in report
    changed = signed.replace(b"%%EOF", b"%%EOG", 1)
    assert verify(changed, trusted=[house.certificate], at=SIGNED_AT).kind is not VerdictKind.VALID
