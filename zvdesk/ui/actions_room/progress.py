"""Keep what an organisation answered on the chosen action: done, not done because, or another day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zvdesk.domain.actions import ActionAnswer, ActionItem, ActionStatus
from zvdesk.domain.roles import Act
from zvdesk.domain.typed_days import typed_day
from zvdesk.errors import ExplainedError, InvalidField
from zvdesk.services import actions, follow_up, whereabouts
from zvdesk.texts.days import day
from zvdesk.texts.labels import ACTION_ANSWERS, ACTION_STATUSES
from zvdesk.texts.messages import message
from zvdesk.ui.pen import PenBanner, may_now
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.choices import ChoiceField, ChoiceRow
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.overviews import ActionRow
    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext


@dataclass(frozen=True)
class Updated:
    """Report an action that moved, in the shape that ``Jobs.changed`` passes on."""

    action: ActionItem
    case_ids: frozenset[str]
    kinds: frozenset[str] = frozenset({"action_items"})


class ProgressCard(Card):
    """Show the chosen action and take the answer on it.

    Signals: ``opened(str)`` with its case; ``asked()`` when it grew to ask more.
    """

    opened = Signal(str)
    asked = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._row: ActionRow | None = None
        self.set_title(self.tr("Wat kwam er terug?"))
        self._what = Text("", Style.LEAD)
        self._who = Text("", Style.QUIET)
        self.link = LinkButton(self.tr("Open de casus"), "folder-open")
        self.link.clicked.connect(self._open)
        self.buttons.addWidget(self.link)
        clock = context.desk.clock
        self.answer = ChoiceRow(
            self.tr("Antwoord"),
            (
                (ActionAnswer.DONE, self.tr("Gedaan")),
                (ActionAnswer.NOT_DONE, self.tr("Niet gedaan, omdat …")),
                (ActionAnswer.NEW_DAY, self.tr("Nieuwe datum")),
            ),
        )
        self.answer.chosen.connect(lambda _answer: self._ask())
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self.give)
        self.reason_row = FieldRow(self.tr("Waarom niet?"), self.reason)
        self.day = DateField(parse=lambda text: typed_day(text, clock.today()), show=day)
        self.day_row = FieldRow(self.tr("Nieuwe datum"), self.day)
        self.keep = PrimaryButton(self.tr("Leg vast"), "check")
        self.keep.clicked.connect(self.give)
        self.status = ChoiceField(tuple(ACTION_STATUSES.items()))
        self.status.chosen.connect(lambda _status: self._set_status())
        self.status_row = FieldRow(self.tr("Stand"), self.status)
        self.banner = PenBanner(context)
        self._lay_out()
        self.hide()

    def show_row(self, row: ActionRow | None, organisation: str) -> None:
        """Show an action, or nothing."""
        is_other = row is None or self._row is None or row.id != self._row.id
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        if is_other:
            self._forget()
        self._what.setText(row.what)
        due = self.tr("klaar op {day}").format(day=day(row.due_on)) if row.due_on else ""
        parts = (row.person, organisation, row.case_number, row.alias, due)
        self._who.setText(" · ".join(part for part in parts if part))
        self.status.set_value(row.status)
        if is_other:
            self._let_type(may=False)  # until it is known who has the pen
        desk, case_id = self._context.desk, row.case_id
        self._context.jobs.run(
            lambda: whereabouts.elsewhere(desk).get(case_id), self._show_pen, self._context.failed, owner=self
        )

    def give(self) -> None:
        """Keep the answer that was chosen."""
        row, answer, desk = self._row, self.answer.value, self._context.desk
        if row is None or not isinstance(answer, ActionAnswer):
            return
        reason = self.reason.text().strip()
        self.day.flush()
        due_on = self.day.day if answer is not ActionAnswer.DONE else None
        self.reason_row.set_error("")
        self.day_row.set_error("")
        if answer is ActionAnswer.NOT_DONE and not reason:
            self.reason_row.set_error(self.tr("Schrijf kort waarom het niet is gedaan."))
            self.reason.setFocus()
            return
        if not self.day.is_readable or (answer is ActionAnswer.NEW_DAY and due_on is None):
            self.day_row.set_error(self.tr("Vul een datum in, vandaag of later."))
            self.day.setFocus()
            return
        action_id = row.id
        said = self.tr("Vastgelegd: {answer}.").format(answer=ACTION_ANSWERS[answer])
        self._context.jobs.run(
            lambda: _answer(desk, action_id, answer, reason, due_on),
            lambda _updated: self._kept(said),
            self._refuse,
            owner=self,
        )

    # --- inside ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        above, fields = QHBoxLayout(), QHBoxLayout()
        for line in (above, fields):
            line.setSpacing(Space.THREE)
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        above.addWidget(self.answer, 1, bottom)
        above.addWidget(self.status_row, 0, bottom)
        fields.addWidget(self.reason_row, 5, top)
        fields.addWidget(self.day_row, 3, top)
        fields.addWidget(self.keep, 0, bottom)
        for part in (self._what, self._who, self.banner, above, fields):
            self.add(part)

    def _ask(self) -> None:
        """Show the fields of the chosen answer."""
        answer = self.answer.value
        is_not_done, is_new_day = answer is ActionAnswer.NOT_DONE, answer is ActionAnswer.NEW_DAY
        self.reason_row.set_label(
            self.tr("Waarom niet?") if is_not_done else self.tr("Toelichting, als die er is")
        )
        self.day_row.set_label(
            self.tr("Nieuwe datum") if is_new_day else self.tr("Nieuwe datum, als die er is")
        )
        self.reason_row.set_error("")
        self.day_row.set_error("")
        show_when(self.reason_row, answer is not None)
        show_when(self.day_row, is_not_done or is_new_day)
        show_when(self.keep, answer is not None)
        self.asked.emit()
        if answer is not None and self.isVisible():
            (self.day if is_new_day else self.reason).setFocus()

    def _show_pen(self, pen: Pen | None) -> None:
        actor, clock = self._context.desk.actor, self._context.desk.clock
        self.banner.show_pen(pen, clock.today())
        self._let_type(may=may_now(actor.role, Act.UPDATE_ACTION, pen))

    def _let_type(self, *, may: bool) -> None:
        for part in (self.answer, self.reason, self.day, self.keep, self.status):
            part.setEnabled(may)

    def _forget(self) -> None:
        self.answer.set_value(None)
        self.reason.clear()
        self.day.set_day(None)
        self._ask()

    def _kept(self, words: str) -> None:
        self._forget()
        self._context.notices.ok(words)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, InvalidField) and error.field == "due_on":
            self.day_row.set_error(self.tr("Vul een datum in, vandaag of later."))
            self.day.setFocus()
        elif isinstance(error, ExplainedError):
            self.reason_row.set_error(message(error))
        else:
            self._context.failed(error)

    def _set_status(self) -> None:
        row, status, desk = self._row, self.status.value, self._context.desk
        if row is None or not isinstance(status, ActionStatus):
            return
        action_id, note = row.id, self.reason.text().strip()
        self._context.jobs.run(
            lambda: _update(desk, action_id, status, note),
            lambda _updated: self._kept(self.tr("Bijgewerkt.")),
            self._context.failed,
            owner=self,
        )

    def _open(self) -> None:
        if self._row is not None:
            self.opened.emit(self._row.case_id)


def _answer(desk: Desk, action_id: str, answer: ActionAnswer, reason: str, due_on: date | None) -> Updated:
    kept = follow_up.answer_action(desk, action_id, answer, reason=reason, due_on=due_on)
    return Updated(kept, frozenset({kept.case_id}))


def _update(desk: Desk, action_id: str, status: ActionStatus, note: str) -> Updated:
    kept = actions.update_action(desk, action_id, status=status, note=note)
    return Updated(kept, frozenset({kept.case_id}))
