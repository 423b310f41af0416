"""Be the base of the forms that catch an agreement: one line to add it, the same fields to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.ui.meeting.parts import narrow_choice, said
from zvdesk.ui.meeting.views import short_name
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.services.records import Record
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView
    from zvdesk.ui.widgets.choices import ChoiceField

_NARROW, _WIDE = 150, 340  # of a field, in pixels at 100 %


class RecordForm(QWidget):
    """Add a record with Enter, or keep each change of one that is there.

    Signal: ``added()`` after a record was added; the form is empty again and has the focus.
    """

    added = Signal()

    def __init__(self, table: Table, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.record: Record | None = None
        self.setAccessibleName(name)
        self.view: TableView | None = None
        self._choices: list[ChoiceField] = []
        self._offered: list[tuple[object, str]] = []
        outer = column(Space.ONE)
        self.setLayout(outer)
        inner = QWidget()
        self.fields = WrapLayout(inner, Space.HALF_MORE)
        outer.addWidget(inner)
        self.complaint = Callout("", Tone.DANGER)
        self.complaint.hide()
        outer.addWidget(self.complaint)
        self.add_button = SecondaryButton(self.tr("Leg vast"), "plus")
        self.add_button.clicked.connect(self.add)

    # --- what a subclass uses ----------------------------------------------------------------------------

    def line(
        self, label: str, field: str, *, is_wide: bool = False, is_optional: bool = False
    ) -> AutosaveLineEdit:
        """Add a line for a field of the record and return it."""
        line = AutosaveLineEdit()
        line.edited.connect(lambda text: self.keep(**{field: text}))
        self._enter_adds(line)
        self.put(FieldRow(label, line, is_optional=is_optional), is_wide=is_wide)
        return line

    def organisation(self, label: str, field: str = "organisation_id") -> ChoiceField:
        """Add the choice of an organisation and return it."""
        choice = narrow_choice(self.tr("kies"))
        self._choices.append(choice)
        choice.chosen.connect(lambda value: self.keep(**{field: value or ""}))
        self.put(FieldRow(label, choice))
        return choice

    def put(self, part: QWidget, *, is_wide: bool = False) -> None:
        """Add a field, as wide as it likes to be."""
        wish(part, _WIDE if is_wide else _NARROW)
        self.fields.addWidget(part)

    def _enter_adds(self, line: QLineEdit) -> None:
        line.returnPressed.connect(lambda: QTimer.singleShot(0, self, self._add_when_new))

    def enter_adds(self, field: QWidget) -> None:
        """Let Enter in a field add the record."""
        line = field.focusProxy() or field
        if isinstance(line, QLineEdit):
            self._enter_adds(line)

    def _add_when_new(self) -> None:
        if self.record is None:
            self.add()

    def keep(self, **values: Any) -> None:  # noqa: ANN401 - fields of the record
        """Keep some fields of the record that is being mended; a new one waits for Enter."""
        if self.record is not None:
            self.complaint.set_text("")
            self.table.revise(self.record, self.refuse, **values)

    def refuse(self, error: Exception) -> None:
        """Say in the form what is wrong."""
        self.complaint.set_text(said(error))

    # --- what the page uses ------------------------------------------------------------------------------

    def edit(self, record: Record) -> None:
        """Show a record that is there; each change of it is kept."""
        self.record = record
        self.add_button.hide()
        self.fill(record)

    def add(self) -> None:
        """Add what the form says."""
        made = self.made()
        if made is None:
            self.first.setFocus()
            return
        self.complaint.set_text("")
        self.table.save(made, self._is_added, self.refuse)

    def _is_added(self) -> None:
        self.clear()
        self.first.setFocus()
        self.added.emit()

    def show_view(self, view: TableView) -> None:
        """Show whom an agreement can be with."""
        self.view = view
        offered = self._options()
        if offered != self._offered:  # an open list of choices is left alone
            self._offered = offered
            for choice in self._choices:
                choice.set_options(offered)

    def _options(self) -> list[tuple[object, str]]:
        """Return the organisations, those of this case first."""
        if self.view is None:
            return []
        known = self.view.context.organisations
        near = dict.fromkeys((*self.view.item.present_ids, *self.view.item.invited_ids))
        first = [known[i] for i in near if i in known]
        rest = [o for o in known.values() if o.id not in near and not o.is_archived]
        return [(o.id, short_name(o)) for o in (*first, *rest)]

    # --- what a subclass gives ---------------------------------------------------------------------------

    @property
    def first(self) -> QWidget:
        """Return the field that has the focus first."""
        raise NotImplementedError

    def made(self) -> Record | None:
        """Return a new record of what was typed, or None when there is nothing to add yet."""
        raise NotImplementedError

    def fill(self, record: Record) -> None:
        """Show the fields of a record."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty the form."""
        raise NotImplementedError
