"""Lay out the fields of a record, show what is wrong beside each, and keep what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from zvdesk.errors import ExplainedError, InvalidField
from zvdesk.texts.messages import message
from zvdesk.ui.cases.drafts import Draft
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from zvdesk.services.records import Record
    from zvdesk.ui.cases.inputs import Input
    from zvdesk.ui.cases.model import CaseModel
    from zvdesk.ui.cases.specs import FieldSpec

_TWO_COLUMNS = 600  # narrower than this the fields stand below each other, in pixels at 100 %


class FieldGrid(QWidget):
    """Show fields in two columns, or in one where there is no room.

    Signal: ``taken(str, object)`` with the name of a field and its value.
    """

    taken = Signal(str, object)

    def __init__(self, model: CaseModel, specs: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self.specs = model, tuple(specs)
        self.rows: dict[str, FieldRow] = {}
        self.inputs: dict[str, Input] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.THREE)
        self._grid.setVerticalSpacing(Space.TWO)
        for spec in self.specs:
            made = spec.make(model)
            row = FieldRow(spec.label, made.widget, spec.help, is_optional=spec.is_optional)
            self.inputs[spec.name], self.rows[spec.name] = made, row
            made.taken.connect(lambda value, name=spec.name: self.taken.emit(name, value))
            made.troubled.connect(row.set_error)
        self._arrange(2)

    def put(self, record: Any, *, is_locked: bool = False) -> None:  # noqa: ANN401 - any record
        """Show a record; the field that has the focus keeps its text, tidied or not, under the cursor."""
        focused = self.window().focusWidget()
        for spec in self.specs:
            made = self.inputs[spec.name]
            made.lock(is_locked)
            if focused is None or not (made.widget is focused or made.widget.isAncestorOf(focused)):
                made.put(getattr(record, spec.name))
        self.show_fields(record)

    def show_fields(self, record: Any) -> None:  # noqa: ANN401 - any record
        """Show the fields that matter for the record as it is."""
        for spec in self.specs:
            if spec.shown is not None:
                show_when(self.rows[spec.name], spec.shown(self._model, record))

    def mark_saved(self, names: Sequence[str]) -> None:
        """Tell at each field that the vault has it."""
        for name in names:
            if name in self.rows:
                self.rows[name].set_error("")
                self.inputs[name].mark_saved()

    def refuse(self, error: Exception) -> bool:
        """Tell at the field what is wrong; False when it belongs to no field here."""
        if isinstance(error, InvalidField) and error.field in self.rows:
            self.rows[error.field].set_error(message(error))
            return True
        return False

    def focus_first(self) -> None:
        """Put the focus in the first field."""
        first = self.inputs[self.specs[0].name].widget
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        line = place = 0
        for spec in self.specs:
            width = columns if spec.is_wide else 1
            if place + width > columns:
                line, place = line + 1, 0
            row = self.rows[spec.name]
            self._grid.addWidget(row, line, place, 1, width, Qt.AlignmentFlag.AlignTop)
            place += width
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= current_theme().scaled(_TWO_COLUMNS) else 1)


class RecordForm(QWidget):
    """Edit one record, new or known; there is no button to save.

    Signals: ``born(str)`` when a new record got its id; ``revised()`` when a value changed.
    """

    born = Signal(str)
    revised = Signal()

    def __init__(
        self,
        model: CaseModel,
        specs: Sequence[FieldSpec],
        record: Record,
        *,
        locked: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._is_locked = model, bool(locked)
        self.grid = FieldGrid(model, specs)
        required = tuple(spec.name for spec in specs if spec.is_required)
        self._labels = {spec.name: spec.label for spec in specs}
        self.draft = Draft(model, record, required, model)  # outlives the form, so that nothing is lost
        self._hint = Text("", Style.SMALL)
        outer = column(Space.HALF_MORE)
        self.setLayout(outer)
        outer.addWidget(self.grid)
        outer.addWidget(self._hint)
        self.grid.put(record, is_locked=self._is_locked)
        self.grid.taken.connect(self.draft.set_value)
        self.draft.saved.connect(self._saved)
        self.draft.refused.connect(self._refused)
        self.draft.born.connect(self.born)
        self.draft.revised.connect(self._revise)
        self._show_hint()

    def show_record(self, record: Record) -> None:
        """Show the record as the vault has it now; what is being typed stays."""
        self.draft.set_stored(record)
        self.grid.put(self.draft.record, is_locked=self._is_locked)

    def _saved(self, names: tuple[str, ...]) -> None:
        self.grid.mark_saved(names)
        self._show_hint()

    def _refused(self, error: Exception) -> None:
        if not self.grid.refuse(error):
            self._model.context.failed(error)
            self.grid.put(self.draft.record, is_locked=self._is_locked)

    def _revise(self) -> None:
        self.grid.show_fields(self.draft.record)
        self._show_hint()
        self.revised.emit()

    def _show_hint(self) -> None:
        lacking = self.draft.lacking if self.draft.is_new and not self._is_locked else ()
        names = ", ".join(f"'{self._labels[name]}'" for name in lacking)
        self._hint.setText(self.tr("Wordt bewaard zodra dit is ingevuld: %1.").replace("%1", names))
        show_when(self._hint, bool(lacking))


class CaseForm(QWidget):
    """Edit some fields of the case itself; each goes to the vault by itself."""

    def __init__(self, model: CaseModel, specs: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.grid = FieldGrid(model, specs)
        outer = column(0)
        self.setLayout(outer)
        outer.addWidget(self.grid)
        self.grid.taken.connect(self._keep)

    def refresh(self, *, is_locked: bool) -> None:
        """Show the case as the vault has it now; what is being typed stays."""
        self.grid.put(self._model.case, is_locked=is_locked)

    def _keep(self, name: str, value: object) -> None:
        self._model.keep_case(lambda: self._saved(name), self._refused, **{name: value})

    def _saved(self, name: str) -> None:
        self.grid.mark_saved((name,))

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, ExplainedError) and self.grid.refuse(error)):
            self._model.context.failed(error)
