"""Catch what else a table agrees: als-dan-afspraken, decisions and reservations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from zvdesk.domain.actions import ConditionalAgreement
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.ui.meeting.parts import show_stored
from zvdesk.ui.meeting.record_form import RecordForm
from zvdesk.ui.widgets.fields import FieldRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.services.records import Record
    from zvdesk.ui.meeting.table import Table

_MOST_HOURS = 999


class ConditionalForm(RecordForm):
    """Catch an als-dan-afspraak."""

    def __init__(self, table: Table, name: str, parent: QWidget | None = None) -> None:
        super().__init__(table, name, parent)
        self.trigger = self.line(self.tr("Als dit gebeurt"), "trigger", is_wide=True)
        self.response = self.line(self.tr("Dan doet"), "response", is_wide=True)
        self.who = self.organisation(self.tr("Organisatie"))
        self.person = self.line(self.tr("Naam"), "person")
        self.hours = QSpinBox()
        self.hours.setRange(0, _MOST_HOURS)
        self.hours.setSpecialValueText(self.tr("geen termijn"))
        self.hours.setSuffix(self.tr(" uur"))
        self.hours.valueChanged.connect(lambda value: self.keep(within_hours=value or None))
        self.enter_adds(self.hours)
        self.put(FieldRow(self.tr("Binnen"), self.hours))
        self.fields.addWidget(self.add_button)

    @property
    def first(self) -> QWidget:
        """Return the field that has the focus first."""
        return self.trigger

    def made(self) -> ConditionalAgreement | None:
        """Return a new agreement, or None while nothing is typed."""
        if self.view is None or not self.trigger.text().strip():
            return None
        return ConditionalAgreement(
            case_id=self.view.file.case.id,
            meeting_id=self.view.meeting.id,
            trigger=self.trigger.text(),
            response=self.response.text(),
            organisation_id=str(self.who.value or ""),
            person=self.person.text(),
            within_hours=self.hours.value() or None,
        )

    def fill(self, record: Record) -> None:
        """Show the fields of an agreement."""
        if not isinstance(record, ConditionalAgreement):
            return
        show_stored(self.trigger, record.trigger)
        show_stored(self.response, record.response)
        show_stored(self.person, record.person)
        self.who.set_value(record.organisation_id or None)
        self.hours.blockSignals(True)
        self.hours.setValue(record.within_hours or 0)
        self.hours.blockSignals(False)

    def clear(self) -> None:
        """Empty the form."""
        for line in (self.trigger, self.response, self.person):
            line.clear()
        self.who.set_value(None)
        self.hours.setValue(0)
        self.complaint.set_text("")


class DecisionForm(RecordForm):
    """Catch a decision of the table."""

    def __init__(self, table: Table, name: str, parent: QWidget | None = None) -> None:
        super().__init__(table, name, parent)
        self.text = self.line(self.tr("Wat besluit de tafel?"), "text", is_wide=True)
        self.fields.addWidget(self.add_button)

    @property
    def first(self) -> QWidget:
        """Return the field that has the focus first."""
        return self.text

    def made(self) -> Decision | None:
        """Return a new decision, or None while nothing is typed."""
        if self.view is None or not self.text.text().strip():
            return None
        return Decision(
            case_id=self.view.file.case.id,
            meeting_id=self.view.meeting.id,
            text=self.text.text(),
            decided_on=self.view.today,
        )

    def fill(self, record: Record) -> None:
        """Show the text of a decision."""
        if isinstance(record, Decision):
            show_stored(self.text, record.text)

    def clear(self) -> None:
        """Empty the form."""
        self.text.clear()
        self.complaint.set_text("")


class ReservationForm(RecordForm):
    """Catch the voorbehoud of one organisation."""

    def __init__(self, table: Table, name: str, parent: QWidget | None = None) -> None:
        super().__init__(table, name, parent)
        self.who = self.organisation(self.tr("Van welke organisatie?"))
        self.text = self.line(self.tr("Welk voorbehoud?"), "text", is_wide=True)
        self.fields.addWidget(self.add_button)

    @property
    def first(self) -> QWidget:
        """Return the field that has the focus first."""
        return self.who

    def made(self) -> Reservation | None:
        """Return a new reservation, or None while nothing is typed."""
        if self.view is None or not self.text.text().strip():
            return None
        return Reservation(
            case_id=self.view.file.case.id,
            meeting_id=self.view.meeting.id,
            organisation_id=str(self.who.value or ""),
            text=self.text.text(),
        )

    def fill(self, record: Record) -> None:
        """Show the fields of a reservation."""
        if isinstance(record, Reservation):
            self.who.set_value(record.organisation_id or None)
            show_stored(self.text, record.text)

    def clear(self) -> None:
        """Empty the form."""
        self.who.set_value(None)
        self.text.clear()
        self.complaint.set_text("")
