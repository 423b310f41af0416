"""Show the agenda across meetings, and the cases of which the person concerned does not know all yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.meetings import MeetingState
from zvdesk.texts.labels import MEETING_KINDS, MEETING_STATES
from zvdesk.ui.pen import marked
from zvdesk.ui.today.words import meeting_day, size_words
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Style, Text, hairline
from zvdesk.ui.widgets.layouts import FlowLayout, clear, column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.today import ComingMeeting, UntoldCase


class PlanningCard(Card):
    """Show the meetings that come later, the first one first. Signal: ``opened(str)``, its id."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Agenda"))
        self._rows = column(Space.ONE)
        self.add(self._rows)

    def show_meetings(
        self,
        meetings: Sequence[ComingMeeting],
        today: date,
        local: Callable[[datetime], datetime],
        pens: Mapping[str, Pen],
    ) -> None:
        """Show these meetings; ``pens`` are those that colleagues have."""
        clear(self._rows)
        for number, meeting in enumerate(meetings):
            if number:
                self._rows.addWidget(hairline())
            self._rows.addWidget(self._line(meeting, today, local, pens.get(meeting.id)))

    def _line(
        self,
        meeting: ComingMeeting,
        today: date,
        local: Callable[[datetime], datetime],
        pen: Pen | None,
    ) -> QWidget:
        starts = local(meeting.starts_at) if meeting.starts_at else None
        when = meeting_day(starts, today)
        title = marked(meeting.title, pen)
        link = LinkButton(title)
        link.setAccessibleName(f"{title}, {when}, {size_words(meeting)}")
        link.clicked.connect(lambda _checked=False: self.opened.emit(meeting.id))
        head = QHBoxLayout()
        head.setSpacing(Space.ONE)
        head.addWidget(link)
        head.addStretch(1)
        facts = QWidget()
        flow = FlowLayout(facts, Space.ONE)
        flow.addWidget(Text(when, wraps=False))
        flow.addWidget(
            Text(f"{MEETING_KINDS[meeting.kind]} · {size_words(meeting)}", Style.QUIET, wraps=False)
        )
        if meeting.state is MeetingState.DRAFT:
            flow.addWidget(Chip(MEETING_STATES[meeting.state], Tone.NEUTRAL))
        whole = QWidget()
        rows = column(0)
        whole.setLayout(rows)
        rows.addLayout(head)
        facts.setContentsMargins(Space.ONE, 0, 0, 0)
        rows.addWidget(facts)
        return whole


class UntoldCard(Card):
    """Show per case how many actions the person concerned does not know of. Signal: ``opened(str)``."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Nog niet verteld aan de betrokkene"))
        self._rows = column(Space.HALF)
        self.add(self._rows)

    def show_cases(self, cases: Sequence[UntoldCase]) -> None:
        """Show these cases."""
        clear(self._rows)
        for case in cases:
            name = " · ".join(part for part in (case.number, case.alias) if part)
            words = self.tr("1 actie") if case.untold == 1 else self.tr("%1 acties")
            words = words.replace("%1", str(case.untold))
            link = LinkButton(name)
            link.setAccessibleName(f"{name}: {words}")
            link.clicked.connect(lambda _checked=False, key=case.case_id: self.opened.emit(key))
            line = QHBoxLayout()
            line.setSpacing(Space.ONE)
            line.addWidget(link)
            line.addStretch(1)
            line.addWidget(Text(words, Style.QUIET, wraps=False))
            self._rows.addLayout(line)
