from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import time
import tracemalloc
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.documents.lists import every_list, full_list, local_regime, one_organisation, third_party
from zvdesk.documents import texts
from zvdesk.documents.action_list import render
from zvdesk.documents.xmp import pdf_date, xmp_date

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = Callable[[bytes], str]

_HOSTILE = (
    "Jan <b>x",
    "<img src='file:///etc/passwd'>",
    "<a href='https://voorbeeld.invalid'>klik</a>",
    "<para>&amp;</para>",
    "een & twee < drie > vier ]]> -- ) ( \\ %",
    "<onDraw name='x'/>",
)


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


@pytest.fixture
def words(run: Callable[..., str]) -> Words:
    """Give a function that returns all text of a PDF with single spaces."""
    return lambda pdf: " ".join(run(pdf, "pdftotext", "-raw", after=("-",)).split())


def test_the_list_says_all_of_it_in_reading_order(run: Callable[..., str]) -> None:
    text = " ".join(run(render(one_organisation()), "pdfinfo", "-struct-text").split())
    expected = [
        "OEFENING",
        "Zorg- en Veiligheidshuis Oefenregio",
        "Tafel Noord · dinsdag 24 november 2026, 10:00 tot 11:02",
        "GGZ Noord",
        "Actielijst GGZ Noord",
        "Casus 2026-0014 · 2 acties voor uw organisatie · versie 1",
        "Ons gezamenlijke doel",
        "uiterlijk 1 maart 2027",
        "Wie heeft de regie",
        "AVE 3 (rood), was AVE 2",
        "Casusregie",
        "S. Oefenaar, Wijkteam Noord",
        "Uw acties",
        "Betrokkene weet dit",
        "Urgent. ",
        "Huisarts bellen",
        "ma 30 nov 2026",
        "Als, dan",
        "24 uur",
        "Voorbehoud",
        "GGZ Noord: ",
        "Vervolg",
        "Hertoets van het niveau: 5 januari 2027.",
        "Lukt iets niet?",
        "010 000 00 00",
        "Deze lijst bevat alleen acties van uw eigen organisatie.",
        "Grondslag:",
        "Ondertekend door F. Voorbeeld, voorzitter, met een sleutel die Zorg- en Veiligheidshuis Oefenregio",
        "4 organisaties gingen aan tafel akkoord.",
        "Is dit echt? Kijk het na met zvdesk, bij Controleren.",
    ]
    position = 0
    for phrase in expected:
        found = text.find(phrase, position)
        assert found >= 0, (phrase, text[position : position + 300])
        position = found


def test_the_full_list_names_decisions_organisations_and_the_correction(words: Words) -> None:
    text = words(render(full_list()))
    for phrase in (
        "Volledige actielijst",
        "14 acties voor 6 organisaties · versie 2, vervangt versie 1",
        "Deze lijst vervangt versie 1. Gebruik de oude lijst niet meer. "
        "Reden: de datum van actie 3 klopte niet.",
        "Besluiten",
        "De procesregie gaat naar de gemeente",
        "Organisatie",
        "Concept-indeling. Laat vaststellen door uw regio.",
        "Als: de huisarts geen bezwaar",
        "nog niet bekend",
        "geen datum",
    ):
        assert phrase in text, phrase
    assert texts.OWN_ONLY not in text


def test_a_list_of_one_organisation_has_no_decisions_and_no_other_column(words: Words) -> None:
    text = words(render(third_party()))
    assert "Besluiten" not in text
    assert "Organisatie Wie" not in text
    assert "geheimhoudingsverklaring" in text


def test_what_is_empty_is_said_or_left_out(words: Words) -> None:
    text = words(render(local_regime()))
    for phrase in (texts.NO_GOAL, texts.NO_OWN_ACTIONS, texts.NO_FOLLOW_UP, texts.NO_CONTACT, texts.NO_LEVEL):
        assert phrase in text, phrase
    for phrase in ("Voorbehoud", "Als, dan", "Vernietigen", "OEFENING", "None", "Nagelezen"):
        assert phrase not in text, phrase
    nothing = replace(full_list(), actions=(), decisions=(), correction_reason="", level_colour="#FFFF00")
    text = words(render(nothing))
    assert texts.NO_ACTIONS in text
    assert texts.NO_DECISIONS in text
    assert "Reden" not in text
    bare = replace(one_organisation(), goal_on=None, goal_indicator="", previous_level_code="AVE 3")
    text = words(render(bare))
    assert "was AVE" not in text
    assert "Wij merken" not in text
    colourless = replace(bare, level_colour_name="", previous_level_code="AVE 2")
    assert "AVE 3 was AVE 2" in words(render(colourless))


def test_paper_never_claims_more_than_it_is(words: Words) -> None:
    for content in every_list().values():
        assert "gekwalificeerd" not in words(render(content)).lower()


