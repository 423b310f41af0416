"""Lead the round of the table: everyone speaks once, and who has not spoken yet is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.domain.rounds import still_silent, voice_left
from zvdesk.services import rounds
from zvdesk.ui.meeting.big_list import BigList
from zvdesk.ui.meeting.big_rows import BigMark, BigRow
from zvdesk.ui.meeting.table_pane import BigLine, TablePane
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.labels import Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from zvdesk.domain.meetings import Meeting, SpeakingRound
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_NEAR, _SECOND = 30, 1_000  # seconds left that ask attention; milliseconds


class RoundPane(TablePane):
    """Show who speaks, who spoke and who did not yet. The round is in the vault: a lock does not end it."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, self.tr("Ronde langs de tafel"), "", parent)
        self.setAccessibleName(self.tr("Ronde langs de tafel"))
        self._view: TableView | None = None
        self._told = ""
        self.minutes = BigLine(self.tr("Minuten per stem; leeg is zonder klok"), self.tr("geen"))
        self.minutes.setMaxLength(2)
        self.minutes.returnPressed.connect(self._begin)
        self._ask = QWidget()
        ask = QHBoxLayout(self._ask)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.setSpacing(Space.TWO)
        ask.addWidget(Text(self.tr("Minuten per stem"), Style.HEADING))
        ask.addWidget(self.minutes)
        ask.addStretch(1)
        self.now = Heading("", Style.TITLE)
        self.left = Text("", Style.TITLE, wraps=False)
        self._caption = Text(self.tr("Nu spreekt"), Style.CAPTION)
        self._speaker = QFrame()
        self._speaker.setProperty("kind", "callout")
        voice = column(0)
        voice.addWidget(self._caption)
        voice.addWidget(self.now)
        inside = QHBoxLayout(self._speaker)
        inside.setContentsMargins(Space.THREE, Space.TWO, Space.THREE, Space.TWO)
        inside.setSpacing(Space.TWO)
        inside.addLayout(voice, 1)
        inside.addWidget(self.left, 0, Qt.AlignmentFlag.AlignBottom)
        self.list = BigList(self.tr("De ronde: wie sprak en wie nog niet"))
        for told in (self.list.taken, self.list.entered):
            told.connect(lambda _key: self._next())
        self.list.marked.connect(self._mark)
        self.next = PrimaryButton(self.tr("Volgende"), "arrow-right")
        self.next.clicked.connect(self._next)
        self.begin = PrimaryButton(self.tr("Begin de ronde"), "play")
        self.begin.clicked.connect(self._begin)
        self.end = SecondaryButton(self.tr("Ronde klaar"), "check")
        self.end.clicked.connect(self._end)
        buttons = QWidget()
        flow = FlowLayout(buttons, Space.TWO)
        for button in (self.begin, self.next, self.end):
            flow.addWidget(button)
        for part in (self._ask, self._speaker, self.list, buttons):
            self.body.addWidget(part)
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self.tick)

    @property
    def _round(self) -> SpeakingRound | None:
        return self._view.item.speaking_round if self._view is not None else None

    def show_view(self, view: TableView) -> None:
        """Show how the round stands."""
        self._view = view
        held = view.item.speaking_round
        for part in (self._ask, self.begin):
            show_when(part, held is None)
        for part in (self._speaker, self.next, self.end):
            show_when(part, held is not None)
        if held is None:
            self._show_waiting(view)
            return
        is_over = not held.turn_id
        names = [view.organisation(i) for i in still_silent(held) if i != held.turn_id]
        self.now.setText(self.tr("Iedereen heeft gesproken") if is_over else view.organisation(held.turn_id))
        words = self.tr("Nog niet gesproken: {names}.").format(names=", ".join(names)) if names else ""
        self.say(
            self.tr("Ronde langs de tafel"), words if words or is_over else self.tr("Dit is de laatste.")
        )
        show_when(self._caption, not is_over)
        show_when(self.next, not is_over)
        self.list.show_rows(tuple(self._row(view, held, i) for i in held.order))
        self.show_keys(
            (
                (self.tr("Enter"), self.tr("volgende")),
                (self.tr("Pijl rechts"), self.tr("sprak al")),
                (self.tr("Pijl links"), self.tr("komt later")),
                (self.tr("Esc"), self.tr("dicht, de ronde blijft")),
            )
        )
        self.tick()
        self._tell(held)

    def _show_waiting(self, view: TableView) -> None:
        here = view.item.present_ids
        self.say(
            self.tr("Ronde langs de tafel"),
            self.tr("Iedereen spreekt één keer, in deze volgorde.")
            if here
            else self.tr("Er is nog niemand aan tafel. Zeg eerst wie er is, met F3."),
        )
        self.begin.setEnabled(bool(here))
        self.list.show_rows(
            tuple(
                BigRow(i, view.organisation(i), mark=BigMark.OPEN, spoken=view.organisation(i)) for i in here
            )
        )
        self.show_keys(((self.tr("Enter"), self.tr("begin")), (self.tr("Esc"), self.tr("terug"))))

    def _row(self, view: TableView, held: SpeakingRound, organisation_id: str) -> BigRow:
        name = view.organisation(organisation_id)
        if organisation_id == held.turn_id:
            state, mark, tone = self.tr("spreekt nu"), BigMark.NOW, Tone.ACCENT
        elif organisation_id in held.spoken_ids:
            state, mark, tone = self.tr("heeft gesproken"), BigMark.DONE, Tone.OK
        else:
            state, mark, tone = self.tr("nog niet"), BigMark.OPEN, Tone.NEUTRAL
        spoken = self.tr("{who}: {state}.").format(who=name, state=state)
        return BigRow(organisation_id, name, "", state, mark, tone, spoken)

    def take_focus(self) -> None:
        """Put the focus on the row that speaks, or where the round begins."""
        held = self._round
        if held is None:
            (self.minutes if self.begin.isEnabled() else self.list).setFocus()
        elif held.turn_id:
            self.list.choose(held.turn_id)
            self.list.setFocus()
        else:
            self.focus(self.end)

    def tick(self) -> None:
        """Show what time the voice has left."""
        held = self._round
        left = voice_left(held, self.table.now()) if held is not None else None
        show_when(self.left, left is not None)
        if left is None or held is None:
            return
        clock = f"{abs(left) // 60}:{abs(left) % 60:02d}"
        if left < 0:
            words, tone = self.tr("{time} over de tijd"), Tone.DANGER
        elif left <= _NEAR:
            words, tone = self.tr("bijna om, nog {time}"), Tone.WARN
        else:
            words, tone = self.tr("nog {time}"), Tone.NEUTRAL
        self.left.setText(words.format(time=clock))
        if self.left.property("tone") != tone.value:
            self.left.set_tone(tone)
            if tone is Tone.DANGER:
                announce(self.list, self.tr("De tijd van {who} is om.").format(who=self.now.text()))

    def _tell(self, held: SpeakingRound) -> None:
        """Say who speaks now, once, and put the focus there."""
        if held.turn_id == self._told:
            return
        self._told = held.turn_id
        words = self.tr("Nu spreekt {who}.").format(who=self.now.text()) if held.turn_id else self.now.text()
        announce(self.list, words)
        if self.isVisible():
            self.take_focus()

    # --- acts --------------------------------------------------------------------------------------------

    def _act(self, act: Callable[[Desk, TableView], Meeting], then: Callable[[], None] | None = None) -> None:
        self.complain("")
        self.table.act(act, then, self.complain)

    def _begin(self) -> None:
        text = self.minutes.text().strip() or "0"
        if not text.isdecimal() or int(text) > rounds.MOST_MINUTES:
            self.complain(
                self.tr(
                    "Typ een aantal minuten van 1 tot {most}, of niets voor een ronde zonder klok."
                ).format(most=rounds.MOST_MINUTES)
            )
            return
        minutes, self._told = int(text), ""
        self._act(lambda desk, view: rounds.begin_round(desk, view.meeting.id, view.item.id, minutes))

    def _next(self) -> None:
        held = self._round
        if held is None:
            self._begin()
        elif held.turn_id:
            self._act(lambda desk, view: rounds.next_voice(desk, view.meeting.id, view.item.id))
        else:
            self._end()

    def _mark(self, organisation_id: str, has_spoken: bool) -> None:
        held = self._round
        if held is None:
            return
        is_turn = organisation_id == held.turn_id

        def mark(desk: Desk, view: TableView) -> Meeting:
            meeting_id, item_id = view.meeting.id, view.item.id
            if is_turn and not has_spoken:  # the turn goes on, and comes back later
                rounds.mark_spoken(desk, meeting_id, item_id, organisation_id)
            return rounds.mark_spoken(desk, meeting_id, item_id, organisation_id, spoken=has_spoken)

        self._act(mark)

    def _end(self) -> None:
        self._told = ""
        self._act(lambda desk, view: rounds.end_round(desk, view.meeting.id, view.item.id), self.done.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock of the voice tick while it is in sight."""
        super().showEvent(event)
        self._tick.start()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop ticking; what is left follows from when the voice began."""
        super().hideEvent(event)
        self._tick.stop()
