"""Show the cards of the first page: a coming meeting, what asks for attention, lists to hand out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.meetings import MeetingState
from zvdesk.texts.labels import MEETING_STATES
from zvdesk.texts.whereabouts import with_whom
from zvdesk.ui.pen import marked
from zvdesk.ui.theme import current_theme
from zvdesk.ui.today.words import chip_words, long_day, matter_link, matter_words, size_words, table_words
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip, LevelTag
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, clear, column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from zvdesk.domain.agenda import MeetingKind
    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.today import AttentionRow, ComingMeeting, ListsToHandOut, TableCase

_TIME, _CHIP = 74, 132  # widths of the first column, in pixels at 100 %
_MOST = 8  # lines that ask for attention before "alles"


class MeetingCard(Card):
    """Show one coming meeting with its cases.

    ``pens`` are those that colleagues have. Signals: ``opened(str)`` with the id of the meeting;
    ``caseOpened(str)`` with the id of a case.
    """

    opened = Signal(str)
    caseOpened = Signal(str)  # noqa: N815

    def __init__(
        self,
        meeting: ComingMeeting,
        today: date,
        local: Callable[[datetime], datetime],
        *,
        is_first: bool,
        pens: Mapping[str, Pen],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.meeting_id = meeting.id
        self._pens, pen = pens, pens.get(meeting.id)
        starts = local(meeting.starts_at) if meeting.starts_at else None
        is_today = starts is None or starts.date() == today
        when = f"{starts:%H:%M}" if starts else ""
        if starts is not None and not is_today:
            when = f"{long_day(starts.date())}, {when}"
        head = QHBoxLayout()
        head.setSpacing(Space.HALF_MORE)
        words = QWidget()
        flow = FlowLayout(words, Space.HALF_MORE)
        title = Heading(", ".join(part for part in (meeting.title, when) if part), Style.LEAD)
        title.setWordWrap(False)
        flow.addWidget(title)
        flow.addWidget(Chip(size_words(meeting)))
        if meeting.state is not MeetingState.OPEN:
            tone = Tone.OK if meeting.state is MeetingState.IN_PROGRESS else Tone.NEUTRAL
            flow.addWidget(Chip(MEETING_STATES[meeting.state], tone))
        if pen is not None:
            flow.addWidget(Chip(with_whom(pen), Tone.ACCENT))
        head.addWidget(words, 1)
        self.button = self._button(meeting, is_primary=is_first and is_today)
        self.button.clicked.connect(lambda _checked=False: self.opened.emit(meeting.id))
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.add(head)
        at = starts
        share = meeting.minutes // max(1, len(meeting.cases))
        for case in meeting.cases:
            self.add(hairline())
            self.add(self._line(case, meeting.kind, f"{at:%H:%M}" if at else ""))
            at = at + timedelta(minutes=share) if at else None
        if not meeting.cases:
            self.add(Text(self.tr("Er staat nog geen casus op de agenda."), Style.QUIET))

    def _button(self, meeting: ComingMeeting, *, is_primary: bool) -> PrimaryButton | SecondaryButton:
        if meeting.id in self._pens:
            return SecondaryButton(self.tr("Bekijk"))
        words = {
            MeetingState.IN_PROGRESS: self.tr("Verder"),
            MeetingState.OPEN: self.tr("Begin het overleg") if is_primary else self.tr("Bekijk"),
        }.get(meeting.state, self.tr("Bereid voor"))
        is_main = is_primary or meeting.state is MeetingState.IN_PROGRESS
        return PrimaryButton(words) if is_main else SecondaryButton(words)

    def _line(self, case: TableCase, kind: MeetingKind, at: str) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.TWO)
        time = Text(at, Style.QUIET, wraps=False)
        time.setFixedWidth(current_theme().scaled(_TIME))
        name = " · ".join(part for part in (case.number, case.alias) if part)
        link = LinkButton(marked(name, self._pens.get(case.case_id)))
        link.clicked.connect(lambda _checked=False: self.caseOpened.emit(case.case_id))
        told, tone = table_words(case, kind)
        words = column(0)
        words.addWidget(link)
        note = Text(told, Style.QUIET if tone is Tone.NEUTRAL else Style.BODY, tone=tone)
        note.setContentsMargins(Space.ONE, 0, 0, 0)
        words.addWidget(note)
        line.addWidget(time)
        line.addLayout(words, 1)
        line.addWidget(LevelTag(case.level_code))
        return whole


class AttentionCard(Card):
    """Show what asks for attention, the most urgent first. Signal: ``opened(AttentionRow)``."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Vraagt aandacht"))
        self._rows: tuple[AttentionRow, ...] = ()
        self._today: date | None = None
        self._lines = column(0)
        self._all = LinkButton("")
        self._all.clicked.connect(lambda _checked=False: self._show(everything=True))
        self.add(self._lines)
        self.add(self._all)

    def show_rows(self, rows: tuple[AttentionRow, ...], today: date) -> None:
        """Show these rows."""
        self._rows, self._today = rows, today
        self._show(everything=False)

    def _show(self, *, everything: bool) -> None:
        clear(self._lines)
        shown = self._rows if everything else self._rows[:_MOST]
        for number, row in enumerate(shown):
            if number:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(row))
        if not self._rows:
            words = self.tr("Niets. Er is geen actie te laat, en geen hertoets of vervolg binnen twee weken.")
            self._lines.addWidget(Text(words, Style.QUIET))
        more = len(self._rows) - len(shown)
        self._all.set_label(self.tr("Laat er nog %1 zien").replace("%1", str(more)))
        show_when(self._all, more > 0)

    def _line(self, row: AttentionRow) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, Space.HALF, 0, Space.HALF)
        line.setSpacing(Space.TWO)
        words, tone = chip_words(row, self._today or row.due_on)
        holder = QWidget()
        holder.setMinimumWidth(current_theme().scaled(_CHIP))
        chips = QHBoxLayout(holder)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.addWidget(Chip(words, tone))
        chips.addStretch(1)
        link = LinkButton(matter_link(row.matter))
        link.setAccessibleName(f"{matter_link(row.matter)}: {matter_words(row)}, {words}")
        link.clicked.connect(lambda _checked=False: self.opened.emit(row))
        line.addWidget(holder)
        line.addWidget(Text(matter_words(row)), 1)
        line.addWidget(link)
        return whole


