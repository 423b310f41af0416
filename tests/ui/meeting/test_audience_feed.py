"""The cockpit gives the screen for the table what it may show, and takes it away before anything changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtTest import QTest

from tests.ui.meeting.leading import CTRL, SHIFT, come_back, press, type_line
from tests.ui.meeting.room import Room, open_room
from zvdesk.domain.agenda import Step
from zvdesk.ui.audience.controller import AudienceScreens, Mode
from zvdesk.ui.audience.screens import Screen
from zvdesk.ui.meeting.page import MeetingsPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

K = Qt.Key
LAPTOP = Screen("laptop", QRect(0, 0, 1366, 768))
BEAMER = Screen("beamer", QRect(1366, 0, 1280, 800))


class TwoScreens(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.duplicated = False
        self.there: tuple[Screen, ...] = (LAPTOP, BEAMER)
        self.chair_on = LAPTOP.name

    def all(self) -> tuple[Screen, ...]:
        return self.there

    def chair(self) -> str:
        return self.chair_on

    def is_duplicated(self) -> bool:
        return self.duplicated


@pytest.fixture
def screens() -> TwoScreens:
    return TwoScreens()


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot, screens: TwoScreens) -> Iterator[Room]:
    for made in open_room(tmp_path, jobs, qtbot):
        made.context = replace(made.context, audience=AudienceScreens(screens, "Huis Proef", parent=screens))
        made.page = MeetingsPage(made.context)
        qtbot.addWidget(made.page)
        yield made
        audience = made.context.audience
        assert audience is not None
        audience.stop()


def controller(room: Room) -> AudienceScreens:
    audience = room.context.audience
    assert isinstance(audience, AudienceScreens)
    return audience


def shown(room: Room) -> str:
    """Return the number of the case that the screen for the table was given, or an empty text."""
    view = controller(room)._view
    return view.case_number if view is not None else ""


def mode(room: Room) -> Mode:
    return controller(room).state.mode


def masked(room: Room) -> bool:
    return room.page.lead.cover.is_masked


def turn_on(room: Room) -> None:
    press(room, K.Key_F9, CTRL)
    come_back(room)  # without a screen the window for the table takes the focus
    room.settle()


def test_the_case_comes_on_the_screen_by_one_key_and_leaves_it_first(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    top = room.page.lead.parts.top
    assert shown(room) == ""
    turn_on(room)
    assert mode(room) is Mode.EXTENDED
    assert top.audience.text() == "Beamer: aan"
    room.settle()
    assert shown(room) == room.view.file.case.number
    type_line(room, "/b We komen over zes weken terug")
    room.settle()
    view = controller(room)._view
    assert view is not None
    assert "We komen over zes weken terug" in [line.text for line in view.lines]
    press(room, K.Key_F9)
    assert mode(room) is Mode.BLACK
    assert top.audience.text() == "Beamer: zwart"
    press(room, K.Key_F9)
    assert mode(room) is Mode.EXTENDED
    press(room, K.Key_P, CTRL)
    assert shown(room) == ""
    press(room, K.Key_P, CTRL)
    room.settle()
    assert shown(room) == room.view.file.case.number
    emptied: list[str] = []
    room.page.lead.table.shown.connect(lambda _view: emptied.append(shown(room)))
    press(room, K.Key_F7, CTRL)
    assert emptied[0] == ""
    room.page.lead.leave()
    assert shown(room) == ""


def test_mirrored_screens_cover_the_chair_until_they_are_not(room: Room, screens: TwoScreens) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    lead = room.page.lead
    press(room, K.Key_F9, SHIFT)
    assert mode(room) is Mode.MIRRORED
    assert not lead.recording.isVisible()
    assert masked(room)
    press(room, K.Key_F9, SHIFT)
    assert not masked(room)
    assert lead.recording.isVisible()
    screens.duplicated = True
    controller(room).set_mirrored(None)
    screens.changed.emit()
    assert masked(room)
    screens.duplicated = False
    screens.changed.emit()
    assert not masked(room)


def test_words_about_health_ask_the_chair_once_in_the_page(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    lead = room.page.lead
    turn_on(room)
    while lead.parts.feed.asked_id:
        lead.parts.health.keep_back.click()
        room.settle()
    type_line(room, "/b Hij gaat naar de psychiater voor zijn psychose")
    room.settle()
    decision = room.view.file.decisions[-1]
    assert lead.parts.feed.asked_id == decision.id
    assert lead.parts.health.isVisible()
    view = controller(room)._view
    assert view is not None
    assert not any("psychiater" in line.text for line in view.lines)
    press(room, K.Key_F12, CTRL | SHIFT)
    room.settle()
    assert decision.id in room.view.item.audience_ids
    assert not lead.parts.health.isVisible()
    view = controller(room)._view
    assert view is not None
    assert any("psychiater" in line.text for line in view.lines)


def test_a_window_that_the_system_moved_to_the_beamer_covers_itself_until_a_key(
    room: Room, screens: TwoScreens
) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    lead = room.page.lead

    def is_covered() -> bool:
        return lead.cover.is_masked

    press(room, K.Key_F9, CTRL)
    assert not is_covered()
    screens.there, screens.chair_on = (BEAMER,), BEAMER.name
    screens.changed.emit()
    room.settle()
    assert is_covered()
    assert lead.cover.pane is not None
    QTest.keyClick(lead.cover.pane, K.Key_Space)
    room.settle()
    assert not is_covered()
    assert room.page.window().focusWidget() is lead.capture.line.field


def test_nothing_is_agreed_or_typed_behind_the_cover(room: Room) -> None:
    room.begin()
    room.to_step(Step.PLAN)
    lead = room.page.lead
    press(room, K.Key_F9, SHIFT)
    marks, records = room.view.item.read_marks, len(room.view.file.actions)
    press(room, K.Key_F10)
    press(room, K.Key_F2)
    pane = lead.cover.pane
    assert pane is not None
    QTest.keyClicks(pane, "spiegelzin")
    QTest.keyClick(pane, K.Key_Return)
    room.settle()
    assert lead.parts.panes.current == ""
    assert (room.view.item.read_marks, len(room.view.file.actions)) == (marks, records)
    assert lead.capture.line.field.toPlainText() == ""
