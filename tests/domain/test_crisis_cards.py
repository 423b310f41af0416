"""What stands on a crisis card, and how whom to ring is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.domain.test_adoption import HEAD, content
from tests.factories import (
    CASE,
    MEETING,
    NOW,
    ORGANISATIONS,
    TODAY,
    library,
    make_conditional,
    make_file,
    make_holder,
    make_level_change,
    scheme,
    with_case,
)
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.crisis_cards import CrisisCard, PhoneLine, card_agreements, card_for, phone_line
from zvdesk.domain.escalation import Responsibility

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile

R = Responsibility


def card(file: CaseFile, recipient: str | None = None, level_code: str = "AVE 3") -> CrisisCard:
    adopted = AdoptedList(
        meeting_id=MEETING,
        case_id=CASE,
        version=2,
        replaces=1,
        adopted_at=NOW,
        adopted_by="F.",
        content=content(with_case(file, level_code=level_code)),
    )
    return card_for(
        adopted,
        ORGANISATIONS[recipient] if recipient else None,
        head=HEAD,
        level=scheme().level(level_code),
        regime=library().regime("wgs_zvh"),
        organisations={**ORGANISATIONS, "politie": replace(ORGANISATIONS["politie"], phone="0900 88 44")},
    )


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Crisisdienst 088-0001234", "Crisisdienst", "088-0001234"),
        ("Crisisdienst: 088 000 12 34", "Crisisdienst", "088 000 12 34"),
        ("06 12345678 (J. de Boer)", "(J. de Boer)", "06 12345678"),
        ("Wijkteam 2, 010 000 45 67", "Wijkteam 2", "010 000 45 67"),
        ("Meldkamer +31 (0)88 000 12 34", "Meldkamer", "+31 (0)88 000 12 34"),
        ("112", "", "112"),
        ("Team 12", "Team 12", ""),
        ("de huisarts", "de huisarts", ""),
    ],
)
def test_whom_to_ring_is_split_from_the_number(text: str, name: str, number: str) -> None:
    assert phone_line(text) == PhoneLine(name=name, number=number)


def test_a_card_holds_the_agreements_under_the_numbers_of_the_list() -> None:
    phones = ("Crisisdienst 088-0001234", " ", "J. de Boer 06 00000000")
    file = make_file(
        conditionals=(
            make_conditional(id="c1", phones=phones),
            make_conditional(id="c2", organisation_id="ggz", person="", within_hours=None),
            make_conditional(id="c3", organisation_id="weg", person=""),
            make_conditional(id="c4"),
        )
    )
    found = card(file).agreements
    assert [a.number for a in found] == [3, 4, 5, 6]
    assert found[0].phones == (
        PhoneLine(name="Crisisdienst", number="088-0001234"),
        PhoneLine(name="J. de Boer", number="06 00000000"),
    )
    assert (found[1].who, found[1].phones, found[1].within_hours) == ("GGZ Verzonnen", (), None)
    assert (found[2].who, found[2].phones) == ("", ())
    assert found[3].phones == (PhoneLine(name="Politie Oefenstad", number="0900 88 44"),)


def test_a_derde_gets_what_it_does_itself_or_is_named_in_and_others_get_all() -> None:
    file = make_file(
        conditionals=(
            make_conditional(id="c1", trigger="politie"),
            make_conditional(id="c2", trigger="corporatie", organisation_id="corporatie"),
            make_conditional(id="c3", trigger="genoemd", named_organisation_ids=("corporatie",)),
        )
    )
    triggers = {r: [a.trigger for a in card(file, r).agreements] for r in ("corporatie", "ggz")}
    assert triggers["corporatie"] == ["corporatie", "genoemd"]
    assert triggers["ggz"] == ["politie", "corporatie", "genoemd"]
    assert card_agreements(content(replace(file, conditionals=())), None, ORGANISATIONS) == ()


def test_a_card_says_who_holds_what_and_until_when() -> None:
    file = make_file(
        holders=(
            make_holder(R.CASE_LEAD, person="Oud", from_on=TODAY - timedelta(9)),
            make_holder(R.CASE_LEAD, id="h2", person="Nieuw", phone=" 010 1 "),
            make_holder(R.PROCESS_LEAD, person=" "),
            make_holder(R.OPERATIONAL, organisation_id="weg"),
        ),
        level_changes=(make_level_change(retest_on=date(2026, 5, 1)),),
    )
    found = card(file)
    assert [(h.label, h.person, h.phone) for h in found.holders] == [
        ("Casusregie", "Nieuw, Gemeente Oefenstad", "010 1"),
        ("Operationeel", "H. Operationeel", ""),
    ]
    level = scheme().level("AVE 3")
    assert level is not None
    assert (found.valid_from, found.retest_on) == (NOW.date(), date(2026, 5, 1))
    assert (found.level_code, found.level_colour, found.stuck) == ("AVE 3", level.colour, level.stuck)
    assert (found.version, found.replaces, found.recipient) == (2, 1, "")
    unknown = card(file, "ggz", "AVE 9")
    assert (unknown.level_colour, unknown.level_colour_name, unknown.stuck) == ("", "", "")
    assert unknown.recipient == "GGZ Verzonnen"
