"""Cover the chair's own window with the masked view while the table sees, or may see, that window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, Signal

from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.beamer import Beamer


@runtime_checkable
class Holds(Protocol):
    """Describe a window that can be kept on the page it shows."""

    def hold(self, is_held: bool) -> None:
        """Keep the page in sight, or let others come again."""
        ...


class LeadCover(QObject):
    """Show the content of the page, or the masked pane over it.

    It covers while the screens are mirrored, and from the moment that the system moved the window to the
    audience's screen until the chair presses a key. Signal: ``uncovered()``.
    """

    uncovered = Signal()

    def __init__(self, page: QWidget, content: QWidget, beamer: Beamer | None) -> None:
        super().__init__(page)
        self._content, self._beamer = content, beamer
        self._page = page
        self._is_mirrored = self._has_moved = False
        self.pane: QWidget | None = None
        if beamer is not None:
            beamer.chairMoved.connect(self._move)
        outer = column(0)
        page.setLayout(outer)
        outer.addWidget(content)
        self._column = outer

    @property
    def is_masked(self) -> bool:
        """Tell whether the masked view covers the page."""
        return self.pane is not None and not self.pane.isHidden()

    def set_masked(self, is_masked: bool) -> None:
        """Show the masked view while the screens are mirrored."""
        self._is_mirrored = is_masked
        self._cover()

    def _move(self) -> None:
        self._has_moved = True
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the page again on a key of the chair, after the window was moved by the system."""
        if event.type() is QEvent.Type.KeyPress and self._has_moved:
            self._has_moved = False
            self._cover()
            return True
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        is_masked = self._is_mirrored or self._has_moved
        if is_masked and self.pane is None and self._beamer is not None:
            self.pane = self._beamer.make_pane(self._page)
            self.pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.pane.installEventFilter(self)
            self._column.addWidget(self.pane)
        was_masked = self.is_masked
        if self.pane is None or was_masked is is_masked:
            return
        window = self._page.window()
        if isinstance(window, Holds):
            window.hold(is_masked)
        self.pane.setVisible(is_masked)
        self._content.setVisible(not is_masked)
        if is_masked:
            self.pane.setFocus()
        else:
            self.uncovered.emit()
