"""Show what this meeting agreed on the case, one line each, to mend or to take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.adoption import adopted_content
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.texts.days import day
from zvdesk.ui.meeting.action_form import ActionForm
from zvdesk.ui.meeting.agreement_forms import ConditionalForm, DecisionForm, ReservationForm
from zvdesk.ui.meeting.wrap import WrapLayout, fix, to_middle, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.record_form import RecordForm
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_SAID, _WHO, _WHEN = 320, 170, 112  # columns, in pixels at 100 %
Agreement = ActionItem | ConditionalAgreement | Decision | Reservation


@dataclass(frozen=True)
class Line:
    """Hold the words of one agreement."""

    icon_name: str
    kind: str
    text: str
    who: str
    when: str
    is_urgent: bool


class RecordedRow(QWidget):
    """Show one agreement; the pencil opens its fields below it, the bin takes it away."""

    def __init__(self, table: Table, record: Agreement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._record = table, record
        self._view: TableView | None = None
        self._form: RecordForm | None = None
        self._body = column(Space.ONE)
        self._body.setContentsMargins(0, Space.HALF, 0, 0)
        self.setLayout(self._body)
        self._icon = IconLabel("list-checks")
        self._text, self._detail = Text(), Text("", Style.SMALL)
        self._who, self._when = Text("", Style.QUIET), Text()
        self._urgent = Chip(self.tr("spoed"), Tone.WARN)
        self.change = IconButton("pencil", "")
        self.change.clicked.connect(self._toggle)
        self.remove = IconButton("trash-2", "")
        self.remove.clicked.connect(self._erase)
        words = column(0)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(Space.HALF_MORE)
        both.addWidget(self._icon)
        both.addLayout(words, 1)
        said, whole = QWidget(), QWidget()
        said.setLayout(both)
        wish(said, _SAID)
        fix(self._who, _WHO)
        fix(self._when, _WHEN)
        line = WrapLayout(whole, Space.HALF_MORE)
        for part in (said, self._urgent, self._who, self._when, self.change, self.remove):
            to_middle(part)
            line.addWidget(part)
        self._body.addWidget(whole)
        self._body.addWidget(hairline())

    def show_record(self, record: Agreement, view: TableView) -> None:
        """Show the agreement as it is now."""
        self._record, self._view = record, view
        line = self._line(record, view)
        self._icon.set_icon(line.icon_name)
        self._text.setText(line.text)
        self._detail.setText(self._more(record))
        show_when(self._detail, bool(self._detail.text()))
        self._who.setText(line.who)
        self._when.setText(line.when)
        show_when(self._urgent, line.is_urgent)
        names = {"kind": line.kind, "text": line.text}
        for button, words in (
            (self.change, self.tr("Wijzig {kind}: {text}").format(**names)),
            (self.remove, self.tr("Wis {kind}: {text}").format(**names)),
        ):
            button.setAccessibleName(words)
            button.setToolTip(words if len(words) < 80 else words[:80])
        if self._form is not None:
            self._form.show_view(view)
            self._form.edit(record)

    def _line(self, record: Agreement, view: TableView) -> Line:
        who = view.organisation(record.organisation_id) if not isinstance(record, Decision) else ""
        if isinstance(record, ActionItem):
            both = " · ".join(part for part in (who, record.person) if part)
            return Line(
                "list-checks",
                self.tr("actie"),
                record.what,
                both or self.tr("nog niemand"),
                day(record.due_on)
                or (self.tr("bij voorwaarde") if record.condition else self.tr("geen datum")),
                record.is_urgent,
            )
        if isinstance(record, ConditionalAgreement):
            text = self.tr("Als: {trigger}").format(trigger=record.trigger)
            hours = self.tr("binnen {hours} uur").format(hours=record.within_hours)
            both = " · ".join(part for part in (who, record.person) if part)
            return Line(
                "git-branch",
                self.tr("als-dan-afspraak"),
                text,
                both or self.tr("nog niemand"),
                hours if record.within_hours else "",
                is_urgent=False,
            )
        if isinstance(record, Reservation):
            return Line("message-square-quote", self.tr("voorbehoud"), record.text, who, "", is_urgent=False)
        return Line("gavel", self.tr("besluit"), record.text, self.tr("besluit"), "", is_urgent=False)

    def _more(self, record: Agreement) -> str:
        if isinstance(record, ConditionalAgreement):
            return self.tr("Dan: {response}").format(response=record.response)
        if isinstance(record, ActionItem) and record.condition:
            return self.tr("Voorwaarde: {condition}").format(condition=record.condition)
        return ""

    def _toggle(self) -> None:
        if self._form is not None:
            form, self._form = self._form, None
            self._body.removeWidget(form)
            form.hide()
            form.deleteLater()
            return
        self._form = _form(self._table, self._record, self.change.accessibleName())
        if self._view is not None:
            self._form.show_view(self._view)
        self._form.edit(self._record)
        self._body.insertWidget(1, self._form)
        self._form.first.setFocus()

    def _erase(self) -> None:
        self._table.erase(self._record, self.tr("Gewist: {text}").format(text=self._text.text()))


class Recorded(QWidget):
    """Show all that this meeting agreed on the case.

    Signal: ``rowsChanged()`` after lines came or went, so that the page can order the focus.
    """

    rowsChanged = Signal()  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._rows: dict[str, RecordedRow] = {}
        self._column = column(Space.HALF)
        self.setLayout(self._column)
        self._title = Text(self.tr("Vastgelegd voor deze casus"), Style.CAPTION)
        self._column.addWidget(self._title)
        self._column.addWidget(hairline())
        self._none = Text(self.tr("Nog niets. Typ hierboven en druk op Enter."), Style.QUIET)
        self._column.addWidget(self._none)

    def show_view(self, view: TableView) -> None:
        """Show the agreements as they are now; a line that is open stays open."""
        records = agreements(view)
        wanted = [record.id for record in records]
        for record_id in [i for i in self._rows if i not in wanted]:
            gone = self._rows.pop(record_id)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        is_new = False
        for place, record in enumerate(records):
            row = self._rows.get(record.id)
            if row is None:
                row = RecordedRow(self._table, record)
                self._rows[record.id] = row
                self._column.insertWidget(3 + place, row)
                is_new = True
            row.show_record(record, view)
        show_when(self._none, not records)
        if is_new:
            self.rowsChanged.emit()


def agreements(view: TableView) -> tuple[Agreement, ...]:
    """Return what this meeting agreed, in the order of the list on paper."""
    file, here = view.file, view.meeting.id
    return (
        *(d for d in file.decisions if d.meeting_id == here),
        *(a for a in file.actions if a.meeting_id == here),
        *(c for c in file.conditionals if c.meeting_id == here),
        *(r for r in file.reservations if r.meeting_id == here),
    )


def read_aloud(view: TableView) -> tuple[Agreement, ...]:
    """Return what the list will say: what this meeting agreed, and what still stands from before."""
    content = adopted_content(
        view.file, view.meeting.id, level_before=view.item.level_before, agreed=0, on=view.today
    )
    return (*content.decisions, *content.actions, *content.conditionals, *content.reservations)


def _form(table: Table, record: Agreement, name: str) -> RecordForm:
    if isinstance(record, ActionItem):
        return ActionForm(table, name)
    if isinstance(record, ConditionalAgreement):
        return ConditionalForm(table, name)
    if isinstance(record, Reservation):
        return ReservationForm(table, name)
    return DecisionForm(table, name)
