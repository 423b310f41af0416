"""Use the whole window by keys alone: everything goes to whatever has the focus, as a keyboard does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.frame.desktops import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop

_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_KEYS = {"Esc": Qt.Key.Key_Escape, "Del": Qt.Key.Key_Delete}


class MouseCounter(QObject):
    """Count what a mouse, a wheel or a finger does."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.count = 0
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _MOUSE:
            self.count += 1
        return False


class Keyboard:
    """Type on whatever has the focus, and wait until the window has answered."""

    def __init__(self, qtbot: QtBot, made: Desktop) -> None:
        self._qtbot, self._made = qtbot, made

    @property
    def focus(self) -> QWidget:
        """Return what has the focus."""
        return QApplication.focusWidget() or self._made.window

    @property
    def named(self) -> str:
        """Return the accessible name of what has the focus."""
        return self.focus.accessibleName()

    def press(self, *keys: str) -> None:
        """Press keys such as ``F7`` or ``Ctrl+Shift+1``, one after another."""
        for one in keys:
            *modifiers, name = one.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _MODIFIERS[modifier]
            QTest.keyClick(self.focus, _KEYS.get(name) or Qt.Key[f"Key_{name}"], held)
            settle(self._qtbot, self._made)

    def write(self, words: str, *, then: str = "") -> None:
        """Type words, and press a key after them."""
        for letter in words:
            QTest.keyClicks(self.focus, letter)
        settle(self._qtbot, self._made)
        if then:
            self.press(then)

    def tab_to(self, pattern: str, *, most: int = 80, back: bool = False) -> None:
        """Press Tab, or Shift Tab, until something with such an accessible name has the focus."""
        for _ in range(most):
            if re.search(pattern, self.named):
                return
            QTest.keyClick(self.focus, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
            self._qtbot.wait(5)
        raise AssertionError(f"Tab does not come to {pattern!r}; it is at {self.named!r}")
