"""What a line was before follows what is mended since; nothing goes by turning there and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.former_kinds import followed
from zvdesk.domain.table_notes import Information

DAY = date(2026, 3, 12)
ACTION = ActionItem(
    id="a", case_id="c", what="Bellen", organisation_id="ggz", person="Z. Zorg", due_on=DAY, is_urgent=True
)
MADE = Information(
    id="i", case_id="c", text="Bellen uiterlijk 12-3-2026 dringend", organisation_id="ggz", person="Z. Zorg"
)


def test_what_was_not_mended_is_what_it_was() -> None:
    assert followed(ACTION, MADE, MADE) == ACTION


def test_a_fact_that_both_hold_is_taken_along() -> None:
    assert followed(ACTION, MADE, replace(MADE, organisation_id="pol", person="")) == replace(
        ACTION, organisation_id="pol", person=""
    )


def test_mended_words_lose_only_what_stood_for_facts() -> None:
    longer = replace(MADE, text="Vandaag bellen uiterlijk 12-3-2026 dringend")
    assert followed(ACTION, MADE, longer) == replace(ACTION, what="Vandaag bellen")
    other = replace(MADE, text="Iets heel anders")
    assert followed(ACTION, MADE, other) == replace(ACTION, what="Iets heel anders")
    only_facts = replace(MADE, text="uiterlijk 12-3-2026 dringend")
    assert followed(ACTION, MADE, only_facts) == replace(ACTION, what="uiterlijk 12-3-2026 dringend")
    decision = Decision(id="d", case_id="c", text="Bellen", decided_on=DAY)
    mended = replace(ACTION, what="Schrijven")
    assert followed(decision, ACTION, mended) == replace(decision, text="Schrijven")


def test_other_words_cannot_be_parted_into_als_and_dan() -> None:
    agreed = ConditionalAgreement(id="x", case_id="c", trigger="hij belt", response="langsgaan")
    made = Reservation(id="r", case_id="c", organisation_id="ggz", text="als hij belt dan langsgaan")
    assert followed(agreed, made, replace(made, organisation_id="pol")) == replace(
        agreed, organisation_id="pol"
    )
    assert followed(agreed, made, replace(made, text="nooit langsgaan")) is None
    assert followed(made, agreed, replace(agreed, trigger="zij belt")) is None
