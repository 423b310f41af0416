"""What of a case goes on paper: by condition, by presence, and for the person concerned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import (
    CASE,
    NOW,
    TODAY,
    library,
    make_action,
    make_case,
    make_conditional,
    make_contribution,
    make_file,
    make_item,
    make_score,
    make_subject,
)
from zvdesk.domain.access_packages import AccessKind, AccessNote, AccessSources, entries_for, left_out
from zvdesk.domain.actions import ActionStatus, Informing
from zvdesk.domain.case_overviews import overview_of, overview_recipients
from zvdesk.domain.cases import Question, SubjectKind
from zvdesk.domain.contributions import DataCategory, SharingCondition
from zvdesk.domain.masking import MaskTerms, MaskWords, terms_of
from zvdesk.domain.masking_copies import Copies
from zvdesk.domain.meetings import Presence
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.sharing import Withheld, held_back, may_get, may_know, was_there

C = SharingCondition
WORDS = MaskWords(
    name="[naam]",
    case="[casus]",
    address="[adres]",
    bsn="[bsn]",
    phone="[tel]",
    birth_date="[dag]",
    contribution="[inbreng]",
)
NO_TERMS = MaskTerms(words=WORDS)
GGZ = Organisation(id="ggz", name="GGZ", kind="ggz", position=WgsPosition.PRIVATE)
POLITIE = Organisation(id="politie", name="Politie", kind="politie", position=WgsPosition.PUBLIC)
KNOWN = {"ggz": GGZ, "politie": POLITIE}
SOURCES = AccessSources(
    own=NO_TERMS,
    others=NO_TERMS,
    domains=library().life_domain_set("levensgebieden-8"),
    organisations=KNOWN,
    day_of=lambda at: at.date(),
    met_on={"m1": TODAY},
)


@pytest.mark.parametrize("condition", list(C))
def test_the_house_is_told_that_an_agreement_stands_on_no_paper(condition: C) -> None:
    for change in (
        {"actions": (make_action(sharing_condition=condition),)},
        {"conditionals": (make_conditional(sharing_condition=condition),)},
    ):
        file = make_file(
            **{"contributions": (), "decisions": (), "actions": (), "conditionals": (), **change}
        )
        made = overview_of(file, None, (), KNOWN, NO_TERMS)
        assert bool(made.actions) is (condition is not C.NOT_IN_REPORT)
        assert (Withheld.CONDITION in made.withheld) is (condition is C.NOT_IN_REPORT)


def test_what_is_done_is_not_in_an_overview_any_more() -> None:
    file = make_file(actions=(make_action(status=ActionStatus.DONE, sharing_condition=C.NOT_IN_REPORT),))
    made = overview_of(file, None, (), KNOWN, NO_TERMS)
    assert "action-1" not in str(made.actions)
    assert Withheld.CONDITION not in made.withheld


def test_before_any_table_who_takes_part_prepares_the_case() -> None:
    waiting = make_item(began_at=None, presences=())
    assert was_there((), "politie")
    assert was_there((waiting,), "politie")
    begun = replace(
        waiting,
        began_at=NOW,
        presences=(Presence(organisation_id="ggz", arrived_at=NOW, left_at=NOW + timedelta(hours=1)),),
    )
    assert was_there((begun,), "ggz")
    assert not was_there((begun,), "politie")
    assert not was_there((begun,), "politie", begun.meeting_id)
    assert was_there((begun,), "politie", "een ander overleg")
    file = make_file(participations=())
    assert overview_recipients(file, (begun,)) == ("ggz",)
    own = make_contribution(organisation_id="politie", text="Eigen.")
    other = make_contribution(id="c2", organisation_id="ggz", text="Van een ander.")
    assert held_back(make_file(contributions=(own, other)), POLITIE, (begun,)) == ("Van een ander.",)
    assert held_back(make_file(contributions=(own, other)), POLITIE, ()) == ()
    assert held_back(make_file(contributions=(own, other)), None, (begun,)) == ()


def test_a_contribution_follows_its_condition() -> None:
    third = replace(POLITIE, id="derde", position=WgsPosition.THIRD)
    given = {
        condition: make_contribution(
            organisation_id="ggz", sharing_condition=condition, named_organisation_ids=("politie",)
        )
        for condition in C
    }
    for condition, whom in {
        C.ALL: (True, True, True, True),
        C.NAMED: (True, True, True, False),
        C.NOT_IN_REPORT: (False, False, False, False),
        C.NOT_TO_THIRD: (True, True, True, False),
    }.items():
        assert tuple(may_get(given[condition], one) for one in (None, GGZ, POLITIE, third)) == whom
    assert {condition for condition in C if may_know(given[condition])} == {C.ALL, C.NOT_TO_THIRD}
    kept = left_out(make_file(contributions=tuple(given.values())))
    assert {c.sharing_condition for c in kept} == {C.NAMED, C.NOT_IN_REPORT}


def test_a_package_leaves_empty_things_out_and_says_what_may_not_be_known() -> None:
    person = make_subject(kind=SubjectKind.MAIN)
    file = make_file(
        case=make_case(shared_goal="", occasion="", resident_view="", necessity=""),
        subjects=(person,),
        questions=(
            Question(id="q1", case_id=CASE, question="Sinds wanneer?", answer=" "),
            Question(id="q2", case_id=CASE, question="Waar?", answer="Thuis."),
        ),
        contributions=(),
        decisions=(),
        actions=(
            make_action(what="Bellen", due_on=TODAY, recorded_at=NOW, meeting_id="m9"),
            make_action(id="a2", what="Schrijven", due_on=None, recorded_at=None, meeting_id="m1"),
            make_action(id="a3", what="Stil", informing=Informing.EXCEPTION, status=ActionStatus.DONE),
        ),
        conditionals=(make_conditional(sharing_condition=C.NAMED),),
    )
    entries, withheld = entries_for(file, person, SOURCES)
    texts = [entry.text for entry in entries]
    assert "Waar? Thuis." in texts
    assert not any("Sinds wanneer" in text or "Stil" in text for text in texts)
    assert not any(entry.note is AccessNote.GOAL for entry in entries)
    actions = [entry for entry in entries if entry.note is AccessNote.ACTION]
    assert [(a.text, a.on, a.before) for a in actions] == [
        ("Bellen", TODAY, TODAY),
        ("Schrijven", TODAY, None),
    ]
    assert withheld == (Withheld.CONDITION, Withheld.NOT_TOLD)


def test_what_is_kept_says_of_which_category_it_is_and_a_copy_is_not_of_somebody_else() -> None:
    secret = make_contribution(
        text="De reiger staat elke nacht bij de vijver te wachten.", sharing_condition=C.NOT_IN_REPORT
    )
    person = make_subject(kind=SubjectKind.MAIN)
    file = make_file(
        subjects=(person,),
        contributions=(secret, make_contribution(id="c2", category=DataCategory.HOUSING)),
        scores=(make_score(domain="geestelijke_gezondheid"), make_score(id="s2", domain="praktisch")),
        actions=(make_action(what="Nagaan of de reiger elke nacht bij de vijver te wachten staat."),),
        conditionals=(),
        decisions=(),
    )
    others = replace(NO_TERMS, copies=Copies.of((secret.text,)))
    entries, withheld = entries_for(file, person, replace(SOURCES, others=others))
    (action,) = (entry for entry in entries if entry.note is AccessNote.ACTION)
    assert "[inbreng]" in action.text
    assert withheld == (Withheld.CONDITION,)
    assert {entry.category for entry in entries if entry.category} == {
        DataCategory.HOUSING,
        DataCategory.HEALTH,
    }


def test_of_somebody_else_a_package_has_only_what_names_that_person() -> None:
    person = make_subject(id="s2", kind=SubjectKind.RELATED, given_names="Łucja", family_name="Verzonnen")
    main = make_subject(kind=SubjectKind.MAIN)
    file = make_file(
        subjects=(main, person),
        contributions=(
            make_contribution(text="Łucja komt op dinsdag."),
            make_contribution(id="c2", text="De huur is betaald."),
        ),
    )
    alone = replace(make_file(), subjects=(person,), contributions=())
    sources = replace(SOURCES, own=terms_of(alone, words=WORDS))
    entries, withheld = entries_for(file, person, sources)
    assert [e.text for e in entries if e.kind is AccessKind.CONTRIBUTION] == ["Łucja komt op dinsdag."]
    assert Withheld.OTHERS in withheld
