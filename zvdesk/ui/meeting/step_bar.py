"""Go on, back, past a step or past a case; a reason is asked in the bar itself, never in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent
from zvdesk.texts.blockers import short
from zvdesk.texts.labels import STEPS
from zvdesk.ui.meeting.parts import paper_white
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, keycap, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.views import TableView

_LINE = list(Step)


class StepBar(QFrame):
    """Offer the ways on from a step.

    Signals: ``wanted(ItemEvent, str)`` with the reason where one is asked; ``blocked()`` when the way on was
    asked while something lacks.
    """

    wanted = Signal(object, str)
    blocked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paper_white(self)
        self._event: ItemEvent | None = None
        self._lacks: tuple[str, ...] = ()
        self._reason_row = self._make_reason()
        self.back = SecondaryButton(self.tr("Vorige stap"), "arrow-left")
        self.back.clicked.connect(lambda: self.wanted.emit(ItemEvent.BACK, ""))
        self.skip = LinkButton(self.tr("Sla deze stap over"))
        self.skip.clicked.connect(lambda: self._ask(ItemEvent.SKIP))
        self.postpone = LinkButton(self.tr("Schuif deze casus door"))
        self.postpone.clicked.connect(lambda: self._ask(ItemEvent.POSTPONE))
        self._words = Text("", Style.SMALL)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        wish(self._words, 300)
        self._key = keycap(Shortcut.NEXT_STEP.label)
        self.next = PrimaryButton(self.tr("Verder"))
        self.next.clicked.connect(self.go_on)
        inner = QWidget()
        buttons = WrapLayout(inner, Space.ONE)
        for part in (self.back, self.skip, self.postpone, self._words, self.next):
            buttons.addWidget(part)
        outer = column(0)
        self.setLayout(outer)
        outer.addWidget(hairline())
        outer.addWidget(self._reason_row)
        line = QHBoxLayout()
        line.setContentsMargins(Space.THREE, Space.HALF_MORE, Space.THREE, Space.HALF_MORE)
        line.addWidget(inner)
        outer.addLayout(line)

    def _make_reason(self) -> QWidget:
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self._give)
        self._reason_field = FieldRow(self.tr("Reden"), self.reason)
        wish(self._reason_field, 420)
        self.give = SecondaryButton(self.tr("Sla over"))
        self.give.clicked.connect(self._give)
        cancel = LinkButton(self.tr("Toch niet"))
        cancel.clicked.connect(self._cancel)
        whole = QWidget()
        layout = WrapLayout(whole, Space.ONE)
        layout.setContentsMargins(Space.THREE, Space.HALF_MORE, Space.THREE, 0)
        for part in (self._reason_field, self.give, cancel):
            layout.addWidget(part)
        whole.hide()
        return whole

    def show_view(self, view: TableView) -> None:
        """Show the ways on from the step where the case is."""
        step = view.step
        show_when(self, step is not None)
        if step is None:
            self._cancel()
            return
        place = _LINE.index(step)
        self.back.setEnabled(place > 0)
        self._lacks = short(view.lacks[step])
        count = len(self._lacks)
        after = STEPS[_LINE[place + 1]] if place + 1 < len(_LINE) else self.tr("Casus klaar")
        if not count:
            label = self.tr("Verder: {step}").format(step=after) if place + 1 < len(_LINE) else after
        elif count == 1:
            label = self.tr("{step}: nog 1 ding").format(step=after)
        else:
            label = self.tr("{step}: nog {count} dingen").format(step=after, count=count)
        self.next.set_label(label)
        words = self.tr("Nog nodig: {words}").format(words=", ".join(self._lacks)) if count else ""
        self.next.set_reason(words)
        self._words.setText(words)
        self._words.set_tone(Tone.DANGER if count else Tone.NEUTRAL)

    def go_on(self) -> None:
        """Go to the next step, or say what lacks."""
        if self._lacks:
            self.blocked.emit()
        else:
            self.wanted.emit(ItemEvent.NEXT, "")

    def _ask(self, event: ItemEvent) -> None:
        self._event = event
        is_skip = event is ItemEvent.SKIP
        self._reason_field.set_error("")
        label = (
            self.tr("Waarom slaan we deze stap over?")
            if is_skip
            else self.tr("Waarom schuiven we deze casus door?")
        )
        self._reason_field.set_help(label)
        self.reason.setAccessibleName(label)
        self.give.set_label(self.tr("Sla over") if is_skip else self.tr("Schuif door"))
        self._reason_row.show()
        self.reason.setFocus()

    def _give(self) -> None:
        text = self.reason.text().strip()
        if not text:
            self._reason_field.set_error(self.tr("Vul de reden in."))
            self.reason.setFocus()
        elif self._event is not None:
            event = self._event
            self._cancel()
            self.wanted.emit(event, text)

    def _cancel(self) -> None:
        self._event = None
        self.reason.clear()
        self._reason_field.set_error("")
        self._reason_row.hide()
