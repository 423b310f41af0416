"""Show a record that can only be read: its fields as words, without the empty ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.ui.cases.model import CaseModel
    from zvdesk.ui.cases.specs import FieldSpec


_LABEL = 220  # width of the labels, in pixels at 100 %


class RecordDetails(QWidget):
    """Show the fields of a record as label and words; the words can be copied."""

    def __init__(
        self,
        model: CaseModel,
        specs: Sequence[FieldSpec],
        record: Any,  # noqa: ANN401 - any record of a case
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._specs = model, tuple(specs)
        self._column = QGridLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setHorizontalSpacing(Space.TWO)
        self._column.setVerticalSpacing(Space.HALF)
        self._column.setColumnStretch(1, 1)
        self.show_record(record)

    def show_record(self, record: Any) -> None:  # noqa: ANN401 - any record of a case
        """Show the record as the vault has it now."""
        clear(self._column)
        shown = 0
        for spec in self._specs:
            value = getattr(record, spec.name)
            if value in ("", None, (), False) or (spec.shown and not spec.shown(self._model, record)):
                continue
            made = spec.make(self._model)
            words = made.words(value)
            made.widget.deleteLater()
            if words:
                label = Text(spec.label, Style.QUIET)
                label.setFixedWidth(current_theme().scaled(_LABEL))
                self._column.addWidget(label, shown, 0, Qt.AlignmentFlag.AlignTop)
                self._column.addWidget(Text(words, selectable=True), shown, 1)
                shown += 1
