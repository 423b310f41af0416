"""Keep risk factors and protective factors, in people's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zvdesk.domain.cases import Factor, FactorKind
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.meeting.wrap import wish
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import IconLabel, Text
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class Factors(QWidget):
    """Show the factors of one kind, and a line to add the next."""

    def __init__(self, table: Table, kind: FactorKind, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._kind = table, kind
        self._shown: tuple[Factor, ...] | None = None
        self._case_id = ""
        outer = column(Space.HALF)
        self.setLayout(outer)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Typ en druk op Enter"))
        self.line.returnPressed.connect(self._add)
        self._row = FieldRow(label, self.line)
        self._list = column(0)
        outer.addWidget(self._row)
        outer.addLayout(self._list)
        outer.addStretch(1)
        wish(self, 300)

    def show_view(self, view: TableView) -> None:
        """Show the factors of the case."""
        self._case_id = view.file.case.id
        factors = tuple(f for f in view.file.factors if f.kind is self._kind)
        if factors == self._shown:
            return
        self._shown = factors
        clear(self._list)
        is_risk = self._kind is FactorKind.RISK
        for factor in factors:
            line = QHBoxLayout()
            line.setSpacing(Space.ONE)
            mark = IconLabel(
                "trending-down" if is_risk else "shield-check", Token.WARN if is_risk else Token.OK, 16
            )
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(Text(factor.text), 1)
            remove = IconButton("x", self.tr("Wis: {text}").format(text=factor.text))
            remove.clicked.connect(lambda _checked=False, f=factor: self._erase(f))
            line.addWidget(remove)
            self._list.addLayout(line)

    def clear(self) -> None:
        """Forget what was half typed."""
        self.line.clear()
        self._row.set_error("")

    def _add(self) -> None:
        text = self.line.text().strip()
        if text:
            record = Factor(case_id=self._case_id, kind=self._kind, text=text)
            self._table.save(record, self.clear, lambda error: self._row.set_error(said(error)))

    def _erase(self, factor: Factor) -> None:
        self._table.erase(factor, self.tr("Gewist: {text}").format(text=factor.text))
