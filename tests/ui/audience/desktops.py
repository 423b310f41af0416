"""Stand for a desktop whose screens a test plugs, unplugs and mirrors, and read all that a window tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from zvdesk.ui.audience.screens import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleInterface

LAPTOP = Screen("laptop", QRect(0, 0, 1366, 768))
BEAMER = Screen("beamer", QRect(1366, 0, 1280, 800))
WALL = Screen("wand", QRect(1366, 0, 1920, 1080))


class FakeDesktop(QObject):
    """Hold screens as a test wants them; the chair sits on the laptop."""

    changed = Signal()

    def __init__(self, *screens: Screen) -> None:
        super().__init__()
        self.screens, self.chairs, self.duplicated = screens or (LAPTOP,), LAPTOP.name, False

    def all(self) -> tuple[Screen, ...]:
        return self.screens

    def chair(self) -> str:
        return self.chairs

    def is_duplicated(self) -> bool:
        return self.duplicated

    def become(self, *screens: Screen, chair: str = "", duplicated: bool = False) -> None:
        """Change the screens at once and tell it."""
        self.screens, self.duplicated = screens, duplicated
        self.chairs = chair or self.chairs
        self.changed.emit()


def told(widget: QWidget) -> str:
    """Return everything that a widget and all below it tell: painted, spoken or shown at a pointer."""
    found: list[str] = [widget.windowTitle()]
    for one in (widget, *widget.findChildren(QWidget)):
        found += [one.toolTip(), one.statusTip(), one.whatsThis(), one.accessibleName(), one.objectName()]
        found += [one.accessibleDescription(), one.windowTitle()]
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            found.append(one.text())
    found += _spoken(QAccessible.queryAccessibleInterface(widget))
    return "\n".join(found)


def _spoken(interface: QAccessibleInterface) -> Iterator[str]:
    kinds = QAccessible.Text
    for kind in (kinds.Name, kinds.Description, kinds.Value, kinds.Help, kinds.Accelerator):
        yield interface.text(kind)
    text = interface.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            yield from _spoken(child)
