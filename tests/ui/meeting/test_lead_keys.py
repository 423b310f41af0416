"""The keyboard on the page where a case is led: Tab, letters typed elsewhere, and Escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.meeting.leading import (
    ENTER,
    focused,
    open_field,
    press,
)
from zvdesk.domain.agenda import Step
from zvdesk.ui.meeting.parts import stops

if TYPE_CHECKING:
    from tests.ui.meeting.room import Room

K = Qt.Key


def test_a_letter_typed_elsewhere_goes_to_the_capture_line(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    open_field(room, "danger")
    press(room, ENTER)
    QTest.keyClicks(focused(), "B")
    assert focused() is room.page.lead.capture.line.field
    QTest.keyClicks(focused(), "akker belt")
    assert room.page.lead.capture.line.field.toPlainText() == "Bakker belt"


def test_tab_goes_through_everything_and_round(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    lead = room.page.lead
    wanted = stops(lead)
    assert len(wanted) > 12
    wanted[0].setFocus()
    seen = []
    for _ in wanted:
        seen.append(focused())
        QTest.keyClick(focused(), K.Key_Tab)
    assert [w for w in wanted if w not in seen] == []
    assert focused() is wanted[0]
    QTest.keyClick(focused(), K.Key_Backtab)
    assert focused() is wanted[-1]


def test_tab_leaves_out_what_is_out_of_sight_or_not_for_now(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    lead = room.page.lead
    found = stops(lead)
    assert lead.bar.next in found
    assert not [w for w in found if not (w.isVisible() and w.isEnabled())]
    assert lead.bar.back not in found  # there is no step before this one
    assert lead.pane.start not in found


def test_a_pane_takes_the_place_of_the_step_and_escape_gives_it_back(room: Room) -> None:
    room.begin()
    room.to_step(Step.SIGNAL)
    lead = room.page.lead
    press(room, K.Key_F3)
    assert lead.parts.panes.current == "attendance"
    assert not lead.recording.isVisible()
    press(room, K.Key_Escape)
    assert lead.parts.panes.current == ""
    assert lead.recording.isVisible()
    assert focused() is lead.capture.line.field
    press(room, K.Key_F10)  # nothing is read before everything is agreed
    assert lead.parts.panes.current == ""
    assert "bij de stap Vervolg" in lead.parts.trouble.text.text()
    room.to_step(Step.FOLLOW_UP)
    assert not lead.parts.trouble.isVisible()
    press(room, K.Key_F10)
    assert lead.parts.panes.current == "read_back"
    assert not lead.parts.card.isVisible()
    press(room, K.Key_F8)
    assert room.step() is Step.LEAD
    assert lead.parts.card.isVisible()
