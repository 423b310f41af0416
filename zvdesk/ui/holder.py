"""Keep a place in the window for a room: built when it is first shown, gone when the vault locks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.window import Activates

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.roles import Act
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Jobs


@runtime_checkable
class MakesNew(Protocol):
    """Describe a room that answers Ctrl N."""

    def begin_new(self) -> None:
        """Begin something new."""
        ...


@runtime_checkable
class Searches(Protocol):
    """Describe a room that answers Ctrl F."""

    def focus_search(self) -> None:
        """Put the focus where one searches."""
        ...


@runtime_checkable
class HasList(Protocol):
    """Describe a room that has a list to go back to."""

    def show_list(self) -> None:
        """Show the list."""
        ...


@runtime_checkable
class HasPlace(Protocol):
    """Describe a room that knows what it shows, so that it can be shown again after a lock."""

    def place(self) -> tuple[str, str]:
        """Return what ``go`` needs to come back here, such as ("case", its id)."""
        ...


@dataclass(frozen=True)
class Room:
    """Say what a room is called and how it is built; ``app.py`` lists them all.

    ``make`` gets no context while the vault is locked, which only a room that ``needs_vault`` not can bear.
    ``opens`` is the kind of thing that ``open`` shows in the room, by its id.
    """

    key: str
    title: str
    icon_name: str
    make: Callable[[RoomContext | None, Jobs], QWidget]
    in_rail: bool = True
    at_foot: bool = False
    needs_vault: bool = True
    opens: str = ""
    open: Callable[[QWidget, str], None] | None = None
    other_words: str = ""  # by which the quick find knows it too
    act: Act | None = None  # only roles that it is allowed to see the room; None: every role


class RoomHolder(QWidget):
    """Hold one room, built by ``make`` when the holder is shown; with ``has_back`` a way back above it.

    Signal: ``backRequested()``.
    """

    backRequested = Signal()  # noqa: N815

    def __init__(
        self, make: Callable[[], QWidget], *, has_back: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make, self._has_back = make, has_back
        self.room: QWidget | None = None
        self.back: LinkButton | None = None
        self.setProperty("kind", "page")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_back(self, has_back: bool) -> None:
        """Offer a way back, or not."""
        self._has_back = has_back
        self._show_back()

    def _show_back(self) -> None:
        """Make the way back when it is first needed: at the start there is none."""
        if self._has_back and self.back is None and self.room is not None:
            self.back = LinkButton(self.tr("Terug"), "arrow-left")
            self.back.clicked.connect(self.backRequested)
            self._key = on_key(self, Shortcut.BACK, self.backRequested.emit)
            self._above = QWidget()
            above = QHBoxLayout(self._above)
            above.setContentsMargins(Space.THREE, Space.TWO, Space.THREE, 0)
            above.addWidget(self.back)
            above.addStretch(1)
            self._column.insertWidget(0, self._above)
        if self.back is not None:
            self._above.setVisible(self._has_back)
            self._key.setEnabled(self._has_back)

    def build(self) -> QWidget:
        """Return the room, built now if it was not yet."""
        if self.room is None:
            self.room = self._make()
            self._column.addWidget(self.room, 1)
            self._show_back()
        return self.room

    def release(self) -> None:
        """Let the room go; what was typed in it is handed over first."""
        room, self.room = self.room, None
        if room is not None:
            flush_all(room)
            self._column.removeWidget(room)
            room.hide()
            room.deleteLater()

    def return_home(self) -> None:
        """Let the room show its list, when it has one."""
        room = self.build()
        if isinstance(room, HasList):
            room.show_list()
        elif isinstance(room, Activates):
            room.activated()

    def activated(self) -> None:
        """Build the room if needed and let it load."""
        room = self.build()
        if isinstance(room, Activates):
            room.activated()
