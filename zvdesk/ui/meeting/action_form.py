"""Catch an action: what, who, when; more of it once it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, Informing
from zvdesk.texts.labels import INFORMING
from zvdesk.ui.meeting.parts import DayRow, show_day, show_stored
from zvdesk.ui.meeting.record_form import RecordForm
from zvdesk.ui.widgets.choices import CheckBox, ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget

    from zvdesk.services.records import Record
    from zvdesk.ui.meeting.table import Table


class ActionForm(RecordForm):
    """Catch who does what before which day."""

    def __init__(
        self, table: Table, name: str, *, is_urgent: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, name, parent)
        self._is_urgent = is_urgent
        self.what = self.line(self.tr("Wat gaat er gebeuren?"), "what", is_wide=True)
        self.who = self.organisation(self.tr("Organisatie"))
        self.who.chosen.connect(self._suggest)
        self.person = self.line(self.tr("Naam"), "person")
        self.due = DayRow(self.tr("Klaar op"), table.today)
        self.due.day.dayChosen.connect(lambda day: self.keep(due_on=day))
        self.enter_adds(self.due.day)
        self.put(self.due)
        self.urgent = CheckBox(self.tr("Met spoed"))
        self.urgent.clicked.connect(lambda on: self.keep(is_urgent=on))
        self.fields.addWidget(self.urgent)
        self.fields.addWidget(self.add_button)
        self.condition = self.line(self.tr("Onder voorwaarde dat"), "condition", is_optional=True)
        self.informing = ChoiceField(tuple(INFORMING.items()))
        self.informing.chosen.connect(lambda value: self.keep(informing=value))
        self._informed = FieldRow(self.tr("Weet de betrokkene dit?"), self.informing)
        self.put(self._informed)
        self.informing_note = self.line(self.tr("Hoe en wanneer, of waarom niet"), "informing_note")
        self._more = (self.condition, self.informing, self.informing_note)
        self._show_more()
        self.clear()

    def _show_more(self) -> None:
        for part in self._more:
            row = part.parentWidget()
            if row is not None:
                show_when(row, self.record is not None)

    def _suggest(self, organisation_id: object) -> None:
        part = self.view.file.participation(str(organisation_id)) if self.view is not None else None
        if part is not None and part.person and not self.person.text().strip():
            self.person.setText(part.person)
            self.keep(person=part.person)

    @property
    def first(self) -> QLineEdit:
        """Return the field that has the focus first."""
        return self.what

    def made(self) -> ActionItem | None:
        """Return a new action, or None while nothing says what."""
        view = self.view
        if view is None or not self.what.text().strip() or not self.due.day.is_readable:
            return None
        return ActionItem(
            case_id=view.file.case.id,
            meeting_id=view.meeting.id,
            what=self.what.text(),
            organisation_id=str(self.who.value or ""),
            person=self.person.text(),
            due_on=self.due.day.day,
            is_urgent=self.urgent.isChecked(),
        )

    def fill(self, record: Record) -> None:
        """Show the fields of an action."""
        if not isinstance(record, ActionItem):
            return
        show_stored(self.what, record.what)
        show_stored(self.person, record.person)
        show_stored(self.condition, record.condition)
        show_stored(self.informing_note, record.informing_note)
        self.who.set_value(record.organisation_id or None)
        self.informing.set_value(record.informing)
        self.urgent.setChecked(record.is_urgent)
        show_day(self.due.day, record.due_on)
        self._show_more()

    def clear(self) -> None:
        """Empty the form."""
        for line in (self.what, self.person):
            line.clear()
        self.who.set_value(None)
        self.informing.set_value(Informing.NOT_YET)
        self.urgent.setChecked(self._is_urgent)
        self.due.day.set_day(None)
        self.due.set_error("")
        self.complaint.set_text("")
