"""Take the voorbehoud of one organisation about what was just read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.services import read_back
from zvdesk.ui.meeting.option_list import Option, OptionList
from zvdesk.ui.meeting.parts import said
from zvdesk.ui.meeting.table_pane import BigLine
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class ReserveBox(QWidget):
    """Choose an organisation at the table and type its voorbehoud; Enter keeps it.

    Signal: ``done()`` after it was kept, or on Escape of the page.
    """

    done = Signal()

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._record_id = table, ""
        self._who = ""
        self._view: TableView | None = None
        self._question = Text(self.tr("Wie maakt een voorbehoud, en welk?"), Style.HEADING)
        self.who = OptionList(self.tr("Wie maakt een voorbehoud?"))
        self.who.chosen.connect(self._choose)
        self.line = BigLine(
            self.tr("Het voorbehoud in één zin"),
            self.tr("in één zin, bijvoorbeeld: eerst de crisisdienst horen"),
        )
        self.line.historyChanged.connect(table.keep_history)
        self.line.returnPressed.connect(self._keep)
        self._complaint = Text("", tone=Tone.DANGER)
        show_when(self._complaint, False)
        outer = column(Space.ONE)
        self.setLayout(outer)
        for part in (self._question, self.who, self.line, self._complaint):
            outer.addWidget(part)

    def open_for(self, record_id: str, view: TableView) -> None:
        """Begin the voorbehoud about a record."""
        self._record_id = record_id
        self._view, self._who = view, ""
        self._offer()
        self.line.bind_history(self._table.history(f"reserve:{view.item.id}:{record_id}"))
        self._complain("")
        self.who.setFocus()

    def _offer(self) -> None:
        view = self._view
        if view is not None:
            self.who.show_options(
                tuple(Option(i, view.organisation(i), i == self._who) for i in view.item.present_ids)
            )

    def _choose(self, organisation_id: object) -> None:
        if isinstance(organisation_id, str):
            self._who = organisation_id
            self._offer()
            self._complain("")
            self.line.setFocus()

    def _keep(self) -> None:
        organisation_id, text, record_id = self._who, self.line.text().strip(), self._record_id
        if not organisation_id:
            self._complain(self.tr("Kies eerst van wie het voorbehoud is."))
            self.who.setFocus()
            return
        if not text:
            self._complain(self.tr("Schrijf het voorbehoud in één zin."))
            return

        def reserve(desk: Desk, view: TableView) -> None:
            read_back.reserve(desk, view.meeting.id, view.item.id, record_id, organisation_id, text)

        self._table.do(reserve, self._kept, lambda error: self._complain(said(error)))

    def _kept(self) -> None:
        self.line.clear()
        self.line.flush()
        self.done.emit()

    def _complain(self, words: str) -> None:
        self._complaint.setText(words)
        show_when(self._complaint, bool(words))
        if words:
            announce(self.line, words, urgent=True)
