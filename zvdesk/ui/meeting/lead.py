"""Lead a meeting: one case on the table, five steps, and the regiekaart always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.meetings import ItemEvent
from zvdesk.errors import ExplainedError
from zvdesk.ui.meeting.capture_entry import CaptureEntry
from zvdesk.ui.meeting.case_pane import CasePane
from zvdesk.ui.meeting.columns import Columns
from zvdesk.ui.meeting.idle_strip import IdleStrip
from zvdesk.ui.meeting.lead_keys import bind_keys
from zvdesk.ui.meeting.lead_panes import LeadPanes
from zvdesk.ui.meeting.lead_top import LeadTop
from zvdesk.ui.meeting.left_panel import LeftPanel
from zvdesk.ui.meeting.parts import order_focus, said
from zvdesk.ui.meeting.recording import Recording
from zvdesk.ui.meeting.regie_strip import RegieStrip
from zvdesk.ui.meeting.regie_view import regie_view
from zvdesk.ui.meeting.step_bar import StepBar
from zvdesk.ui.meeting.table import Table
from zvdesk.ui.meeting.table_clock import TableClock
from zvdesk.ui.shortcuts import Shortcut, claims
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.regie_card import RegieCard

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from zvdesk.domain.agenda import Step
    from zvdesk.domain.meetings import Phase
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.views import TableView


class LeadPage(QWidget):
    """Lead a meeting. What is typed is kept within a second; the page comes back to the same place.

    ``recording`` is the recording area: at most seven controls in any state. The focus goes to the capture
    line after every command. Signals: ``left()`` when the chair goes back to the list; ``closed()`` after the
    meeting closed.
    """

    left = Signal()
    closed = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._place: tuple[str, Phase] | None = None
        self._then_next = False
        self.table = Table(context, self)
        self.clock = TableClock(self.table, self)
        self.top = LeadTop(context, self.clock)
        self.idle = IdleStrip(context.idle)
        self.panel = LeftPanel(self.table)
        self.recording = Recording(self.table)
        self.pane = CasePane(self.table)
        self.capture = CaptureEntry(self.table)
        self.bar = StepBar(self.capture.line)
        self.card = RegieCard(is_large=True)
        self.strip = RegieStrip()
        self.trouble = Callout("", Tone.DANGER)
        self.trouble.hide()
        self.columns = Columns(self.panel, self._make_middle(), self.card)
        self.panes = LeadPanes(self.table, self._middle, self.step_part, self.columns)
        outer = column(0)
        self.setLayout(outer)
        for part in (self.top, self.idle, self.strip):
            outer.addWidget(part)
        outer.addWidget(self.columns, 1)
        outer.addWidget(self.bar)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(lambda: order_focus(self))
        self._connect()
        bind_keys(self)

    def _make_middle(self) -> QWidget:
        middle = QWidget()
        words = column(Space.TWO)
        middle.setLayout(words)
        step = QWidget()
        inside = column(0)
        step.setLayout(inside)
        inside.addWidget(self.recording)
        inside.addWidget(self.pane)
        inside.addStretch(1)
        self.step_part = step
        words.addWidget(self.trouble)
        words.addWidget(step, 1)
        self._middle = words
        return middle

    def _connect(self) -> None:
        self.table.shown.connect(self._show)
        self.columns.folded.connect(self.strip.setVisible)
        self.table.refused.connect(self._refuse)
        self.table.closed.connect(self.closed)
        self.table.paneAsked.connect(self.open_pane)
        self.table.captureAsked.connect(self.to_capture)
        self.top.leaveAsked.connect(self.leave)
        self.panel.stepChosen.connect(self.jump)
        self.panel.caseChosen.connect(self.show_case)
        self.panel.rowsChanged.connect(self._order.start)
        self.recording.left.connect(self.to_capture)
        self.recording.fieldShown.connect(self._reveal)
        self.recording.recorded.eraseAsked.connect(self.capture.erase)
        self.recording.recorded.convertAsked.connect(self.capture.convert)
        self.pane.wanted.connect(self._begin)
        self.pane.nextAsked.connect(self.show_case)
        self.pane.closeAsked.connect(self._close)
        self.bar.wanted.connect(self.go)
        self.bar.blocked.connect(self.recording.say_what_lacks)
        self.bar.cancelled.connect(self.to_capture)
        self.panes.ended.connect(lambda _name: self._pane_ended())
        self.panes.stepAsked.connect(self.jump)

    # --- what the room calls -----------------------------------------------------------------------------

    def open_meeting(self, meeting_id: str) -> None:
        """Show where the table is: the same case, step and text as when it was left."""
        self._place = None
        self.table.open(meeting_id)

    def leave(self) -> None:
        """Go back to the list; all that was typed is handed over first."""
        self.flush()
        self.clock.keep()
        self.left.emit()

    def flush(self) -> None:
        """Hand over what is being typed or scored."""
        flush_all(self)

    # --- what is shown -----------------------------------------------------------------------------------

    def _show(self, view: TableView) -> None:
        step = view.step
        self.top.show_view(view)
        self.panel.show_view(view)
        regie = regie_view(view)
        self.card.show_view(regie)
        self.strip.show_view(regie)
        self.bar.show_view(view)
        self.capture.show_view(view)
        show_when(self.recording, step is not None)
        show_when(self.pane, step is None)
        self.recording.show_view(view)
        if step is None:
            self.pane.show_view(view)
        place = (view.item.id, view.item.phase)
        if place != self._place:
            self._arrive()
        self._place = place
        self.panes.show_view(view)
        self.clock.tick()
        self._order.start()
        if self._then_next:
            self._then_next = False
            self.bar.go_on()

    def _arrive(self) -> None:
        self.trouble.set_text("")
        self.columns.middle.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self.to_capture)

    def to_capture(self) -> None:
        """Put the focus in the capture line, or on what begins or ends a case."""
        view = self.table.view
        if view is None or not self.isVisible():
            return
        if self.panes.current:
            self.panes.take_focus()
        elif self.bar.is_asking:
            self.bar.reason.setFocus()
        elif view.step is not None:
            self.capture.take_focus()
        else:
            for button in (self.pane.start, self.pane.next, self.pane.finish):
                if button.isVisibleTo(self):
                    button.setFocus()

    def _reveal(self, part: QWidget) -> None:
        area = self.columns.middle
        if not self.recording.is_used():
            return
        QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part, 0, Space.FOUR))

    # --- ways through the meeting ------------------------------------------------------------------------

    def go_on(self) -> None:
        """Go to the next step, or say what lacks; a case that has not begun begins, a done one goes on."""
        self.flush()
        view = self.table.view
        if view is not None and view.step is None:
            button = next((b for b in (self.pane.start, self.pane.next) if b.isVisibleTo(self)), None)
            if button is not None:
                button.click()
        elif self.table.is_busy:  # the last words are on their way to the vault
            self._then_next = True
        else:
            self.bar.go_on()

    def go_back(self) -> None:
        """Go to the step before this one."""
        if self.bar.back.isEnabled() and self.bar.isVisible():
            self.go(ItemEvent.BACK, "")

    def go(self, event: ItemEvent, reason: str) -> None:
        """Do what is possible with a case on the table."""
        self.flush()
        self.panes.close()
        self.table.go(event, reason)

    def ask(self, event: ItemEvent) -> None:
        """Ask why a step is skipped, or a case postponed."""
        view = self.table.view
        if view is not None and view.step is not None:
            self.bar.ask(event)
        elif event is ItemEvent.POSTPONE and self.pane.later.isVisibleTo(self):
            self.pane.later.click()

    def jump(self, step: Step) -> None:
        """Go to a step of the case; nothing counts as done by it."""
        view = self.table.view
        self.panes.close()
        if view is not None and view.step is not None and view.step is not step:
            self.flush()
            self.table.jump(step)
        else:
            self.to_capture()

    def show_case(self, item_id: str) -> None:
        """Bring another case in sight."""
        self.flush()
        self.panes.close()
        self.table.show_case(item_id)

    def case_beside(self, offset: int) -> None:
        """Bring the case in sight that stands so many places on."""
        view = self.table.view
        if view is not None:
            ids = [case.item_id for case in view.cases]
            place = ids.index(view.item.id) + offset
            if 0 <= place < len(ids):
                self.show_case(ids[place])

    def _begin(self, event: ItemEvent, reason: str) -> None:
        """Begin a case, after the page that says who leaves and who comes in."""
        view = self.table.view
        if event is ItemEvent.START and view is not None and self.panes.has("changeover"):
            self.open_pane("changeover")
        else:
            self.go(event, reason)

    def _close(self) -> None:
        self.flush()
        self.table.close()

    # --- panes and fields --------------------------------------------------------------------------------

    def open_pane(self, name: str) -> None:
        """Show a pane in the place of the step; the same one again closes it."""
        view = self.table.view
        if view is None or not self.panes.has(name):
            return
        self.flush()
        if self.panes.current == name:
            self.panes.close()
        else:
            self.panes.open(name, view)
            self.columns.middle.verticalScrollBar().setValue(0)
        self._order.start()
        self.to_capture()

    def _pane_ended(self) -> None:
        self._order.start()
        self.to_capture()

    def change_line(self) -> None:
        """Put the chosen recorded line in the capture line again, to mend it there."""
        chosen = self.recording.recorded.rows.chosen
        if chosen is not None:
            self.capture.mend(chosen.record)

    def to_fields(self) -> None:
        """Put the focus on the fields of the step."""
        self.panes.close()
        self.recording.fields.setFocus()

    def _refuse(self, error: Exception) -> None:
        self._then_next = False
        if isinstance(error, ExplainedError) and self.table.view is not None:
            self.trouble.set_text(said(error))
            announce(self.trouble, self.trouble.text.text(), urgent=True)
            self.columns.middle.verticalScrollBar().setValue(0)
        else:
            self._context.failed(error)

    # --- events ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep F5 from the window: here it is the round of the table."""
        return claims(event, Shortcut.ROUND) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer F5, and Escape: out of a pane, out of an agreement, back to the capture line."""
        if event.key() == Qt.Key.Key_F5:
            self.open_pane("round")
        elif event.key() == Qt.Key.Key_Escape:
            self.escape()
        else:
            super().keyPressEvent(event)

    def escape(self) -> None:
        """Go one level back: from a reason, a pane or an agreement to the step."""
        if self.bar.is_asking:
            self.bar.cancel()
        elif self.panes.current:
            self.panes.close()
        elif self.recording.is_mending:
            self.recording.end_mending()
        self.to_capture()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock tick while the page is in sight, and lock later than elsewhere."""
        super().showEvent(event)
        self.clock.set_running(is_on=True)
        if self._context.idle is not None:
            self._context.idle.set_meeting(is_led=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop ticking out of sight."""
        self.clock.set_running(is_on=False)
        if self._context.idle is not None:
            self._context.idle.set_meeting(is_led=False)
        super().hideEvent(event)
