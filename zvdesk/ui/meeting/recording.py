"""Be the recording area: the fields of the step with one editor at a time, and what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import Step
from zvdesk.texts.blockers import sentences
from zvdesk.ui.meeting.analysis_step import analysis_fields
from zvdesk.ui.meeting.field_lines import FieldLine
from zvdesk.ui.meeting.fields_panel import FieldsPanel
from zvdesk.ui.meeting.follow_up_step import follow_up_fields
from zvdesk.ui.meeting.lead_step import lead_fields
from zvdesk.ui.meeting.level_asks import LevelAsks
from zvdesk.ui.meeting.plan_step import plan_fields
from zvdesk.ui.meeting.questions import Questions
from zvdesk.ui.meeting.record_fields import Recordable, RecordFields
from zvdesk.ui.meeting.recorded_lines import recorded_lines
from zvdesk.ui.meeting.recorded_list import RecordedList
from zvdesk.ui.meeting.signal_step import signal_fields
from zvdesk.ui.meeting.signs import Signs
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.field import Field
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_BACK = "back"
_FIELDS = {
    Step.SIGNAL: signal_fields,
    Step.ANALYSIS: analysis_fields,
    Step.PLAN: plan_fields,
    Step.LEAD: lead_fields,
    Step.FOLLOW_UP: follow_up_fields,
}


class Recording(QWidget):
    """Record one step, or mend one agreement; never more than seven controls at once.

    Signals: ``left()`` when the focus may go back to the capture line; ``fieldShown(object)`` with the editor
    that came in sight, so that the page can scroll to it.
    """

    left = Signal()
    fieldShown = Signal(object)  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._view: TableView | None = None
        self._of_step: dict[Step, tuple[Field, ...]] = {}
        self._of_record: tuple[Field, ...] = ()
        self._record: Recordable | None = None
        self.questions = Questions()
        self.lacking = Callout("", Tone.DANGER)
        self.lacking.hide()
        self.signs = Signs()
        self.asks = LevelAsks()
        self.fields = FieldsPanel(self.tr("Velden van de stap"))
        self.fields.opened.connect(self._is_opened)
        self.fields.left.connect(self._leave_field)
        self.fields.actionAsked.connect(lambda _key: self.end_mending())
        self.recorded = RecordedList()
        self.recorded.editAsked.connect(self.mend)
        self.recorded.leaveAsked.connect(self.left)
        body = column(Space.HALF_MORE)
        self.setLayout(body)
        for part in (self.questions, self.lacking, self.signs, self.asks, self.fields, self.recorded):
            body.addWidget(part)
        body.addStretch(1)

    def show_view(self, view: TableView) -> None:
        """Show the step where the case is; the same field stays open."""
        step = view.step
        if step is None:
            self.fields.close_editor()
            self._view = None
            return
        is_other = self._view is None or (self._view.item.id, self._view.step) != (view.item.id, step)
        self._view = view
        if is_other:
            self._record = None
            self.lacking.set_text("")
        self.questions.show_view(view)
        self.signs.show_view(view)
        self.asks.show_view(view)
        show_when(self.asks, step is Step.LEAD and view.context.level is not None)
        if not self.lacking.isHidden():
            self.lacking.set_text(sentences(view.lacks[step]))
        self._show_fields(view, step)
        self.recorded.show_records(recorded_lines(view.file, view.item, view.organisation, view.today))
        if is_other:
            self._arrive(step)

    def _show_fields(self, view: TableView, step: Step) -> None:
        if self._record is not None:
            back = FieldLine(_BACK, self.tr("Klaar met wijzigen"), self.tr("Enter, of Esc"))
            self.fields.show_fields(f"record:{self._record.id}", self._of_record, view, after=(back,))
            return
        if step not in self._of_step:
            self._of_step[step] = _FIELDS[step](self._table)
        self.fields.show_fields(step.value, self._of_step[step], view, view.lacks[step])

    def _arrive(self, step: Step) -> None:
        """Open the field where the chair was in this step, else the first that lacks something."""
        before, _, key = self._table.memory.place.partition(":")
        is_known = before == step.value and key in self.fields.keys
        first = next(iter(self.fields.keys), "")
        self.fields.open_field(key if is_known else self.fields.first_lacking() or first, is_entered=False)
        announce(self, self.tr("Stap {step}").format(step=self.questions.title.text()))

    def _is_opened(self, key: str, editor: QWidget) -> None:
        if self._record is None and self._view is not None and self._view.step is not None:
            self._table.memory.keep_place(f"{self._view.step.value}:{key}")
        self.fieldShown.emit(editor)

    def _leave_field(self) -> None:
        if self._record is not None:
            self.fields.setFocus()  # the next field of the agreement, or Escape
        else:
            self.left.emit()

    def is_used(self) -> bool:
        """Tell whether the focus is inside."""
        inside = self.focusWidget()
        return inside is not None and inside.hasFocus()

    def say_what_lacks(self) -> None:
        """Say what the step lacks, and put the focus on the first field that lacks it."""
        view = self._view
        if view is None or view.step is None:
            return
        self.end_mending(is_left=False)
        words = sentences(view.lacks[view.step])
        self.lacking.set_text(words)
        announce(self, words)
        self.fields.open_field(self.fields.first_lacking())

    # --- mending an agreement ----------------------------------------------------------------------------

    @property
    def is_mending(self) -> bool:
        """Tell whether the fields of an agreement stand there."""
        return self._record is not None

    def mend(self, record: Recordable) -> None:
        """Show the fields of an agreement in the place of those of the step."""
        view = self._view
        if view is not None and view.step is not None:
            self._record = record
            self._of_record = RecordFields(self._table, record).fields()
            self.fields.forget(f"record:{record.id}")
            self._show_fields(view, view.step)
            self.fields.open_field(self._of_record[0].key)

    def end_mending(self, *, is_left: bool = True) -> None:
        """Go back to the fields of the step."""
        view, self._record = self._view, None
        if view is not None and view.step is not None and self._of_record:
            self._of_record = ()
            self._show_fields(view, view.step)
            self._arrive(view.step)
            if is_left:
                self.left.emit()
