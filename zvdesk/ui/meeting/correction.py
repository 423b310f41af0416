"""Correct what a closed meeting adopted on one case; it becomes a new version that says what it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from zvdesk.services import meetings
from zvdesk.ui.meeting.analysis_step import GoalFields
from zvdesk.ui.meeting.follow_up_step import FollowUpFields
from zvdesk.ui.meeting.lead_step import LeadStep
from zvdesk.ui.meeting.parts import order_focus
from zvdesk.ui.meeting.plan_step import PlanStep
from zvdesk.ui.meeting.table import Table
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card, Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.views import TableView


class CorrectionPage(Page):
    """Mend goal, agreements, regie and follow-up of one case. Signal: ``left(str)`` with the meeting."""

    left = Signal(str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", None, parent)
        self._context = context
        self._meeting_id = ""
        self.table = Table(context, self)
        self.table.shown.connect(self._show)
        self.table.refused.connect(context.failed)
        self.back = LinkButton(self.tr("Later verder"), "arrow-left")
        self.back.clicked.connect(self._leave)
        self.adopt = PrimaryButton(self.tr("Stel correctie vast"), "check")
        self.adopt.clicked.connect(self._adopt)
        self.header.buttons.addWidget(self.back)
        self.header.buttons.addWidget(self.adopt)
        self.reason = Callout("", Tone.WARN)
        self.goal = GoalFields(self.table)
        self.plan, self.lead = PlanStep(self.table), LeadStep(self.table)
        self.follow_up = FollowUpFields(self.table)
        self.body.addWidget(self.reason)
        for title, part in (
            (self.tr("Doel"), self.goal),
            (self.tr("Acties en afspraken"), self.plan),
            (self.tr("Regie"), self.lead),
            (self.tr("Vervolg"), self.follow_up),
        ):
            card = Card(title)
            card.add(part)
            self.body.addWidget(card)
        self.body.addStretch(1)

    def open_item(self, meeting_id: str, item_id: str) -> None:
        """Show a case whose correction is under way."""
        self._meeting_id = meeting_id
        self.table.open(meeting_id, item_id)

    def _show(self, view: TableView) -> None:
        self.header.set_title(self.tr("Correctie: {name}").format(name=view.name), view.meeting.title)
        self.reason.set_text(
            self.tr("Reden van de correctie: {reason}").format(reason=view.item.correction_reason)
        )
        for part in (self.goal, self.plan, self.lead, self.follow_up):
            part.show_view(view)
        QTimer.singleShot(0, self, lambda: order_focus(self))

    def _leave(self) -> None:
        flush_all(self)
        self.left.emit(self._meeting_id)

    def _adopt(self) -> None:
        flush_all(self)
        view, desk = self.table.view, self._context.desk
        if view is None:
            return
        meeting_id, case_id = view.meeting.id, view.file.case.id

        def op() -> AdoptedList:
            return meetings.adopt_correction(desk, meeting_id, case_id)

        def done(adopted: AdoptedList) -> None:
            self._context.notices.ok(
                self.tr("Versie {version} is vastgesteld en vervangt versie {old}.").format(
                    version=adopted.version, old=adopted.replaces
                )
            )
            self.left.emit(meeting_id)

        self._context.jobs.run(op, done, self._context.failed, owner=self)
