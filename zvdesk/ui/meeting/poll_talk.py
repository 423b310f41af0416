"""Talk about a poll, one question at a time: why who stands out, the common norm, each voorbehoud."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from zvdesk.domain.decisions import Reservation
from zvdesk.domain.polls import PollKind, spread
from zvdesk.texts.charts import decimal
from zvdesk.ui.meeting.newcomer import Unclear, read_said_by
from zvdesk.ui.meeting.poll_words import keep_common, keep_reason, seats_of, voter_name
from zvdesk.ui.meeting.table_pane import BigLine
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.domain.polls import Poll, Vote
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


@dataclass(frozen=True)
class _Ask:
    """Hold one question; a vote when it is about who stands out."""

    key: str
    vote: Vote | None = None


class PollTalk(QWidget):
    """Ask one thing at a time; Enter keeps the answer and goes on.

    Signals: ``finished()`` after the last answer; ``complained(str)`` when an answer could not be kept;
    ``turned()`` when another question is asked.
    """

    finished = Signal()
    complained = Signal(str)
    turned = Signal()

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._view: TableView | None = None
        self._poll: Poll | None = None
        self._asks: tuple[_Ask, ...] = ()
        self._key = ""
        self._answers = column(Space.HALF)
        self._place = Text("", Style.CAPTION)
        self.question = Heading("", Style.HEADING)
        self.line = BigLine(self.tr("Wat de tafel hierover zegt"))
        self.line.historyChanged.connect(table.keep_history)
        self.line.edited.connect(self._keep)
        self.line.textChanged.connect(lambda _text: self._understand())
        self.line.returnPressed.connect(self.go_on)
        self.understood = Text("", Style.BODY)
        show_when(self.understood, False)
        box = QFrame()
        box.setProperty("kind", "callout")
        inside = column(Space.ONE)
        inside.setContentsMargins(Space.TWO, Space.HALF_MORE, Space.TWO, Space.TWO)
        box.setLayout(inside)
        for part in (self._place, self.question, self.line, self.understood):
            inside.addWidget(part)
        outer = column(Space.TWO)
        self.setLayout(outer)
        outer.addLayout(self._answers)
        outer.addWidget(box)

    @property
    def is_first(self) -> bool:
        """Tell whether there is no question before this one."""
        return not self._asks or self._asks[0].key == self._key

    def show_poll(self, view: TableView, poll: Poll) -> None:
        """Show what was answered, and the question where the table is."""
        is_other = self._poll is None or self._poll.id != poll.id
        self._view, self._poll = view, poll
        found = spread(poll.votes)
        outliers = found.outliers if found is not None else ()
        self._asks = (
            *(_Ask(f"reason:{v.organisation_id}:{v.person}", v) for v in outliers),
            _Ask("common"),
            _Ask("reservation"),
        )
        if is_other or all(ask.key != self._key for ask in self._asks):
            open_ = [ask for ask in self._asks if not self._stored(ask)]
            self._turn((open_ or self._asks)[0])
        else:
            self._draw()

    def go_on(self) -> None:
        """Keep the answer and go to the next question; the last one without words is the end."""
        ask = self._ask()
        if ask is None:
            return
        self.line.flush()
        if ask.key == "reservation":
            self._reserve()
            return
        self._turn(self._asks[self._asks.index(ask) + 1])
        announce(self.line, self.question.text())

    def go_back(self) -> None:
        """Go to the question before this one."""
        ask = self._ask()
        if ask is not None and not self.is_first:
            self.line.flush()
            self._turn(self._asks[self._asks.index(ask) - 1])
            announce(self.line, self.question.text())

    # --- inside ------------------------------------------------------------------------------------------

    def _ask(self) -> _Ask | None:
        return next((ask for ask in self._asks if ask.key == self._key), None)

    def _stored(self, ask: _Ask) -> str:
        if self._poll is None:
            return ""
        if ask.vote is None:
            return self._poll.common if ask.key == "common" else ""
        mine = (ask.vote.organisation_id, ask.vote.person)
        return next((v.reason for v in self._poll.votes if (v.organisation_id, v.person) == mine), "")

    def _turn(self, ask: _Ask) -> None:
        if self._poll is not None:
            self.line.bind_history(self._table.history(f"Poll:{self._poll.id}:{ask.key}"))
        self._key = ask.key
        self.line.set_stored(self._stored(ask))
        self._draw()
        self.turned.emit()

    def _draw(self) -> None:
        view, poll, ask = self._view, self._poll, self._ask()
        found = spread(poll.votes) if poll is not None else None
        if view is None or poll is None or ask is None or found is None:
            return
        number = self._asks.index(ask) + 1
        self._place.setText(self.tr("vraag {n} van {all}").format(n=number, all=len(self._asks)))
        placeholder = self.tr("in één zin")
        if ask.vote is not None:
            name = voter_name(view, ask.vote.organisation_id, ask.vote.person)
            words = self.tr("{name} geeft {value}, het midden is {middle}. Waarom?").format(
                name=name, value=ask.vote.value, middle=decimal(found.median)
            )
        elif ask.key == "common" and poll.kind is PollKind.NORM:
            words = self.tr("Wat is onze gezamenlijke norm?")
            placeholder = self.tr("in één zin, bijvoorbeeld: geen geweld in huis, anders grijpen wij in")
        elif ask.key == "common":
            words = self.tr("Wat zegt dit cijfer ons samen?")
        else:
            words = self.tr("Wie houdt een voorbehoud?")
            placeholder = self.tr("organisatie en het voorbehoud; leeg is niemand")
        self.question.setText(words)
        self.line.setAccessibleName(words)
        self.line.setPlaceholderText(placeholder)
        self._understand()
        self._show_answers(view, poll)

    def _show_answers(self, view: TableView, poll: Poll) -> None:
        clear(self._answers)
        said = [
            self.tr("{name}: {text}").format(
                name=voter_name(view, v.organisation_id, v.person), text=v.reason
            )
            for v in poll.votes
            if v.reason and self._key != f"reason:{v.organisation_id}:{v.person}"
        ]
        for words in said:
            self._answers.addWidget(Text(words, Style.BODY))
        if poll.common and self._key != "common":
            pattern = self.tr("Onze norm: {text}") if poll.kind is PollKind.NORM else self.tr("Samen: {text}")
            self._answers.addWidget(Text(pattern.format(text=poll.common), Style.LEAD))
        for r in view.file.reservations:
            if r.about_id == poll.id:
                words = self.tr("Voorbehoud van {name}: {text}").format(
                    name=view.organisation(r.organisation_id), text=r.text
                )
                self._answers.addWidget(Text(words, Style.BODY, tone=Tone.WARN))

    def _keep(self, text: str) -> None:
        ask, poll, words = self._ask(), self._poll, text.strip()
        if ask is None or poll is None or ask.key == "reservation" or words == self._stored(ask):
            return
        vote = ask.vote
        if vote is None:
            self._poll = replace(poll, common=words)
            self._table.do(lambda desk, view: keep_common(desk, view, poll, words))
        else:
            mine = (vote.organisation_id, vote.person)
            votes = tuple(
                replace(v, reason=words) if (v.organisation_id, v.person) == mine else v for v in poll.votes
            )
            self._poll = replace(poll, votes=votes)
            self._table.do(lambda desk, view: keep_reason(desk, view, poll, vote, words))

    def _understand(self) -> None:
        words = ""
        if self._key == "reservation" and self._view is not None and self.line.text().strip():
            found = self._said()
            if isinstance(found, Unclear) or not found[1]:
                words = self.tr("Begin met de organisatie, bijvoorbeeld: ggz eerst de crisisdienst horen.")
            else:
                words = self.tr("Enter: voorbehoud van {name}.").format(
                    name=self._view.organisation(found[0])
                )
        self.understood.setText(words)
        self.line.setAccessibleDescription(words)
        show_when(self.understood, bool(words))

    def _said(self) -> tuple[str, str] | Unclear:
        if self._view is None:
            return Unclear.NOTHING
        here = tuple(seat for seat in seats_of(self._view) if seat.is_present)
        return read_said_by(self.line.text(), here)

    def _reserve(self) -> None:
        view, found = self._view, self._said()
        if view is None or not self.line.text().strip():
            self.finished.emit()
        elif isinstance(found, Unclear) or not found[1]:
            self.complained.emit(self.understood.text())
        else:
            made = Reservation(
                case_id=view.file.case.id,
                meeting_id=view.meeting.id,
                organisation_id=found[0],
                text=found[1],
                about_id=self._poll.id if self._poll is not None else "",
            )
            self.line.clear()
            self.line.flush()
            self._table.save(made)
            announce(self.line, self.tr("Het voorbehoud is vastgelegd."))
