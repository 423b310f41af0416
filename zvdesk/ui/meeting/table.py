"""Lead one case at the table: each act goes to the worker, and the pages draw what comes back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from zvdesk.domain.case_files import TABLE_RECORDS
from zvdesk.domain.meetings import ItemEvent, Meeting, MeetingEvent
from zvdesk.services import actions, cases, histories, meetings, stagnation
from zvdesk.services.changes import Changes
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.table_held import TableHeld
from zvdesk.ui.meeting.table_memory import TableMemory
from zvdesk.ui.meeting.views import may_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from zvdesk.domain.actions import ActionStatus
    from zvdesk.domain.agenda import Step
    from zvdesk.domain.case_files import TableRecord
    from zvdesk.domain.edit_history import EditHistory
    from zvdesk.services.desk import Desk
    from zvdesk.services.records import Record
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.views import TableView


class Table(QObject):
    """Hold one case of a meeting. Each change is saved at once; nothing waits for a Save button.

    Signals: ``shown(TableView)`` when there is something new to draw, once all that was handed over is kept;
    ``clocked(TableView)`` when only the clock was kept; ``refused(Exception)`` when an act was not possible;
    ``closed()`` after the meeting has closed; ``paneAsked(str)`` and ``captureAsked()`` when a field wants
    another part of the page to come forward.
    """

    shown = Signal(object)
    clocked = Signal(object)
    refused = Signal(object)
    closed = Signal()
    paneAsked = Signal(str)  # noqa: N815
    captureAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._held = TableHeld(context.desk)
        self._pending = 0
        self._is_drawn = True
        self.memory = TableMemory(context, self)
        self.view: TableView | None = None
        self.is_telling = False

    @property
    def is_busy(self) -> bool:
        """Tell whether something is on its way to the vault."""
        return self._pending > 0

    @property
    def desk(self) -> Desk:
        """Return the desk; touch it only inside an op."""
        return self._context.desk

    def today(self) -> date:
        """Return the day of this computer."""
        return self._context.desk.clock.today()

    def now(self) -> datetime:
        """Return the time of this computer."""
        return self._context.desk.clock.now()

    def history(self, field: str) -> EditHistory:
        """Return what stood in a field of the case before."""
        return self.memory.history(field)

    def keep_history(self, history: EditHistory) -> None:
        """Keep what stood in a field of the case before."""
        self.memory.keep(history)

    def open_case_room(self) -> None:
        """Go to the whole dossier of the case."""
        if self.view is not None:
            self._context.go("case", self.view.file.case.id)

    # --- where the table is ------------------------------------------------------------------------------

    def open(self, meeting_id: str, item_id: str = "") -> None:
        """Load a case of a meeting; without an item the one where the table is."""
        desk, held = self._context.desk, self._held
        loaded: list[tuple[EditHistory, ...]] = []

        def op() -> TableView:
            view = held.load(meeting_id, item_id)
            if may_write(desk):
                loaded.append(histories.load_histories(desk, view.file.case.id))
            return view

        self._run(op, is_change=False, loaded=loaded)

    def reload(self) -> None:
        """Load again what is on the table."""
        if self.view is not None:
            self.open(self.view.meeting.id, self.view.item.id)

    def show_case(self, item_id: str) -> None:
        """Bring another case of the meeting in sight; nothing of it begins by that."""
        if self.view is not None:
            self.open(self.view.meeting.id, item_id)

    def go(self, event: ItemEvent, reason: str = "") -> None:
        """Start the case, go to the next or previous step, skip it, postpone or reopen the case."""
        self.act(
            lambda desk, view: meetings.advance_item(
                desk, view.meeting.id, view.item.id, event, reason=reason
            )
        )

    def jump(self, step: Step) -> None:
        """Go to a step of the case."""
        self.act(lambda desk, view: meetings.jump(desk, view.meeting.id, view.item.id, step))

    def close(self) -> None:
        """Close the meeting, which adopts the list of each case."""
        self.act(
            lambda desk, view: meetings.advance(desk, view.meeting.id, MeetingEvent.CLOSE),
            then=self.closed.emit,
        )

    # --- what is recorded --------------------------------------------------------------------------------

    def write_note(self, step: Step, note: str) -> None:
        """Keep the note of a step of the case that is in sight now."""
        view = self.view
        if view is not None:
            meeting_id, item_id = view.meeting.id, view.item.id
            self.act(lambda desk, _view: meetings.write_note(desk, meeting_id, item_id, step, note))

    def set_danger(self, is_in_danger: bool | None) -> None:
        """Answer whether there is direct danger now."""
        self.act(lambda desk, view: meetings.set_danger(desk, view.meeting.id, view.item.id, is_in_danger))

    def note_discussed(self, words: str) -> None:
        """Keep what the table said of the signs of stagnation; no words keep nothing."""
        if words.strip():
            self.act(lambda desk, view: stagnation.note_discussed(desk, view.meeting.id, view.item.id, words))

    def revise_case(self, **values: Any) -> None:  # noqa: ANN401 - fields of Case
        """Keep some fields of the case that is in sight now."""
        self.do(partial(acts.revise_case, **values))

    def save(
        self,
        record: Record,
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Keep a record of the case, new or taken back."""
        if isinstance(record, TABLE_RECORDS):
            self.put(lambda desk, _view: cases.save(desk, record), then, failed)
        else:
            self.do(lambda desk, _view: cases.save(desk, record), then, failed)

    def revise(
        self,
        record: Record,
        failed: Callable[[Exception], None] | None = None,
        **values: Any,  # noqa: ANN401 - fields of the record
    ) -> None:
        """Keep some fields of a record; what was saved a moment ago stays."""
        if isinstance(record, TABLE_RECORDS):
            self.put(
                lambda desk, view: cases.save(desk, replace(acts.latest(view.file, record), **values)),
                failed=failed,
            )
        else:
            self.do(
                lambda desk, view: cases.save(desk, _changed(acts.latest(view.file, record), values)),
                failed=failed,
            )

    def erase(self, record: Record, words: str) -> None:
        """Erase a record of the case and offer a way back for ten seconds."""
        taken = acts.latest(self.view.file, record) if self.view is not None else record

        def offer() -> None:
            self._context.notices.undo(words, lambda: self.save(taken))

        self.do(lambda desk, _view: cases.erase(desk, record), offer)

    def update_action(self, action_id: str, status: ActionStatus) -> None:
        """Keep what came back on an action of an earlier meeting."""
        self.do(lambda desk, _view: actions.update_action(desk, action_id, status=status))

    def carry_over(
        self, action_id: str, due_on: date | None, reason: str, failed: Callable[[Exception], None]
    ) -> None:
        """Take an action of an earlier meeting along with another day and the reason."""
        self.do(
            lambda desk, view: actions.carry_over(desk, action_id, view.meeting.id, due_on, reason),
            failed=failed,
        )

    # --- the way to the worker ---------------------------------------------------------------------------

    def do(
        self,
        act: Callable[[Desk, TableView], object],
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run an act that changes records of the case, and read the case again."""

        def run(desk: Desk, view: TableView) -> None:
            act(desk, view)

        self.act(run, then, failed)

    def act(
        self,
        act: Callable[[Desk, TableView], Meeting | None],
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run an act; one that returns the meeting left the records of the case as they were."""
        self._run(partial(self._held.act, act), then, failed)

    def put(
        self,
        act: Callable[[Desk, TableView], TableRecord],
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run an act that changes the record that it returns and nothing else."""
        self._run(partial(self._held.put, act), then, failed)

    def keep_clock(self, keep: Callable[[Desk, str], Meeting]) -> None:
        """Run an act on the clock alone; nothing is drawn again but the clock."""

        def done(view: TableView | None) -> None:
            if view is not None and not self._pending:
                self.view = view
                self.clocked.emit(view)

        self._context.jobs.run(partial(self._held.keep_clock, keep), done, self.refused.emit, owner=self)

    def _run(
        self,
        op: Callable[[], TableView],
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        is_change: bool = True,
        loaded: list[tuple[EditHistory, ...]] | None = None,
    ) -> None:
        self._pending += 1

        def done(view: TableView) -> None:
            self._pending -= 1
            self.view = view
            self.memory.take(view, loaded[0] if loaded else None)
            self._is_drawn = not self._pending  # never over what is still on its way to the vault
            if self._is_drawn:
                self.shown.emit(view)
            if then is not None:
                then()
            if is_change:
                self._tell(view)

        def refuse(error: Exception) -> None:
            self._pending -= 1
            if failed is not None:
                failed(error)
            else:
                self.refused.emit(error)
            if not self._pending and not self._is_drawn and self.view is not None:
                self._is_drawn = True
                self.shown.emit(self.view)

        self._context.jobs.run(op, done, refuse, owner=self)

    def _tell(self, view: TableView) -> None:
        self.is_telling = True
        kinds = frozenset({"cases", "meetings", "agenda_items", "action_items"})
        self._context.jobs.changed.emit(Changes(kinds, frozenset({view.file.case.id})))
        self.is_telling = False


def _changed(record: Record, values: dict[str, Any]) -> Record:
    return replace(record, **values)
