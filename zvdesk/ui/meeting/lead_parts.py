"""Make the parts of the cockpit and put them in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.at_once import at_once
from zvdesk.ui.meeting.audience_feed import AudienceFeed
from zvdesk.ui.meeting.capture_entry import CaptureEntry
from zvdesk.ui.meeting.case_pane import CasePane
from zvdesk.ui.meeting.columns import Columns
from zvdesk.ui.meeting.health_strip import HealthStrip
from zvdesk.ui.meeting.idle_strip import IdleStrip
from zvdesk.ui.meeting.lead_card import LeadCard
from zvdesk.ui.meeting.lead_panes import LeadPanes
from zvdesk.ui.meeting.lead_top import LeadTop
from zvdesk.ui.meeting.left_panel import LeftPanel
from zvdesk.ui.meeting.recording import Recording
from zvdesk.ui.meeting.regie_strip import RegieStrip
from zvdesk.ui.meeting.regie_view import regie_view
from zvdesk.ui.meeting.step_bar import StepBar
from zvdesk.ui.meeting.table_clock import TableClock
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LeadParts:
    """Hold what stands in the cockpit; ``content`` is all of it."""

    def __init__(self, context: RoomContext, table: Table) -> None:
        self.table = table
        self.clock = TableClock(table, table)
        self.top = LeadTop(context, self.clock)
        self.idle = IdleStrip(context.idle)
        self.panel = LeftPanel(table)
        self.recording = Recording(table)
        self.pane = CasePane(table)
        self.capture = CaptureEntry(table)
        self.bar = StepBar(self.capture.line)
        self.card = LeadCard()
        self.strip = RegieStrip()
        self.trouble = Callout("", Tone.DANGER)
        self.trouble.hide()
        self.feed = AudienceFeed(context, table)
        self.health = HealthStrip(table, self.feed)
        middle, place, step = QWidget(), column(Space.TWO), QWidget()
        middle.setLayout(place)
        inside = column(0)
        step.setLayout(inside)
        inside.addWidget(self.recording)
        inside.addWidget(self.pane)
        inside.addStretch(1)
        place.addWidget(self.trouble)
        place.addWidget(step, 1)
        self.columns = Columns(self.panel, middle, self.card)
        self.columns.folded.connect(self.strip.setVisible)
        self.columns.rightFitted.connect(self.card.fit)
        self.panes = LeadPanes(table, place, step, self.columns)
        self.content = QWidget()
        whole = column(0)
        self.content.setLayout(whole)
        for part in (self.top, self.idle, self.health, self.strip):
            whole.addWidget(part)
        whole.addWidget(self.columns, 1)
        foot = QWidget()
        below = column(0)
        foot.setLayout(below)
        below.addWidget(self.bar)
        whole.addWidget(foot)
        self.panes.filled.connect(lambda is_full: foot.setVisible(not is_full))
        self._laid = (self.content, self.columns, self.card, self.panel, middle, step, self.recording)

    def show_view(self, view: TableView) -> None:
        """Show the case on the table in every part."""
        with at_once(*self._laid):
            self._show(view)

    def _show(self, view: TableView) -> None:
        is_led = view.step is not None
        self.top.show_view(view)
        self.panel.show_view(view)
        regie = regie_view(view)
        self.card.show_view(regie)
        self.strip.show_view(regie)
        self.bar.show_view(view)
        self.capture.show_view(view)
        show_when(self.recording, is_led)
        show_when(self.pane, not is_led)
        self.recording.show_view(view)
        if not is_led:
            self.pane.show_view(view)

    def show_top(self) -> None:
        """Show the middle column from its beginning."""
        self.columns.middle.verticalScrollBar().setValue(0)
