"""The cockpit keeps up with who types: its goals in ``bench``, failed only at five times a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.cockpit_figures import GOALS, measured

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.journey

TIMES = 5  # a shared machine may be so much slower than the goals ask


def test_twelve_cases_and_four_hundred_actions_are_led_without_waiting(tmp_path: Path) -> None:
    """Type through cases and steps, and measure keys, lines and the longest block of the window."""
    found = measured(tmp_path)
    assert set(found) == set(GOALS)
    assert {name: value for name, value in found.items() if value > TIMES * GOALS[name]} == {}
