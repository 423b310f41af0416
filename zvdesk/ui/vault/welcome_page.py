"""Greet who opens zvdesk for the first time: a new vault, an existing one, or the practice table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.tokens import Space
from zvdesk.ui.vault.stage import WIDE, Stage
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import FlowLayout


class WelcomePage(Stage):
    """Offer the ways to begin.

    Signals: ``newRequested()``; ``openRequested()``; ``practiceRequested()``; ``verifyRequested()``.
    """

    newRequested = Signal()  # noqa: N815
    openRequested = Signal()  # noqa: N815
    practiceRequested = Signal()  # noqa: N815
    verifyRequested = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("book-lock", "", width=WIDE, parent=parent)
        self.set_title(
            self.tr("Welkom bij zvdesk"),
            self.tr(
                "Bereid casussen voor, leid het overleg en geef iedere organisatie een ondertekende lijst. "
                "Alles blijft versleuteld op deze computer."
            ),
        )
        self.new = PrimaryButton(self.tr("Nieuwe kluis maken"), "plus")
        self.new.clicked.connect(self.newRequested)
        self.open = SecondaryButton(self.tr("Bestaande kluis openen"), "folder-open")
        self.open.clicked.connect(self.openRequested)
        self.practice = SecondaryButton(self.tr("Bekijk met oefencasussen"), "sparkles")
        self.practice.clicked.connect(self.practiceRequested)
        self.verify = LinkButton(self.tr("Controleer een document"), "file-check")
        self.verify.clicked.connect(self.verifyRequested)
        self._busy = BusyLine()
        self._wrong = Callout("")
        self._wrong.set_text("")
        house = Card(self.tr("Voor uw huis"))
        house.add(
            Text(
                self.tr(
                    "Een kluis is een map met alle casussen van uw huis. Maak er een, of open een kluis "
                    "die een collega heeft gemaakt."
                ),
                Style.QUIET,
            )
        )
        buttons = QWidget()
        FlowLayout(buttons).fill((self.new, self.open))
        house.body.addSpacing(Space.ONE)
        house.add(buttons)
        look = Card(self.tr("Eerst rondkijken"))
        look.add(
            Text(
                self.tr(
                    "De oefenkluis heeft verzonnen mensen en casussen. U kunt er niets mee kapot maken, "
                    "en op elk scherm staat OEFENING."
                ),
                Style.QUIET,
            )
        )
        look.body.addSpacing(Space.ONE)
        look.add(self.practice)
        for part in (house, look, self._busy, self._wrong, self.verify):
            self.body.addWidget(part)

    def activated(self) -> None:
        """Put the focus on the first way to begin."""
        self.new.setFocus()

    def begin_work(self, words: str) -> None:
        """Show that work goes on; nothing else can be chosen meanwhile."""
        self._wrong.set_text("")
        self._busy.begin(words, can_stop=False)
        self._enable(False)

    def show_work(self, words: str, done: int, of: int) -> None:
        """Show how far the work is."""
        self._busy.begin(words, can_stop=False)
        self._busy.show_progress(done, of)

    def end_work(self, wrong: str = "") -> None:
        """Take the bar away and say what went wrong, if anything did."""
        self._busy.end()
        self._wrong.set_text(wrong)
        self._enable(True)

    def _enable(self, is_on: bool) -> None:
        for button in (self.new, self.open, self.practice, self.verify):
            button.setEnabled(is_on)
