"""Signs of stagnation are plain rules with a sentence; they say nothing about people."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, get_type_hints

import pytest

from tests.factories import (
    CASE,
    NOW,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_file,
    make_holder,
    make_item,
    scheme,
    with_case,
)
from zvdesk.domain import stagnation
from zvdesk.domain.actions import ActionStatus, ActionUpdate
from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.stagnation import Finding, StagnationContext, StagnationKind, StagnationRule, findings
from zvdesk.texts.labels import RESPONSIBILITIES

K = StagnationKind
LATE = make_action(due_on=TODAY - timedelta(days=1), what="Bellen met de GGD")


def context(**changes: object) -> StagnationContext:
    """Return a case at AVE 3 with everyone there, without any sign."""
    given: dict[str, Any] = {
        "rules": library().stagnation_rules,
        "file": make_file(),
        "item": make_item(present_ids=()),
        "level": scheme().level("AVE 3"),
        "earlier_items": (),
        "adopted": (),
        "organisations": ORGANISATIONS,
        "kind_labels": {kind.code: kind.label for kind in library().organisation_kinds},
        "wholes": library().wholes,
        "labels": {r.value: label.lower() for r, label in RESPONSIBILITIES.items()},
        "on": TODAY,
    }
    return StagnationContext(**{**given, **changes})


def found(**changes: object) -> dict[StagnationKind, Finding]:
    return {finding.rule.kind: finding for finding in findings(context(**changes))}


def adopted(meeting_id: str, goal: str, *, version: int = 1, due: int = 0) -> AdoptedList:
    file = with_case(make_file(actions=(make_action(due_on=TODAY + timedelta(days=due)),)), shared_goal=goal)
    return AdoptedList(
        meeting_id=meeting_id,
        case_id=CASE,
        version=version,
        adopted_at=NOW,
        adopted_by="F. Voorbeeld",
        content=adopted_content(file, meeting_id, level_before="", agreed=1, on=TODAY),
    )


def with_threshold(kind: StagnationKind, threshold: int) -> tuple[StagnationRule, ...]:
    return tuple(replace(r, threshold=threshold) for r in library().stagnation_rules if r.kind is kind)


def test_a_case_that_goes_well_shows_nothing() -> None:
    assert findings(context()) == ()


def test_actions_that_are_late() -> None:
    file = make_file(actions=(LATE, make_action(), replace(LATE, id="b", status=ActionStatus.DONE)))
    finding = found(file=file)[K.OVERDUE]
    assert finding.names == ("Bellen met de GGD",)
    assert finding.words == "Te laat en nog niet af (1): Bellen met de GGD."
    assert found(file=file, rules=with_threshold(K.OVERDUE, 2)) == {}


def test_an_action_that_keeps_moving() -> None:
    def moved(*days: int) -> dict[StagnationKind, Finding]:
        updates = tuple(
            ActionUpdate(
                case_id=CASE,
                action_id="action-1",
                updated_at=NOW,
                updated_by="F. Voorbeeld",
                status=ActionStatus.OPEN,
                due_on=TODAY + timedelta(days=day),
            )
            for day in days
        )
        action = make_action(due_on=TODAY + timedelta(days=days[-1]))
        return found(file=make_file(actions=(action,), updates=updates), adopted=(adopted("a", "x"),))

    assert moved(1, 2) == {}
    assert moved(1, 2, 3)[K.POSTPONED].words == (
        "Al 3 keer of vaker naar een latere dag verschoven: Elke week langsgaan."
    )
    done = make_file(actions=(make_action(status=ActionStatus.DONE),))
    assert found(file=done, rules=with_threshold(K.POSTPONED, 0)) == {}


@pytest.mark.parametrize(
    ("goals", "number"),
    [
        (["Rust."], 0),
        (["Rust.", "Rust."], 2),
        (["Rust.", "Iets anders", "rust"], 0),
        (["Iets anders", "Rúst", " rust. ", "RUST"], 3),
        ([], 0),
    ],
)
def test_a_goal_that_is_not_met(goals: list[str], number: int) -> None:
    lists = tuple(adopted(f"meeting {n}", goal) for n, goal in enumerate(goals))
    file = with_case(make_file(), shared_goal="Rust.", goal_met_on=None)
    seen = found(file=file, adopted=lists)
    assert (K.GOAL_UNMET in seen) is bool(number)
    if number:
        assert seen[K.GOAL_UNMET].words == (
            f"Dit doel staat al op {number} lijsten en is nog niet gehaald: Rust."
        )
    assert found(file=with_case(file, goal_met_on=TODAY), adopted=lists) == {}
    assert found(file=with_case(file, shared_goal=""), adopted=lists) == {}


def test_a_correction_is_not_another_meeting() -> None:
    lists = (adopted("a", "Anders."), adopted("a", "Rust.", version=2), adopted("b", "Rust."))
    file = with_case(make_file(), shared_goal="Rust.")
    assert found(file=file, adopted=lists[1:])[K.GOAL_UNMET].names == ("Rust.",)
    assert found(file=file, adopted=lists[:2]) == {}


def test_a_responsibility_without_a_holder() -> None:
    held = tuple(make_holder(r) for r in Responsibility if r is not Responsibility.PROCESS_LEAD)
    finding = found(file=make_file(holders=held))[K.NO_HOLDER]
    assert finding.names == (RESPONSIBILITIES[Responsibility.PROCESS_LEAD].lower(),)
    assert found(file=make_file(holders=held), level=scheme().level("AVE 1")) == {}
    assert found(file=make_file(holders=()), level=None) == {}


def test_a_partner_that_stays_away() -> None:
    everyone = tuple(ORGANISATIONS)
    absent = make_item(invited_ids=everyone, present_ids=("gemeente",))
    level = replace_partners("ggz", "om")
    seen = found(level=level, earlier_items=(absent, absent))[K.PARTNER_ABSENT]
    assert seen.names == ("Politie Oefenstad", "GGZ Verzonnen", "Wonen in Fictie", "Openbaar Ministerie")
    assert seen.words.startswith("Al 2 overleggen op rij of langer niet aan tafel: Politie Oefenstad, ")
    assert found(level=level, earlier_items=(absent,)) == {}
    here = replace(absent, present_ids=("ggz",))
    now = found(level=level, earlier_items=(absent,), item=here)[K.PARTNER_ABSENT]
    assert now.names == ("Politie Oefenstad", "Wonen in Fictie", "Openbaar Ministerie")
    unknown = replace(absent, present_ids=())
    assert found(level=level, earlier_items=(absent, unknown)) == {}


def test_a_partner_counts_when_it_was_invited_or_asked() -> None:
    asked = make_item(invited_ids=("gemeente",), present_ids=("gemeente",))
    invited = make_item(invited_ids=("gemeente", "politie", "ggz"), present_ids=("gemeente",))
    seen = found(level=replace_partners("ggz"), earlier_items=(asked, invited))
    assert seen[K.PARTNER_ABSENT].names == ("GGZ Verzonnen",)
    assert found(level=None, earlier_items=(asked, invited)) == {}


def test_the_whole_sits_for_its_part() -> None:
    there = make_item(invited_ids=("politie",), present_ids=("politie",))
    assert found(level=replace_partners("wijkagent"), earlier_items=(there, there)) == {}
    away = make_item(invited_ids=("ggz",), present_ids=("ggz",))
    seen = found(level=replace_partners("wijkagent"), earlier_items=(away, away))
    assert seen[K.PARTNER_ABSENT].names == ("Wijkagent (politie)",)


def replace_partners(*kinds: str) -> object:
    level = scheme().level("AVE 3")
    assert level is not None
    return replace(level, partners=kinds)


def test_once_discussed_nothing_is_shown() -> None:
    item = make_item(escalation_discussed="Wij blijven op AVE 3.")
    assert findings(context(file=make_file(actions=(LATE,)), item=item)) == ()


def test_text_of_people_is_never_a_place_to_fill() -> None:
    file = make_file(actions=(replace(LATE, what="{n} {names} {0}"),))
    assert found(file=file)[K.OVERDUE].words == "Te laat en nog niet af (1): {n} {names} {0}."


def test_no_number_is_computed_of_a_person_or_a_case() -> None:
    kinds = get_type_hints(Finding, vars(stagnation))
    assert {field.name for field in fields(Finding)} == {"rule", "words", "names"}
    assert kinds == {"rule": StagnationRule, "words": str, "names": tuple[str, ...]}
    names = {name for name in vars(stagnation) if "score" in name.lower() or "rank" in name.lower()}
    assert not names
    rules = library().stagnation_rules
    assert [f.rule for f in findings(context(file=make_file(actions=(LATE,), holders=())))] == [
        rule for rule in rules if rule.kind in (K.OVERDUE, K.NO_HOLDER)
    ]


def test_people_do_not_change_what_is_found() -> None:
    def of(person: str) -> tuple[Finding, ...]:
        actions = tuple(replace(LATE, id=str(n), person=person) for n in range(3))
        subjects = tuple(replace(s, given_names=person, born_on=None) for s in make_file().subjects)
        return findings(context(file=make_file(actions=actions, subjects=subjects)))

    assert of("A. Eerste") == of("Şükrü van Testhuizen") != ()
    assert not any("Eerste" in finding.words for finding in of("A. Eerste"))
