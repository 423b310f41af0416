"""The case overview and the inzage-pakket on paper: in reading order, and honest about what is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.documents.dossiers import (
    HEAD,
    access_package,
    bare_access,
    case_overview,
    content,
    empty_overview,
    every_access,
    every_overview,
)
from tests.documents.lists import SIGNED_AT
from zvdesk.documents import access_package as access
from zvdesk.documents import case_overview as overview
from zvdesk.documents.log_head import head_in
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.documents.withheld import HEADING, NOTHING
from zvdesk.domain.sharing import Withheld
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import MissingGlyphs
from zvdesk.texts.labels import ACCESS_KINDS, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.documents.pki import House
    from zvdesk.documents.identities import SigningIdentity


def in_order(text: str, wanted: tuple[str, ...]) -> None:
    place = 0
    for words in wanted:
        found = text.find(words, place)
        assert found >= 0, words
        place = found


def test_the_overview_reads_from_the_case_to_who_signed(run: Callable[..., str]) -> None:
    made, full = case_overview(), content()
    text = " ".join(run(overview.render(made), "pdfinfo", "-struct-text").split())
    in_order(
        text,
        (
            "OEFENING",
            "Casusoverzicht 2026-0014",
            "Voor GGZ Noord",
            made.purpose,
            "AVE 3",
            "(rood)",
            full.occasion,
            full.resident_view,
            *(seat.reason for seat in full.seats),
            *(c.text for c in full.contributions),
            *(d.text for d in full.decisions),
            overview.OWN_ACTIONS,
            *(a.text for a in full.actions),
            HEADING,
            f"{WITHHELD[Withheld.CONDITION]} (artikel 2.29, derde lid, Wgs).",
            f"{WITHHELD[Withheld.PRESENCE]} (artikel 2.31, vierde lid, Wgs).",
            "Ondertekend door F. Voorbeeld, voorzitter",
        ),
    )
    assert NOTHING not in text


def test_an_empty_overview_of_the_house_says_so(run: Callable[..., str]) -> None:
    text = " ".join(run(overview.render(empty_overview()), "pdftotext", "-raw", after=("-",)).split())
    for words in (
        "Voor het dossier van het huis",
        "nog niet vastgesteld",
        overview.NO_CONTRIBUTIONS,
        overview.NO_DECISIONS,
        overview.NO_ACTIONS,
        NOTHING,
    ):
        assert words in text
    for words in ("OEFENING", overview.OCCASION, overview.SEATS, overview.OWN_ACTIONS, "Wgs"):
        assert words not in text.replace("(artikel 1.11 Wgs)", "")


def test_outside_the_wgs_no_article_of_it_is_named(run: Callable[..., str]) -> None:
    made = replace(case_overview(), is_wgs=False)
    text = run(overview.render(made), "pdftotext", "-raw", after=("-",))
    assert f"{WITHHELD[Withheld.CONDITION]}." in text
    assert "2.29" not in text


def test_the_package_reads_as_a_letter(run: Callable[..., str]) -> None:
    made = access_package()
    text = " ".join(run(access.render(made), "pdfinfo", "-struct-text").split())
    in_order(
        text,
        (
            access.TITLE,
            access.ASKED,
            "Sanne van Oefenaar",
            "2 april 1988",
            "Verzonnenlaan 12, 1234 AB Oefenstad",
            access.WHY,
            "Vóór 3 november 2031.",
            access.NO_COMPUTER,
            "8 jun 2026 tot 24 nov 2026",
            "was bij het overleg",
            *ACCESS_KINDS.values(),
            HEADING,
            WITHHELD[Withheld.CONDITION],
            WITHHELD[Withheld.NOT_TOLD],
            WITHHELD[Withheld.OTHERS],
            access.RIGHTS,
            "Autoriteit Persoonsgegevens",
            "Bel Bureau, 010 000 00 00.",
            "Ondertekend door P. Oefenprivacy",
        ),
    )
    for words in (
        "gezondheid; begeleiding, zorg en hulpverlening. In de teksten hieronder kan meer staan.",
        "Wat er gebeurde: Twee meldingen van geluid en ruzie in één week.",
        "Waarneming: Er is sinds maart",
        "Wat u ervan vindt: Sanne wil rust.",
        "Cijfer: Geestelijke gezondheid: 2 (gaat slecht, hulp is nodig).",
        "Doel: Veilig thuis, en rust in de straat. Dit willen wij uiterlijk 1 maart 2027 bereiken.",
        "Besluit: Eén plan voor het gezin.",
        "Actie: Met Sanne bespreken of [inbreng] loopt. Alleen als: de huisarts geen bezwaar heeft. "
        "Dit moet uiterlijk 1 december 2026 klaar zijn.",
        "Als: zij belt, ook 's nachts? Dan: komt de crisisdienst. Binnen 24 uur.",
        f"{access.SIGNS}",
        "[naam]: de naam van iemand anders.",
        "[inbreng]: iets wat een organisatie vertelde",
    ):
        assert words in text, words
    assert ".." not in text
    assert "[adres]" not in text
    assert "Vernietigen vóór" not in text


def test_a_package_of_hardly_anything_says_so(run: Callable[..., str]) -> None:
    text = " ".join(run(access.render(bare_access()), "pdftotext", "-raw", after=("-",)).split())
    for words in ("Łucja", "zus", access.NO_TERM, access.NOBODY, access.NOTHING, NOTHING):
        assert words in text
    assert "Bel " not in text


@pytest.mark.parametrize("kind", [*every_overview(), *every_access()])
def test_the_same_paper_gives_the_same_bytes_and_its_signature_is_good(
    kind: str, signer: SigningIdentity, house: House
) -> None:
    def made() -> bytes:
        if kind in every_access():
            return access.render(every_access()[kind])
        return overview.render(every_overview()[kind])

    assert made() == made()
    signed = sign(made(), signer, at=SIGNED_AT)
    assert verify(signed, trusted=[house.certificate], at=SIGNED_AT).kind is VerdictKind.VALID
    assert head_in(signed) == HEAD


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(MissingGlyphs):
        overview.render(replace(case_overview(), purpose="東"))
    with pytest.raises(MissingGlyphs):
        access.render(replace(access_package(), contact="東"))
