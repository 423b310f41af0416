"""Show what was agreed last time, and keep what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.texts.days import day, days_late
from zvdesk.texts.labels import ACTION_STATUSES
from zvdesk.ui.meeting.parts import narrow_choice
from zvdesk.ui.meeting.wrap import WrapLayout, fix, to_middle, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.actions import ActionItem, ActionStatus
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LastTimeRow(QWidget):
    """Show one action of an earlier meeting with its status; without a table it is only shown."""

    def __init__(self, table: Table | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._id = table, ""
        self._text = Text()
        self._who = Text("", Style.QUIET)
        self._late = Chip("", Tone.DANGER)
        self._when = Text()
        self.status = narrow_choice(None)
        self.status.set_options(tuple(ACTION_STATUSES.items()))
        self.status.chosen.connect(self._choose)
        self._said = Text("", Style.STRONG, wraps=False)
        wish(self._text, 320)
        fix(self._who, 200)
        fix(self._when, 112)
        wish(self.status, 190)
        self.status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        whole = QWidget()
        line = WrapLayout(whole, Space.HALF_MORE)
        for part in (self._text, self._late, self._who, self._when):
            line.addWidget(part)
        last = self.status if table is not None else self._said
        to_middle(last)
        line.addWidget(last)
        outer = column(Space.HALF)
        self.setLayout(outer)
        outer.addWidget(whole)
        outer.addWidget(hairline())

    def show_action(self, action: ActionItem, organisation: str, today: date) -> None:
        """Show the action as it is now."""
        self._id = action.id
        self._text.setText(action.what)
        self._who.setText(" · ".join(part for part in (organisation, action.person) if part))
        self._when.setText(day(action.due_on))
        is_late = action.is_late(today)
        if is_late and action.due_on is not None:
            self._late.setText(days_late((today - action.due_on).days))
        show_when(self._late, is_late)
        self.status.setAccessibleName(self.tr("Hoe staat het met: {what}").format(what=action.what))
        self.status.set_value(action.status)
        self._said.setText(ACTION_STATUSES[action.status])

    def _choose(self, status: ActionStatus) -> None:
        if self._table is not None:
            self._table.update_action(self._id, status)


class LastTime(QWidget):
    """Show the actions of earlier meetings on a case, the open ones first."""

    def __init__(self, table: Table | None = None, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._rows: dict[str, LastTimeRow] = {}
        self._column = column(Space.HALF)
        self.setLayout(self._column)
        if title or table is not None:
            self._column.addWidget(Text(title or self.tr("Afgesproken de vorige keer"), Style.STRONG))
        self._column.addWidget(hairline())

    def show_view(self, view: TableView) -> None:
        """Show the actions of earlier meetings."""
        self.show_actions(
            tuple((a, view.organisation(a.organisation_id)) for a in view.last_actions), view.today
        )

    def show_actions(self, actions: tuple[tuple[ActionItem, str], ...], today: date) -> None:
        """Show these actions, each with the name of its organisation."""
        wanted = {action.id for action, _name in actions}
        for action_id in [i for i in self._rows if i not in wanted]:
            row = self._rows.pop(action_id)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for action, name in actions:
            if action.id not in self._rows:
                self._rows[action.id] = LastTimeRow(self._table)
                self._column.addWidget(self._rows[action.id])
            self._rows[action.id].show_action(action, name, today)
