from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents import srgb_profile
from tests.documents.lists import one_organisation
from zvdesk.documents.action_list import render
from zvdesk.documents.fonts import fold, missing_glyphs, printable
from zvdesk.errors import MissingGlyphs
from zvdesk.resources import resources_folder


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
    ],
)
def test_the_names_of_our_neighbours_can_be_printed(letters: str) -> None:
    assert missing_glyphs(letters) == ""


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Müller ☺ en ☺ Отец", "☺Отец"),
        ("שלום", "שלום"),
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


def test_a_list_with_a_lost_letter_is_not_drawn_at_all() -> None:
    content = one_organisation()
    broken = replace(content, goal="Rust 😀", actions=(replace(content.actions[0], what="עזרה"),))
    with pytest.raises(MissingGlyphs) as raised:
        render(broken)
    assert raised.value.letters == "😀עזרה"
    assert str(raised.value) == "MissingGlyphs"


def test_the_colour_profile_is_the_one_we_can_build() -> None:
    assert (resources_folder() / "colour" / "srgb.icc").read_bytes() == srgb_profile.build()
