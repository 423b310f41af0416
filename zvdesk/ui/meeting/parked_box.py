"""Deal with a parked point before the case is done: discussed, or carried over with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.meeting.table_pane import BigLine
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from zvdesk.domain.table_notes import ParkedPoint
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class ParkedBox(QWidget):
    """Ask why a parked point waits until next time; Enter keeps the reason. Signal: ``done()``."""

    done = Signal()

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._point: ParkedPoint | None = None
        self.line = BigLine(
            self.tr("Waarom blijft dit punt liggen?"),
            self.tr("bijvoorbeeld: de GGZ weet dit pas na de intake"),
        )
        self.line.historyChanged.connect(table.keep_history)
        self.line.returnPressed.connect(self._carry)
        self.discussed = SecondaryButton(self.tr("Is besproken"), "check")
        self.discussed.clicked.connect(self._drop)
        outer = column(Space.ONE)
        self.setLayout(outer)
        outer.addWidget(Text(self.tr("Blijft dit punt liggen tot de volgende keer? Waarom?"), Style.HEADING))
        outer.addWidget(self.line)
        outer.addLayout(row(self.discussed, stretch=0))

    def show_point(self, point: ParkedPoint, view: TableView) -> None:
        """Show the point that waits."""
        if self._point is None or self._point.id != point.id:
            self.line.bind_history(
                self._table.history(f"ParkedPoint:{point.id}:carried_reason:{view.item.id}")
            )
            self.line.set_stored(point.carried_reason)
        self._point = point

    def take_focus(self) -> None:
        """Put the focus in the line."""
        self.line.setFocus()

    def _carry(self) -> None:
        reason = self.line.text().strip()
        if self._point is not None and reason:
            self._table.revise(self._point, carried_reason=reason)
            self.done.emit()

    def _drop(self) -> None:
        if self._point is not None:
            self._table.erase(self._point, self.tr("Het geparkeerde punt is weg."))
            self.done.emit()
