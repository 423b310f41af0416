"""Lead a case as a chair does: with the keyboard, and with waits for the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.accessibility.walker import focusable
from zvdesk.services import presence

if TYPE_CHECKING:
    from tests.ui.meeting.room import Room
    from zvdesk.ui.meeting.field import FieldEditor

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    """Return what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is, and wait."""
    QTest.keyClick(focused(), key, modifier)
    room.settle()


def come_back(room: Room) -> None:
    """Bring the page before the notices, which stand in a window of their own here."""
    room.page.activateWindow()
    room.qtbot.waitUntil(room.page.isActiveWindow, timeout=5_000)
    room.page.lead.ways.to_capture()


def type_line(room: Room, words: str) -> None:
    """Type a line in the capture line and press Enter."""
    press(room, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), words)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)  # no list of names in the way
    QTest.keyClick(focused(), ENTER)
    room.settle()


def open_field(room: Room, key: str) -> FieldEditor:
    """Open a field of the step with the arrows and return its editor."""
    press(room, Qt.Key.Key_F2, SHIFT)
    lines = room.page.lead.recording.fields.list.lines
    assert key in room.page.lead.recording.fields.keys
    QTest.keyClick(lines, Qt.Key.Key_Home)
    while lines.chosen_key != key:
        QTest.keyClick(lines, Qt.Key.Key_Down)
    QTest.keyClick(lines, ENTER)
    editor = room.page.lead.recording.fields.editor
    assert editor is not None
    return editor


def fill(room: Room, key: str, words: str) -> None:
    """Type in a field of the step and go back to the capture line."""
    open_field(room, key)
    QTest.keyClicks(focused(), words)
    QTest.keyClick(focused(), Qt.Key.Key_F2)
    room.settle()


def seat_everyone(room: Room) -> None:
    """Seat every invited organisation that may be at the table."""
    view, desk = room.view, room.practice.desk
    known = view.context.organisations
    ids = []
    for organisation_id in view.item.invited_ids:
        part = view.file.participation(organisation_id)
        is_third = known[organisation_id].position.value == "derde"
        if not is_third or (part is not None and part.secrecy_declared_on is not None):
            ids.append(organisation_id)
    room.page.lead.table.act(
        lambda _desk, now: presence.set_all_here(desk, now.meeting.id, now.item.id, tuple(ids))
    )
    room.settle()


def controls(area: QWidget) -> list[QWidget]:
    """Return what the Tab key reaches inside an area and is in sight."""
    return [widget for widget in focusable(area) if widget.isVisibleTo(area) and widget.isEnabled()]
