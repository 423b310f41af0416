"""The clock of a case on the page where it is led."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.meeting.leading import (
    CTRL,
    SHIFT,
    press,
)
from zvdesk.domain.agenda import Step

if TYPE_CHECKING:
    from datetime import datetime

    from tests.ui.meeting.room import Room


K = Qt.Key


def since(room: Room) -> datetime | None:
    clock = room.view.meeting.clock
    return clock.since if clock is not None else None


def test_the_clock_runs_stands_still_and_gets_more_minutes(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    lead = room.page.lead
    assert since(room) is not None
    planned = room.view.item.record(Step.SIGNAL).minutes
    press(room, K.Key_1, CTRL | SHIFT)
    press(room, K.Key_5, CTRL | SHIFT)
    assert room.view.item.record(Step.SIGNAL).added_minutes == 6
    assert f"Signaal, {planned + 6} min" in lead.parts.top.clock.line.text()
    assert "klaar om" in lead.parts.top.clock.line.text()
    press(room, K.Key_P, CTRL)
    assert since(room) is None
    assert lead.parts.top.clock.accessibleName().startswith("staat stil")
    press(room, K.Key_P, CTRL)
    then = since(room)
    assert then is not None
    room.qtbot.wait(1100)
    lead.parts.clock.keep()
    room.settle()
    kept = since(room)
    assert kept is not None
    assert kept > then
    assert room.view.item.record(Step.SIGNAL).used_seconds >= 1


def test_the_clock_of_another_case_is_that_of_its_own_step(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    assert room.page.lead.parts.top.clock.line.text().startswith("Plan, ")
    room.to_step(Step.LEAD)
    assert room.page.lead.parts.top.clock.line.text().startswith("Regie, ")
