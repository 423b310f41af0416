"""Record the step Analyse: where it goes wrong, where it goes well, and what everyone wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import Step
from zvdesk.domain.cases import FactorKind
from zvdesk.ui.meeting.factors import Factors
from zvdesk.ui.meeting.parts import DayRow, on_edit, show_day, show_stored
from zvdesk.ui.meeting.scores import Scores
from zvdesk.ui.meeting.step import StepEditor
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit
from zvdesk.ui.widgets.fields import FieldRow

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class GoalFields(QWidget):
    """Keep the shared goal, with the day and the sign by which the table will know."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = WrapLayout(self, Space.HALF_MORE)
        self.goal = AutosaveTextEdit(lines=2)
        on_edit(self.goal, lambda text: table.revise_case(shared_goal=text))
        self.day = DayRow(self.tr("Bereikt op"), table.today)
        self.day.day.dayChosen.connect(lambda day: table.revise_case(goal_on=day))
        self.indicator = AutosaveLineEdit()
        on_edit(self.indicator, lambda text: table.revise_case(goal_indicator=text))
        parts = (
            (FieldRow(self.tr("Wat willen we samen bereiken?"), self.goal), 480),
            (self.day, 190),
            (FieldRow(self.tr("Waaraan merken we dat?"), self.indicator), 260),
        )
        for part, width in parts:
            wish(part, width)
            layout.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show the goal of the case."""
        case = view.file.case
        show_stored(self.goal, case.shared_goal)
        show_stored(self.indicator, case.goal_indicator)
        show_day(self.day.day, case.goal_on)


class AnalysisStep(StepEditor):
    """Record scores, factors, the resident's own view and the shared goal."""

    STEP = Step.ANALYSIS

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self.scores = Scores(table)
        self.body.addWidget(self.scores)
        both = QWidget()
        beside = WrapLayout(both, Space.THREE)
        self.risks = Factors(table, FactorKind.RISK, self.tr("Wat is een risico?"))
        self.strengths = Factors(table, FactorKind.PROTECTIVE, self.tr("Wat beschermt?"))
        beside.addWidget(self.risks)
        beside.addWidget(self.strengths)
        self.body.addWidget(both)
        self.voice = AutosaveTextEdit(lines=2)
        on_edit(self.voice, lambda text: table.revise_case(resident_view=text))
        self.body.addWidget(FieldRow(self.tr("Wat zegt de betrokkene zelf?"), self.voice))
        self.goal = GoalFields(table)
        self.body.addWidget(self.goal)
        self.add_note(self.tr("Notitie bij Analyse, zoals verschillen van inzicht"))

    def case_changed(self) -> None:
        """Forget what was half typed for another case."""
        self.risks.clear()
        self.strengths.clear()

    def show_case(self, view: TableView) -> None:
        """Show what the step records."""
        self.scores.show_view(view)
        self.risks.show_view(view)
        self.strengths.show_view(view)
        show_stored(self.voice, view.file.case.resident_view)
        self.goal.show_view(view)
