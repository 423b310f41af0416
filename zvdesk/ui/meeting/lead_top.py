"""Show above the table: which case, why we may speak of it, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.meetings import Phase
from zvdesk.domain.roles import Act, may
from zvdesk.texts.labels import ROLES, STEPS
from zvdesk.ui.meeting.parts import paper_white
from zvdesk.ui.meeting.wrap import WrapLayout, to_middle, wish
from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import plain_tip
from zvdesk.ui.widgets.buttons import IconButton, LinkButton
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.clock import Clock
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from zvdesk.domain.agenda import Step
    from zvdesk.domain.timing import ClockView
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.table_clock import TableClock
    from zvdesk.ui.meeting.views import TableView

_MINUTE = 60
_WIDE = 1100  # in pixels at 100 %, from which there is room for a name and for the ground in words
_PURPOSE = 480  # in pixels at 100 %, that the purpose takes at least before it goes on below


class LeadTop(QFrame):
    """Show number and alias, purpose, ground, the clock, and who is unlocked beside the lock.

    Signals: ``leaveAsked()``; ``giveAsked()`` to hand the meeting over.
    """

    leaveAsked = Signal()  # noqa: N815
    giveAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, clock: TableClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paper_white(self)
        self._context = context
        self._step: Step | None = None
        self._is_begun = False
        self._clock_of_table = clock
        clock.ticked.connect(self.show_clock)
        self._name = Heading()
        self._name.setWordWrap(False)
        self._purpose = Text("", Style.SMALL)
        self._ground_words = Text("", Style.SMALL)
        self._ground = Chip("", Tone.ACCENT, "scale")
        self._hidden = Chip("", Tone.WARN, "eye-off")
        self.audience = Chip("", Tone.NEUTRAL, "presentation")
        self.audience.hide()
        self.clock = Clock(is_flat=True)
        above = QHBoxLayout()
        above.setSpacing(Space.TWO)
        above.addWidget(self._name)
        above.addWidget(self._ground_words, 1)
        above.addStretch(0)
        above.addWidget(self._make_clock())
        above.addWidget(self._make_buttons())
        second = QWidget()
        below = WrapLayout(second, Space.ONE)
        wish(self._purpose, _PURPOSE)
        self.clock.line.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for part in (self._purpose, self._ground, self._hidden, self.audience, self.clock.line):
            to_middle(part)
            below.addWidget(part)
        both = column(Space.HALF)
        both.setContentsMargins(Space.THREE, Space.ONE, Space.TWO, Space.ONE)
        both.addLayout(above)
        both.addWidget(second)
        outer = column(0)
        self.setLayout(outer)
        outer.addLayout(both)
        outer.addWidget(hairline())

    def _make_clock(self) -> QWidget:
        whole = _row(self.clock)
        self.pause = IconButton("pause", self.tr("Zet de klok stil"))
        self.pause.clicked.connect(self._clock_of_table.toggle)
        self.more: list[LinkButton] = []
        for minutes, key in ((1, Shortcut.ONE_MORE), (5, Shortcut.FIVE_MORE)):
            button = LinkButton(f"+{minutes}")
            name = self.tr("{minutes} min erbij ({key})").format(minutes=minutes, key=key.label)
            button.setAccessibleName(name)
            button.setToolTip(plain_tip(name))
            button.clicked.connect(lambda _on=False, m=minutes: self._clock_of_table.add(m))
            self.more.append(button)
            _add(whole, button)
        _add(whole, self.pause)
        return whole

    def _make_buttons(self) -> QWidget:
        actor = self._context.desk.actor
        self.who = Text(
            self.tr("{name}, {role}").format(name=actor.name, role=ROLES[actor.role]),
            Style.SMALL,
            wraps=False,
        )
        self.lock = IconButton("lock", self.tr("Vergrendel (Ctrl L)"))
        self.lock.clicked.connect(lambda: self._context.lock())
        self.leave = IconButton("minimize", self.tr("Terug naar de overleggen; alles is bewaard"))
        self.leave.clicked.connect(self.leaveAsked)
        self.give = IconButton("package-open", self.tr("Geef dit overleg aan een collega"))
        self.give.clicked.connect(self.giveAsked)
        show_when(self.give, may(actor.role, Act.HAND_OVER))
        whole = _row(self.who)
        for button in (self.give, self.lock, self.leave):
            _add(whole, button)
        return whole

    def show_view(self, view: TableView) -> None:
        """Show the case on the table; of one that has not begun only its number, whoever is still here."""
        is_begun = view.item.phase is not Phase.WAITING
        self._name.setText(view.name if is_begun else view.file.case.number)
        show_when(self._purpose, is_begun)
        show_when(self._ground, is_begun)
        self._is_begun = is_begun
        self._purpose.setText(self.tr("Doel: {purpose}").format(purpose=view.file.case.purpose or "-"))
        self._ground_words.setText(self.tr("Grond: {ground}").format(ground=view.regime.ground))
        self._fit()
        self._ground.setText(view.regime.short_name)
        self._ground.setToolTip(plain_tip(view.regime.ground))
        self._ground.setAccessibleDescription(view.regime.ground)
        self._ground.updateGeometry()
        kept = [c for c in view.file.contributions if c.sharing_condition is SharingCondition.NOT_TO_THIRD]
        words = (
            self.tr("1 bijdrage niet voor derden")
            if len(kept) == 1
            else self.tr("{count} bijdragen niet voor derden")
        )
        self._hidden.setText(words.format(count=len(kept)))
        self._hidden.updateGeometry()
        show_when(self._hidden, is_begun and bool(kept))
        self._step = view.step
        is_timed = view.step is not None
        for part in (self.clock, self.clock.line, self.pause, *self.more):
            show_when(part, is_timed)

    def show_audience(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say what the screen for the table shows; no words hide it."""
        self.audience.set_state(words, tone)
        self.audience.updateGeometry()
        show_when(self.audience, bool(words))

    def show_clock(self, now: ClockView) -> None:
        """Show what the clock says."""
        step = self._step
        if step is None:
            return
        parts = [
            self.tr("{step}, {minutes} min").format(step=STEPS[step], minutes=now.step_planned // _MINUTE)
        ]
        planned_again = now.replanned.get(step)
        if planned_again is not None and planned_again * _MINUTE < now.step_left - _MINUTE:
            parts.append(self.tr("neem hooguit {minutes} min").format(minutes=planned_again))
        if now.ends_at is not None:
            minutes = max(0, round(now.meeting_left / _MINUTE))
            parts.append(self.tr("overleg nog {minutes} min").format(minutes=minutes))
            parts.append(
                self.tr("klaar om {time:%H:%M}").format(time=self._context.desk.clock.local(now.ends_at))
            )
        self.clock.show_time(
            now.step_planned,
            now.step_used,
            " · ".join(parts),
            whole=self._case_words(now),
            is_paused=not now.is_running,
        )
        key = Shortcut.PAUSE.label
        if now.is_running:
            self.pause.set_icon("pause", self.tr("Zet de klok stil ({key})").format(key=key))
        else:
            self.pause.set_icon("play", self.tr("Laat de klok lopen ({key})").format(key=key))

    def _case_words(self, now: ClockView) -> str:
        minutes = round(abs(now.case_left) / _MINUTE)
        if now.case_left < 0:
            return self.tr("casus {minutes} min over").format(minutes=minutes)
        return self.tr("casus nog {minutes} min").format(minutes=minutes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown to the new size."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "leave"):
            self._fit()

    def _fit(self) -> None:
        """Leave out where the text is large what is told elsewhere: by the lock, and by the chip."""
        is_wide = self.width() >= current_theme().scaled(_WIDE)
        self.who.setVisible(is_wide)
        self._ground_words.setVisible(is_wide and self._is_begun)
        self.lock.setToolTip(plain_tip(" - ".join((self.who.text(), self.lock.accessibleName()))))


def _row(first: QWidget) -> QWidget:
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.HALF)
    line.addWidget(first)
    return whole


def _add(whole: QWidget, part: QWidget) -> None:
    layout = whole.layout()
    if layout is not None:
        layout.addWidget(part)
