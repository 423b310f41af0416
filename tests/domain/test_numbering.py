"""Numbers tell nobody of what they may not know: with or without the secret a paper is the same."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.domain.test_adoption import HEAD, content
from tests.domain.test_sharing import adopted
from tests.factories import (
    CASE,
    MEETING,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_conditional,
    make_file,
    scheme,
)
from zvdesk.documents import action_list, crisis_card
from zvdesk.documents.outcome import outcome_data
from zvdesk.domain.adoption import list_for
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.crisis_cards import card_for
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.follow_up import place_on_list
from zvdesk.domain.numbering import numbered_actions, numbered_conditionals, numbered_decisions
from zvdesk.exchange.spreadsheets import write_table
from zvdesk.exchange.tables import TableForm, action_table

if TYPE_CHECKING:
    from zvdesk.domain.adoption import AdoptedContent
    from zvdesk.domain.case_files import CaseFile

S = SharingCondition


def agreed(condition: S, place: str, named: tuple[str, ...] = ()) -> CaseFile:
    """Return a file in which the second of each kind has a condition."""
    share = {"sharing_condition": condition, "named_organisation_ids": named}
    second = {"organisation_id": place, **share}
    return make_file(
        decisions=(
            Decision(id="d1", case_id=CASE, meeting_id=MEETING, text="Eén.", decided_on=TODAY),
            Decision(
                id="d2",
                case_id=CASE,
                meeting_id=MEETING,
                text="Twee.",
                decided_on=TODAY,
                sharing_condition=condition,
                named_organisation_ids=named,
            ),
            Decision(id="d3", case_id=CASE, meeting_id=MEETING, text="Drie.", decided_on=TODAY),
        ),
        actions=(
            make_action(id="a1", what="Eén", organisation_id="politie"),
            make_action(id="a2", what="Twee", **second),
            make_action(id="a3", what="Drie", organisation_id="gemeente"),
            make_action(id="a4", what="Vier", organisation_id="corporatie"),
        ),
        conditionals=(
            make_conditional(id="c1", trigger="Vijf", organisation_id="politie"),
            make_conditional(id="c2", trigger="Zes", **second),
            make_conditional(id="c3", trigger="Zeven", organisation_id="corporatie"),
        ),
        reservations=tuple(
            Reservation(
                id=f"r{n}",
                case_id=CASE,
                meeting_id=MEETING,
                organisation_id="gemeente",
                text="Kan niet.",
                about_id=about,
            )
            for n, about in enumerate(("d2", "a2", "c2", "d3"))
        ),
    )


def without_secret(file: CaseFile) -> CaseFile:
    secret = ("d2", "a2", "c2")
    return replace(
        file,
        decisions=tuple(d for d in file.decisions if d.id not in secret),
        actions=tuple(a for a in file.actions if a.id not in secret),
        conditionals=tuple(c for c in file.conditionals if c.id not in secret),
        reservations=tuple(r for r in file.reservations if r.about_id not in secret),
    )


def papers(file: CaseFile, recipient: str | None) -> dict[str, bytes]:
    """Return every paper of one recipient as it is before it is signed."""
    made = adopted(file)
    organisation = ORGANISATIONS[recipient] if recipient else None
    level, regime = scheme().level(file.case.level_code), library().regime("wgs_zvh")
    own = list_for(made, organisation, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS)
    card = card_for(made, organisation, head=HEAD, level=level, regime=regime, organisations=ORGANISATIONS)
    return {
        "list": action_list.render(own),
        "outcome": outcome_data(own),
        "table": write_table(action_table(own), TableForm.CSV),
        "card": crisis_card.render(card),
    }


def numbers(found: AdoptedContent) -> dict[str, int]:
    return {
        **{action.id: number for number, action in numbered_actions(found)},
        **{agreement.id: number for number, agreement in numbered_conditionals(found)},
        **{decision.id: number for number, decision in numbered_decisions(found)},
    }


@pytest.mark.parametrize(
    ("condition", "recipient"),
    [
        *itertools.product((S.NOT_IN_REPORT,), (None, *ORGANISATIONS)),
        *itertools.product((S.NAMED,), ("gemeente", "politie", "corporatie")),
        (S.NOT_TO_THIRD, "corporatie"),
    ],
)
def test_a_paper_is_the_same_with_and_without_what_its_reader_may_not_know(
    condition: S, recipient: str | None
) -> None:
    file = agreed(condition, "ggz")
    assert papers(file, recipient) == papers(without_secret(file), recipient)


def test_a_derde_hears_of_its_own_secret_no_more_than_others() -> None:
    """What is not for derden is not for the derde that would do it, either."""
    file = agreed(S.NOT_TO_THIRD, "corporatie")
    assert papers(file, "corporatie") == papers(without_secret(file), "corporatie")


@pytest.mark.parametrize("recipient", [None, "ggz"])
@pytest.mark.parametrize("condition", [S.NAMED, S.NOT_TO_THIRD])
def test_who_may_know_has_it_on_paper_under_a_number_of_its_own(condition: S, recipient: str | None) -> None:
    file = agreed(condition, "ggz")
    assert papers(file, recipient)["list"] != papers(without_secret(file), recipient)["list"]
    found = numbers(content(file))
    shared = [found[i] for i in ("a1", "a3", "a4", "c1", "c3")]
    assert shared == [1, 2, 3, 4, 5]
    assert (found["a2"], found["c2"]) == (6, 7)
    assert [found[i] for i in ("d1", "d2", "d3")] == [1, 2, 3]


def test_what_stands_on_no_paper_has_no_number() -> None:
    found = numbers(content(agreed(S.NOT_IN_REPORT, "ggz")))
    assert found == {"a1": 1, "a3": 2, "a4": 3, "c1": 4, "c3": 5, "d1": 1, "d3": 2}
    assert place_on_list("a2", (adopted(agreed(S.NOT_IN_REPORT, "ggz")),)) is None
    place = place_on_list("a4", (adopted(agreed(S.NOT_IN_REPORT, "ggz")),))
    assert place is not None
    assert place[:2] == (MEETING, 3)


def test_what_is_not_for_derden_comes_before_what_is_for_the_named() -> None:
    """Who is no derde and not named sees the first kind and not the second: no gap between them."""
    file = make_file(
        actions=(
            make_action(id="named", sharing_condition=S.NAMED),
            make_action(id="no-third", sharing_condition=S.NOT_TO_THIRD),
            make_action(id="all"),
        )
    )
    assert [a.id for _, a in numbered_actions(content(file))] == ["all", "no-third", "named"]


def test_a_correction_numbers_what_stands_now() -> None:
    """What got a condition after all has no number in the next version; what was added comes after."""
    file = agreed(S.ALL, "ggz")
    before = numbers(content(file))
    assert [before[i] for i in ("a1", "a2", "a3", "a4", "c1", "c2", "c3")] == [1, 2, 3, 4, 5, 6, 7]
    hidden = numbers(content(agreed(S.NOT_IN_REPORT, "ggz")))
    assert sorted(n for i, n in hidden.items() if not i.startswith("d")) == [1, 2, 3, 4, 5]
    added = replace(file, actions=(*file.actions, make_action(id="a5", sharing_condition=S.NAMED)))
    assert {i: n for i, n in numbers(content(added)).items() if i != "a5"} == before
