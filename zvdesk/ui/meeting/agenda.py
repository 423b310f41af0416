"""Show the agenda of a meeting: the cases in order, with a line to add the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.ui.meeting.agenda_row import MIME, AgendaRow
from zvdesk.ui.meeting.case_picker import CasePicker
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.meeting.views import PrepareView


class AgendaCard(Card):
    """Show the cases; the order changes by button or by dragging.

    Signals: ``picked(str)`` with a case to add; ``ordered(tuple)`` with the ids in the new order;
    ``removed(str)``; ``invited(str, tuple)``; ``opened(str)`` with the id of a case.
    """

    picked = Signal(str)
    ordered = Signal(object)
    removed = Signal(str)
    invited = Signal(str, object)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Agenda"))
        self.rows: dict[str, AgendaRow] = {}
        self._order: tuple[str, ...] = ()
        self._none = Text(
            self.tr("Nog geen casus. Zoek hieronder een casus en zet die op de agenda."), Style.QUIET
        )
        self._column = column(Space.HALF)
        self.picker = CasePicker()
        self.picker.picked.connect(self.picked)
        self.add(self._none)
        self.add(self._column)
        self.add(self.picker)
        self.setAcceptDrops(True)

    def show_view(self, view: PrepareView, *, may_change: bool) -> None:
        """Show the agenda as it is now; the focus stays on the button that was used."""
        wanted = tuple(line.item.id for line in view.lines)
        for item_id in [i for i in self.rows if i not in wanted]:
            row = self.rows.pop(item_id)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, line in enumerate(view.lines):
            row = self.rows.get(line.item.id) or self._made(line.item.id)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show_line(line, view, may_change=may_change)
        self._order = wanted
        self.setAcceptDrops(may_change)
        show_when(self._none, not view.lines)
        show_when(self.picker, may_change)
        self.picker.set_taken(frozenset(line.item.case_id for line in view.lines))

    def _made(self, item_id: str) -> AgendaRow:
        row = AgendaRow(item_id)
        row.moved.connect(self._move)
        row.removed.connect(self.removed)
        row.invited.connect(self.invited)
        row.opened.connect(self.opened)
        self.rows[item_id] = row
        return row

    def _move(self, item_id: str, offset: int) -> None:
        order = list(self._order)
        place = order.index(item_id)
        order.insert(place + offset, order.pop(place))
        self.ordered.emit(tuple(order))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a row of this agenda that hangs over it."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the row where it was dropped."""
        item_id = bytes(event.mimeData().data(MIME).data()).decode()
        if item_id not in self.rows:
            return
        y = event.position().y()
        before = sum(self.rows[i].geometry().center().y() < y for i in self._order if i != item_id)
        order = [i for i in self._order if i != item_id]
        order.insert(before, item_id)
        event.acceptProposedAction()
        self.ordered.emit(tuple(order))
