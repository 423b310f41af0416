"""End the meeting with three taps per organisation: done in half a minute, kept at each tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.services import evaluations
from zvdesk.ui.meeting.evaluation_box import EvaluationBox, EvaluationFacts, load_facts, who_was_there
from zvdesk.ui.meeting.table_pane import TablePane
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.domain.evaluations import Evaluation
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class EvaluationPane(TablePane):
    """Ask three things of each organisation that was there, and show the answers over time."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(
            table,
            self.tr("Hoe ging dit overleg?"),
            self.tr("Ieder zegt in drie woorden hoe het ging. Dat kost een halve minuut."),
            parent,
        )
        self.setAccessibleName(self.tr("Eindevaluatie"))
        self._asked: tuple[object, ...] = ()
        self.ready = PrimaryButton(self.tr("Klaar"), "check")
        self.ready.clicked.connect(self.done)
        self.box = EvaluationBox()
        self.box.given.connect(self._keep)
        self.box.ended.connect(lambda: self.focus(self.ready))
        buttons = QWidget()
        FlowLayout(buttons, Space.TWO).addWidget(self.ready)
        self.body.addWidget(self.box)
        self.body.addWidget(buttons)
        self.show_keys(
            (
                ("1", self.tr("ja")),
                ("2", self.tr("deels")),
                ("3", self.tr("nee")),
                (self.tr("Delete"), self.tr("geen antwoord")),
                (self.tr("Enter"), self.tr("klaar")),
            )
        )

    def show_view(self, view: TableView) -> None:
        """Load the answers when it is another meeting, or others were there."""
        asked = (view.meeting.id, who_was_there(view.meeting))
        if asked != self._asked:
            self._asked = asked
            self.box.meeting_id = view.meeting.id
            self._load()

    def take_focus(self) -> None:
        """Put the focus in the grid."""
        self.focus(self.box.grid if self.box.grid.rows else self.ready)

    def _load(self) -> None:
        loaded: list[EvaluationFacts] = []

        def load(desk: Desk, view: TableView) -> Meeting:
            loaded.append(load_facts(desk, view.meeting.id))
            return view.meeting

        def show() -> None:
            self.box.show_facts(loaded[0])
            self.take_focus()

        self.table.act(load, show, self.complain)

    def _keep(self, evaluation: Evaluation) -> None:
        loaded: list[EvaluationFacts] = []

        def keep(desk: Desk, view: TableView) -> Meeting:
            evaluations.evaluate(desk, evaluation)
            loaded.append(load_facts(desk, view.meeting.id))
            return view.meeting

        def show() -> None:
            if not self.table.is_busy:
                self.box.show_facts(loaded[0])

        self.table.act(keep, show, self.complain)
