"""Undo and redo of one field: nothing typed is lost within the bounds, and the place is always a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zvdesk.domain.edit_history import MOST_CHARACTERS, MOST_STATES, EditHistory

FRESH = EditHistory(case_id="case-1", field="note:item-1:plan")


def test_undo_and_redo_walk_the_texts() -> None:
    held = FRESH.typed("a").typed("ab")
    assert (held.text, held.can_undo, held.can_redo) == ("ab", True, False)
    back = held.undone()
    assert (back.text, back.can_redo) == ("a", True)
    assert back.redone() == held
    assert back.undone().undone().text == ""
    assert not back.undone().can_undo
    assert held.redone() == held


def test_typing_after_undo_drops_what_was_undone() -> None:
    held = FRESH.typed("a").typed("ab").undone().typed("ac")
    assert held.texts == ("", "a", "ac")
    assert held.typed("ac") == held


def test_the_oldest_goes_when_there_is_too_much() -> None:
    held = FRESH
    for number in range(MOST_STATES + 10):
        held = held.typed(str(number))
    assert len(held.texts) == MOST_STATES
    assert held.text == str(MOST_STATES + 9)
    large = FRESH.typed("a" * 40_000).typed("b" * 40_000)
    assert large.texts == ("a" * 40_000, "b" * 40_000)  # the last step can always be undone
    assert sum(map(len, large.typed("c" * 10).texts)) <= MOST_CHARACTERS


@given(st.lists(st.one_of(st.text(max_size=5), st.sampled_from([1, -1])), max_size=90))
def test_the_place_is_always_a_text(acts: list[str | int]) -> None:
    held, typed = FRESH, ""
    for act in acts:
        if isinstance(act, str):
            held, typed = held.typed(act), act
            assert held.text == typed
            if held.can_undo:
                assert held.undone().redone() == held
        else:
            held = held.undone() if act < 0 else held.redone()
        assert 0 <= held.place < len(held.texts) <= MOST_STATES
        assert held.can_undo is (held.undone() != held)
        assert held.can_redo is (held.redone() != held)
