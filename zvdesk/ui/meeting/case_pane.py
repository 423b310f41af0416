"""Show a case before it begins, after it is done, or when it was postponed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.domain.meetings import ItemEvent, MeetingEvent, Phase, meeting_blockers
from zvdesk.domain.read_back import to_read
from zvdesk.texts.blockers import sentences
from zvdesk.ui.meeting.last_time import LastTime
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class CasePane(QWidget):
    """Say how the case stands and offer the one thing to do next.

    Signals: ``wanted(ItemEvent, str)``; ``nextAsked(str)`` with the next case; ``closeAsked()``.
    """

    wanted = Signal(object, str)
    nextAsked = Signal(str)  # noqa: N815
    closeAsked = Signal()  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next_id = ""
        outer = column(Space.TWO)
        self.setLayout(outer)
        self._title = Heading()
        self._words = Text("", Style.LEAD)
        self._goal = Text("", Style.QUIET)
        self.last_time = LastTime(table)
        self._lacks = Text("", Style.QUIET)
        for part in (self._title, self._words, self._goal, self.last_time):
            outer.addWidget(part)
        self.start = PrimaryButton(self.tr("Begin deze casus"), "play")
        self.start.clicked.connect(lambda: self.wanted.emit(ItemEvent.START, ""))
        self.next = PrimaryButton(self.tr("Naar de volgende casus"), "arrow-right")
        self.next.clicked.connect(lambda: self.nextAsked.emit(self._next_id))
        self.finish = PrimaryButton(self.tr("Sluit het overleg en stel vast"), "check")
        self.finish.clicked.connect(self.closeAsked)
        self.reopen = SecondaryButton(self.tr("Open deze casus weer"), "undo-2")
        self.reopen.clicked.connect(lambda: self.wanted.emit(ItemEvent.REOPEN, ""))
        self.later = LinkButton(self.tr("Schuif deze casus door"))
        self.later.clicked.connect(self._ask)
        inner = QWidget()
        buttons = WrapLayout(inner, Space.ONE)
        for button in (self.start, self.next, self.finish, self.reopen, self.later):
            buttons.addWidget(button)
        outer.addWidget(inner)
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self._give)
        self._reason_row = FieldRow(self.tr("Waarom schuiven we deze casus door?"), self.reason)
        wish(self._reason_row, 400)
        self._reason_row.hide()
        outer.addWidget(self._reason_row)
        outer.addWidget(self._lacks)
        outer.addStretch(1)

    def show_view(self, view: TableView) -> None:
        """Show how the case stands."""
        phase = view.item.phase
        self._title.setText(
            {
                Phase.WAITING: self.tr("Nog niet begonnen"),
                Phase.FINISHED: self.tr("Deze casus is klaar"),
                Phase.POSTPONED: self.tr("Doorgeschoven"),
            }.get(phase, "")
        )
        self._words.setText(self._sentence(view))
        goal = view.file.case.shared_goal
        self._goal.setText(self.tr("Doel samen: {goal}").format(goal=goal) if goal else "")
        show_when(self._goal, bool(goal))
        is_waiting = phase is Phase.WAITING
        opens_with_last = is_waiting and view.opens_with_last_actions
        if opens_with_last:
            self.last_time.show_view(view)
        show_when(self.last_time, opens_with_last)
        waiting = [c for c in view.cases if c.phase not in (Phase.FINISHED, Phase.POSTPONED)]
        rest = [c for c in waiting if c.item_id != view.item.id]
        self._next_id = rest[0].item_id if rest else ""
        if rest:
            self.next.set_label(self.tr("Naar {name}").format(name=rest[0].name))
        lacking = meeting_blockers(view.meeting, MeetingEvent.CLOSE)
        show_when(self.start, is_waiting)
        show_when(self.later, is_waiting)
        show_when(self.next, not is_waiting and bool(rest))
        show_when(self.finish, not is_waiting and not rest)
        show_when(self.reopen, not is_waiting)
        self.finish.set_reason(sentences(lacking))
        self._lacks.setText(sentences(lacking) if self.finish.isVisibleTo(self) else "")
        if not is_waiting:
            self._reason_row.hide()

    def _sentence(self, view: TableView) -> str:
        if view.item.phase is Phase.POSTPONED:
            return self.tr("Reden: {reason}").format(reason=view.item.postponed_reason)
        if view.item.phase is Phase.FINISHED:
            return self.tr("{agreed} afspraken en besluiten, {count} organisaties akkoord.").format(
                agreed=len(to_read(view.file, view.meeting.id)), count=len(view.item.agreed_ids)
            )
        minutes = sum(record.minutes for record in view.item.steps)
        return self.tr("{minutes} minuten gepland, {count} organisaties uitgenodigd.").format(
            minutes=minutes, count=len(view.item.invited_ids)
        )

    def _ask(self) -> None:
        self._reason_row.show()
        self.reason.setFocus()

    def _give(self) -> None:
        text = self.reason.text().strip()
        if not text:
            self._reason_row.set_error(self.tr("Vul de reden in."))
            return
        self.reason.clear()
        self._reason_row.set_error("")
        self._reason_row.hide()
        self.wanted.emit(ItemEvent.POSTPONE, text)
