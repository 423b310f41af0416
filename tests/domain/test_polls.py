"""The spread of a poll: its middle, its ends, and who stands out."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.domain.polls import FAR, HIGHEST, LEAST_VOTERS, Vote, spread


def cast(*values: int) -> list[Vote]:
    return [Vote(organisation_id=str(n), value=value) for n, value in enumerate(values)]


def test_nobody_showed_anything() -> None:
    assert spread([]) is None


@pytest.mark.parametrize(
    ("values", "middle", "far"),
    [
        ((7,), 7.0, ()),
        ((0, 10), 5.0, ()),
        ((7, 3, 5), 5.0, ()),
        ((7, 7, 4), 7.0, (4,)),
        ((8, 8, 7, 2), 7.5, (2,)),
        ((0, 5, 10), 5.0, (0, 10)),
        ((6, 6, 7, 9), 6.5, ()),
    ],
)
def test_who_stands_out(values: tuple[int, ...], middle: float, far: tuple[int, ...]) -> None:
    found = spread(cast(*values))
    assert found is not None
    assert (found.median, found.lowest, found.highest) == (middle, min(values), max(values))
    assert tuple(vote.value for vote in found.outliers) == far


@given(st.lists(st.integers(0, HIGHEST), min_size=1, max_size=20))
def test_the_spread_holds_for_any_votes(values: list[int]) -> None:
    votes = cast(*values)
    found = spread(votes)
    assert found is not None
    assert found.median == median(values)
    assert found.lowest <= found.median <= found.highest
    far = [v for v in votes if abs(v.value - found.median) >= FAR]
    assert list(found.outliers) == (far if len(values) >= LEAST_VOTERS else [])
