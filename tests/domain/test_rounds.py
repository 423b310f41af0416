"""The round of the table: everyone speaks once, and nobody is passed over."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from zvdesk.domain.rounds import begun, next_voice, seated, spoken, still_silent, unspoken, voice_left

THREE = ("gemeente", "politie", "ggz")
LATER = NOW + timedelta(minutes=2)


def test_the_turn_goes_round() -> None:
    held = begun(THREE, 2, NOW)
    assert (held.turn_id, held.turn_since, still_silent(held)) == ("gemeente", NOW, THREE)
    held = next_voice(held, LATER)
    assert (held.turn_id, held.turn_since, held.spoken_ids) == ("politie", LATER, ("gemeente",))
    held = next_voice(next_voice(held, LATER), LATER)
    assert (held.turn_id, held.turn_since, still_silent(held)) == ("", None, ())
    assert next_voice(held, LATER) == held


def test_who_spoke_out_of_turn_is_passed_over() -> None:
    held = spoken(begun(THREE, 0, NOW), "politie", NOW)
    assert held.turn_id == "gemeente"
    assert spoken(held, "politie", LATER) == held
    assert spoken(held, "corporatie", LATER) == held
    assert next_voice(held, LATER).turn_id == "ggz"
    skipped = spoken(begun(THREE, 0, NOW), "gemeente", LATER)
    assert (skipped.turn_id, skipped.turn_since) == ("politie", LATER)


def test_a_mark_is_taken_back() -> None:
    held = next_voice(next_voice(begun(THREE, 0, NOW), NOW), NOW)
    assert unspoken(held, "gemeente", NOW).turn_id == "ggz"
    done = next_voice(unspoken(held, "gemeente", NOW), NOW)
    assert done.turn_id == "gemeente"  # round once more for who was passed over
    assert unspoken(next_voice(done, NOW), "politie", LATER).turn_id == "politie"


def test_who_comes_in_speaks_last_and_who_leaves_is_passed_over() -> None:
    held = next_voice(begun(THREE, 0, NOW), NOW)
    more = seated(held, (*THREE, "corporatie"), NOW)
    assert (more.order, more.turn_id) == ((*THREE, "corporatie"), "politie")
    gone = seated(more, ("ggz", "corporatie"), LATER)
    assert gone.order == ("gemeente", "ggz", "corporatie")  # the first has spoken
    assert (gone.turn_id, gone.turn_since) == ("ggz", LATER)
    first = seated(begun(THREE, 0, NOW), ("politie", "ggz"), LATER)
    assert (first.turn_id, first.order) == ("politie", ("politie", "ggz"))
    nobody = seated(begun(THREE, 0, NOW), (), LATER)
    assert (nobody.order, nobody.turn_id, nobody.turn_since) == ((), "", None)


def test_a_voice_has_the_minutes_it_was_given() -> None:
    held = begun(THREE, 3, NOW)
    assert voice_left(held, LATER) == 60
    assert voice_left(held, NOW + timedelta(minutes=4)) == -60
    assert voice_left(held, NOW - timedelta(minutes=4)) == 180
    assert voice_left(begun(THREE, 0, NOW), LATER) is None
    assert voice_left(begun((), 3, NOW), LATER) is None
    assert begun(("ggz", "ggz"), -1, NOW) == begun(("ggz",), 0, NOW)


people = st.sampled_from([*THREE, "corporatie"])
seats = st.lists(people, unique=True, min_size=1).map(tuple)


@given(seats, st.lists(st.one_of(people, seats, st.none()), max_size=12))
def test_everyone_who_is_there_speaks_once(
    order: tuple[str, ...], happened: list[str | tuple[str, ...] | None]
) -> None:
    held, present = begun(order, 0, NOW), order
    for what in happened:
        if what is None:
            held = next_voice(held, NOW)
        elif isinstance(what, tuple):
            held, present = seated(held, what, NOW), what
        elif what in held.spoken_ids:
            held = unspoken(held, what, NOW)
        else:
            held = spoken(held, what, NOW)
        assert not held.turn_id or held.turn_id in still_silent(held)
        assert (held.turn_since is None) is (not held.turn_id)
        assert len(set(held.order)) == len(held.order)
        assert set(present) <= set(held.order)
    for _ in range(len(held.order) + 1):
        held = next_voice(held, NOW)
    assert (still_silent(held), held.turn_id) == ((), "")
