"""Lead a meeting: one case on the table, five steps, and the regiekaart always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from zvdesk.ui.meeting.lead_cover import LeadCover
from zvdesk.ui.meeting.lead_keys import bind_keys
from zvdesk.ui.meeting.lead_parts import LeadParts
from zvdesk.ui.meeting.lead_ways import LeadWays
from zvdesk.ui.meeting.parts import stops
from zvdesk.ui.meeting.table import Table
from zvdesk.ui.shortcuts import Shortcut, claims

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from zvdesk.domain.meetings import Phase
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.views import TableView


class LeadPage(QWidget):
    """Lead a meeting. What is typed is kept within a second; the page comes back to the same place.

    ``recording`` is the recording area: at most seven controls in any state. The focus goes to the capture
    line after every command. Signals: ``left()`` when the chair goes back to the list; ``closed()`` after the
    meeting closed; ``giveAsked()`` to hand the meeting over as it stands.
    """

    left = Signal()
    closed = Signal()
    giveAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._place: tuple[str, Phase] | None = None
        self.table = Table(context, self)
        self.parts = parts = LeadParts(context, self.table)
        self.recording, self.capture, self.bar, self.pane = (
            parts.recording,
            parts.capture,
            parts.bar,
            parts.pane,
        )
        self.cover = LeadCover(self, parts.content, context.audience)
        self.ways = LeadWays(context, self, parts)
        parts.top.leaveAsked.connect(self.leave)
        parts.top.giveAsked.connect(self._give)
        parts.feed.maskedChanged.connect(self.cover.set_masked)
        self.cover.uncovered.connect(self.ways.to_capture)
        self.table.shown.connect(self._show)
        self.table.closed.connect(self.closed)
        bind_keys(self, parts, self.ways, lambda: self.cover.is_masked)

    # --- what the room calls -----------------------------------------------------------------------------

    def open_meeting(self, meeting_id: str) -> None:
        """Show where the table is: the same case, step and text as when it was left."""
        self._place = None
        self.table.open(meeting_id)

    def leave(self) -> None:
        """Go back to the list; all that was typed is handed over first."""
        self.flush()
        self.parts.clock.keep()
        self.left.emit()

    def _give(self) -> None:
        self.flush()
        self.parts.clock.keep()
        self.giveAsked.emit()

    def flush(self) -> None:
        """Hand over what is being typed or scored."""
        self.ways.flush()

    def _show(self, view: TableView) -> None:
        self.parts.show_view(view)
        place = (view.item.id, view.item.phase)
        if place != self._place:
            self._place = place
            self.ways.arrive()
        self.parts.panes.show_view(view)
        self.parts.feed.show_view(view)
        self.ways.go_on_when_kept()

    # --- events ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep F5 from the window: here it is the round of the table."""
        return claims(event, Shortcut.ROUND) or super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go with Tab through all that the window shows, in the order in which it reads, and round.

        Qt's own way ends in a part that stands for another one (a focus proxy) and stays there.
        """
        window, now = self.window(), QApplication.focusWidget()
        whole = window.centralWidget() if isinstance(window, QMainWindow) else self
        is_here = now is not None and now.isVisible()  # else it went out of sight, with a pane or a step
        found = stops(whole or self) if is_here else []
        if now not in found:
            return super().focusNextPrevChild(next)
        place = found.index(now) + (1 if next else -1)
        found[place % len(found)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer F5, and Escape: out of a pane, out of an agreement, back to the capture line."""
        if event.key() == Qt.Key.Key_F5 and not self.cover.is_masked:
            self.ways.open_pane("round")
        elif event.key() == Qt.Key.Key_Escape:
            self.ways.escape()
        elif event.text().strip() and event.text().isprintable() and not self.cover.is_masked:
            self.ways.type(event.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock tick while the page is in sight, and lock later than elsewhere."""
        super().showEvent(event)
        self.parts.clock.set_running(is_on=True)
        if self._context.idle is not None:
            self._context.idle.set_meeting(is_led=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the case off the screen for the table, and stop ticking out of sight."""
        self.parts.feed.leave()
        self.parts.clock.set_running(is_on=False)
        if self._context.idle is not None:
            self._context.idle.set_meeting(is_led=False)
        super().hideEvent(event)
