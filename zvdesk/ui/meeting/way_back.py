"""Take back what was erased or made into something else, as long as the meeting runs in this window."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvdesk.services import cases, converting

if TYPE_CHECKING:
    from zvdesk.domain.capture import CaptureKind
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.record_fields import Recordable
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


@dataclass(frozen=True)
class _Step:
    """Hold what was done: a record that was erased, or one that was made and the kind that it was."""

    record: Recordable
    was: CaptureKind | None = None


class WayBack(QObject):
    """Remember per case what was erased and converted, the last one first.

    Signal: ``tookBack(object, bool)`` with the record that is back, and whether it had been erased.
    """

    tookBack = Signal(object, bool)  # noqa: N815

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._steps: dict[str, list[_Step]] = {}

    def erased(self, record: Recordable) -> None:
        """Remember a record as it was when it was erased."""
        self._remember(_Step(record))

    def converted(self, made: Recordable, was: CaptureKind) -> None:
        """Remember what was made of a record of another kind."""
        self._remember(_Step(made, was))

    def take_back(self) -> bool:
        """Take back the last one of the case in sight; False when there is nothing to take back.

        What was taken back in another way meanwhile is passed by.
        """
        view = self._table.view
        steps = self._steps.get(view.item.id, []) if view is not None else []
        while view is not None and steps:
            step = steps.pop()
            if _is_there(view.file, step.record) is not (step.was is None):
                self._table.do(partial(self._undo, step), partial(self._tell, step))
                return True
        return False

    def _remember(self, step: _Step) -> None:
        if self._table.view is not None:
            self._steps.setdefault(self._table.view.item.id, []).append(step)

    @staticmethod
    def _undo(step: _Step, desk: Desk, view: TableView) -> None:
        if step.was is None:
            cases.save(desk, step.record)
        else:
            converting.convert(desk, view.meeting.id, view.item.id, step.record, step.was)

    def _tell(self, step: _Step) -> None:
        self.tookBack.emit(step.record, step.was is None)


def _is_there(file: CaseFile, record: Recordable) -> bool:
    return any(
        getattr(held, "id", "") == record.id
        for field in fields(file)
        if isinstance(found := getattr(file, field.name), tuple)
        for held in found
    )
