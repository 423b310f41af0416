"""Be the room that watches over what is kept: terms, shielded cases, documents, destructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from zvdesk.ui.jobs import ReportsChanges
from zvdesk.ui.keeping.destructions_tab import DestructionsTab
from zvdesk.ui.keeping.documents_tab import DocumentsTab
from zvdesk.ui.keeping.reader import ShieldedReader
from zvdesk.ui.keeping.shielded_tab import ShieldedTab
from zvdesk.ui.keeping.terms_tab import TermsTab
from zvdesk.ui.widgets.cards import Page

if TYPE_CHECKING:
    from zvdesk.domain.keeping import ShieldedCase
    from zvdesk.texts.case_reading import Passage
    from zvdesk.ui.context import RoomContext

_KINDS = frozenset({"cases", "disclosures"})


class KeepingPage(QWidget):
    """Show four tabs, or a shielded case that was opened to read."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.terms, self.shielded = TermsTab(context), ShieldedTab(context)
        self.documents, self.destructions = DocumentsTab(context), DestructionsTab(context)
        self.reader: ShieldedReader | None = None
        self.shielded.read.connect(self._open_reader)
        self._tabs: tuple[TermsTab | ShieldedTab | DocumentsTab | DestructionsTab, ...] = (
            self.terms,
            self.shielded,
            self.documents,
            self.destructions,
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Termijnen, afgeschermd, documenten of vernietigingen"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        titles = (
            self.tr("Termijnen"),
            self.tr("Afgeschermd"),
            self.tr("Documenten"),
            self.tr("Vernietigingen"),
        )
        self.list = Page(
            self.tr("Bewaren"), self.tr("Hoe lang mag wat blijven, wie heeft nog iets, en wat is al weg.")
        )
        self.list.body.addWidget(self.tabs)
        for title in titles:
            self.tabs.addTab(title)
        for tab in self._tabs:
            self.list.body.addWidget(tab, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.tabs.currentChanged.connect(self._show_tab)
        context.jobs.changed.connect(self._hear)
        self._show_tab(0)

    def activated(self) -> None:
        """Read the tab in sight again."""
        self._tabs[self.tabs.currentIndex()].reload()

    def close_reader(self) -> None:
        """Let go of the shielded case that is open, and go back to the list."""
        reader, self.reader = self.reader, None
        if reader is None:
            return
        self.stack.setCurrentWidget(self.list)
        self.stack.removeWidget(reader)
        reader.deleteLater()
        self.shielded.table.setFocus()

    # --- inside ------------------------------------------------------------------------------------------

    def _show_tab(self, number: int) -> None:
        for place, tab in enumerate(self._tabs):
            tab.setVisible(place == number)
        if self.isVisible():
            self.activated()

    def _open_reader(self, case: ShieldedCase, passages: tuple[Passage, ...], reason: str) -> None:
        self.close_reader()
        self.reader = ShieldedReader(case.number, passages, reason)
        self.reader.left.connect(self.close_reader)
        self.stack.addWidget(self.reader)
        self.stack.setCurrentWidget(self.reader)
        self.reader.close_button.setFocus()

    def _hear(self, changes: object) -> None:
        if isinstance(changes, ReportsChanges) and changes.kinds & _KINDS and self.isVisible():
            self.activated()
