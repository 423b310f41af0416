"""Be the base of the five step editors: a column with what the step records, and its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.parts import on_edit, show_stored
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveTextEdit
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.domain.agenda import Step
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class StepEditor(QWidget):
    """Record one step of one case; what is typed is kept within a second.

    A subclass fills ``body`` in its constructor and overrides ``show_case``; it calls ``add_note`` last.
    """

    STEP: Step

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.body = column(Space.TWO)
        self.setLayout(self.body)
        self.note = AutosaveTextEdit(lines=2)
        on_edit(self.note, lambda text: self.table.write_note(self.STEP, text))
        self._note_row: FieldRow | None = None
        self._case_id = ""

    def add_note(self, label: str) -> None:
        """Put the note of the step at the end."""
        self._note_row = FieldRow(label, self.note, is_optional=True)
        self.body.addWidget(self._note_row)
        self.body.addStretch(1)

    def show_view(self, view: TableView) -> None:
        """Show the case on the table; the first time a case comes in sight its note begins a fresh undo."""
        if view.item.id != self._case_id:
            self._case_id = view.item.id
            self.case_changed()
        note = view.item.record(self.STEP).note
        show_stored(self.note, note)
        if self._note_row is not None:
            show_when(self._note_row, not view.is_closed)
        self.show_case(view)

    def case_changed(self) -> None:
        """Forget what was half typed for another case; a subclass adds its own."""

    def show_case(self, view: TableView) -> None:
        """Show what the step records."""
        raise NotImplementedError
