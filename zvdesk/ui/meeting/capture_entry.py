"""Hand what the capture line says to the vault: new records, mended ones, and other kinds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture import MarkReason
from zvdesk.domain.capture_reading import read_line
from zvdesk.errors import ExplainedError
from zvdesk.services import capture, converting
from zvdesk.services.capture import kind_of
from zvdesk.texts.capture import CAPTURE_KINDS
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.capture_line import CaptureLine
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.meeting.way_back import WayBack
from zvdesk.ui.widgets.accessible import announce

if TYPE_CHECKING:
    from zvdesk.domain.capture import Capture, CaptureKind, CaptureTable
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.record_fields import Recordable
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_ASKED = (MarkReason.NO_TRIGGER, MarkReason.NO_RESPONSE, MarkReason.NO_ORGANISATION)


class CaptureEntry(QObject):
    """Join the capture line and the table."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._item_id = ""
        self._back = WayBack(table)
        self._back.tookBack.connect(self._told)
        self.line = CaptureLine(take_back=self._back.take_back)
        self.line.entered.connect(self._enter)
        self.line.mended.connect(self._mend)
        self.line.historyChanged.connect(table.keep_history)

    def show_view(self, view: TableView) -> None:
        """Say who is at the table, and show what was half typed for this case."""
        table, history = _table_of(view), self._table.history(f"capture:{view.item.id}")
        if self._item_id != view.item.id:
            self.line.bind_history(history, self._table.history(self.line.chosen_field(history)), table)
        else:
            self.line.set_table(table)
            if not self.line.is_mending:
                self.line.bind_history(history)
        self._item_id = view.item.id

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.line.take_focus()

    def mend(self, record: Recordable) -> None:
        """Put a record in the line again, to mend it there."""
        view = self._table.view
        if view is not None:
            now = acts.latest(view.file, record)
            self.line.mend(now, capture.line_of(now, _table_of(view)))

    def erase(self, record: Recordable) -> None:
        """Take a record away; it can be taken back as long as the meeting runs in this window."""
        view = self._table.view
        if view is not None:
            self._back.erased(acts.latest(view.file, record))
        self._table.erase(record, self.tr("Gewist: {text}").format(text=_words(record)))

    def convert(self, record: Recordable, kind: CaptureKind) -> None:
        """Make something else of a record; what the new kind still lacks is asked in the line."""
        view = self._table.view
        if view is None:
            return
        now, table = acts.latest(view.file, record), _table_of(view)
        line = converting.line_as(now, kind, table, view.context.organisations, view.file)
        lacks = next((m.reason for m in read_line(line, table).marks if m.reason in _ASKED), None)
        if lacks is None:
            self._convert(now, kind)
        else:
            self.line.complete(now, kind, line, lacks)

    def _convert(self, record: Recordable, kind: CaptureKind) -> None:
        made: list[Recordable] = []

        def done() -> None:
            self._back.converted(made[0], kind_of(record))
            announce(self.line, self.tr("Dit is nu: {kind}").format(kind=CAPTURE_KINDS[kind]))

        self._table.do(
            lambda desk, view: made.append(
                converting.convert(desk, view.meeting.id, view.item.id, record, kind)
            ),
            done,
        )

    def take_back(self) -> bool:
        """Take back what was erased or converted last; False when there is nothing to take back."""
        return self._back.take_back()

    def _told(self, record: Recordable, was_erased: bool) -> None:
        words = self.tr("Teruggezet: {text}") if was_erased else self.tr("Weer zoals het was: {text}")
        announce(self.line, words.format(text=_words(record)))

    def _enter(self, entered: Capture) -> None:
        self._table.put(
            lambda desk, view: capture.record(desk, view.meeting.id, view.item.id, entered),
            self._is_kept,
            self._refuse,
        )

    def _mend(self, record: Recordable, entered: Capture) -> None:
        made: list[Recordable] = []

        def mend(desk: Desk, view: TableView) -> None:
            now = acts.latest(view.file, record)
            made.append(converting.mend(desk, view.meeting.id, view.item.id, now, entered))

        def done() -> None:
            if kind_of(made[0]) is not kind_of(record):
                self._back.converted(made[0], kind_of(record))
            self._is_kept()

        self._table.do(mend, done, self._refuse)

    def _is_kept(self) -> None:
        self.line.recorded()
        announce(self.line, self.tr("Vastgelegd"))

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, ExplainedError):
            self.line.refused(said(error))
        else:
            self.line.refused(self.tr("Dit is niet bewaard. De regel staat er nog."))
            self._table.refused.emit(error)


def _table_of(view: TableView) -> CaptureTable:
    return capture.capture_table(view.file, view.item, view.context.organisations, view.today)


def _words(record: Recordable) -> str:
    if isinstance(record, ActionItem):
        return record.what
    return record.trigger if isinstance(record, ConditionalAgreement) else record.text
