from __future__ import annotations

import pytest

from zvdesk.errors import MissingGlyphs
from zvdesk.texts.messages import message
from zvdesk.texts.signs import in_words


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("東🙂", "東, 🙂"),
        ("\u202e", "een teken dat de leesrichting keert (U+202E)"),
        ("\u0332", "een los accent (U+0332)"),
        ("\u3164\u200d", "een onzichtbaar teken (U+3164), een onzichtbaar teken (U+200D)"),
        ("\ue000", "een onbekend teken (U+E000)"),
        ("\x07", "een onzichtbaar teken (U+0007)"),
    ],
)
def test_what_nobody_sees_has_words(letters: str, words: str) -> None:
    assert in_words(letters) == words


def test_who_makes_a_paper_hears_how_to_mend_it() -> None:
    said = message(MissingGlyphs("\u202e"))
    assert "U+202E" in said
    assert "correctie" in said
    assert "\u202e" not in said
