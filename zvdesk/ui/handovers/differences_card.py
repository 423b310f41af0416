"""List what a package that came back too late has otherwise, and take over one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from zvdesk.services import taking_over
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline
from zvdesk.ui.widgets.layouts import clear, column, into_sight

if TYPE_CHECKING:
    from zvdesk.services.changes import Changes
    from zvdesk.services.receiving import Preview
    from zvdesk.services.taking_over import Difference
    from zvdesk.ui.context import RoomContext


class DifferencesList(QWidget):
    """Show each difference with what stands here and what came.

    Signals: ``tried()`` when one is asked for; ``refused(Exception)``; ``shown()`` with what is left.
    """

    tried = Signal()
    refused = Signal(object)
    shown = Signal()

    def __init__(self, context: RoomContext, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._preview = context, preview
        self.buttons: list[SecondaryButton] = []
        self._is_refused = False
        self._numbers = {case.id: case.local_number for case in preview.cases}
        self._lines = column(Space.HALF_MORE)
        outer = column(Space.TWO)
        self.setLayout(outer)
        outer.addWidget(Heading(self.tr("Verschillen"), Style.SECTION))
        outer.addLayout(self._lines)

    def load(self) -> None:
        """Read the differences that are left."""
        desk, preview = self._context.desk, self._preview
        self._context.jobs.run(
            lambda: taking_over.differences(desk, preview), self._show, self.refused.emit, owner=self
        )

    def _show(self, found: tuple[Difference, ...]) -> None:
        clear(self._lines)
        self.buttons = []
        for number, one in enumerate(found):
            if number:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(one))
        if not found:
            words = self.tr("Er is geen verschil meer. Wat terugkwam, staat hier al of is ouder.")
            self._lines.addWidget(Text(words, Style.QUIET))
        elif self.isVisible() and not self._is_refused:  # else what was said of it stays in sight
            self.buttons[0].setFocus()
            into_sight(self)
        self._is_refused = False
        self.shown.emit()

    def _line(self, one: Difference) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.TWO)
        grid.setVerticalSpacing(Space.HALF)
        grid.setColumnStretch(1, 1)
        kind = one.kind[:1].upper() + one.kind[1:]
        title = " · ".join(part for part in (kind, self._numbers.get(one.case_id, "")) if part)
        grid.addWidget(Text(title, Style.STRONG), 0, 0, 1, 2)
        top = Qt.AlignmentFlag.AlignTop
        nothing = self.tr("staat er niet")
        pairs = ((self.tr("Hier"), one.ours), (self.tr("Kwam terug"), one.theirs))
        for number, (caption, words) in enumerate(pairs, 1):
            grid.addWidget(Text(caption, Style.QUIET, wraps=False), number, 0, top)
            grid.addWidget(Text(words or nothing, Style.BODY if words else Style.QUIET), number, 1)
        take = SecondaryButton(self.tr("Neem dit over"), "check")
        take.setAccessibleName(self.tr("Neem over: {what}").format(what=title))
        take.clicked.connect(lambda _checked=False: self.adopt(one))
        self.buttons.append(take)
        grid.addWidget(take, 0, 2, 3, 1, top)
        return whole

    def adopt(self, one: Difference) -> None:
        """Take one difference over."""
        self.tried.emit()
        desk, preview = self._context.desk, self._preview
        for button in self.buttons:
            button.setEnabled(False)

        def done(_changes: Changes) -> None:
            self._context.notices.ok(self.tr("Overgenomen."))
            self.load()

        def refuse(error: Exception) -> None:
            self._is_refused = True
            self.refused.emit(error)
            self.load()

        self._context.jobs.run(
            lambda: taking_over.adopt_difference(desk, preview, (one,)), done, refuse, owner=self
        )
