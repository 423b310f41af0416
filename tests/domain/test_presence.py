"""Who is at the table for a case: comings and goings, and who heard it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, ORGANISATIONS, make_item, make_meeting
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import AgendaItem, Phase, Presence
from zvdesk.domain.presence import (
    Changeover,
    Hearing,
    arrived,
    changeover,
    departed,
    ended,
    heard,
    is_here,
    is_open,
    resumed,
    returned,
    taken_back,
)
from zvdesk.domain.rounds import begun

EMPTY = make_item(present_ids=(), began_at=NOW)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_a_departure_and_a_return_are_two_presences() -> None:
    item = arrived(EMPTY, "ggz", "D. Ggz", at(1))
    assert arrived(item, "ggz", "D. Ggz", at(2)) == item
    gone = departed(item, "ggz", "D. Ggz", at(5))
    assert (gone.present_ids, is_here(gone, "ggz")) == ((), False)
    back = arrived(gone, "ggz", "D. Ggz", at(9))
    assert [(p.arrived_at, p.left_at) for p in back.presences] == [(at(1), at(5)), (at(9), None)]
    assert heard(back) == (Hearing(organisation_id="ggz", person="D. Ggz", since=at(1)),)


def test_two_people_of_one_organisation_come_and_go_by_themselves() -> None:
    item = arrived(arrived(EMPTY, "ggz", "D. Een", at(0)), "ggz", "D. Twee", at(1))
    assert item.present_ids == ("ggz",)
    one = departed(item, "ggz", "D. Een", at(2))
    assert one.present_ids == ("ggz",)
    assert (is_here(one, "ggz", "D. Een"), is_here(one, "ggz", "D. Twee")) == (False, True)
    assert departed(item, "ggz", None, at(2)).present_ids == ()
    assert departed(one, "politie", None, at(3)) == one


def test_who_left_no_longer_agrees_nor_has_the_turn() -> None:
    item = arrived(arrived(EMPTY, "ggz", "", at(0)), "politie", "", at(0))
    item = replace(item, agreed_ids=("ggz", "politie"), speaking_round=begun(item.present_ids, 0, at(1)))
    gone = departed(item, "ggz", None, at(2))
    assert gone.agreed_ids == ("politie",)
    assert gone.speaking_round is not None
    assert (gone.speaking_round.order, gone.speaking_round.turn_id) == (("politie",), "politie")


def test_a_slip_is_taken_back_without_a_trace_in_who_heard_it() -> None:
    item = arrived(arrived(EMPTY, "ggz", "D. Ggz", at(0)), "politie", "", at(1))
    assert taken_back(item, "politie", "", at(2)) == arrived(EMPTY, "ggz", "D. Ggz", at(0))
    assert taken_back(item, "politie", "Een ander", at(2)) == item
    again = arrived(departed(item, "ggz", None, at(3)), "ggz", "D. Ggz", at(4))
    assert len(taken_back(again, "ggz", "D. Ggz", at(5)).presences) == 2


def test_a_departure_that_was_a_slip_reopens_the_presence() -> None:
    item = arrived(arrived(EMPTY, "ggz", "D. Een", at(0)), "ggz", "D. Twee", at(1))
    item = arrived(item, "politie", "", at(1))
    assert returned(departed(item, "ggz", None, at(5)), "ggz", None, at(6)) == item
    one = departed(item, "ggz", "D. Een", at(3))
    assert returned(one, "ggz", "D. Een", at(6)) == item
    both = departed(one, "ggz", None, at(5))
    assert returned(both, "ggz", None, at(6)) == one  # who left before stays away
    assert returned(item, "ggz", "D. Een", at(6)) == item
    assert returned(item, "wijkteam", None, at(6)) == item


def test_the_end_of_a_case_ends_every_presence_and_remembers_who_was_there() -> None:
    item = arrived(arrived(EMPTY, "ggz", "", at(0)), "politie", "", at(2))
    item = replace(departed(item, "ggz", None, at(4)), speaking_round=begun(("politie",), 1, at(3)))
    over = ended(item, at(10))
    assert [(p.organisation_id, p.left_at) for p in over.presences] == [("ggz", at(4)), ("politie", at(10))]
    assert (over.present_ids, over.ended_at, over.speaking_round) == (("politie",), at(10), None)


def test_a_case_that_is_mended_finds_the_same_people_a_postponed_one_nobody() -> None:
    item = arrived(arrived(EMPTY, "ggz", "", at(0)), "politie", "P. Agent", at(2))
    over = ended(departed(item, "ggz", None, at(4)), at(10))
    mended = resumed(replace(over, phase=Phase.FOLLOW_UP), at(12))
    assert (mended.present_ids, mended.ended_at) == (("politie",), None)
    assert mended.presences[-1] == Presence(organisation_id="politie", person="P. Agent", arrived_at=at(12))
    anew = resumed(replace(over, phase=Phase.SIGNAL), at(12))
    assert (anew.present_ids, anew.ended_at, anew.presences) == ((), None, over.presences)


def test_what_was_set_before_arrivals_were_kept_counts_from_the_beginning() -> None:
    old = replace(EMPTY, present_ids=("ggz", "politie"))
    item = arrived(old, "gemeente", "", at(5))
    assert item.present_ids == ("ggz", "politie", "gemeente")
    assert [p.arrived_at for p in item.presences] == [NOW, NOW, at(5)]
    assert departed(old, "ggz", None, at(5)).present_ids == ("politie",)
    assert [h.organisation_id for h in heard(ended(old, at(9)))] == ["ggz", "politie"]
    reopened = resumed(replace(old, phase=Phase.FOLLOW_UP), at(9))
    assert reopened.present_ids == ("ggz", "politie")


def test_who_left_before_the_case_began_did_not_hear_it() -> None:
    item = arrived(replace(EMPTY, began_at=None), "ggz", "", at(-9))
    item = arrived(item, "politie", "", at(-8))
    item = departed(item, "politie", None, at(-1))
    assert heard(item) == ()  # it never began
    began = replace(item, began_at=NOW)
    assert heard(began) == (Hearing(organisation_id="ggz", person="", since=NOW),)
    assert len(heard(ended(arrived(EMPTY, "ggz", "", NOW), NOW))) == 1  # however short


def test_a_clock_that_was_set_back_ends_no_presence_before_it_began() -> None:
    item = arrived(EMPTY, "ggz", "", at(5))
    assert departed(item, "ggz", None, at(1)).presences[0].left_at == at(5)
    over = ended(item, at(1))
    assert (over.ended_at, over.presences[0].left_at) == (at(5), at(5))


def test_a_case_is_open_until_it_is_over() -> None:
    over = {phase for phase in Phase if not is_open(replace(EMPTY, phase=phase))}
    assert over == {Phase.FINISHED, Phase.POSTPONED}


moves = st.lists(
    st.tuples(
        st.sampled_from(["come", "go", "all go", "slip"]),
        st.sampled_from(["ggz", "politie", "gemeente"]),
        st.sampled_from(["", "D. Een", "D. Twee"]),
    ),
    max_size=14,
)


@given(moves)
def test_who_is_present_is_always_who_has_not_left(made: list[tuple[str, str, str]]) -> None:
    item = EMPTY
    for minute, (move, organisation_id, person) in enumerate(made):
        when = at(minute)
        if move == "come":
            item = arrived(item, organisation_id, person, when)
        elif move == "slip":
            item = taken_back(item, organisation_id, person, when)
        else:
            item = departed(item, organisation_id, None if move == "all go" else person, when)
        still = {p.organisation_id for p in item.presences if p.left_at is None}
        assert set(item.present_ids) == still
        assert len(item.present_ids) == len(still)
        twice = [(p.organisation_id, p.person) for p in item.presences if p.left_at is None]
        assert len(twice) == len(set(twice))
    over = ended(item, at(60))
    assert all(p.left_at is not None and p.left_at >= p.arrived_at for p in over.presences)
    assert {(h.organisation_id, h.person) for h in heard(over)} == {
        (p.organisation_id, p.person) for p in item.presences
    }


# --- between two cases -----------------------------------------------------------------------------------


def two(present: tuple[str, ...], invited: tuple[str, ...]) -> tuple[AgendaItem, AgendaItem]:
    return make_item(present_ids=present), make_item(id="item-2", case_id="case-2", invited_ids=invited)


def test_the_changeover_names_who_leaves_stays_and_comes() -> None:
    first, second = two(("politie", "ggz", "corporatie"), ("gemeente", "politie", "corporatie"))
    meeting = make_meeting(Step.SIGNAL, items=(first, second))
    assert changeover(meeting, first, second, ORGANISATIONS) == Changeover(
        leave=("ggz",), stay=("politie", "corporatie"), come=("gemeente",)
    )
    assert changeover(meeting, None, second, ORGANISATIONS) == Changeover(
        leave=(), stay=(), come=("gemeente", "politie", "corporatie")
    )


def test_an_undeclared_derde_neither_stays_nor_comes() -> None:
    first, second = two(("corporatie", "ggz"), ("corporatie", "ggz", "weg"))
    meeting = make_meeting(Step.SIGNAL, items=(first, second))
    found = changeover(meeting, first, second, ORGANISATIONS, barred_ids=("corporatie",))
    assert found == Changeover(leave=("corporatie",), stay=("ggz",), come=("weg",))


some = st.lists(st.sampled_from(list(ORGANISATIONS)), unique=True).map(tuple)


@given(some, some, some)
def test_everyone_is_in_exactly_one_place(
    present: tuple[str, ...], invited: tuple[str, ...], barred: tuple[str, ...]
) -> None:
    first, second = two(present, invited)
    meeting = make_meeting(Step.SIGNAL, items=(first, second))
    found = changeover(meeting, first, second, ORGANISATIONS, barred_ids=barred)
    assert sorted((*found.leave, *found.stay)) == sorted(present)
    assert sorted((*found.stay, *found.come)) == sorted(set(invited) - set(barred))
