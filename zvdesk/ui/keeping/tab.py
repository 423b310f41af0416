"""Be one tab of the room: a list, what is chosen in it beside it, and one act at a time in that pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.ui.act_form import ActForm
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.widgets.cards import EmptyState
    from zvdesk.ui.widgets.table import RowsTable

R = TypeVar("R")
BESIDE = 860  # from this width at 100 % the pane stands beside the list
SHARES = (7, 4)
_TABLE = 380  # least height of the list, in pixels at 100 %


class KeepingTab(QWidget, Generic[R]):
    """Hold a list with its pane; a subclass calls ``lay_out``, reads in ``reload``, shows in ``show_row``."""

    table: RowsTable[R]
    empty: EmptyState
    details: QWidget

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.form: ActForm | None = None
        self.told = Callout("", Tone.OK)  # what was done stays to be read, with what others must still do
        self.told.set_text("")
        self.pages = QStackedWidget()

    def lay_out(
        self, table: RowsTable[R], empty: EmptyState, details: QWidget, above: QWidget | None = None
    ) -> None:
        """Set the list, what stands in its place while it is empty, and what is chosen beside it."""
        self.table, self.empty, self.details = table, empty, details
        self.pages.addWidget(table)
        self.pages.addWidget(empty)
        self.pages.setMinimumHeight(current_theme().scaled(_TABLE))
        listed = Card()
        if above is not None:
            listed.add(above)
        listed.body.addWidget(self.pages, 1)
        self._pane = stacked(details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.TWO)
        layout.addWidget(self.told)
        layout.addWidget(TwoColumns(listed, self._pane, BESIDE, SHARES), 1)
        table.selected.connect(self._chosen)
        details.hide()

    def reload(self) -> None:
        """Read the rows again."""
        raise NotImplementedError

    def show_row(self, row: R) -> None:
        """Show what is known of a row, and what can be done with it."""
        raise NotImplementedError

    def fill(self, rows: Sequence[R]) -> None:
        """Show these rows; the first is chosen when none was."""
        self.table.set_rows(rows)
        self.pages.setCurrentWidget(self.table if rows else self.empty)
        if self.table.current_row() is None and rows:
            self.table.choose(0)
        chosen = self.table.current_row()
        if chosen is not None:
            self.show_row(chosen)
        show_when(self.details, chosen is not None and self.form is None)

    def open_form(self, form: ActForm) -> None:
        """Show a form in the pane instead of what is chosen."""
        self.close_form()
        self.told.set_text("")
        self.form = form
        form.done.connect(self._done)
        form.cancelled.connect(self._cancel)
        self.details.hide()
        layout = self._pane.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, form)
        form.show()
        form.focus_first()

    def tell(self, words: str) -> None:
        """Say above the list what was done; it stays until the next act."""
        self.told.set_text(words)
        announce(self.told, words)

    def _chosen(self, row: R) -> None:
        self.close_form()
        self.show_row(row)
        show_when(self.details, True)

    def _done(self, words: str) -> None:
        self._cancel()
        self.tell(words)
        self.reload()

    def _cancel(self) -> None:
        self.close_form()
        show_when(self.details, self.table.current_row() is not None)
        self.table.setFocus()

    def close_form(self) -> None:
        """Take the form away."""
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
