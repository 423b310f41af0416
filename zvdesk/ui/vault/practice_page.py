"""Show the passphrases of a new practice vault once, before its rooms open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.texts.labels import ROLES
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.vault.stage import WIDE, Stage
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.labels import Style, Text, hairline

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.services.practice import Practice


class PracticePage(Stage):
    """Show who plays which role and with which passphrase. Signal: ``finished()``."""

    finished = Signal()

    def __init__(self, practice: Practice, parent: QWidget | None = None) -> None:
        super().__init__("sparkles", "", width=WIDE, parent=parent)
        self.practice = practice
        self.set_title(
            self.tr("De oefenkluis is klaar"),
            self.tr("U begint als voorzitter. Met een andere wachtzin bekijkt u zvdesk in een andere rol."),
        )
        card = Card(self.tr("Wachtzinnen van deze oefenkluis"))
        for number, person in enumerate(practice.people):
            if number:
                card.add(hairline())
            card.add(Text(f"{person.name}, {ROLES[person.role]}", Style.CAPTION))
            card.add(Text(person.passphrase, Style.STRONG, selectable=True))
        card.body.addSpacing(Space.ONE)
        self.begin = PrimaryButton(self.tr("Begin met oefenen"), "arrow-right")
        self.begin.clicked.connect(self.finished)
        self.body.addWidget(
            Callout(
                self.tr("Schrijf op wat u wilt onthouden: zvdesk laat deze wachtzinnen maar een keer zien."),
                Tone.WARN,
            )
        )
        self.body.addWidget(card)
        self.body.addWidget(self.begin)

    def activated(self) -> None:
        """Put the focus on the way on."""
        self.begin.setFocus()
