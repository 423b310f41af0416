"""What was copied from a contribution stands in no text of what was adopted, wherever it was copied to."""

from __future__ import annotations

from dataclasses import asdict, replace

from tests.domain.test_adoption import content
from tests.domain.test_sharing import adopted
from tests.factories import (
    CASE,
    MEETING,
    ORGANISATIONS,
    TODAY,
    make_action,
    make_conditional,
    make_file,
    with_case,
)
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.masking import MaskTerms, terms_of_copies
from zvdesk.domain.masking_adopted import without_copies
from zvdesk.texts.audience import MASK_WORDS

SECRET = "Meneer slaapt al weken slecht"
FREE = {  # every text that a person types freely, and where it goes on paper
    "goal": "Doel: {}; dat stopt.",
    "goal_indicator": "Indicator: {}.",
    "follow_up_note": "Vervolg: {}.",
    "text": "Besluit: {}.",
    "what": "Actie: {}.",
    "condition": "Voorwaarde: {}.",
    "informing_note": "Toelichting: {}.",
    "trigger": "Als: {}.",
    "response": "Dan: {}.",
    "reason": "Reden: {}.",
    "reservation": "Voorbehoud: {}.",
}
SAID = {name: words.format(SECRET) for name, words in FREE.items()}
FILE = make_file(
    case=with_case(
        make_file(),
        shared_goal=SAID["goal"],
        goal_indicator=SAID["goal_indicator"],
        follow_up_note=SAID["follow_up_note"],
    ).case,
    decisions=(Decision(id="d", case_id=CASE, meeting_id=MEETING, text=SAID["text"], decided_on=TODAY),),
    actions=(
        make_action(
            id="a",
            what=SAID["what"],
            condition=SAID["condition"],
            informing_note=SAID["informing_note"],
        ),
    ),
    conditionals=(make_conditional(id="c", trigger=SAID["trigger"], response=SAID["response"]),),
    reservations=(
        Reservation(
            id="r",
            case_id=CASE,
            meeting_id=MEETING,
            organisation_id="ggz",
            text=SAID["reservation"],
            about_id="a",
        ),
    ),
)
TERMS = terms_of_copies([SECRET], ORGANISATIONS.values(), words=MASK_WORDS)


def test_every_free_text_is_masked_and_nothing_else_changes() -> None:
    before = replace(adopted(FILE), reason=SAID["reason"])
    after = without_copies(before, TERMS)
    assert SECRET not in str(asdict(after))
    assert str(asdict(after)) == str(asdict(before)).replace(SECRET, "[inbreng]")
    assert str(asdict(after)).count("[inbreng]") == len(FREE)


def test_without_anything_to_mask_it_is_the_same() -> None:
    before = adopted(FILE)
    assert without_copies(before, MaskTerms(words=MASK_WORDS)) is before
    others = terms_of_copies(["Heel iets anders dan dat."], ORGANISATIONS.values(), words=MASK_WORDS)
    assert without_copies(before, others) == before


def test_a_copy_that_runs_over_from_trigger_to_response_is_masked() -> None:
    file = make_file(conditionals=(make_conditional(trigger="Als hij slaapt", response="al weken slecht"),))
    secret = terms_of_copies(["Hij slaapt al weken."], (), words=MASK_WORDS)
    (found,) = without_copies(adopted(file), secret).content.conditionals
    assert (found.trigger, found.response) == ("Als [inbreng] slecht", "[inbreng]")
    assert content(file).conditionals[0].response == "al weken slecht"
