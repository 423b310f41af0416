"""Show where we are: the five steps, who is at the table, and the cases of this table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import Phase, StepStatus
from zvdesk.texts.blockers import short
from zvdesk.texts.labels import PHASES, STEPS
from zvdesk.ui.meeting.seats import Seats
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import clear, column
from zvdesk.ui.widgets.steps import Progress, StepList, StepView

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LeftPanel(QWidget):
    """Show steps, attendance and cases.

    Signals: ``stepChosen(object)`` with a Step; ``caseChosen(str)`` with the id of an agenda item.
    """

    stepChosen = Signal(object)  # noqa: N815
    caseChosen = Signal(str)  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(Space.TWO)
        self.setLayout(outer)
        self.steps = StepList()
        self.steps.chosen.connect(self.stepChosen)
        self.seats = Seats()
        self.seats.asked.connect(lambda: table.paneAsked.emit("attendance"))
        outer.addWidget(self.steps)
        outer.addWidget(self.seats)
        outer.addWidget(Text(self.tr("Casussen van dit overleg"), Style.CAPTION))
        self._cases = column(0)
        outer.addLayout(self._cases)
        self._rows: list[_CaseRow] = []
        self._steps: list[StepView] = []
        self._shown: tuple[object, ...] = ()

    def show_view(self, view: TableView) -> None:
        """Show the case on the table."""
        steps = [self._step(view, step) for step in Step]
        if steps != self._steps:
            self._steps = steps
            self.steps.set_steps(steps)
        self.seats.show_view(view)
        shown = (view.item.id, *view.cases)
        if shown != self._shown:
            self._shown = shown
            self._show_cases(view)

    def take_focus(self) -> None:
        """Put the focus on the step where the case is."""
        self.steps.take_focus()

    def _step(self, view: TableView, step: Step) -> StepView:
        record = view.item.record(step)
        words = short(view.lacks[step])
        is_here = view.step is step
        progress = Progress.CURRENT if is_here else Progress.OPEN
        tone = Tone.NEUTRAL
        if record.status is StepStatus.SKIPPED and not is_here:
            lacks = self.tr("overgeslagen: {reason}").format(reason=record.skip_reason)
        elif words and (is_here or record.status is StepStatus.DONE or view.item.phase is Phase.FINISHED):
            lacks = self.tr("nog {count}: {words}").format(count=len(words), words=", ".join(words))
            tone = Tone.DANGER
        elif record.status is StepStatus.DONE:
            lacks = self.tr("compleet")
            progress = progress if is_here else Progress.DONE
        elif is_here:
            lacks = self.tr("niets meer nodig")
        else:
            lacks = self._ahead(words)
        return StepView(step, STEPS[step], lacks, progress, tone)

    def _ahead(self, words: tuple[str, ...]) -> str:
        if not words:
            return self.tr("al gevuld")
        return self.tr("nog {count}: {words}").format(count=len(words), words=", ".join(words))

    def _show_cases(self, view: TableView) -> None:
        if [row.item_id for row in self._rows] != [case.item_id for case in view.cases]:
            clear(self._cases)
            self._rows = [_CaseRow(case.item_id) for case in view.cases]
            for row in self._rows:
                row.button.clicked.connect(lambda _checked=False, i=row.item_id: self.caseChosen.emit(i))
                self._cases.addWidget(row.button)
                self._cases.addWidget(row.line)
        for row, case in zip(self._rows, view.cases, strict=True):
            state = PHASES[case.phase]
            is_here = case.item_id == view.item.id
            row.button.set_label(case.name)
            row.button.setAccessibleName(self.tr("Casus {name}, {state}").format(name=case.name, state=state))
            row.button.setEnabled(not is_here)
            row.line.setText(self.tr("{state}, nu in beeld").format(state=state) if is_here else state)


class _CaseRow:
    """Hold the button and the words of one case."""

    def __init__(self, item_id: str) -> None:
        self.item_id = item_id
        self.button = LinkButton("")
        self.line = Text("", Style.SMALL)
        self.line.setContentsMargins(Space.ONE, 0, 0, Space.HALF)
