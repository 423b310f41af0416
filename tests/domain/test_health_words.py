"""Words about health are noticed however they are written, and look-alikes are left alone."""

from __future__ import annotations

import pytest

from tests.factories import library
from zvdesk.domain.health_words import speaks_of_health


@pytest.mark.parametrize(
    ("text", "is_health"),
    [
        ("Medicatie regelen", True),
        ("zijn MEDICIJNEN", True),
        ("suicide, suïcide", True),
        ("een drugsverslaving", True),
        ("de psy-\nchose", True),
        ("na de GGZ-opname", True),
        ("ggz opname", True),
        ("GGZ belt", False),
        ("GGZ Verzonnen en Verslavingszorg Noord bellen", False),
        ("onmedisch", False),
        ("Sleutel regelen", False),
        ("", False),
    ],
)
def test_words_about_health_are_noticed(text: str, is_health: bool) -> None:
    beginnings = ("medic", "suïcid", "verslav", "psychos", "ggz-opname", "")
    harmless = ("GGZ", "GGZ Verzonnen", "Verslavingszorg Noord", "")
    assert speaks_of_health(text, beginnings, harmless) is is_health


@pytest.mark.parametrize(
    "word", ["diagnose", "psychose", "verslaving", "depot", "GGZ-opname", "suïcidaal", "medicijn"]
)
def test_the_shipped_list_knows_the_common_words(word: str) -> None:
    assert speaks_of_health(f"Bespreken: {word}.", library().health_words, ("GGZ",))


@pytest.mark.parametrize(
    "text",
    [
        "Extra surveillance in de straat",
        "Besluit uitleggen aan moeder",
        "Contact opgenomen met de corporatie",
        "Wekelijks op huisbezoek, samen met de wijkagent",
        "Opschalen naar AVE 3, op een rustige manier",
        "Huurschuld regelen en formulier inleveren",
    ],
)
def test_ordinary_agreements_ask_nobody(text: str) -> None:
    assert not speaks_of_health(text, library().health_words)


@pytest.mark.parametrize(
    "text",
    [
        *("kinderpsychiater", "jeugdpsychiater", "getraumatiseerd", "posttraumatisch", "fysiotherapie"),
        *(
            "gezinstherapie",
            "borstkanker",
            "suikerziekte",
            "harddrugs",
            "softdrugs",
            "crisisopname",
            "heropname",
        ),
        *("gemedicineerd", "hoofdpijn", "Laten opnemen", "Hij dronk", "geblowd", "manie", "wanen"),
        *(
            "onder invloed",
            "jeugd-GGZ",
            "POH-GGZ",
            "GGZ-intake",
            "FACT",
            "FACT-team",
            "IHT",
            "PAAZ",
            "IBS",
            "ASS",
        ),
        *("NAH", "LVG", "LVB", "OCD", "COPD", "CVA", "PTSS", "ADHD", "MDMA", "3-MMC", "crack", "fentanyl"),
        *(
            "oxycodon",
            "sertraline",
            "concerta",
            "seroquel",
            "self-harm",
            "mental health",
            "relapse",
            "craving",
        ),
        *("rehab", "depressed", "burned out", "Psy-\nchose", "in de war", "zijn IQ", "soa"),
    ],
)
def test_the_shipped_list_knows_compounds_abbreviations_medicines_and_english(text: str) -> None:
    assert speaks_of_health(f"Wij zien: {text}.", library().health_words, ("GGZ", "GGZ Verzonnen"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Wooncoöperatie bellen",
            "Receptionist bellen",
            "De zaak behandelen",
            "Contactbeperking tot zaterdag",
        ),
        *("In de warme overdracht", "Soap kijken", "Iqbal belt", "Bloedverwanten bellen", "muziek te hard"),
        *("Pas op: facto", "De assistent belt", "Nahid komt"),
    ],
)
def test_words_that_only_look_like_health_ask_nobody(text: str) -> None:
    assert not speaks_of_health(text, library().health_words)