class ListsCard(Card):
    """Show per closed meeting how many lists nobody got yet. Signal: ``opened(str)``, its id."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Lijsten te verstrekken"))
        self._rows = column(Space.ONE)
        self.add(self._rows)

    def show_lists(self, lists: tuple[ListsToHandOut, ...], local: Callable[[datetime], datetime]) -> None:
        """Show these meetings."""
        clear(self._rows)
        for found in lists:
            on = long_day(local(found.starts_at).date()) if found.starts_at else ""
            words = column(0)
            words.addWidget(Text(", ".join(part for part in (found.title, on) if part)))
            words.addWidget(Text(self._left(found), Style.QUIET))
            button = SecondaryButton(self.tr("Verder"))
            button.setAccessibleName(self.tr("Verder met de lijsten van %1").replace("%1", found.title))
            button.clicked.connect(lambda _checked=False, key=found.meeting_id: self.opened.emit(key))
            line = QHBoxLayout()
            line.setSpacing(Space.TWO)
            line.addLayout(words, 1)
            line.addWidget(button)
            self._rows.addLayout(line)
        if not lists:
            self._rows.addWidget(Text(self.tr("Alle vastgestelde lijsten zijn verstrekt."), Style.QUIET))

    def _left(self, found: ListsToHandOut) -> str:
        counts = (
            (found.to_make, self.tr("%1 te maken")),
            (found.to_check, self.tr("%1 na te lezen")),
            (found.to_hand_over, self.tr("%1 te verstrekken")),
        )
        return " · ".join(words.replace("%1", str(count)) for count, words in counts if count)


class KeepingLine(Card):
    """Say how many cases must go, and how many nearly must; hidden without any. Signal: ``opened()``."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._must, self._nearly = Chip("", Tone.DANGER), Chip("", Tone.WARN)
        self.button = LinkButton(self.tr("Naar Bewaren"))
        self.button.clicked.connect(lambda _checked=False: self.opened.emit())
        line = QHBoxLayout()
        line.setSpacing(Space.HALF_MORE)
        line.addWidget(Text(self.tr("Bewaren"), Style.STRONG, wraps=False))
        line.addWidget(self._must)
        line.addWidget(self._nearly)
        line.addStretch(1)
        line.addWidget(self.button)
        self.add(line)
        self.hide()

    def show_counts(self, must_go: int, nearly_due: int) -> None:
        """Show these counts of cases."""
        must = self.tr("1 casus moet weg") if must_go == 1 else self.tr("%1 casussen moeten weg")
        nearly = self.tr("1 bijna") if nearly_due == 1 else self.tr("%1 bijna")
        self._must.set_state(must.replace("%1", str(must_go)), Tone.DANGER)
        self._nearly.set_state(nearly.replace("%1", str(nearly_due)), Tone.WARN)
        show_when(self._must, must_go > 0)
        show_when(self._nearly, nearly_due > 0)
        show_when(self, must_go + nearly_due > 0)
