"""Everyday words and ordinary contributions stay readable, but not when they are a name."""

from __future__ import annotations

import pytest

from tests.domain.masked import known
from zvdesk.domain.masking import mask


@pytest.mark.parametrize(
    ("family", "text"),
    [
        *(
            ("Sam", "Wij gaan samen"),
            ("Sam", "Samen op weg"),
            ("Mak", "afspraken maken"),
            ("Tak", "de taken"),
        ),
        *(("Kok", "zij koken"), ("Lev", "hun leven"), ("Bel", "bellen"), ("Pas", "wie kan passen")),
        *(
            ("Groot", "Grootouders komen. De grootste zorg"),
            ("Jonge", "de jongeren"),
            ("Brand", "de brandweer"),
        ),
        *(("Klein", "kleinkinderen"), ("Meester", "de burgemeester"), ("Melder", "rookmelders")),
        ("Leider", "de teamleider"),
    ],
)
def test_everyday_words_stay_in_lower_case(family: str, text: str) -> None:
    terms = known(family_name=family)
    assert mask(text, terms) == text
    assert family.lower() not in mask(f"{text} met {family}, {family.upper()} en {family.lower()}s", terms)[
        len(text) :
    ].lower().replace("samen", "")


def test_a_capital_inside_a_sentence_is_no_everyday_word() -> None:
    assert mask("Wij bellen Samen en SAMEN", known(given_names="Sam")) == "Wij bellen S.Z. en S.Z."


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        ("Geen", "Geen nieuwe meldingen", "Geen nieuwe meldingen"),
        ("Politie", "Politie rijdt langs", "Politie rijdt langs"),
        ("Huurschuld", "Huurschuld regelen", "Huurschuld regelen"),
        ("Geen bijzonderheden", "geen bijzonderheden", "geen bijzonderheden"),
        ("Ruzie met buurvrouw", "ruzie met BUURVROUW stoppen", "[inbreng] stoppen"),
        ("Hij slaapt in de schuur", "zij slaapt in de schuur", "zij [inbreng]"),
    ],
)
def test_ordinary_contributions_stay(told: str, text: str, expected: str) -> None:
    assert mask(text, known(contributions=(told,))) == expected
