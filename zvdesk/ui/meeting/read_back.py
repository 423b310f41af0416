"""Read back what was agreed, and keep which organisations say akkoord."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.decisions import Decision
from zvdesk.texts.days import day
from zvdesk.ui.meeting.recorded import Agreement, read_aloud
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline
from zvdesk.ui.widgets.layouts import FlowLayout, clear, column

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

_ICONS = {ActionItem: "list-checks", ConditionalAgreement: "git-branch", Decision: "gavel"}


class ReadBack(QWidget):
    """Show each agreement in a size to read aloud from, and a tick per organisation at the table."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._shown: tuple[object, ...] = ()
        outer = column(Space.ONE)
        self.setLayout(outer)
        outer.addWidget(Text(self.tr("Lees voor en vraag: klopt dit?"), Style.STRONG))
        outer.addWidget(hairline())
        self._lines = column(Space.ONE)
        outer.addLayout(self._lines)
        outer.addWidget(Text(self.tr("Akkoord"), Style.CAPTION))
        inner = QWidget()
        self._flow = FlowLayout(inner, Space.TWO)
        outer.addWidget(inner)
        self.all = SecondaryButton(self.tr("Iedereen akkoord"), "check")
        self.all.clicked.connect(self._all)
        outer.addWidget(self.all)
        self._none = Text(self.tr("Er zit nog niemand aan tafel."), Style.QUIET)
        outer.addWidget(self._none)
        self.boxes: dict[str, CheckBox] = {}

    def show_view(self, view: TableView) -> None:
        """Show what was agreed and who said akkoord."""
        records = read_aloud(view)
        shown = (*records, *view.item.present_ids)
        if shown != self._shown:
            self._shown = shown
            clear(self._lines)
            for record in records:
                self._lines.addLayout(self._line(record, view))
            self._build(view)
        for organisation_id, box in self.boxes.items():
            box.setChecked(organisation_id in view.item.agreed_ids)
        self.all.setVisible(bool(self.boxes))
        self._none.setVisible(not self.boxes)

    def _line(self, record: Agreement, view: TableView) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(Space.HALF_MORE)
        icon = IconLabel(_ICONS.get(type(record), "message-square-quote"), Token.ACCENT, 20)
        line.addWidget(icon)
        words = self._words(record, view)
        if record.meeting_id != view.meeting.id:
            words = self.tr("Staat nog van eerder. {words}").format(words=words)
        line.addWidget(Text(words, Style.LEAD), 1)
        return line

    def _words(self, record: Agreement, view: TableView) -> str:
        if isinstance(record, Decision):
            return record.text
        who = view.organisation(record.organisation_id)
        if isinstance(record, ActionItem):
            named = ", ".join(part for part in (record.person, who) if part) or self.tr("nog niemand")
            if record.due_on is None:
                return self.tr("{who}: {what}").format(who=named, what=record.what)
            return self.tr("{who}: {what}, vóór {day}").format(
                who=named, what=record.what, day=day(record.due_on)
            )
        if isinstance(record, ConditionalAgreement):
            named = ", ".join(part for part in (record.person, who) if part) or self.tr("nog niemand")
            return self.tr("Als: {trigger} Dan, {who}: {response}").format(
                trigger=record.trigger, who=named, response=record.response
            )
        return self.tr("Voorbehoud van {who}: {text}").format(who=who, text=record.text)

    def _build(self, view: TableView) -> None:
        self._flow.fill(())
        self.boxes = {}
        for organisation_id in view.item.present_ids:
            box = CheckBox(view.organisation(organisation_id))
            box.setAccessibleName(
                self.tr("Akkoord van {name}").format(name=view.organisation(organisation_id))
            )
            box.clicked.connect(self._keep)
            self._flow.addWidget(box)
            self.boxes[organisation_id] = box

    def _keep(self) -> None:
        self._table.set_agreed(i for i, box in self.boxes.items() if box.isChecked())

    def _all(self) -> None:
        for box in self.boxes.values():
            box.setChecked(True)
        self._keep()
