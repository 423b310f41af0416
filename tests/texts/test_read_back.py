"""What is read aloud names who, what and when, in a whole sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.factories import (
    CASE,
    MEETING,
    TODAY,
    make_action,
    make_conditional,
    make_file,
    make_level_change,
)
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.read_back import Outline, to_read
from zvdesk.texts.read_back import details, kind_of, sentence

NAMES = {"gemeente": "Gemeente", "ggz": "GGZ"}


def test_everything_that_is_read_has_a_heading_and_a_whole_sentence() -> None:
    records = to_read(make_file(), MEETING)
    assert len({kind_of(record) for record in records}) == 6
    for record in records:
        words = sentence(record, NAMES)
        assert words.endswith((".", "!", "?"))
        assert ".." not in words
        assert all(line.endswith((".", "!", "?")) for line in details(record, NAMES))


def test_an_action_names_who_does_it_when_and_under_what_condition() -> None:
    action = make_action(condition="de huur is betaald", is_urgent=True)
    assert sentence(action, NAMES) == "C. Oefenaar, Gemeente: Elke week langsgaan."
    assert details(action, NAMES) == (
        "Klaar op do 26 mrt 2026.",
        "Met spoed.",
        "Onder voorwaarde: de huur is betaald.",
    )
    assert details(make_action(status=ActionStatus.RUNNING), NAMES)[-1] == "Stand: loopt."
    bare = make_action(organisation_id="", person="", due_on=None)
    assert sentence(bare, NAMES).startswith("Nog niemand: ")
    assert details(bare, NAMES) == ("Zonder datum.",)


def test_an_agreement_on_a_condition_says_how_soon_and_whom_to_ring() -> None:
    agreement = make_conditional(within_hours=24, phones=("Crisisdienst 088-0001234",))
    assert sentence(agreement, NAMES).startswith("Als: ")
    assert details(agreement, NAMES) == ("Binnen 24 uur.", "Bellen: Crisisdienst 088-0001234.")
    assert details(make_conditional(within_hours=None), NAMES) == ()


def test_the_level_says_whether_it_moves() -> None:
    change = make_level_change(from_code="AVE 2", to_code="AVE 3", retest_on=date(2026, 4, 1))
    assert sentence(change, NAMES) == "De casus gaat van AVE 2 naar AVE 3."
    assert details(change, NAMES) == ("Hertoets op wo 1 apr 2026.",)
    stays = replace(change, from_code="AVE 3", retest_on=None)
    assert sentence(stays, NAMES) == "De casus staat op AVE 3."
    assert details(stays, NAMES) == ()


def test_decision_and_reservation_are_read_as_typed() -> None:
    decision = Decision(case_id=CASE, text="Eén plan!", decided_on=TODAY)
    assert sentence(decision, NAMES) == "Eén plan!"
    reservation = Reservation(case_id=CASE, organisation_id="weg", text="eerst bellen")
    assert sentence(reservation, NAMES) == "Een organisatie maakt een voorbehoud: eerst bellen."


def test_the_outline_tells_goal_regie_and_follow_up() -> None:
    outline = Outline(
        id=CASE,
        case_number="2026-0001",
        goal="",
        goal_on=None,
        goal_indicator="",
        holders=(),
        follow_up_on=None,
        follow_up_note="",
    )
    assert sentence(outline, NAMES) == "Er is geen gezamenlijk doel vastgelegd."
    assert details(outline, NAMES) == ()
    full = replace(
        outline,
        goal="Rust in de straat",
        goal_on=TODAY,
        goal_indicator="geen meldingen",
        holders=make_file().holders,
        follow_up_on=TODAY,
        follow_up_note="met de zus",
    )
    assert sentence(full, NAMES) == "Ons doel is: Rust in de straat."
    lines = details(full, NAMES)
    assert lines[0] == "Te halen voor do 12 mrt 2026."
    assert lines[1] == "Wij merken het aan: geen meldingen."
    assert lines[-1] == "Vervolg: do 12 mrt 2026, met de zus."
    assert len(lines) == 7
