"""Let the clock of the cockpit tick: each second on screen, each half minute in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.timing import ClockView, clock_view
from zvdesk.services import clock_work

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table

_TICK, _KEEP = 1_000, 30_000  # milliseconds


class TableClock(QObject):
    """Tell each second what the clock says. Signal: ``ticked(ClockView)``."""

    ticked = Signal(object)

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._tick = QTimer(self, interval=_TICK)
        self._tick.timeout.connect(self.tick)
        self._keep = QTimer(self, interval=_KEEP)
        self._keep.timeout.connect(self.keep)
        self._now = QTimer(self, singleShot=True, interval=0)  # when the parts show the case that came
        self._now.timeout.connect(self.tick)
        table.shown.connect(lambda _view: self._now.start())
        table.clocked.connect(lambda _view: self._now.start())

    def set_running(self, *, is_on: bool) -> None:
        """Tick while the page is in sight; what the clock counts does not depend on it."""
        for timer in (self._tick, self._keep):
            timer.start() if is_on else timer.stop()

    def tick(self) -> None:
        """Tell what the clock says now."""
        view = self._view()
        if view is not None:
            self.ticked.emit(view)

    def _view(self) -> ClockView | None:
        view = self._table.view
        return clock_view(view.meeting, view.item, self._table.now()) if view is not None else None

    def keep(self) -> None:
        """Keep in the vault how far the clock has come."""
        view = self._table.view
        if view is not None and view.meeting.clock is not None and not view.is_closed:
            self._table.keep_clock(clock_work.keep_clock)

    def toggle(self) -> None:
        """Let the clock stand still, or go on for the step that is in sight."""
        view, now = self._table.view, self._view()
        if view is None or now is None or view.step is None:
            return
        item_id = view.item.id
        if now.is_running:
            self._table.act(lambda desk, view: clock_work.pause_clock(desk, view.meeting.id))
        else:
            self._table.act(lambda desk, view: clock_work.start_clock(desk, view.meeting.id, item_id))

    def add(self, minutes: int) -> None:
        """Give the step that is in sight more minutes."""
        view = self._table.view
        if view is None or view.step is None or view.meeting.state is not MeetingState.IN_PROGRESS:
            return
        item_id, step = view.item.id, view.step
        self._table.act(
            lambda desk, view: clock_work.add_minutes(desk, view.meeting.id, item_id, step, minutes)
        )
