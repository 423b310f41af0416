"""Declare a line per kind of agreement in which a new one is typed; Enter keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.decisions import Decision
from zvdesk.ui.meeting.field import Field, FieldEditor
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.history_edit import HistoryLineEdit
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.ui.meeting.record_fields import Recordable
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class NewEditor(FieldEditor):
    """Take the words of a new agreement; its other fields are mended afterwards."""

    def __init__(self, table: Table, name: str, make: Callable[[TableView, str], Recordable]) -> None:
        super().__init__()
        self._table, self._make = table, make
        self.line = HistoryLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("Typ en druk op Enter"))
        self.line.returnPressed.connect(self._add)
        self._words = Text(self.tr("Wie, wanneer en meer: open daarna de regel hierboven."), Style.SMALL)
        self.body.addWidget(self.line)
        self.body.addWidget(self._words)

    def show_view(self, view: TableView) -> None:
        """Offer the line; what is half typed stays."""

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.line.setFocus()

    def _add(self) -> None:
        view, text = self._table.view, self.line.text().strip()
        if view is not None and text:
            self._table.save(self._make(view, text), self.line.clear, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._words.setText(said(error))
        self._words.set_tone(Tone.DANGER)


def new_record_fields(table: Table) -> tuple[Field, ...]:
    """Return a field per kind of agreement."""
    kinds: tuple[tuple[str, str, Callable[[TableView, str], Recordable]], ...] = (
        ("new_action", _tr("Nieuwe actie"), _action),
        ("new_decision", _tr("Nieuw besluit"), _decision),
        ("new_conditional", _tr("Nieuwe als-dan-afspraak"), _conditional),
    )
    return tuple(_field(table, key, label, make) for key, label, make in kinds)


def _field(table: Table, key: str, label: str, make: Callable[[TableView, str], Recordable]) -> Field:
    return Field(key, label, lambda _view: "", lambda: NewEditor(table, label, make))


def _action(view: TableView, text: str) -> ActionItem:
    return ActionItem(case_id=view.file.case.id, meeting_id=view.meeting.id, what=text)


def _decision(view: TableView, text: str) -> Decision:
    return Decision(case_id=view.file.case.id, meeting_id=view.meeting.id, text=text, decided_on=view.today)


def _conditional(view: TableView, text: str) -> ConditionalAgreement:
    return ConditionalAgreement(
        case_id=view.file.case.id, meeting_id=view.meeting.id, trigger=text, response=_tr("nog te bepalen")
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("new_records", text)
