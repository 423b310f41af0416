"""Keep what came back on the chosen action: its status, another day, a word on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.actions import ActionItem, ActionStatus
from zvdesk.domain.roles import Act, may
from zvdesk.domain.typed_days import typed_day
from zvdesk.services import actions
from zvdesk.texts.days import day
from zvdesk.texts.labels import ACTION_STATUSES
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from datetime import date

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
    """Show the chosen action and keep what is known of it since. Signal: ``opened(str)`` with its case."""

    opened = Signal(str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._row: ActionRow | None = None
        self.set_title(self.tr("Voortgang"))
        self._what = Text("", Style.LEAD)
        self._who = Text("", Style.QUIET)
        self.link = LinkButton(self.tr("Open de casus"), "folder-open")
        self.link.clicked.connect(self._open)
        self.buttons.addWidget(self.link)
        clock = context.desk.clock
        self.status = ChoiceField(tuple(ACTION_STATUSES.items()))
        self.status.chosen.connect(lambda _status: self._keep())
        self.day = DateField(parse=lambda text: typed_day(text, clock.today()), show=day)
        self.day.dayChosen.connect(lambda _day: self._keep())
        self.note = AutosaveLineEdit(placeholder=self.tr("zoals: belt terug na het weekend"))
        self.note.editingFinished.connect(self._keep_note)
        fields = QHBoxLayout()
        fields.setSpacing(Space.THREE)
        fields.addWidget(FieldRow(self.tr("Hoe staat het ervoor?"), self.status), 2)
        fields.addWidget(FieldRow(self.tr("Klaar op"), self.day), 3)
        fields.addWidget(FieldRow(self.tr("Toelichting"), self.note), 4)
        self.add(self._what)
        self.add(self._who)
        self.add(fields)
        can = may(context.desk.actor.role, Act.UPDATE_ACTION)
        for part in (self.status, self.day, self.note):
            part.setEnabled(can)
        self.hide()

    def show_row(self, row: ActionRow | None, organisation: str) -> None:
        """Show an action, or nothing."""
        is_other = row is None or self._row is None or row.id != self._row.id
        if is_other:
            self._keep_note()
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self._what.setText(row.what)
        parts = (row.person, organisation, row.case_number, row.alias)
        self._who.setText(" · ".join(part for part in parts if part))
        self.status.set_value(row.status)
        self.day.set_day(row.due_on)

    def _open(self) -> None:
        if self._row is not None:
            self.opened.emit(self._row.case_id)

    def _keep_note(self) -> None:
        if self.note.text().strip():
            self._keep()

    def _keep(self) -> None:
        row, status = self._row, self.status.value
        if row is None or not isinstance(status, ActionStatus):
            return
        desk, due_on, note = self._context.desk, self.day.day, self.note.text().strip()
        self.note.clear()
        action_id = row.id
        self._context.jobs.run(
            lambda: _update(desk, action_id, status, due_on, note),
            lambda _updated: self._context.notices.ok(self.tr("Bijgewerkt.")),
            self._context.failed,
            owner=self,
        )


def _update(desk: Desk, action_id: str, status: ActionStatus, due_on: date | None, note: str) -> Updated:
    kept = actions.update_action(desk, action_id, status=status, due_on=due_on, note=note)
    return Updated(kept, frozenset({kept.case_id}))
