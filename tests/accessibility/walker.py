"""Walk a page and tell what a screen reader or a keyboard would miss; every page test can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSIDE_QT = ("qt_", "ScrollLeft", "ScrollRight")  # parts that Qt makes and names itself
_NO_ROLE = {QAccessible.Role.NoRole}
_DEPTH = 5  # a card in a page that scrolls asks for its place a few times, each inside the other


def focusable(page: QWidget) -> Iterator[QWidget]:
    """Give every widget of a page, and the page itself, that the Tab key can reach and that has no proxy."""
    for widget in (page, *page.findChildren(QWidget)):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and not widget.objectName().startswith(_INSIDE_QT) and widget.focusProxy() is None:
            yield widget


def missing_names(page: QWidget) -> list[str]:
    """Return a line for every focusable widget without an accessible name or role; empty is good."""
    found = []
    for widget in focusable(page):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name).strip()
        if isinstance(widget, QScrollArea) and not name:
            continue  # scrolls; what is in it has the names
        if not name:
            found.append(f"no name: {describe(widget)}")
        if interface.role() in _NO_ROLE:
            found.append(f"no role: {describe(widget)}")
    return found


def mouse_only(page: QWidget) -> list[str]:
    """Return a line for every button that is on and that the Tab key cannot reach; empty is good."""
    return [
        f"mouse only: {describe(button)}"
        for button in page.findChildren(QAbstractButton)
        if button.isEnabled()
        and button.isVisibleTo(page)
        and not _is_inside_qt(button)
        and not button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def lay_out() -> None:
    """Give everything the place that it asked for; without this a measure depends on when Qt gets to it."""
    for _ in range(_DEPTH):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def clipped(page: QWidget) -> list[str]:
    """Return a line for every visible label or button that is smaller than its text asks; empty is good."""
    lay_out()
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page) or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if _is_inside_qt(widget):
            continue
        needed = widget.minimumSizeHint()
        height = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else needed.height()
        if widget.height() < height or widget.width() < needed.width():
            size = f"{widget.width()}x{widget.height()}, needs {needed.width()}x{height}"
            found.append(f"clipped: {describe(widget)} is {size}")
    return found


def _is_inside_qt(widget: QWidget) -> bool:
    """Tell whether Qt made it; the cross that empties a line is one, and the keyboard empties it too."""
    return widget.objectName().startswith(_INSIDE_QT) or isinstance(widget.parentWidget(), QLineEdit)


def describe(widget: QWidget) -> str:
    """Return the class, the name and the words of a widget."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {text[:40]!r}".strip()
