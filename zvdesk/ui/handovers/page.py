"""Be the room of handing over: what is with a colleague, what came in, and who the colleagues are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabBar

from zvdesk.ui.handovers.colleagues_tab import CARD_ENDINGS, ColleaguesTab
from zvdesk.ui.handovers.in_tab import InTab
from zvdesk.ui.handovers.out_tab import OutTab
from zvdesk.ui.jobs import ReportsChanges
from zvdesk.ui.widgets.cards import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.context import RoomContext

_KINDS = frozenset({"handovers", "pens", "colleagues", "cases", "meetings"})
OUT, IN, COLLEAGUES = range(3)


class HandoversPage(Page):
    """Show three tabs: with a colleague, come in, and the colleagues themselves."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", "", None, parent)
        self.out, self.inside, self.colleagues = OutTab(context), InTab(context), ColleaguesTab(context)
        self._tabs: tuple[OutTab | InTab | ColleaguesTab, ...] = (self.out, self.inside, self.colleagues)
        self.header.set_title(
            self.tr("Overdragen"),
            self.tr("Een overleg of casus gaat naar een collega met een eigen laptop, en komt terug."),
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Bij een ander, binnengekomen of collega's"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in (self.tr("Bij een ander"), self.tr("Binnengekomen"), self.tr("Collega's")):
            self.tabs.addTab(title)
        self.body.addWidget(self.tabs)
        for tab in self._tabs:
            self.body.addWidget(tab)
        self.body.addStretch(1)
        self.tabs.currentChanged.connect(self._show_tab)
        self.out.newsAsked.connect(lambda: self.tabs.setCurrentIndex(COLLEAGUES))
        self.inside.cardGiven.connect(self.open_file)
        context.jobs.changed.connect(self._hear)
        self._show_tab(OUT)

    def activated(self) -> None:
        """Read the tab in sight again."""
        self._tabs[self.tabs.currentIndex()].reload()

    def open_file(self, file: Path | str) -> None:
        """Look at a file of a colleague: a package, a card, a picture of one, or a list of the house."""
        path = Path(file)
        is_card = path.suffix.lower() in CARD_ENDINGS
        self.tabs.setCurrentIndex(COLLEAGUES if is_card else IN)
        if is_card:
            self.colleagues.open_file(path)
        else:
            self.inside.open_file(path)

    def place(self) -> tuple[str, str]:
        """Return what comes back here after a lock; a file that was looked at is not remembered."""
        return "handovers", ""

    def _show_tab(self, number: int) -> None:
        for place, tab in enumerate(self._tabs):
            tab.setVisible(place == number)
        if self.isVisible():
            self.activated()

    def _hear(self, changes: object) -> None:
        if isinstance(changes, ReportsChanges) and changes.kinds & _KINDS and self.isVisible():
            self.activated()
