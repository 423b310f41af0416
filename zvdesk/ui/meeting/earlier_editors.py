"""Deal with what comes from before: actions of earlier meetings, and points that were parked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.carry_over import still_to_deal_with
from zvdesk.domain.follow_up import last_answer
from zvdesk.domain.typed_days import typed_day
from zvdesk.texts.days import day as day_words
from zvdesk.texts.days import days_late
from zvdesk.texts.labels import ACTION_ANSWERS, ACTION_STATUSES
from zvdesk.ui.meeting.field import FieldEditor
from zvdesk.ui.meeting.field_lines import FieldLine, FieldLines, Mark
from zvdesk.ui.meeting.parts import misread_words, narrow_choice, said
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.history_edit import HistoryLineEdit
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from zvdesk.domain.actions import ActionItem, ActionStatus
    from zvdesk.domain.table_notes import ParkedPoint
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class _Lines(FieldLines):
    """Be as tall as the lines are."""

    def show_lines(self, lines: tuple[FieldLine, ...]) -> None:
        """Show other lines; the first one is chosen when none was."""
        super().show_lines(lines)
        self._fit()
        if lines and self.chosen_row < 0:
            self.choose(lines[0].key, is_told=False)

    def _fit(self) -> None:
        self.setFixedHeight(max(1, len(self.lines)) * self.row_height + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._fit()


class EarlierEditor(FieldEditor):
    """Say of each action of before how it stands, or give it another day with the reason."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._actions: tuple[ActionItem, ...] = ()
        self.list = _Lines(self.tr("Acties van eerdere overleggen"))
        self.list.lineChosen.connect(lambda _key: self._show_chosen())
        self.list.editorAsked.connect(self._to_status)
        self.status = narrow_choice(None)
        self.status.set_options(tuple(ACTION_STATUSES.items()))
        self.status.chosen.connect(self._choose)
        self.due = DateField(parse=lambda text: typed_day(text, table.today()), show=day_words)
        self.due.dayChosen.connect(lambda _day: self._carry())
        self.due.misread.connect(lambda text: self._say(misread_words(text), Tone.DANGER))
        self.reason = HistoryLineEdit()
        self.reason.setPlaceholderText(self.tr("waarom nog niet, of waarom later?"))
        self.reason.setAccessibleName(self.tr("Waarom nog niet, of waarom later?"))
        self.reason.returnPressed.connect(self._carry)
        inner = QWidget()
        beside = WrapLayout(inner, Space.ONE)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.status, 180),
            (self.due, 190),
            (self.reason, 300),
        )
        for part, width in parts:
            wish(part, width)
            beside.addWidget(part)
        self.status.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = Text("", Style.SMALL)
        for below in (self.list, inner, self._words):
            self.body.addWidget(below)

    def show_view(self, view: TableView) -> None:
        """Show the actions of earlier meetings, those that wait for an answer marked."""
        asked = {a.id for a in still_to_deal_with(view.file, view.meeting)}
        self._actions = tuple(
            a for a in view.last_actions if a.status not in SETTLED or a.id in self._shown()
        )
        self.list.show_lines(tuple(self._line(view, action, asked) for action in self._actions))
        if not self.is_used():
            self._show_chosen()

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.list.setFocus()

    def _to_status(self) -> None:
        self.status.setFocus()

    def _shown(self) -> frozenset[str]:
        return frozenset(line.key for line in self.list.lines)

    def _line(self, view: TableView, action: ActionItem, asked: set[str]) -> FieldLine:
        who = " · ".join(p for p in (view.organisation(action.organisation_id), action.person) if p)
        state = ACTION_STATUSES[action.status]
        if action.is_late(view.today) and action.due_on is not None:
            state = days_late((view.today - action.due_on).days)
        came_back = last_answer(action.id, view.file.updates)
        told = (ACTION_ANSWERS[came_back.answer], came_back.note) if came_back and came_back.answer else ()
        value = " · ".join(
            part for part in (state, who, day_words(action.due_on), ": ".join(filter(None, told))) if part
        )
        mark = Mark.LACKS if action.id in asked else Mark.FILLED if action.status in SETTLED else Mark.NONE
        return FieldLine(action.id, action.what, value, mark)

    def _chosen(self) -> ActionItem | None:
        return next((a for a in self._actions if a.id == self.list.chosen_key), None)

    def _show_chosen(self) -> None:
        action = self._chosen()
        for part in (self.status, self.due, self.reason):
            part.setEnabled(action is not None)
        if action is None:
            return
        self.status.setAccessibleName(self.tr("Hoe staat het met: {what}").format(what=action.what))
        self.due.setAccessibleName(self.tr("Nieuwe dag voor: {what}").format(what=action.what))
        self.status.set_value(action.status)
        self.due.set_day(action.due_on)
        self.reason.setText("")
        self._say(self.tr("Kies hoe het staat. Schuift het op? Typ de nieuwe dag en de reden, en Enter."))

    def _choose(self, status: ActionStatus) -> None:
        action = self._chosen()
        if action is not None:
            self._table.update_action(action.id, status)

    def _carry(self) -> None:
        action, reason = self._chosen(), self.reason.text().strip()
        if action is None or not self.due.is_readable:
            return
        if not reason:
            self._say(self.tr("Waarom later? Typ de reden en druk op Enter."))
            QTimer.singleShot(0, self, lambda: self.reason.setFocus(Qt.FocusReason.OtherFocusReason))
            return
        self._table.carry_over(action.id, self._day(action), reason, self._refuse)
        self.reason.setText("")
        self.list.setFocus()

    def _day(self, action: ActionItem) -> date | None:
        return self.due.day or action.due_on

    def _refuse(self, error: Exception) -> None:
        self._say(said(error), Tone.DANGER)

    def _say(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        self._words.setText(words)
        self._words.set_tone(tone)
        show_when(self._words, bool(words))


class ParkingEditor(FieldEditor):
    """Take a parked point along with a reason; Delete says that it is dealt with, which can be undone."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._points: tuple[ParkedPoint, ...] = ()
        self.list = _Lines(self.tr("Parkeerplaats"))
        self.list.lineChosen.connect(lambda _key: self._show_chosen())
        self.list.editorAsked.connect(self._to_reason)
        self.list.erased.connect(self._erase)
        self.reason = HistoryLineEdit()
        self.reason.setPlaceholderText(self.tr("waarom nemen we dit punt mee? (Enter)"))
        self.reason.setAccessibleName(self.tr("Waarom nemen we dit punt mee?"))
        self.reason.returnPressed.connect(self._carry)
        self._words = Text(
            self.tr("Behandeld? Delete op de regel. Anders: waarom nemen we het mee?"), Style.SMALL
        )
        for part in (self.list, self.reason, self._words):
            self.body.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show the points that were parked at this meeting."""
        self._points = tuple(p for p in view.file.parked if p.meeting_id == view.meeting.id)
        self.list.show_lines(
            tuple(
                FieldLine(p.id, p.text, p.carried_reason, Mark.FILLED if p.carried_reason else Mark.LACKS)
                for p in self._points
            )
        )
        if not self.is_used():
            self._show_chosen()

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.list.setFocus()

    def _to_reason(self) -> None:
        self.reason.setFocus()

    def _chosen(self) -> ParkedPoint | None:
        return next((p for p in self._points if p.id == self.list.chosen_key), None)

    def _show_chosen(self) -> None:
        point = self._chosen()
        self.reason.setText(point.carried_reason if point is not None else "")

    def _carry(self) -> None:
        point, reason = self._chosen(), self.reason.text().strip()
        if point is not None and reason:
            self._table.revise(point, carried_reason=reason)
            self.list.setFocus()

    def _erase(self) -> None:
        point = self._chosen()
        if point is not None:
            self._table.erase(point, self.tr("Behandeld: {text}").format(text=point.text))
