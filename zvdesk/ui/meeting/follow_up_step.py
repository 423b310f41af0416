"""Record the step Vervolg: when again, who watches, and akkoord on what is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import Step
from zvdesk.ui.meeting.parts import DayRow, on_edit, show_day, show_stored
from zvdesk.ui.meeting.read_back import ReadBack
from zvdesk.ui.meeting.step import StepEditor
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class FollowUpFields(QWidget):
    """Keep when the case comes back, or why it does not, and who watches the actions until then."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = WrapLayout(self, Space.HALF_MORE)
        self.day = DayRow(self.tr("Wanneer zien we elkaar weer?"), table.today)
        self.day.day.dayChosen.connect(lambda day: table.revise_case(follow_up_on=day))
        self.guard = AutosaveLineEdit()
        on_edit(self.guard, lambda text: table.revise_case(follow_up_guard=text))
        self.reason = AutosaveLineEdit()
        on_edit(self.reason, lambda text: table.revise_case(follow_up_note=text))
        rows = (
            (self.day, 230),
            (FieldRow(self.tr("Wie bewaakt de acties tot dan?"), self.guard), 260),
            (
                FieldRow(
                    self.tr("Over het vervolg"),
                    self.reason,
                    self.tr("Komt er geen vervolg? Schrijf dan waarom."),
                    is_optional=True,
                ),
                420,
            ),
        )
        for part, width in rows:
            wish(part, width)
            layout.addWidget(part)

    def show_view(self, view: TableView) -> None:
        """Show the follow-up of the case."""
        case = view.file.case
        show_day(self.day.day, case.follow_up_on)
        show_stored(self.guard, case.follow_up_guard)
        show_stored(self.reason, case.follow_up_note)


class FollowUpStep(StepEditor):
    """Record the follow-up and the akkoord. Signal: ``rowsChanged()`` when there are other organisations."""

    STEP = Step.FOLLOW_UP
    rowsChanged = Signal()  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self.fields = FollowUpFields(table)
        self.read_back = ReadBack(table)
        self.body.addWidget(self.fields)
        self.body.addWidget(self.read_back)
        self.add_note(self.tr("Notitie bij Vervolg"))

    def show_case(self, view: TableView) -> None:
        """Show what the step records."""
        self.fields.show_view(view)
        self.read_back.show_view(view)
        show_when(self.read_back, not view.is_closed)
