"""The recovery key on paper: read back tolerantly, typing errors located."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.errors import RecoveryKeyTypo
from zvdesk.storage.recovery import (
    GROUPS,
    KEY_BYTES,
    group_matches,
    parse_recovery_text,
    random_recovery_key,
    recovery_text,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEYS = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


def _typo(text: str) -> int:
    with pytest.raises(RecoveryKeyTypo) as caught:
        parse_recovery_text(text)
    return caught.value.group


@given(KEYS)
def test_every_key_reads_back(key: bytes) -> None:
    text = recovery_text(key)
    assert [len(group) for group in text.split("-")] == [5] * GROUPS
    assert parse_recovery_text(text) == key


@given(KEYS)
def test_reading_is_tolerant(key: bytes) -> None:
    text = recovery_text(key)
    sloppy = text.lower().replace("0", "o").replace("1", "l").replace("-", "  \n")
    assert parse_recovery_text(sloppy) == key
    assert parse_recovery_text(text.replace("1", "I").replace("-", "")) == key
    assert parse_recovery_text(text.replace("-", " \u2013 ")) == key


def test_any_single_wrong_character_is_found_in_its_group() -> None:
    text = recovery_text(random_recovery_key())
    for place, character in enumerate(text):
        if character == "-":
            continue
        for other in ALPHABET.replace(character, "") + "U*":
            assert _typo(text[:place] + other + text[place + 1 :]) == place // 6 + 1


def test_any_two_swapped_characters_in_a_group_are_found() -> None:
    groups = recovery_text(random_recovery_key()).split("-")
    for index, group in enumerate(groups):
        for left, right in itertools.combinations(range(5), 2):
            swapped = list(group)
            swapped[left], swapped[right] = swapped[right], swapped[left]
            if swapped != list(group):
                changed = [*groups[:index], "".join(swapped), *groups[index + 1 :]]
                assert _typo("-".join(changed)) == index + 1


def test_any_two_groups_that_changed_place_are_found() -> None:
    groups = recovery_text(bytes(KEY_BYTES)).split("-")
    for left, right in itertools.combinations(range(GROUPS), 2):
        changed = groups.copy()
        changed[left], changed[right] = changed[right], changed[left]
        assert _typo("-".join(changed)) == left + 1


@pytest.mark.parametrize("text", ["", "-", "ABCDE", "A" * 49, "A" * 51, "ÀÀÀÀÀ" * 11])
def test_a_wrong_length_has_no_group(text: str) -> None:
    assert _typo(text) == 0


def test_a_missing_character_is_placed_when_the_groups_are_visible() -> None:
    groups = recovery_text(random_recovery_key()).split("-")
    groups[6] = groups[6][:-1]
    assert _typo(" ".join(groups)) == 7


def test_two_groups_can_be_typed_back() -> None:
    text = recovery_text(random_recovery_key())
    groups = text.split("-")
    assert group_matches(text, 3, f" {groups[2].lower()} ")
    assert not group_matches(text, 3, groups[3] + "x")
    assert not group_matches(text, 3, "")
