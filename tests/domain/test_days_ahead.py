"""What is agreed lies ahead of the meeting that agrees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import TODAY, make_action, make_case, make_level_change
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.cases import Case
from zvdesk.domain.days_ahead import PLANNED, day_behind
from zvdesk.domain.regie import LevelChange
from zvdesk.domain.table_notes import ParkedPoint

BEFORE = TODAY - timedelta(days=1)


Planned = ActionItem | LevelChange | Case
RECORDS: tuple[Planned, ...] = (make_action(), make_level_change(), make_case())


def with_day(record: Planned, name: str, on: date | None) -> object:
    values: dict[str, Any] = {name: on}
    return replace(record, **values)


@pytest.mark.parametrize("record", RECORDS)
def test_a_day_before_the_meeting_is_named(record: Planned) -> None:
    name = PLANNED[type(record)]
    old, same, none = (with_day(record, name, on) for on in (BEFORE, TODAY, None))
    assert day_behind(None, old, TODAY) == name
    assert day_behind(record, old, TODAY) == name
    assert day_behind(old, old, TODAY) == ""  # what stood there already stays
    assert day_behind(record, same, TODAY) == day_behind(record, none, TODAY) == ""


def test_what_plans_nothing_has_no_such_day() -> None:
    assert day_behind(None, ParkedPoint(case_id="c", text="De hond"), TODAY) == ""
