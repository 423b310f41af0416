"""A refused card or list says why, and that nothing was kept."""

from __future__ import annotations

from string import Formatter

import pytest

from zvdesk.errors import CardRefused
from zvdesk.texts.colleagues import CARD_REASONS
from zvdesk.texts.messages import message


@pytest.mark.parametrize("reason", CARD_REASONS)
def test_every_refusal_says_why_and_that_nothing_was_kept(reason: str) -> None:
    said = message(CardRefused(reason, "F. Voorbeeld"))
    named = {name for _, name, _, _ in Formatter().parse(CARD_REASONS[reason]) if name}
    assert named <= {"name"}
    assert ("F. Voorbeeld" in said) == bool(named)
    assert said.endswith(" Er is niets bewaard.")
