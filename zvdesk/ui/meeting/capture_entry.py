"""Hand what the capture line says to the vault: new records, mended ones, and other kinds of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.errors import ExplainedError
from zvdesk.services import capture, cases
from zvdesk.texts.capture import CAPTURE_KINDS
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.capture_line import CaptureLine
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.widgets.accessible import announce

if TYPE_CHECKING:
    from zvdesk.domain.capture import Capture
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.record_fields import Recordable
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_CLASSES: dict[CaptureKind, type[Recordable]] = {
    CaptureKind.ACTION: ActionItem,
    CaptureKind.DECISION: Decision,
    CaptureKind.INFORMATION: Information,
    CaptureKind.RESERVATION: Reservation,
    CaptureKind.PARKED: ParkedPoint,
    CaptureKind.CONDITIONAL: ConditionalAgreement,
}


class CaptureEntry(QObject):
    """Join the capture line and the table."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._item_id = ""
        self.line = CaptureLine()
        self.line.entered.connect(self._enter)
        self.line.mended.connect(self._mend)
        self.line.historyChanged.connect(table.keep_history)

    def show_view(self, view: TableView) -> None:
        """Say who is at the table, and show what was half typed for this case."""
        organisations = view.context.organisations
        self.line.set_table(capture.capture_table(view.file, view.item, organisations, view.today))
        if not self.line.is_mending or self._item_id != view.item.id:
            self.line.bind_history(self._table.history(f"capture:{view.item.id}"))
        self._item_id = view.item.id

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.line.take_focus()

    def mend(self, record: Recordable) -> None:
        """Put a record in the line again, to mend it there."""
        view = self._table.view
        if view is not None:
            now = acts.latest(view.file, record)
            table = capture.capture_table(view.file, view.item, view.context.organisations, view.today)
            self.line.mend(now, capture.line_of(now, table))

    def erase(self, record: Recordable) -> None:
        """Take a record away; it can be taken back for ten seconds."""
        self._table.erase(record, self.tr("Gewist: {text}").format(text=_words(record)))

    def convert(self, record: Recordable, kind: CaptureKind) -> None:
        """Make something else of a record."""
        self._table.do(
            lambda desk, view: capture.convert(desk, view.meeting.id, view.item.id, record, kind),
            lambda: announce(self.line, self.tr("Dit is nu: {kind}").format(kind=CAPTURE_KINDS[kind])),
        )

    def _enter(self, entered: Capture) -> None:
        self._table.put(
            lambda desk, view: capture.record(desk, view.meeting.id, view.item.id, entered),
            self._is_kept,
            self._refuse,
        )

    def _mend(self, record: Recordable, entered: Capture) -> None:
        self._table.do(lambda desk, view: _mended(desk, view, record, entered), self._is_kept, self._refuse)

    def _is_kept(self) -> None:
        self.line.recorded()
        announce(self.line, self.tr("Vastgelegd"))

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, ExplainedError):
            self.line.refused(said(error))
        else:
            self.line.refused(self.tr("Dit is niet bewaard. De regel staat er nog."))
            self._table.refused.emit(error)


def _mended(desk: Desk, view: TableView, record: Recordable, entered: Capture) -> object:
    """Keep what the line now says of a record, after it became another kind where the line says so."""
    now = acts.latest(view.file, record)
    if not isinstance(now, _CLASSES[entered.kind]):
        now = capture.convert(desk, view.meeting.id, view.item.id, now, entered.kind)
    return cases.save(desk, _with_line(now, entered))


def _with_line(record: Recordable, entered: Capture) -> Recordable:
    who, person = entered.organisation_id, entered.person
    if isinstance(record, ActionItem):
        mended = replace(record, what=entered.text, due_on=entered.due_on, is_urgent=entered.is_urgent)
        return replace(mended, organisation_id=who, person=person)
    if isinstance(record, ConditionalAgreement):
        mended_too = replace(record, trigger=entered.trigger, response=entered.response)
        return replace(mended_too, within_hours=entered.within_hours, organisation_id=who, person=person)
    if isinstance(record, Reservation):
        return replace(record, text=entered.text, organisation_id=who)
    if isinstance(record, Information):
        return replace(record, text=entered.text, organisation_id=who, person=person)
    return replace(record, text=entered.text)


def _words(record: Recordable) -> str:
    if isinstance(record, ActionItem):
        return record.what
    return record.trigger if isinstance(record, ConditionalAgreement) else record.text
