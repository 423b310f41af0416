"""Be the foot of the cockpit: the capture line, the way on, and the quiet ways around."""

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
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import plain_tip
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, keycap, restyle, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.views import TableView

_LINE = list(Step)
_CAPTURE = 220  # of the capture line at least, in pixels at 100 %


class StepBar(QFrame):
    """Hold the capture line and offer the ways on from a step; a reason is asked in the bar itself.

    Signals: ``wanted(ItemEvent, str)`` with the reason where one is asked; ``blocked()`` when the way on was
    asked while something lacks; ``cancelled()`` when a reason was not given after all.
    """

    wanted = Signal(object, str)
    blocked = Signal()
    cancelled = Signal()

    def __init__(self, capture: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paper_white(self)
        self._event: ItemEvent | None = None
        self.lacks: tuple[str, ...] = ()
        self._reason_row = self._make_reason()
        self.next = PrimaryButton(self.tr("Verder"))
        self.next.clicked.connect(self.go_on)
        beside = column(Space.HALF)
        beside.addWidget(self.next, 0, Qt.AlignmentFlag.AlignRight)
        beside.addWidget(self._make_quiet(), 0, Qt.AlignmentFlag.AlignRight)
        beside.addStretch(1)
        main = QHBoxLayout()
        main.setSpacing(Space.TWO)
        capture.setMinimumWidth(current_theme().scaled(_CAPTURE))
        main.addWidget(capture, 1)
        main.addLayout(beside)
        inner = column(Space.HALF)
        inner.setContentsMargins(Space.THREE, Space.ONE, Space.THREE, Space.HALF)
        inner.addWidget(self._reason_row)
        inner.addLayout(main)
        outer = column(0)
        self.setLayout(outer)
        outer.addWidget(hairline())
        outer.addLayout(inner)

    def _make_quiet(self) -> QWidget:
        self.back = LinkButton(self.tr("Vorige"))
        self.back.clicked.connect(lambda: self.wanted.emit(ItemEvent.BACK, ""))
        self.skip = LinkButton(self.tr("Sla over"))
        self.skip.clicked.connect(lambda: self.ask(ItemEvent.SKIP))
        self.postpone = LinkButton(self.tr("Schuif door"))
        self.postpone.clicked.connect(lambda: self.ask(ItemEvent.POSTPONE))
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.HALF)
        for button, key in (
            (self.back, Shortcut.PREVIOUS_STEP),
            (self.skip, Shortcut.SKIP_STEP),
            (self.postpone, Shortcut.POSTPONE),
        ):
            words = f"{key.description} ({key.label})"
            button.setToolTip(plain_tip(words))
            button.setAccessibleName(words)
            line.addWidget(button)
        line.addWidget(keycap(Shortcut.KEYS.label))
        line.addWidget(Text(self.tr("toetsen"), Style.SMALL, wraps=False))
        return whole

    def _make_reason(self) -> QWidget:
        self.reason = QLineEdit()
        self.reason.returnPressed.connect(self._give)
        self._reason_field = FieldRow(self.tr("Reden"), self.reason)
        wish(self._reason_field, 420)
        self.give = SecondaryButton(self.tr("Sla over"))
        self.give.clicked.connect(self._give)
        cancel = LinkButton(self.tr("Toch niet"))
        cancel.clicked.connect(self.cancel)
        whole = QWidget()
        layout = WrapLayout(whole, Space.ONE)
        for part in (self._reason_field, self.give, cancel):
            layout.addWidget(part)
        whole.hide()
        return whole

    def show_view(self, view: TableView) -> None:
        """Show the ways on from the step where the case is."""
        step = view.step
        show_when(self, step is not None)
        if step is None:
            self.cancel()
            return
        place = _LINE.index(step)
        self.back.setEnabled(place > 0)
        self.lacks = short(view.lacks[step])
        count = len(self.lacks)
        is_last = place + 1 == len(_LINE)
        after = self.tr("Casus klaar") if is_last else STEPS[_LINE[place + 1]]
        if not count:
            label = after if is_last else self.tr("Verder: {step}").format(step=after)
        elif count == 1:
            label = self.tr("{step}: nog 1 ding").format(step=after)
        else:
            label = self.tr("{step}: nog {count} dingen").format(step=after, count=count)
        words = self.tr("Nog nodig: {words}").format(words=", ".join(self.lacks)) if count else ""
        self.next.set_label(label)
        self.next.setToolTip(plain_tip(words))
        self.next.setAccessibleDescription(words)
        restyle(self.next, kind="blocked" if count else "primary")

    def go_on(self) -> None:
        """Go to the next step, or say what lacks."""
        if self.lacks:
            self.blocked.emit()
        else:
            self.wanted.emit(ItemEvent.NEXT, "")

    @property
    def is_asking(self) -> bool:
        """Tell whether a reason is being asked."""
        return self._event is not None

    def ask(self, event: ItemEvent) -> None:
        """Ask why a step is skipped or a case postponed."""
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
            self._forget()
            self.wanted.emit(event, text)

    def cancel(self) -> None:
        """Ask no reason any more."""
        was_asking = self.is_asking
        self._forget()
        if was_asking:
            self.cancelled.emit()

    def _forget(self) -> None:
        self._event = None
        self.reason.clear()
        self._reason_field.set_error("")
        self._reason_row.hide()
