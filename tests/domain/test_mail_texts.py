"""The words of a mail: an allow-list of places, filled in once."""

from __future__ import annotations

from zvdesk.domain.mail_texts import PLACEHOLDERS, filled, strange_places


def test_only_places_on_the_list_are_taken() -> None:
    assert strange_places("Beste {organisatie}, groet {afzender}") == ()
    assert strange_places("{casusnummer} en {organisatie.naam} {0} {}") == (
        "{casusnummer}",
        "{organisatie.naam}",
        "{0}",
        "{}",
    )
    assert strange_places("los { en }") == ("{ en }",)
    assert strange_places("los {") == ("{",)
    assert not {"casusnummer", "betrokkene", "actie", "wachtzin"} & PLACEHOLDERS


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    values = dict.fromkeys(PLACEHOLDERS, "") | {"organisatie": "{huis}", "huis": "Noord"}
    assert filled("Voor {organisatie} van {huis}", values) == "Voor {huis} van Noord\n"


def test_an_empty_place_leaves_one_empty_line() -> None:
    values = dict.fromkeys(PLACEHOLDERS, "")
    assert filled("\nEen.\n\n{versleuteld}\n\nTwee.\n\n", values) == "Een.\n\nTwee.\n"
