"""Mend one agreement in place, field by field, while it is being read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.field_list import FieldList
from zvdesk.ui.meeting.record_fields import RecordFields
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.field import Field, FieldEditor
    from zvdesk.ui.meeting.record_fields import Recordable
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class MendBox(QWidget):
    """Show the fields of an agreement; Enter opens one, Escape goes back. Signal: ``done()``."""

    done = Signal()

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._view: TableView | None = None
        self._fields: tuple[Field, ...] = ()
        self._editor: FieldEditor | None = None
        self._record_id = ""
        self.list = FieldList(self.tr("Wijzig deze afspraak"))
        self.list.chosen.connect(self._choose)
        self.list.editorAsked.connect(self._enter)
        outer = column(Space.ONE)
        self.setLayout(outer)
        outer.addWidget(Text(self.tr("Kies met de pijltjes wat u wijzigt en druk op Enter."), Style.QUIET))
        outer.addWidget(self.list)

    def open_for(self, record: Recordable, view: TableView) -> None:
        """Begin to mend a record."""
        if record.id != self._record_id:
            self._record_id = record.id
            self._fields = RecordFields(self._table, record).fields()
            self._set_editor(None)
        self.show_view(view)
        self.list.setFocus()

    def show_view(self, view: TableView) -> None:
        """Show the record as it is now."""
        self._view = view
        self.list.show_lines(tuple(field.line(view, ()) for field in self._fields if field.is_shown(view)))
        if self._editor is not None and not self._editor.is_used():
            self._editor.show_view(view)

    def _choose(self, key: str) -> None:
        field = next((f for f in self._fields if f.key == key), None)
        if field is not None and self._view is not None:
            editor = field.make()
            editor.finished.connect(self.list.setFocus)
            editor.show_view(self._view)
            self._set_editor(editor)

    def _enter(self) -> None:
        if self._editor is not None:
            self._editor.take_focus()

    def _set_editor(self, editor: FieldEditor | None) -> None:
        before, self._editor = self._editor, editor
        self.list.set_editor(editor)
        if before is not None:
            before.deleteLater()
