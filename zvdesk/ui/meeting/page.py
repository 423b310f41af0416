"""Be the room of the meetings: the list, and the page that fits the state of the one that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from zvdesk.domain.meetings import Meeting, MeetingState
from zvdesk.domain.roles import Act, may
from zvdesk.services import meetings, whereabouts
from zvdesk.ui.jobs import ReportsChanges
from zvdesk.ui.meeting.closed import ClosedPage
from zvdesk.ui.meeting.correction import CorrectionPage
from zvdesk.ui.meeting.lead import LeadPage
from zvdesk.ui.meeting.overview import OverviewPage
from zvdesk.ui.meeting.prepare import PreparePage

if TYPE_CHECKING:
    from zvdesk.domain.handovers import Pen
    from zvdesk.ui.context import RoomContext


class MeetingsPage(QStackedWidget):
    """Hold the pages of this room.

    Signals: ``fullRequested(bool)`` when leading starts or stops, so that the rail goes and comes;
    ``listsRequested(str, tuple)`` with a meeting and the cases whose lists are to be made and signed;
    ``giveRequested(str)`` with a meeting to hand over to a colleague.
    """

    fullRequested = Signal(bool)  # noqa: N815
    listsRequested = Signal(str, object)  # noqa: N815
    giveRequested = Signal(str)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_id = ""
        self.overview = OverviewPage(context)
        self.prepare = PreparePage(context)
        self.lead = LeadPage(context)
        self.closed = ClosedPage(context)
        self.correction = CorrectionPage(context)
        for page in (self.overview, self.prepare, self.lead, self.closed, self.correction):
            self.addWidget(page)
        self.overview.opened.connect(self.open_meeting)
        self.prepare.left.connect(self.show_list)
        self.prepare.begun.connect(self.open_meeting)
        self.lead.left.connect(self._leave_table)
        self.lead.giveAsked.connect(lambda: self.giveRequested.emit(self._meeting_id))
        self.lead.closed.connect(lambda: self.open_meeting(self._meeting_id))
        self.closed.left.connect(self.show_list)
        self.closed.correctionOpened.connect(self._correct)
        self.closed.listsAsked.connect(self.listsRequested)
        self.closed.giveAsked.connect(self.giveRequested)
        self.prepare.giveAsked.connect(self.giveRequested)
        self.correction.left.connect(self.open_meeting)
        context.jobs.changed.connect(self._reload_when_others_changed)

    # --- what the window calls ---------------------------------------------------------------------------

    def activated(self) -> None:
        """Load what is in sight; the same page as when it was left."""
        current = self.currentWidget()
        if current is self.overview:
            self.overview.activated()
        elif current is not self.correction:
            self.open_meeting(self._meeting_id)
        self.fullRequested.emit(current is self.lead)

    def open_meeting(self, meeting_id: str) -> None:
        """Show a meeting: its preparation, its lead page or what it adopted."""
        desk = self._context.desk

        def op() -> tuple[Meeting, Pen | None]:
            return meetings.meeting(desk, meeting_id), whereabouts.elsewhere(desk).get(meeting_id)

        self._context.jobs.run(op, self._show, self._context.failed, owner=self)

    def show_list(self) -> None:
        """Show the list of meetings."""
        self._turn_to(self.overview)
        self.overview.activated()
        self.overview.take_focus()

    def begin_new(self) -> None:
        """Open the form of a new meeting (Ctrl N)."""
        if self.currentWidget() is self.overview:
            self.overview.begin_new()

    def place(self) -> tuple[str, str]:
        """Return what shows the same again after a lock."""
        return ("meetings", "") if self.currentWidget() is self.overview else ("meeting", self._meeting_id)

    # --- inside ------------------------------------------------------------------------------------------

    def _show(self, found: tuple[Meeting, Pen | None]) -> None:
        meeting, pen = found
        self._meeting_id = meeting.id
        if meeting.state is MeetingState.CLOSED:
            self._turn_to(self.closed)
            self.closed.open_meeting(meeting.id)
        elif meeting.state is MeetingState.IN_PROGRESS and pen is None:
            self._lead(meeting)
        else:
            self._turn_to(self.prepare)
            self.prepare.open_meeting(meeting.id)

    def _lead(self, meeting: Meeting) -> None:
        if may(self._context.desk.actor.role, Act.LEAD_MEETING):
            self._turn_to(self.lead)
            self.lead.open_meeting(meeting.id)
            return
        self._context.notices.warn(
            self.tr("Dit overleg loopt. Alleen de voorzitter kan het nu leiden en erin schrijven.")
        )
        self.show_list()

    def _leave_table(self) -> None:
        """Show the list; a table without its chair locks the vault, where that is set."""
        self.show_list()
        if self._context.idle is not None:
            self._context.idle.leave_table()

    def _correct(self, meeting_id: str, item_id: str) -> None:
        self._turn_to(self.correction)
        self.correction.open_item(meeting_id, item_id)

    def _turn_to(self, page: QWidget) -> None:
        was_full = self.currentWidget() is self.lead
        self.setCurrentWidget(page)
        is_full = page is self.lead
        if is_full is not was_full:
            self.fullRequested.emit(is_full)

    def _reload_when_others_changed(self, changes: object) -> None:
        if not self.isVisible():
            return
        current = self.currentWidget()
        if current is self.overview:
            self.overview.activated()
        elif isinstance(changes, ReportsChanges) and "handovers" in changes.kinds:
            self.open_meeting(self._meeting_id)  # who has the pen now decides which page it is
        elif current is self.prepare and not self.prepare.is_telling:
            self.prepare.reload()
        elif current is self.lead and not self.lead.table.is_telling:
            self.lead.table.reload()
