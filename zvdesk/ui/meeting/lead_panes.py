"""Let a pane take the place of the step for a while, and give the place back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from zvdesk.ui.meeting.panes import PANES, Pane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from zvdesk.ui.meeting.columns import Columns
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LeadPanes(QObject):
    """Hold the panes, each made when it is first asked for.

    Signals: ``ended(str)`` with the name of a pane that said it was done; ``stepAsked(object)`` with a Step
    that a pane leads to; ``filled(bool)`` when a pane takes the place of the capture line too, or
    gives it back.
    """

    ended = Signal(str)
    stepAsked = Signal(object)  # noqa: N815
    filled = Signal(bool)

    def __init__(self, table: Table, place: QVBoxLayout, step: QWidget, columns: Columns) -> None:
        super().__init__(table)
        self._table, self._column, self._step, self._columns = table, place, step, columns
        self._made: dict[str, QWidget] = {}
        self.current = ""

    def has(self, name: str) -> bool:
        """Tell whether there is such a pane."""
        return name in PANES

    def open(self, name: str, view: TableView) -> None:
        """Show a pane in the place of the step."""
        if name not in self._made:
            self._made[name] = self._make(name)
        pane = self._made[name]
        self.current = name
        self.show_view(view)
        for other in (self._step, *self._made.values()):
            other.setVisible(other is pane)
        self._columns.set_alone(is_alone=PANES[name].is_alone)
        self.filled.emit(PANES[name].is_full)

    def _make(self, name: str) -> QWidget:
        pane: QWidget = PANES[name].make(self._table)
        done, asked = getattr(pane, "done", None), getattr(pane, "stepAsked", None)
        if isinstance(done, SignalInstance):
            done.connect(lambda: self._end(name))
        if isinstance(asked, SignalInstance):
            asked.connect(self.stepAsked)
        self._column.addWidget(pane, 1)
        return pane

    def pane(self, name: str) -> QWidget | None:
        """Return a pane that was shown before, or None."""
        return self._made.get(name)

    def show_view(self, view: TableView) -> None:
        """Show the case in the pane that is in sight."""
        pane = self._pane()
        if pane is not None:
            pane.show_view(view)

    def take_focus(self) -> None:
        """Put the focus in the pane that is in sight."""
        pane = self._pane()
        if pane is not None:
            pane.take_focus()

    def _pane(self) -> Pane | None:
        pane: object = self._made.get(self.current)
        return pane if isinstance(pane, Pane) else None

    def close(self) -> None:
        """Show the step again."""
        if self.current:
            pane = self._made[self.current]
            self.current = ""
            pane.hide()
            self._step.show()
            self._columns.set_alone(is_alone=False)
            self.filled.emit(False)

    def _end(self, name: str) -> None:
        self.close()
        self.ended.emit(name)
