"""Lead a meeting: one case on the table, five steps, and the regiekaart always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent
from zvdesk.texts.blockers import sentences
from zvdesk.ui.meeting.analysis_step import AnalysisStep
from zvdesk.ui.meeting.case_pane import CasePane
from zvdesk.ui.meeting.columns import Columns
from zvdesk.ui.meeting.follow_up_step import FollowUpStep
from zvdesk.ui.meeting.lead_step import LeadStep
from zvdesk.ui.meeting.lead_top import LeadTop
from zvdesk.ui.meeting.left_panel import LeftPanel
from zvdesk.ui.meeting.parts import order_focus
from zvdesk.ui.meeting.plan_step import PlanStep
from zvdesk.ui.meeting.questions import Questions
from zvdesk.ui.meeting.regie_view import regie_view
from zvdesk.ui.meeting.score_strip import ScoreStrip
from zvdesk.ui.meeting.signal_step import SignalStep
from zvdesk.ui.meeting.step_bar import StepBar
from zvdesk.ui.meeting.table import Table
from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.regie_card import RegieCard

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.meeting.step import StepEditor
    from zvdesk.ui.meeting.views import TableView


class LeadPage(QWidget):
    """Lead a meeting. What is typed is kept within a second; the page comes back to the same place.

    Signals: ``left()`` when the chair goes back to the list; ``closed()`` after the meeting closed.
    """

    left = Signal()
    closed = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._place: tuple[str, Step | None] | None = None
        self._then_next = False
        self.table = Table(context, self)
        self.table.shown.connect(self._show)
        self.table.refused.connect(self._refuse)
        self.table.closed.connect(self.closed)
        self.top = LeadTop(context)
        self.top.leaveAsked.connect(self.leave)
        self.panel = LeftPanel(self.table)
        self.panel.stepChosen.connect(self._jump)
        self.panel.caseChosen.connect(self._show_case)
        self.questions = Questions()
        self.lacking = Callout("", Tone.DANGER)
        self.lacking.hide()
        self.signal_step = SignalStep(self.table)
        self.signal_step.attendanceAsked.connect(self.panel.attendance.take_focus)
        self.plan_step = PlanStep(self.table)
        self.editors: dict[Step, StepEditor] = {
            Step.SIGNAL: self.signal_step,
            Step.ANALYSIS: AnalysisStep(self.table),
            Step.PLAN: self.plan_step,
            Step.LEAD: LeadStep(self.table),
            Step.FOLLOW_UP: FollowUpStep(self.table),
        }
        self.pane = CasePane(self.table)
        self.pane.wanted.connect(self._go)
        self.pane.nextAsked.connect(self._show_case)
        self.pane.closeAsked.connect(self._close)
        middle = QWidget()
        words = column(Space.TWO)
        middle.setLayout(words)
        words.addWidget(self.questions)
        words.addWidget(self.lacking)
        for editor in self.editors.values():
            words.addWidget(editor)
            editor.hide()
        words.addWidget(self.pane)
        words.addStretch(1)
        self.card = RegieCard()
        self.columns = Columns(self.panel, middle, self.card)
        self.bar = StepBar()
        self.bar.wanted.connect(self._go)
        self.bar.blocked.connect(self._say_what_lacks)
        outer = column(0)
        self.setLayout(outer)
        outer.addWidget(self.top)
        outer.addWidget(self.columns, 1)
        outer.addWidget(self.bar)
        self._order = QTimer(self, singleShot=True, interval=0)
        self._order.timeout.connect(lambda: order_focus(self))
        for part in (self.panel, self.plan_step.recorded):
            part.rowsChanged.connect(self._order.start)
        self._bind()

    # --- what the room calls -----------------------------------------------------------------------------

    def open_meeting(self, meeting_id: str) -> None:
        """Show where the table is: the same case, step and text as when it was left."""
        self._place = None
        self.table.open(meeting_id)

    def leave(self) -> None:
        """Go back to the list; all that was typed is handed over first."""
        self.flush()
        self.left.emit()

    def flush(self) -> None:
        """Hand over what is being typed or scored."""
        flush_all(self)
        for strip in self.findChildren(ScoreStrip):
            strip.flush()

    # --- inside ------------------------------------------------------------------------------------------

    def _bind(self) -> None:
        for shortcut, slot in (
            (Shortcut.NEXT_STEP, self._next),
            (Shortcut.PREVIOUS_STEP, self._back),
            (Shortcut.NEXT_CASE, lambda: self._case_beside(1)),
            (Shortcut.PREVIOUS_CASE, lambda: self._case_beside(-1)),
            (Shortcut.ATTENDANCE, self.panel.attendance.take_focus),
            (Shortcut.TO_CAPTURE, self._to_capture),
            (Shortcut.REGIE, lambda: self._jump(Step.LEAD)),
            (Shortcut.READ_BACK, lambda: self._jump(Step.FOLLOW_UP)),
        ):
            on_key(self, shortcut, slot)

    def _show(self, view: TableView) -> None:
        step = view.step
        self.top.show_view(view)
        self.panel.show_view(view)
        self.questions.show_view(view)
        show_when(self.questions, step is not None)
        self.card.show_view(regie_view(view))
        self.bar.show_view(view)
        for of_step, editor in self.editors.items():
            if of_step is step:
                editor.show_view(view)
            show_when(editor, of_step is step)
        if step is None:
            self.pane.show_view(view)
        show_when(self.pane, step is None)
        if step is None or not view.lacks[step]:
            self.lacking.set_text("")
        elif self.lacking.isVisible():
            self.lacking.set_text(sentences(view.lacks[step]))
        place = (view.item.id, step)
        if place != self._place:
            self._arrive(view)
        self._place = place
        self._order.start()
        if self._then_next:
            self._then_next = False
            self.bar.go_on()

    def _arrive(self, view: TableView) -> None:
        self.lacking.set_text("")
        self.columns.middle.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._to_capture)
        if view.step is not None:
            announce(self, self.tr("Stap {step}").format(step=self.questions.title.text()))

    def _to_capture(self) -> None:
        """Put the focus where recording begins."""
        view = self.table.view
        if view is None or not self.isVisible():
            return
        if view.step is None:
            for button in (self.pane.start, self.pane.next, self.pane.finish):
                if button.isVisibleTo(self):
                    button.setFocus()
            return
        editor = self.editors[view.step]
        first: QWidget = editor.note
        if isinstance(editor, SignalStep):
            first = editor.occasion
        elif isinstance(editor, AnalysisStep):
            first = next(iter(editor.scores.strips.values()), editor.voice)
        elif isinstance(editor, PlanStep):
            first = next(form for form in editor.forms if form.isVisibleTo(self)).first
        elif isinstance(editor, LeadStep):
            first = editor.levels.first_button() or editor.note
        elif isinstance(editor, FollowUpStep):
            first = editor.fields.day.day
        first.setFocus()

    def _next(self) -> None:
        self.flush()
        view = self.table.view
        if view is not None and view.step is None:
            button = next((b for b in (self.pane.start, self.pane.next) if b.isVisibleTo(self)), None)
            if button is not None:
                button.click()
            return
        if self.table.is_busy:  # the last words are on their way to the vault
            self._then_next = True
        else:
            self.bar.go_on()

    def _back(self) -> None:
        if self.bar.back.isEnabled() and self.bar.isVisible():
            self._go(ItemEvent.BACK, "")

    def _go(self, event: ItemEvent, reason: str) -> None:
        self.flush()
        self.table.go(event, reason)

    def _jump(self, step: Step) -> None:
        view = self.table.view
        if view is not None and view.step is not None and view.step is not step:
            self.flush()
            self.table.jump(step)

    def _show_case(self, item_id: str) -> None:
        self.flush()
        self.table.show_case(item_id)

    def _case_beside(self, offset: int) -> None:
        view = self.table.view
        if view is not None:
            ids = [case.item_id for case in view.cases]
            place = ids.index(view.item.id) + offset
            if 0 <= place < len(ids):
                self._show_case(ids[place])

    def _close(self) -> None:
        self.flush()
        self.table.close()

    def _say_what_lacks(self) -> None:
        view = self.table.view
        if view is not None and view.step is not None:
            words = sentences(view.lacks[view.step])
            self.lacking.set_text(words)
            self.columns.middle.verticalScrollBar().setValue(0)
            announce(self, words)

    def _refuse(self, error: Exception) -> None:
        self._then_next = False
        self._context.failed(error)
