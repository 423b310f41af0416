"""Hold a poll: everyone shows a number at the same moment, and the spread is what the table talks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.poll_line import PollMarkReason, PollReading, read_votes
from zvdesk.domain.polls import PollKind
from zvdesk.texts.labels import POLL_MARKS, POLLS
from zvdesk.ui.meeting.option_list import Option, OptionList
from zvdesk.ui.meeting.poll_talk import PollTalk
from zvdesk.ui.meeting.poll_words import (
    keep_votes,
    likely_kind,
    poll_here,
    question,
    seats_of,
    spread_view,
    voter_name,
)
from zvdesk.ui.meeting.table_pane import BigLine, TablePane
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.charts.spread import Spread
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, clear, column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zvdesk.domain.polls import Poll, Vote
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class PollPane(TablePane):
    """Take the numbers in one line, hidden until everyone showed; then show the picture and talk about it.

    Safety asked again at a later step shows the numbers of the time before as hollow marks.
    """

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, "", "", parent)
        self.setAccessibleName(self.tr("Peiling"))
        self._view: TableView | None = None
        self._kind = PollKind.NORM
        self._place: tuple[object, ...] = ()
        self._is_counting = True
        self.kinds = OptionList(self.tr("Waarover peilt u?"))
        self.kinds.chosen.connect(self._choose)
        self.line = BigLine(
            self.tr("Wie geeft welk cijfer, van 0 tot 10"), self.tr("politie 7 ggz 3 wijkteam 5")
        )
        self.line.historyChanged.connect(table.keep_history)
        self.line.textChanged.connect(lambda _text: self._read())
        self.line.returnPressed.connect(self._show)
        self._understood = QWidget()
        self._voices = FlowLayout(self._understood, Space.THREE)
        self._marks = column(Space.HALF)
        self.picture = Spread()
        self.talk = PollTalk(table)
        self.talk.finished.connect(self._end)
        self.talk.complained.connect(self.complain)
        self.talk.turned.connect(self._turned)
        self.show_all = PrimaryButton(self.tr("Laat het beeld zien"), "eye")
        self.show_all.clicked.connect(self._show)
        self.next = PrimaryButton(self.tr("Volgende vraag"), "arrow-right")
        self.next.clicked.connect(self._next)
        self.back = SecondaryButton(self.tr("Vorige vraag"), "arrow-left")
        self.back.clicked.connect(self._back)
        self.change = SecondaryButton(self.tr("Wijzig de cijfers"), "pencil")
        self.change.clicked.connect(self._count_again)
        buttons = QWidget()
        flow = FlowLayout(buttons, Space.TWO)
        for button in (self.show_all, self.next, self.back, self.change):
            flow.addWidget(button)
        for part in (self.kinds, self.line, self._understood):
            self.body.addWidget(part)
        self.body.addLayout(self._marks)
        for part in (self.picture, self.talk, buttons):
            self.body.addWidget(part)

    @property
    def is_counting(self) -> bool:
        """Tell whether the numbers are still being typed; nothing of them is drawn yet."""
        return self._is_counting

    def show_view(self, view: TableView) -> None:
        """Show the poll of the step, or ask for one."""
        place = (view.item.id, view.step)
        if self._place and self._place != place:
            self.line.flush()
        self._view = view
        if place != self._place:
            self._place = place
            self._set_kind(likely_kind(view))
        else:
            self._draw()

    def take_focus(self) -> None:
        """Put the focus where the chair types."""
        self.focus(self.line if self._is_counting else self.talk.line)

    # --- which poll --------------------------------------------------------------------------------------

    def _choose(self, kind: object) -> None:
        if isinstance(kind, PollKind) and kind is not self._kind:
            self._set_kind(kind)
            self.take_focus()

    def _set_kind(self, kind: PollKind) -> None:
        self._kind = kind
        self.complain("")
        poll = self._poll()
        self._is_counting = poll is None or not poll.votes
        self._bind()
        self._draw()

    def _bind(self) -> None:
        view = self._view
        if view is not None:
            step = view.step.value if view.step is not None else ""
            key = f"poll:{view.item.id}:{step}:{self._kind.value}"
            self.line.bind_history(self.table.history(key))

    def _poll(self) -> Poll | None:
        return poll_here(self._view, self._kind) if self._view is not None else None

    # --- drawing -----------------------------------------------------------------------------------------

    def _draw(self) -> None:
        view, poll = self._view, self._poll()
        if view is None:
            return
        self.kinds.show_options(
            tuple(Option(kind, POLLS[kind].capitalize(), kind is self._kind) for kind in PollKind)
        )
        is_counting = self._is_counting or poll is None
        if is_counting:
            self.say(
                question(self._kind),
                self.tr("Denk even na. Toon allemaal tegelijk uw kaart of vingers: 0 tot 10."),
            )
            self._read()
        elif poll is not None:
            self.say(question(self._kind), "")
            self.picture.show_view(spread_view(view, self._kind, poll.votes, is_hidden=False))
            self.talk.show_poll(view, poll)
        for part in (self.line, self._understood, self.show_all):
            show_when(part, is_counting)
        for part in (self.talk, self.picture, self.next, self.change):
            show_when(part, not is_counting)
        show_when(self.back, not is_counting and not self.talk.is_first)
        enter = self.tr("laat het beeld zien") if is_counting else self.tr("bewaar en ga door")
        self.show_keys(((self.tr("Enter"), enter), (self.tr("Esc"), self.tr("terug naar de casus"))))

    def _reading(self) -> PollReading:
        seats = seats_of(self._view) if self._view is not None else ()
        return read_votes(self.line.text(), seats)

    def _read(self) -> None:
        """Show at once what was understood of the line, and what was not."""
        view = self._view
        if view is None or not self._is_counting:
            clear(self._marks)
            return
        reading, text = self._reading(), self.line.text()
        voted = {vote.organisation_id for vote in reading.votes}
        silent = [view.organisation(i) for i in view.item.present_ids if i not in voted]
        self._voices.fill(
            [
                *(
                    Text(w, Style.HEADING, tone=Tone.ACCENT, wraps=False)
                    for w in self._voted(view, reading.votes)
                ),
                *(Text(self.tr("{name} nog niet").format(name=n), Style.QUIET, wraps=False) for n in silent),
            ]
        )
        clear(self._marks)
        marks = [
            self.tr("{words}: {why}.").format(words=text[m.start : m.end], why=POLL_MARKS[m.reason])
            for m in reading.marks
        ]
        for words in marks:
            self._marks.addWidget(Text(words, Style.LEAD, tone=Tone.WARN))
        told = [*self._voted(view, reading.votes), *marks]
        self.line.setAccessibleDescription(". ".join(told))

    def _voted(self, view: TableView, votes: Iterable[Vote]) -> list[str]:
        return [f"{voter_name(view, v.organisation_id, v.person)} {v.value}" for v in votes]

    # --- acts --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        view, reading = self._view, self._reading()
        unread = [m for m in reading.marks if m.reason is not PollMarkReason.REPLACED]
        if view is None or view.step is None:
            self.complain(self.tr("Begin eerst de casus; dan kunt u peilen."))
        elif unread:
            self.complain(self.tr("Niet alles is gelezen. Verbeter eerst wat hieronder staat."))
        elif not reading.votes:
            self.complain(self.tr("Er staat nog geen cijfer. Typ bijvoorbeeld: politie 7 ggz 3."))
        else:
            self.complain("")
            self.line.flush()
            kind = self._kind
            self._is_counting = False
            self.table.do(
                lambda desk, now: keep_votes(desk, now, kind, reading.votes), self._tell, self._refuse
            )

    def _refuse(self, error: Exception) -> None:
        self._is_counting = True
        self._draw()
        self.complain(error)

    def _tell(self) -> None:
        self._draw()
        self.take_focus()
        announce(self, self.picture.accessibleDescription())

    def _count_again(self) -> None:
        view, poll = self._view, self._poll()
        self._is_counting = True
        if view is not None and poll is not None and not self.line.text():
            self.line.set_stored(" ".join(self._voted(view, poll.votes)))
        self._draw()
        self.take_focus()

    def _next(self) -> None:
        self.talk.go_on()
        self.focus(self.talk.line)

    def _back(self) -> None:
        self.talk.go_back()
        self.focus(self.talk.line)

    def _turned(self) -> None:
        self.complain("")
        show_when(self.back, not self._is_counting and not self.talk.is_first)

    def _end(self) -> None:
        self.complain("")
        self.done.emit()
