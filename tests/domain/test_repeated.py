"""The chair hears of a text that repeats what was brought in, and on whose list it is masked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import (
    CASE,
    MEETING,
    ORGANISATIONS,
    TODAY,
    make_action,
    make_conditional,
    make_contribution,
    make_file,
    make_level_change,
    make_participation,
    with_case,
)
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.read_back import Agreement, Outline, to_read
from zvdesk.domain.repeated import HOUSE, masked_for
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.read_back import repeated

S = SharingCondition
SECRET = "Meneer slaapt al weken slecht"
ALL = ("gemeente", "politie", "ggz", "corporatie")
FILE = with_case(
    make_file(
        participations=tuple(make_participation(short) for short in ALL),
        decisions=(Decision(id="d", case_id=CASE, meeting_id=MEETING, text=SECRET, decided_on=TODAY),),
        actions=(make_action(id="a", what="Bel.", condition=SECRET, organisation_id="gemeente"),),
        conditionals=(make_conditional(id="c", response=SECRET, organisation_id="corporatie"),),
        level_changes=(make_level_change(id="l"),),
        reservations=(
            Reservation(id="r", case_id=CASE, meeting_id=MEETING, organisation_id="ggz", text=SECRET),
        ),
    ),
    follow_up_note=SECRET,
)
NAMES = {short: organisation.name for short, organisation in ORGANISATIONS.items()}


def masked(condition: S, *, text: str = f"{SECRET}.") -> dict[str, tuple[str, ...]]:
    brought_in = make_contribution(
        text=text,
        organisation_id="ggz",
        sharing_condition=condition,
        named_organisation_ids=("politie",),
    )
    file = replace(FILE, contributions=(brought_in,))

    def key(record: Agreement) -> str:
        return "o" if isinstance(record, Outline) else record.id

    return {
        key(record): found
        for record in to_read(file, MEETING)
        if (found := masked_for(record, file, ORGANISATIONS, MASK_WORDS))
    }


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (S.ALL, {}),
        (S.NAMED, {"o": ("gemeente", "corporatie"), "a": ("gemeente",), "c": ("corporatie", "gemeente")}),
        (S.NOT_TO_THIRD, {"o": ("corporatie",), "c": ("corporatie",)}),
        (
            S.NOT_IN_REPORT,
            {
                "o": (HOUSE, *ALL),
                "d": (HOUSE,),
                "a": (HOUSE, "gemeente"),
                "c": (HOUSE, "corporatie", "gemeente", "politie", "ggz"),
                "r": (HOUSE, "ggz"),
            },
        ),
    ],
)
def test_it_is_said_on_whose_list_a_text_is_masked(
    condition: S, expected: dict[str, tuple[str, ...]]
) -> None:
    assert masked(condition) == expected
    assert masked(condition, text="Iets heel anders dan wat is afgesproken.") == {}


def test_an_agreement_that_somebody_does_not_get_is_not_masked_there() -> None:
    action = make_action(id="a", what=SECRET, organisation_id="corporatie", sharing_condition=S.NOT_TO_THIRD)
    brought_in = make_contribution(text=SECRET, organisation_id="ggz", sharing_condition=S.NOT_TO_THIRD)
    file = replace(FILE, actions=(action,), contributions=(brought_in,))
    assert masked_for(action, file, ORGANISATIONS, MASK_WORDS) == ()


def test_the_words_say_whose_list() -> None:
    assert repeated((), NAMES) == ""
    assert repeated((HOUSE, "ggz"), NAMES) == (
        "Hierin staat inbreng die niet in het verslag mag. Op elke lijst komt daar [inbreng] te staan."
    )
    assert repeated(("corporatie",), NAMES) == (
        "Hierin staat inbreng die niet is voor Wonen in Fictie. Op die lijst komt daar [inbreng] te staan."
    )
    assert "Gemeente Oefenstad en Wonen in Fictie" in repeated(("corporatie", "gemeente"), NAMES)
