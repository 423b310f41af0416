from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import page
import pytest

from tests.documents import srgb_profile
from tests.documents.dossiers import access_package
from tests.documents.lists import action, far_letters, one_organisation
from zvdesk.documents import access_package as access
from zvdesk.documents.action_list import render
from zvdesk.documents.fonts import Weight, fold, missing_glyphs, printable, stretches
from zvdesk.errors import MissingGlyphs
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "letters",
    [
        "ëéèïöüáàâçñÉËŸ“”‘’–—…€",
        "ğĞışŞİçÇöÖüÜ",
        "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
        "čďěňřšťůžČĎĚŇŘŠŤŮŽ",
        "čćđšžČĆĐŠŽ",
        "ăâîșțĂÂÎȘȚ",
        "őűŐŰ",
        "ĈĉĔĕĜĝĤĥĨĩĬĭĴĵĸĿŀŉŊŋŌōŎŏŖŗŜŝŦŧŨũŬŭſ",
        "Nguyễn Thị Hằng ưỡng Đ\u006f\u0302\u0301",
        "Οδυσσέας Отец Дмитро Ґѓќљ",
        "→←↔⇒✓✔✗☐☑☒■□▪•µ№Ω…",
        "❤\ufe0f ☎\ufe0e",
    ],
)
def test_names_and_common_signs_can_be_printed(letters: str) -> None:
    assert missing_glyphs(letters) == ""


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Müller 😀 en 😀 東京 → Отец", "😀東京"),
        ("שלום", "שלום"),
        ("مرحبا", "مرحبا"),
        ("\uffff\ue000", "\uffff\ue000"),
        ("evil \u202etxet", "\u202e"),
        ("a\u2066b", "\u2066"),
        ("bel\x07", "\x07"),
        ("x\u0332", "\u0332"),
        ("👨‍👩‍👧", "👨\u200d👩👧"),
    ],
)
def test_what_would_be_lost_is_named(text: str, missing: str) -> None:
    assert missing_glyphs(text) == missing
    with pytest.raises(MissingGlyphs) as raised:
        printable(text)
    assert raised.value.letters == missing


def test_only_letters_that_look_the_same_are_replaced() -> None:
    assert fold("e\u0301\u00a0a\u00adb\u200b\ufeff\u2011c\td\r\ne\rf\u0133\ufb01") == "é ab-c d\ne\nfijfi"
    assert fold("a–b—c…") == "a–b—c…"
    assert fold("a\u2028b\u2029c\u3000d") == "a\nb\nc d"


def test_a_word_stands_in_one_font() -> None:
    found = [
        (part.font.fontName, part.text) for part in stretches("Bel Nguyễn-de Vries, dan → hulp", Weight.BOLD)
    ]
    assert found == [
        (Weight.BOLD, "Bel "),
        ("DejaVuSans-Bold", "Nguyễn-de"),
        (Weight.BOLD, " Vries, dan "),
        ("DejaVuSans-Bold", "→"),
        (Weight.BOLD, " hulp"),
    ]


def test_the_second_font_has_all_letters_of_the_first() -> None:
    letters = {c for c in map(chr, range(0x10000)) if not missing_glyphs(c) and c != "\n"}
    whole = "".join(sorted(c for c in letters if fold(c) == c))
    assert {part.font.fontName for part in stretches("→" + whole.replace(" ", ""), Weight.REGULAR)} == {
        "DejaVuSans"
    }
    for weight in Weight:
        assert {*map(ord, whole)} <= set(stretches("→", weight)[0].font.face.charToGlyph)


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_every_letter_that_we_print_can_be_copied(profile: str, run: Callable[..., str]) -> None:
    letters = [c for c in map(chr, range(0x21, 0x10000)) if not missing_glyphs(c) and fold(c) == c]
    words = "\n".join("".join(letters[start : start + 12]) for start in range(0, len(letters), 12))
    made = render(replace(one_organisation(), actions=(replace(action(1), what=words),)))
    assert not page.validate_pdf_bytes(made, profile=profile).failures
    assert set(letters) <= set(run(made, "pdftotext", "-raw", after=("-",)))


def test_who_asks_for_an_inzage_pakket_gets_it_under_their_own_name(run: Callable[..., str]) -> None:
    made = access_package()
    person = replace(made.person, given_names="Nguyễn Thị", prefix="", family_name="Ōkawa-Ŝulc")
    text = run(access.render(replace(made, person=person)), "pdftotext", after=("-",))
    assert "Nguyễn Thị Ōkawa-Ŝulc" in " ".join(text.split())


def test_names_are_read_back_whole(run: Callable[..., str]) -> None:
    text = run(render(far_letters()), "pdftotext", after=("-",))
    for words in ("Rust voor Nguyễn Thị Ōkawa: thuis → school", "Отец Иван en Σωκράτης", "Ŝulc-Nguyễn"):
        assert words in " ".join(text.split())


def test_a_list_with_a_lost_letter_is_not_drawn_at_all() -> None:
    content = one_organisation()
    broken = replace(content, goal="Rust 😀", actions=(replace(content.actions[0], what="עזרה"),))
    with pytest.raises(MissingGlyphs) as raised:
        render(broken)
    assert raised.value.letters == "😀עזרה"
    assert str(raised.value) == "MissingGlyphs"


def test_the_colour_profile_is_the_one_we_can_build() -> None:
    assert (resources_folder() / "colour" / "srgb.icc").read_bytes() == srgb_profile.build()
