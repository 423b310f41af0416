"""Record the step Signaal: why we are here, and whether there is danger now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.domain.agenda import Step
from zvdesk.ui.meeting.action_form import ActionForm
from zvdesk.ui.meeting.last_time import LastTime
from zvdesk.ui.meeting.parts import on_edit, show_stored
from zvdesk.ui.meeting.recorded import Recorded
from zvdesk.ui.meeting.step import StepEditor
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.autosave import AutosaveTextEdit
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class SignalStep(StepEditor):
    """Record who is here, the purpose, the occasion and direct danger.

    Signal: ``attendanceAsked()`` when the person wants to say who is at the table.
    """

    STEP = Step.SIGNAL
    attendanceAsked = Signal()  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self.last_time = LastTime(table)
        self.body.addWidget(self.last_time)
        self._present = Text("", Style.QUIET)
        ask = LinkButton(self.tr("Wie is er aan tafel (F3)"), "users")
        ask.clicked.connect(self.attendanceAsked)
        who = row(ask, self._present)
        who.setStretch(1, 1)
        self.body.addLayout(who)
        self.purpose = AutosaveTextEdit(lines=2)
        on_edit(self.purpose, lambda text: table.revise_case(purpose=text))
        self.body.addWidget(FieldRow(self.tr("Doel van dit overleg"), self.purpose))
        self.occasion = AutosaveTextEdit(lines=2)
        on_edit(self.occasion, lambda text: table.revise_case(occasion=text))
        self.body.addWidget(FieldRow(self.tr("Aanleiding, in twee zinnen feiten"), self.occasion))
        self.danger = ChoiceRow(
            self.tr("Is er nu direct gevaar?"), ((False, self.tr("Nee")), (True, self.tr("Ja")))
        )
        self.danger.chosen.connect(lambda value: table.set_danger(bool(value)))
        self.body.addWidget(FieldRow(self.tr("Is er nu direct gevaar?"), self.danger))
        self._warning = Callout(
            self.tr("Er is direct gevaar. Maak eerst een veiligheidsafspraak: wie doet nu wat?"),
            Tone.DANGER,
        )
        self.safety = ActionForm(table, self.tr("Veiligheidsafspraak"), is_urgent=True)
        self._agreed = Recorded(table)
        for part in (self._warning, self.safety, self._agreed):
            self.body.addWidget(part)
        self.add_note(self.tr("Notitie bij Signaal"))

    def case_changed(self) -> None:
        """Forget what was half typed for another case."""
        self.safety.clear()

    def show_case(self, view: TableView) -> None:
        """Show what the step records."""
        self.last_time.show_view(view)
        show_when(self.last_time, view.opens_with_last_actions)
        self._present.setText(
            self.tr("{here} van {invited} organisaties aan tafel").format(
                here=len(view.item.present_ids),
                invited=len({*view.item.invited_ids, *view.item.present_ids}),
            )
        )
        show_stored(self.purpose, view.file.case.purpose)
        show_stored(self.occasion, view.file.case.occasion)
        self.danger.set_value(view.item.is_in_danger)
        is_in_danger = view.item.is_in_danger is True
        self.safety.show_view(view)
        self._agreed.show_view(view)
        for part in (self._warning, self.safety, self._agreed):
            show_when(part, is_in_danger)
