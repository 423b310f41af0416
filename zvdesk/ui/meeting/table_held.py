"""Hold in the worker what was loaded last of the table, so that an act reads again only what it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.agenda import Step
from zvdesk.domain.steps import step_blockers, step_notices
from zvdesk.errors import NotFound
from zvdesk.services import cases
from zvdesk.ui.meeting.views import TableView, found_signs, judged, load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.case_files import TableRecord
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk


class TableHeld:
    """Keep what the worker loaded last; only ops touch it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view: TableView | None = None

    def load(self, meeting_id: str, item_id: str) -> TableView:
        """Load a case of a meeting; without an item the one where the table is."""
        self._view = load_table(self._desk, meeting_id, item_id, self._view)
        return self._view

    def act(self, act: Callable[[Desk, TableView], Meeting | None]) -> TableView:
        """Run an act; one that returns the meeting left the records of the case as they were."""
        desk, before = self._desk, self._before()
        changed = act(desk, before)
        found = changed or before.meeting
        file = before.file if changed is not None else cases.case_file(desk, before.file.case.id)
        item = found.item(before.item.id)
        signs = before.findings  # what was discussed stays in sight until the table goes on
        if item.phase is not before.item.phase:
            signs = found_signs(desk, found, item)
        self._view = judged(desk, found, item, file, before.cases, before.people, signs)
        return self._view

    def put(self, act: Callable[[Desk, TableView], TableRecord]) -> TableView:
        """Run an act that changes the record that it returns and nothing else: nothing is read again."""
        before = self._before()
        file = before.file.with_record(act(self._desk, before))
        context = replace(before.context, file=file, on=self._desk.clock.today())
        self._view = replace(
            before,
            file=file,
            context=context,
            today=context.on,
            lacks={step: step_blockers(step, context) for step in Step},
            notices=step_notices(before.step, context) if before.step is not None else (),
        )
        return self._view

    def keep_clock(self, keep: Callable[[Desk, str], Meeting]) -> TableView | None:
        """Run an act on the clock alone."""
        if self._view is not None:
            meeting = keep(self._desk, self._view.meeting.id)
            self._view = replace(self._view, meeting=meeting, item=meeting.item(self._view.item.id))
        return self._view

    def _before(self) -> TableView:
        if self._view is None:
            raise NotFound("meeting", "")
        return self._view
