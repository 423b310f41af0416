"""The beamer shows what stands on one allow-list, masked, and only what everyone present may see."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.factories import (
    CASE,
    MEETING,
    NOW,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_case,
    make_conditional,
    make_context,
    make_contribution,
    make_file,
    make_holder,
    make_item,
    make_level_change,
    make_subject,
)
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.audience import AudienceSources, AudienceView, audience_view, showings
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.masking import terms_of
from zvdesk.domain.meetings import Phase, Presence
from zvdesk.domain.sharing import may_get
from zvdesk.texts.audience import MASK_WORDS

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile

SHOWN = Decision(
    id="decision-1",
    case_id=CASE,
    meeting_id=MEETING,
    text="We schalen op voor Mehmet",
    decided_on=TODAY,
)
SUBJECT = make_subject(given_names="Mehmet", prefix="", family_name="Testhuizen")
FILE = make_file(
    case=make_case(shared_goal="Testhuizen woont rustig."),
    subjects=(SUBJECT,),
    contributions=(make_contribution(text="Hij praat sinds maart niet meer."),),
    decisions=(SHOWN, replace(SHOWN, id="old", meeting_id="before")),
    actions=(
        make_action(what="Testhuizens moeder bellen", organisation_id="ggz", person="C. Oefenaar"),
        make_action(id="open", meeting_id="before", what="Sleutel", organisation_id="", person="C. Doe"),
        make_action(id="done", meeting_id="before", status=ActionStatus.DONE),
    ),
    conditionals=(make_conditional(trigger="Mehmet belt", response="Politie belt terug"),),
    reservations=(Reservation(case_id=CASE, organisation_id="ggz", text="Wij twijfelen"),),
    holders=(
        make_holder(Responsibility.CASE_LEAD, person="S. Naamloos", organisation_id="ggz"),
        make_holder(Responsibility.OPERATIONAL, person="Wethouder sociaal domein", organisation_id=""),
        make_holder(Responsibility.ADMINISTRATIVE, person="B. Verzonneman", organisation_id=""),
    ),
    level_changes=(make_level_change(),),
)
THIRD = ThirdPartyGround(
    case_id=CASE,
    organisation_id="corporatie",
    ground="Toestemming",
    legal_test="Getoetst",
    supplier_consent="GGZ, 1 maart",
    recorded_on=TODAY,
)


def sources(file: CaseFile = FILE, health_words: tuple[str, ...] = (), **item: object) -> AudienceSources:
    placed = make_item(**{"present_ids": ("gemeente", "politie", "ggz"), "phase": Phase.LEAD, **item})
    return AudienceSources(
        table=make_context(file=file, item=placed),
        template=library().template("tafel"),
        terms=terms_of(file, ORGANISATIONS.values(), words=MASK_WORDS),
        health_words=health_words,
    )


def view(file: CaseFile = FILE, health_words: tuple[str, ...] = (), **item: object) -> AudienceView:
    return audience_view(sources(file, health_words, **item), minutes_left=9)


def texts(shown: AudienceView) -> list[str]:
    return [line.text for line in shown.lines]


def test_exactly_these_things_may_be_painted() -> None:
    shown = view()
    assert [field.name for field in dataclasses.fields(shown)] == [
        *("case_number", "step_number", "step_title", "goal", "lines", "card", "minutes_left", "hidden"),
        *("has_replaced", "is_practice", "on"),
    ]
    assert (shown.case_number, shown.step_number, shown.step_title) == ("2026-0001", 4, "Regie")
    assert (shown.minutes_left, shown.hidden, shown.has_replaced, shown.on) == (9, 0, True, TODAY)
    assert shown.goal == "M.T. woont rustig."


def test_a_line_has_words_organisation_and_day() -> None:
    decision, action, older, conditional = view().lines
    assert (decision.kind, decision.text, decision.who) == ("besluit", "We schalen op voor M.T.", "")
    assert (action.text, action.who, action.due_on) == ("M.T. moeder bellen", "GGZ", date(2026, 3, 26))
    assert (older.text, older.who) == ("Sleutel", "C.D.")
    assert (conditional.text, conditional.response) == ("M.T. belt", "Politie belt terug")
    assert (conditional.who, conditional.within_hours) == ("Politie Oefenstad", 2)


def test_the_card_names_organisations_and_functions() -> None:
    card = view().card
    assert card is not None
    assert (card.code, card.colour_name, card.retest_on) == ("AVE 3", "rood", date(2026, 4, 9))
    assert card.colour.startswith("#")
    assert [holder.who for holder in card.holders] == [
        "GGZ Verzonnen",
        "",
        "Wethouder sociaal domein",
        "B.V.",
    ]


def test_a_card_without_a_level_or_a_holder_says_so() -> None:
    card = view(replace(FILE, case=make_case(level_code=""), holders=(), level_changes=())).card
    assert card is not None
    assert (card.code, card.colour, card.retest_on) == ("", "", None)
    assert {holder.who for holder in card.holders} == {""}
    first = view(replace(FILE, case=make_case(level_code="AVE 1"), holders=())).card
    assert first is not None
    assert "Niet van toepassing" in [holder.who for holder in first.holders]


def test_outside_the_five_steps_there_is_no_step() -> None:
    shown = view(phase=Phase.FINISHED)
    assert (shown.step_number, shown.step_title) == (0, "")


def test_a_case_without_a_goal_hides_nothing() -> None:
    shown = view(replace(FILE, case=make_case(shared_goal="")))
    assert (shown.goal, shown.hidden) == ("", 0)


@pytest.mark.parametrize(
    ("condition", "named", "present", "is_seen"),
    [
        (SharingCondition.ALL, (), ("gemeente", "politie"), True),
        (SharingCondition.NAMED, ("gemeente", "politie"), ("gemeente", "politie"), True),
        (SharingCondition.NAMED, ("gemeente",), ("gemeente", "politie"), False),
        (SharingCondition.NAMED, ("gemeente",), ("gemeente", "ggz"), True),  # the owner sees its own
        (SharingCondition.NAMED, ("gemeente",), (), False),
        (SharingCondition.NOT_IN_REPORT, (), ("gemeente",), False),
        (SharingCondition.NOT_TO_THIRD, (), ("gemeente", "ggz"), True),
        (SharingCondition.NOT_TO_THIRD, (), ("gemeente", "corporatie"), False),
        (SharingCondition.NOT_IN_REPORT, (), ("ggz",), False),  # nor is its own in writing
        (SharingCondition.ALL, (), ("gemeente", "corporatie"), True),
        (SharingCondition.ALL, (), ("gemeente", "weg"), False),
    ],
)
def test_an_item_shows_only_when_everyone_present_may_see_it(
    condition: SharingCondition, named: tuple[str, ...], present: tuple[str, ...], is_seen: bool
) -> None:
    action = make_action(
        organisation_id="ggz", sharing_condition=condition, named_organisation_ids=named, what="Bellen"
    )
    file = replace(FILE, actions=(action,), decisions=(), conditionals=(), grounds=(THIRD,))
    shown = view(file, present_ids=present, invited_ids=())
    assert ("Bellen" in texts(shown)) is is_seen
    assert (shown.hidden > 0) is not is_seen


def test_a_derde_without_a_ground_sees_only_what_is_its_own() -> None:
    own = make_action(id="own", organisation_id="corporatie", what="Slot maken")
    file = replace(FILE, actions=(*FILE.actions, own))
    shown = view(file, present_ids=("gemeente", "corporatie"))
    assert (texts(shown), shown.goal, shown.card) == (["Slot maken"], "", None)
    assert shown.hidden == 5
    assert len(view(replace(file, grounds=(THIRD,)), present_ids=("gemeente", "corporatie")).lines) == 5


def test_what_is_not_for_derden_stays_hidden_from_the_derde_that_has_to_do_it() -> None:
    own = make_action(
        organisation_id="corporatie", what="Slot", sharing_condition=SharingCondition.NOT_TO_THIRD
    )
    for grounds in ((), (THIRD,)):
        file = replace(FILE, actions=(own,), decisions=(), conditionals=(), grounds=grounds)
        assert not view(file, present_ids=("corporatie",)).lines
        assert not may_get(own, ORGANISATIONS["corporatie"])


def test_with_nobody_present_or_invited_nothing_but_the_neutral_facts_shows() -> None:
    shown = view(present_ids=(), invited_ids=())
    assert (shown.goal, shown.lines, shown.card, shown.has_replaced) == ("", (), None, False)
    assert (shown.case_number, shown.step_number, shown.hidden) == ("2026-0001", 4, 5)


def test_a_name_in_the_number_of_a_case_is_masked() -> None:
    assert view(replace(FILE, case=make_case(number="2026-Testhuizen"))).case_number == "2026-M.T."


def test_what_runs_over_the_colon_of_an_als_dan_is_one_text() -> None:
    split = make_conditional(trigger="Hij praat sinds", response="maart niet meer dan nodig")
    (line,) = view(replace(FILE, actions=(), decisions=(), conditionals=(split,))).lines
    assert (line.text, line.response) == ("[inbreng] dan nodig", "")


def test_who_came_and_stayed_counts_as_present() -> None:
    came = Presence(organisation_id="corporatie", arrived_at=NOW)
    assert not view(presences=(came,)).lines
    assert view(presences=(replace(came, left_at=NOW),)).lines


def test_before_anyone_is_present_those_invited_count() -> None:
    assert not view(present_ids=(), invited_ids=("corporatie",)).lines
    assert view(present_ids=(), invited_ids=("politie",)).lines


def test_words_about_health_wait_for_the_chair() -> None:
    action = make_action(id="pills", what="Huisarts bellen over medicatie")
    case = make_case(shared_goal="Zonder psychoses wonen")
    file = replace(FILE, case=case, actions=(action,), decisions=(), conditionals=())
    words = ("medic", "psychos")
    assert (view(file, words).goal, view(file, words).lines, view(file, words).hidden) == ("", (), 2)
    assert {s.visibility for s in showings(sources(file, words))} == {"vraagt_voorzitter"}
    let = view(file, words, audience_ids=("pills", case.id))
    assert (let.goal, texts(let), let.hidden) == (case.shared_goal, [action.what], 0)


def test_what_not_everyone_may_see_does_not_ask_the_chair() -> None:
    action = make_action(what="Medicatie", sharing_condition=SharingCondition.NOT_IN_REPORT)
    judged = showings(sources(replace(FILE, actions=(action,)), ("medic",)))
    assert {s.record_id: s.visibility for s in judged}[action.id] == "niet_voor_iedereen"


def test_it_tells_which_records_were_masked() -> None:
    masked = {showing.record_id for showing in showings(sources()) if showing.is_masked}
    assert masked == {"case-1", "decision-1", "action-1", "conditional-1"}
    plain = replace(FILE, subjects=(), contributions=())
    assert not view(plain).has_replaced


def test_only_this_meeting_and_what_is_still_open_counts() -> None:
    other = view(meeting_id="later")
    assert "M.T. moeder bellen" in texts(other)
    assert "We schalen op voor M.T." not in texts(other)
    assert MEETING != "later"
