"""Correct what a closed meeting adopted on one case; it becomes a new version that says what it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from zvdesk.services import meetings
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.analysis_step import goal_fields
from zvdesk.ui.meeting.field_lines import FieldLine
from zvdesk.ui.meeting.fields_panel import FieldsPanel
from zvdesk.ui.meeting.follow_up_step import return_fields
from zvdesk.ui.meeting.lead_step import lead_fields
from zvdesk.ui.meeting.new_records import new_record_fields
from zvdesk.ui.meeting.parts import order_focus
from zvdesk.ui.meeting.record_fields import Recordable, RecordFields
from zvdesk.ui.meeting.recorded_lines import recorded_lines
from zvdesk.ui.meeting.recorded_list import RecordedList
from zvdesk.ui.meeting.table import Table
from zvdesk.ui.meeting.way_back import WayBack
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card, Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.field import Field
    from zvdesk.ui.meeting.views import TableView

_BACK = "back"


class CorrectionPage(Page):
    """Mend goal, agreements, regie and follow-up of one case. Signal: ``left(str)`` with the meeting."""

    left = Signal(str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", None, parent)
        self._context = context
        self._meeting_id = ""
        self._record: Recordable | None = None
        self._of_record: tuple[Field, ...] = ()
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
        self.body.addWidget(self.reason)
        self.recorded = RecordedList(self.tr("Besluiten, acties en afspraken"))
        self.recorded.editAsked.connect(self._mend)
        self.recorded.eraseAsked.connect(self._erase)
        self._back = WayBack(self.table)
        self.recorded.backAsked.connect(self._back.take_back)
        self.record_fields = FieldsPanel(self.tr("Velden van de afspraak"))
        self.record_fields.actionAsked.connect(lambda _key: self._end_mending())
        self.record_fields.left.connect(self._end_mending)
        self.goal = self._panel(self.tr("Doel"), goal_fields(self.table))
        self._card(self.tr("Acties en afspraken"), self.recorded, self.record_fields)
        self.lead = self._panel(self.tr("Regie"), lead_fields(self.table))
        self.follow_up = self._panel(self.tr("Vervolg"), return_fields(self.table))
        self.body.addStretch(1)

    def _panel(self, title: str, fields: tuple[Field, ...]) -> tuple[FieldsPanel, tuple[Field, ...]]:
        panel = FieldsPanel(title)
        panel.left.connect(panel.setFocus)
        self._card(title, panel)
        return panel, fields

    def _card(self, title: str, *parts: QWidget) -> None:
        card = Card(title)
        for part in parts:
            card.add(part)
        self.body.addWidget(card)

    def open_item(self, meeting_id: str, item_id: str) -> None:
        """Show a case whose correction is under way."""
        self._meeting_id = meeting_id
        self._record = None
        self.table.open(meeting_id, item_id)

    def _show(self, view: TableView) -> None:
        self.header.set_title(self.tr("Correctie: {name}").format(name=view.name), view.meeting.title)
        self.reason.set_text(
            self.tr("Reden van de correctie: {reason}").format(reason=view.item.correction_reason)
        )
        for panel, fields in (self.goal, self.lead, self.follow_up):
            panel.show_fields("correction", fields, view)
        self.recorded.show_records(recorded_lines(view.file, view.item, view.organisation, view.today))
        self._show_record(view)
        QTimer.singleShot(0, self, lambda: order_focus(self))

    def _show_record(self, view: TableView) -> None:
        if self._record is None:
            fields = new_record_fields(self.table)
            self.record_fields.show_fields("new", fields, view)
            return
        back = FieldLine(_BACK, self.tr("Klaar met wijzigen"), self.tr("Enter, of Esc"))
        self.record_fields.show_fields(self._record.id, self._of_record, view, after=(back,))

    def _mend(self, record: Recordable) -> None:
        view = self.table.view
        if view is not None:
            self._record = record
            self._of_record = RecordFields(self.table, record).fields()
            self.record_fields.forget(record.id)
            self._show_record(view)
            self.record_fields.open_field(self._of_record[0].key)

    def _end_mending(self) -> None:
        self._record = None
        if self.table.view is not None:
            self._show_record(self.table.view)
        self.recorded.setFocus()

    def _erase(self, record: Recordable) -> None:
        if self.table.view is not None:
            self._back.erased(acts.latest(self.table.view.file, record))
        self.table.erase(record, self.tr("De afspraak is gewist."))

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