@pytest.mark.parametrize("name", list(every_list()))
def test_each_page_carries_its_marks_whole(name: str, run: Callable[..., str]) -> None:
    content = every_list()[name]
    pdf = render(content)
    total = page_count(pdf)
    for number in range(1, total + 1):
        text = run(pdf, "pdftotext", "-layout", "-f", str(number), "-l", str(number), after=("-",))
        assert ("OEFENING" in text.split()) is content.is_practice
        assert f"pagina {number} van {total}" in text
        assert content.confidentiality in text
        assert f"Casus {content.case_number}, versie {content.version}" in text
        assert content.audit_mark in text
        if content.destroy_before is not None:
            assert "Vernietigen vóór 3 september 2031" in text


def test_a_long_secrecy_sentence_gets_the_lines_it_needs(words: Words) -> None:
    sentence = "Vertrouwelijk: " + "wie dit leest houdt het voor zich en bewaart het goed, " * 6 + "altijd."
    text = words(render(replace(one_organisation(), confidentiality=sentence)))
    assert sentence in text


@pytest.mark.parametrize("text", _HOSTILE)
def test_markup_is_only_text(text: str, words: Words) -> None:
    content = one_organisation()
    pdf = render(
        replace(
            content,
            house=text,
            title=text,
            recipient=text,
            goal=text,
            contact=text,
            confidentiality=text,
            audit_mark=text,
            document_id=text,
            signer_name=text,
            scheme_banner=text,
            actions=(
                replace(content.actions[0], what=text, person=text, condition=text, informing_note=text),
            ),
        )
    )
    assert words(pdf).count(" ".join(text.split())) >= 8
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]).startswith(f"Actielijst {text}")
        assert b"root:" not in pdf
        kinds = {str(a.Subtype) for page in opened.pages for a in page.obj.get("/Annots", [])}
        assert kinds <= {"/Widget"}
        images = [
            o for o in opened.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ]
        assert not images
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"].startswith(f"Actielijst {text}")
            assert metadata.pdfa_status == "3A"


def test_very_long_words_and_texts_stay_on_the_paper(run: Callable[..., str], words: Words) -> None:
    content = one_organisation()
    long = "Aansprakelijkheidswaardevaststellingsveranderingen" * 8
    pdf = render(
        replace(
            content,
            recipient=long,
            house=long,
            goal="Rust. " * 900,
            actions=(replace(content.actions[0], what="Doen wat nodig is. " * 500, person=long),),
            correction_reason="x " * 200,
            replaces=1,
        )
    )
    assert page_count(pdf) > 3
    boxes = re.findall(
        r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)"',
        run(pdf, "pdftotext", "-bbox", after=("-",)),
    )
    assert len(boxes) > 2000
    assert min(float(left) for left, _, _ in boxes) >= 45
    assert max(float(right) for _, right, _ in boxes) <= 595.3 - 45
    assert max(float(bottom) for _, _, bottom in boxes) <= 841.9 - 15
    assert words(pdf).count("nodig") == 500


def test_the_same_list_gives_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(render(full_list())).hexdigest()
    assert hashlib.sha256(render(full_list())).hexdigest() == here
    program = (
        "import hashlib; from tests.documents.lists import full_list, local_regime;"
        "from zvdesk.documents.action_list import render;"
        "FIRST;"
        "print(hashlib.sha256(render(full_list())).hexdigest())"
    )
    for seed, first in (("1", "pass"), ("2", "render(local_regime())")):
        done = subprocess.run(
            [sys.executable, "-c", program.replace("FIRST", first)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert done.stdout.strip() == here


@pytest.mark.no_cover
def test_a_longer_list_takes_no_more_than_its_share_of_time() -> None:
    def spent(actions: int) -> float:
        content = full_list(actions)
        started = time.process_time()
        render(content)
        return time.process_time() - started

    render(full_list(2))
    assert spent(1600) < 8 * spent(400)  # linear is 4; seconds are a matter for bench/


@pytest.mark.no_cover
def test_five_hundred_actions_fit_in_little_memory() -> None:
    tracemalloc.start()
    render(full_list(500))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30 * 1024 * 1024


def test_the_outline_follows_the_headings() -> None:
    with pikepdf.open(io.BytesIO(render(full_list()))) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Volledige actielijst"
        assert [str(kid.title) for kid in title.children] == [
            "Ons gezamenlijke doel",
            "Wie heeft de regie",
            "Besluiten",
            "Acties",
            "Als, dan",
            "Voorbehoud",
            "Vervolg",
            "Lukt iets niet?",
            "Over deze lijst",
        ]


def test_dates_need_no_locale_and_moments_keep_their_offset() -> None:
    moment = datetime.fromisoformat("2026-11-24T11:04:00+01:00")
    assert texts.long_day(moment) == "dinsdag 24 november 2026"
    assert texts.short_day(moment) == "di 24 nov 2026"
    assert pdf_date(moment) == "D:20261124110400+01'00"
    assert xmp_date(moment) == "2026-11-24T11:04:00+01:00"
    assert xmp_date(datetime.fromisoformat("2026-11-24T11:04:00-03:30")) == "2026-11-24T11:04:00-03:30"
    assert xmp_date(moment.replace(tzinfo=None)) == "2026-11-24T11:04:00"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(None, "geen termijn"), (24, "24 uur"), (48, "48 uur"), (72, "3 dagen"), (50, "50 uur")],
)
def test_terms_are_said_in_hours_or_days(hours: int | None, expected: str) -> None:
    assert texts.within(hours) == expected
