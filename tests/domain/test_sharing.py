"""The condition on sharing, against every recipient: on the list, and on the crisis card."""

from __future__ import annotations

import itertools
from dataclasses import asdict, replace
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
    make_action,
    make_conditional,
    make_file,
    scheme,
)
from zvdesk.domain.adoption import AdoptedList, list_for
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.crisis_cards import card_for
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile

S = SharingCondition
#: None is the house itself: its full list and its own card.
RECIPIENTS = (None, *ORGANISATIONS)
MATRIX = list(itertools.product(S, RECIPIENTS, ORGANISATIONS, (False, True)))


def adopted(file: CaseFile) -> AdoptedList:
    return AdoptedList(
        meeting_id=MEETING, case_id=CASE, version=1, adopted_at=NOW, adopted_by="F.", content=content(file)
    )


def list_text(file: CaseFile, recipient: str | None) -> str:
    organisation = ORGANISATIONS[recipient] if recipient else None
    level, regime = scheme().level(file.case.level_code), library().regime("wgs_zvh")
    made = list_for(
        adopted(file), organisation, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS
    )
    return str(asdict(made))


def card_text(file: CaseFile, recipient: str | None) -> str:
    organisation = ORGANISATIONS[recipient] if recipient else None
    level, regime = scheme().level(file.case.level_code), library().regime("wgs_zvh")
    made = card_for(
        adopted(file), organisation, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS
    )
    return str(asdict(made))


def allowed(condition: S, recipient: str | None, acting: str, *, is_named: bool) -> bool:
    """State the rule once more, in other words than the code."""
    is_third = recipient == "corporatie"
    return {
        S.ALL: True,
        S.NAMED: recipient is None or is_named or recipient == acting,
        S.NOT_IN_REPORT: False,
        S.NOT_TO_THIRD: not is_third,
    }[condition]


@pytest.mark.parametrize(("condition", "recipient", "acting", "is_named"), MATRIX)
def test_what_stands_on_whose_paper(condition: S, recipient: str | None, acting: str, is_named: bool) -> None:
    named = (recipient,) if is_named and recipient else ()
    share = {"sharing_condition": condition, "named_organisation_ids": named}
    file = make_file(
        decisions=(
            Decision(
                id="d",
                case_id=CASE,
                meeting_id=MEETING,
                text="KANARIE-BESLUIT",
                decided_on=TODAY,
                sharing_condition=condition,
                named_organisation_ids=named,
            ),
        ),
        actions=(make_action(id="a", what="KANARIE-ACTIE", organisation_id=acting, **share),),
        conditionals=(make_conditional(id="c", trigger="KANARIE-ALS", organisation_id=acting, **share),),
        reservations=tuple(
            Reservation(
                id=f"r-{about}",
                case_id=CASE,
                meeting_id=MEETING,
                organisation_id=acting,
                text=f"KANARIE-VOORBEHOUD-{about}",
                about_id=about,
            )
            for about in ("a", "c", "")
        ),
    )
    on_list, on_card = list_text(file, recipient), card_text(file, recipient)
    may = allowed(condition, recipient, acting, is_named=is_named)
    is_mine = recipient in (None, acting)
    assert ("KANARIE-BESLUIT" in on_list) is (recipient is None and may)
    assert ("KANARIE-ACTIE" in on_list) is (is_mine and may)
    assert ("KANARIE-ALS" in on_list) is (is_mine and may)
    for about in ("a", "c"):
        assert (f"KANARIE-VOORBEHOUD-{about}" in on_list) is (is_mine and may)
    assert "KANARIE-VOORBEHOUD-'" in on_list.replace('"', "'") or not is_mine
    concerns = recipient != "corporatie" or acting == recipient or bool(named)
    assert ("KANARIE-ALS" in on_card) is (may and concerns)
    assert "KANARIE-ACTIE" not in on_card
    assert "KANARIE-BESLUIT" not in on_card
    assert "VOORBEHOUD" not in on_card


@pytest.mark.parametrize("condition", S)
def test_a_decision_is_for_who_is_named_and_nobody_acts_in_it(condition: S) -> None:
    decision = Decision(
        case_id=CASE,
        text="x",
        decided_on=TODAY,
        sharing_condition=condition,
        named_organisation_ids=("ggz",),
    )
    got = {name for name, organisation in ORGANISATIONS.items() if may_get(decision, organisation)}
    assert (
        got
        == {
            S.ALL: set(ORGANISATIONS),
            S.NAMED: {"ggz"},
            S.NOT_IN_REPORT: set(),
            S.NOT_TO_THIRD: set(ORGANISATIONS) - {"corporatie"},
        }[condition]
    )
    assert may_get(decision, None) is (condition is not S.NOT_IN_REPORT)


def test_the_numbers_of_list_and_card_are_the_same_and_tell_nothing_of_what_is_kept_back() -> None:
    file = make_file(
        actions=(
            make_action(id="a1", sharing_condition=S.NOT_IN_REPORT),
            make_action(id="a2", what="Tweede", organisation_id="politie"),
        ),
        conditionals=(
            make_conditional(id="c1", sharing_condition=S.NOT_TO_THIRD, organisation_id="corporatie"),
            make_conditional(id="c2", trigger="Derde", organisation_id="corporatie"),
        ),
    )
    level, regime = scheme().level("AVE 3"), library().regime("wgs_zvh")
    third = ORGANISATIONS["corporatie"]
    own = list_for(adopted(file), third, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS)
    assert [(c.number, c.trigger) for c in own.conditionals] == [(2, "Derde")]
    card = card_for(adopted(file), third, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS)
    assert [(c.number, c.trigger) for c in card.agreements] == [(2, "Derde")]
    full = list_for(adopted(file), None, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS)
    assert [(a.number, a.what) for a in full.actions] == [(1, "Tweede")]
    assert [(c.number, c.id) for c in full.conditionals] == [(2, "c2"), (3, "c1")]


def test_who_will_be_named_is_not_told_by_an_action_that_is_kept_back() -> None:
    naming = make_action(
        names_holder_of=Responsibility.PROCESS_LEAD, person="V. Verborgen", sharing_condition=S.NOT_TO_THIRD
    )
    file = make_file(actions=(naming,), holders=())
    assert "V. Verborgen" in list_text(file, "ggz")
    assert "V. Verborgen" not in list_text(file, "corporatie")
    assert "V. Verborgen" not in list_text(replace(file, actions=()), "ggz")


def test_the_only_third_of_the_tests_is_a_third() -> None:
    thirds = [name for name, o in ORGANISATIONS.items() if o.position is WgsPosition.THIRD]
    assert thirds == ["corporatie"]
