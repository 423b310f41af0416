"""Edit the actions and als-dan agreements of a case; what came back on an action has its own line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.domain.actions import SETTLED, ActionItem, ActionStatus, ConditionalAgreement, Informing
from zvdesk.domain.roles import Act
from zvdesk.domain.typed_days import typed_day
from zvdesk.services import actions
from zvdesk.texts.days import day, days_late, moment
from zvdesk.texts.labels import ACTION_STATUSES, INFORMING, RESPONSIBILITIES
from zvdesk.ui.cases.inputs import NumberInput
from zvdesk.ui.cases.loading import Kept
from zvdesk.ui.cases.record_line import Summary
from zvdesk.ui.cases.record_list import ListSpec, RecordList
from zvdesk.ui.cases.section import Section
from zvdesk.ui.cases.specs import FieldSpec, choice, day_of, line, lines, organisation, tick
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Heading, Style, Text
from zvdesk.ui.widgets.layouts import clear, column, row

if TYPE_CHECKING:
    from zvdesk.ui.cases.model import CaseModel


class ActionProgress(QWidget):
    """Keep what came back on an action: its status, another day, a word on it; and show the history."""

    def __init__(self, model: CaseModel, action: ActionItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._action = model, action
        self.status = ChoiceField(tuple(ACTION_STATUSES.items()))
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.status.chosen.connect(lambda _status: self._keep())
        self.day = DateField(parse=lambda text: typed_day(text, model.today), show=day)
        self.day.dayChosen.connect(lambda _day: self._keep())
        self.note = AutosaveLineEdit(placeholder=self.tr("zoals: huisarts belt terug na het weekend"))
        self.note.editingFinished.connect(self._keep_note)
        self._history = column(2)
        outer = column(Space.HALF_MORE)
        self.setLayout(outer)
        outer.addWidget(Heading(self.tr("Voortgang"), Style.SECTION))
        beside = row(spacing=Space.THREE)
        beside.addWidget(FieldRow(self.tr("Hoe staat het ervoor?"), self.status), 1)
        beside.addWidget(FieldRow(self.tr("Klaar op"), self.day), 1)
        outer.addLayout(beside)
        outer.addWidget(
            FieldRow(self.tr("Toelichting"), self.note, self.tr("Enter zet de regel in de geschiedenis."))
        )
        outer.addLayout(self._history)
        self.refresh(action)

    def refresh(self, action: ActionItem) -> None:
        """Show the action as it is now."""
        self._action = action
        self.status.set_value(action.status)
        self.day.set_day(action.due_on)
        for part in (self.status, self.day, self.note):
            part.setEnabled(self._model.may(Act.UPDATE_ACTION))
        clear(self._history)
        updates = [u for u in self._model.file.updates if u.action_id == action.id]
        for update in reversed(updates):
            at = moment(self._model.context.desk.clock.local(update.updated_at))
            moved = self.tr("klaar op %1").replace("%1", day(update.due_on)) if update.due_on else ""
            words = (at, update.updated_by, ACTION_STATUSES[update.status], moved, update.note)
            self._history.addWidget(Text(" · ".join(part for part in words if part), Style.SMALL))

    def _keep_note(self) -> None:
        if self.note.text().strip():
            self._keep()

    def _keep(self) -> None:
        status, note, due_on = self.status.value, self.note.text().strip(), self.day.day
        if not isinstance(status, ActionStatus):
            return
        desk, action_id, case_id = self._model.context.desk, self._action.id, self._model.case_id
        self.note.clear()

        def op() -> Kept[ActionItem]:
            kept = actions.update_action(desk, action_id, status=status, due_on=due_on, note=note)
            return Kept(kept, frozenset({"action_items"}), frozenset({case_id}))

        self._model.context.jobs.run(op, None, self._model.context.failed)


class ActionsSection(Section):
    """Edit actions and als-dan agreements; adopted ones are read-only but for their progress."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._locked = self.tr(
            "Vastgesteld in een overleg: de tekst staat vast. De voortgang kunt u wel bijwerken."
        )
        named = tuple(RESPONSIBILITIES.items())
        self.items = RecordList(
            model,
            ListSpec(
                title=self.tr("Acties"),
                records=lambda file: file.actions,
                summary=self._summary,
                fields=(
                    lines("what", self.tr("Wat gebeurt er?"), required=True, rows=2),
                    organisation("organisation_id", self.tr("Organisatie"), self.tr("Kies een organisatie")),
                    line("person", self.tr("Wie, met naam")),
                    day_of("due_on", self.tr("Klaar op")),
                    tick("is_urgent", self.tr("Spoed"), self.tr("Deze actie gaat voor")),
                    line("condition", self.tr("Alleen als"), optional=True),
                    choice("informing", self.tr("Weet de betrokkene dit?"), tuple(INFORMING.items())),
                    line("informing_note", self.tr("Hoe verteld, of waarom niet"), optional=True),
                    day_of(
                        "informing_recheck_on",
                        self.tr("Opnieuw bekijken op"),
                        optional=True,
                        shown=lambda _model, a: a.informing is not Informing.DONE,
                    ),
                    choice(
                        "names_holder_of",
                        self.tr("Wijst iemand aan voor"),
                        named,
                        empty=self.tr("niet van toepassing"),
                    ),
                ),
                blank=lambda: ActionItem(case_id=model.case_id, what=""),
                add=self.tr("Actie toevoegen"),
                erased=self.tr("Actie gewist."),
                empty=self.tr("Nog geen acties. Een actie heeft een organisatie, een naam en een dag."),
                locked=lambda record: self._locked if model.is_adopted(record) else "",
                below=lambda record, _line: ActionProgress(model, record),
            ),
        )
        self.agreements = RecordList(
            model,
            ListSpec(
                title=self.tr("Als-dan-afspraken"),
                records=lambda file: file.conditionals,
                summary=self._agreement,
                fields=(
                    line("trigger", self.tr("Als dit gebeurt"), required=True, wide=True),
                    line("response", self.tr("Dan doen we dit"), required=True, wide=True),
                    organisation("organisation_id", self.tr("Organisatie"), self.tr("Kies een organisatie")),
                    line("person", self.tr("Wie, met naam")),
                    FieldSpec("within_hours", self.tr("Binnen hoeveel uur?"), lambda _model: NumberInput()),
                ),
                blank=lambda: ConditionalAgreement(case_id=model.case_id, trigger="", response=""),
                add=self.tr("Afspraak toevoegen"),
                erased=self.tr("Afspraak gewist."),
                empty=self.tr(
                    "Nog geen als-dan-afspraken, zoals: als de sloten vervangen zijn, dan belt politie."
                ),
                locked=lambda record: self._locked_agreement(record),
            ),
        )
        self.place(self.items)
        self.place(self.agreements)

    def _locked_agreement(self, record: object) -> str:
        return (
            self.tr("Vastgesteld in een overleg, dus niet te wijzigen.")
            if self.model.is_adopted(record)
            else ""
        )

    def _summary(self, action: ActionItem) -> Summary:
        who = ", ".join(p for p in (action.person, self.model.organisation_name(action.organisation_id)) if p)
        due = day(action.due_on)
        detail = " · ".join(part for part in (who, due) if part)
        chips: list[tuple[str, Tone]] = []
        if action.is_urgent and action.status not in SETTLED:
            chips.append((self.tr("spoed"), Tone.WARN))
        if action.is_late(self.model.today) and action.due_on is not None:
            chips.append((days_late((self.model.today - action.due_on).days), Tone.DANGER))
        tone = Tone.OK if action.status is ActionStatus.DONE else Tone.NEUTRAL
        chips.append((ACTION_STATUSES[action.status], tone))
        return Summary(action.what, detail, tuple(chips))

    def _agreement(self, item: ConditionalAgreement) -> Summary:
        trigger = item.trigger[:1].lower() + item.trigger[1:]
        title = self.tr("Als %1: %2").replace("%1", trigger).replace("%2", item.response)
        who = ", ".join(p for p in (item.person, self.model.organisation_name(item.organisation_id)) if p)
        hours = self.tr("binnen %1 uur").replace("%1", str(item.within_hours)) if item.within_hours else ""
        return Summary(title, " · ".join(part for part in (who, hours) if part))
