"""Record the step Regie: it changes with the AVE level that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.agenda import Step
from zvdesk.domain.escalation import Responsibility
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.holder_row import HolderRow
from zvdesk.ui.meeting.level_asks import LevelAsks
from zvdesk.ui.meeting.level_choice import LevelChoice
from zvdesk.ui.meeting.level_decision import LevelDecision
from zvdesk.ui.meeting.step import StepEditor
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LeadStep(StepEditor):
    """Record the level, why, and who has which regie by name."""

    STEP = Step.LEAD

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self.levels = LevelChoice()
        self.levels.chosen.connect(self._choose)
        self._before = Chip("")
        choice = row(self.levels, self._before)
        choice.setStretch(0, 1)
        self.body.addLayout(choice)
        self._asks = LevelAsks()
        self.decision = LevelDecision(table)
        self._heading = Text(self.tr("Wie heeft welke regie? Met naam."), Style.STRONG)
        self.holders = tuple(HolderRow(table, r) for r in Responsibility)
        for part in (self._asks, self.decision, self._heading, *self.holders):
            self.body.addWidget(part)
        self.add_note(self.tr("Notitie bij Regie"))

    def show_case(self, view: TableView) -> None:
        """Show what the step records."""
        code = view.file.case.level_code
        self.levels.show_level(view.context.scheme, code)
        before = view.item.level_before
        self._before.setText(self.tr("was {code} tot vandaag").format(code=before))
        show_when(self._before, bool(before) and before != code)
        self._asks.show_view(view)
        self.decision.show_view(view)
        for holder in self.holders:
            holder.show_view(view)
            show_when(holder, bool(code))
        show_when(self._heading, bool(code))

    def _choose(self, code: str) -> None:
        self.table.do(lambda desk, view: acts.choose_level(desk, view, code))
