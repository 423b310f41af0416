"""Record the step Plan: who does what, and what holds it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.agenda import Step
from zvdesk.ui.meeting.action_form import ActionForm
from zvdesk.ui.meeting.agreement_forms import ConditionalForm, DecisionForm, ReservationForm
from zvdesk.ui.meeting.last_time import LastTime
from zvdesk.ui.meeting.recorded import Recorded
from zvdesk.ui.meeting.step import StepEditor
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.labels import show_when

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.meeting.record_form import RecordForm
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class PlanStep(StepEditor):
    """Catch actions, als-dan-afspraken, decisions and reservations; one form in sight at a time."""

    STEP = Step.PLAN

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        words = (self.tr("Actie"), self.tr("Als-dan"), self.tr("Besluit"), self.tr("Voorbehoud"))
        self.kind = ChoiceRow(self.tr("Leg vast"), tuple(enumerate(words)))
        self.kind.chosen.connect(self._turn)
        self.body.addWidget(self.kind)
        self.forms: tuple[RecordForm, ...] = (
            ActionForm(table, words[0]),
            ConditionalForm(table, words[1]),
            DecisionForm(table, words[2]),
            ReservationForm(table, words[3]),
        )
        for form in self.forms:
            self.body.addWidget(form)
        self.recorded = Recorded(table)
        self.body.addWidget(self.recorded)
        self.still_open = LastTime(table, self.tr("Nog open van eerder"))
        self.body.addWidget(self.still_open)
        self.add_note(self.tr("Notitie bij Plan"))
        self._turn(0)

    def _turn(self, number: object) -> None:
        self.kind.set_value(number)
        for place, form in enumerate(self.forms):
            show_when(form, place == number)
            if place == number and self.isVisible():
                form.first.setFocus()

    def case_changed(self) -> None:
        """Forget what was half typed for another case."""
        for form in self.forms:
            form.clear()
        self._turn(0)

    def show_case(self, view: TableView) -> None:
        """Show what the step records."""
        for form in self.forms:
            form.show_view(view)
        self.recorded.show_view(view)
        earlier = tuple(
            (a, view.organisation(a.organisation_id)) for a in view.last_actions if a.status not in SETTLED
        )
        self.still_open.show_actions(earlier, view.today)
        show_when(self.still_open, bool(earlier))
