"""Cover the window from the moment it locks, and say what is still being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.ui.tokens import Tone
from zvdesk.ui.vault.stage import Stage
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CoverPage(Stage):
    """Stand before everything while the vault closes, with nothing of it in sight.

    Signals: ``againAsked()`` to try once more to keep what was typed; ``lockAsked()`` to lock without it.
    """

    againAsked = Signal()  # noqa: N815
    lockAsked = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("lock", "", parent=parent)
        self._busy = BusyLine()
        self._wrong = Callout("", Tone.DANGER)
        self._left = Text("", Style.SMALL)
        self.again = PrimaryButton(self.tr("Probeer opnieuw te bewaren"), "refresh-cw")
        self.again.clicked.connect(self.againAsked)
        self.lock = LinkButton(self.tr("Vergrendel nu, ook zonder deze tekst"), "lock")
        self.lock.clicked.connect(self.lockAsked)
        for part in (self._busy, self._wrong, self._left, self.again, self.lock):
            self.body.addWidget(part)
        self._ask_nothing()

    def show_closing(self) -> None:
        """Say that the vault closes."""
        self.set_title(self.tr("De kluis gaat op slot"), self.tr("Wat u typte, wordt eerst bewaard."))
        self._ask_nothing()
        self._busy.begin(self.tr("Een ogenblik."), can_stop=False)

    def _ask_nothing(self) -> None:
        self._wrong.set_text("")
        for part in (self._left, self.again, self.lock):
            show_when(part, False)

    def show_failure(self, words: str, seconds: int) -> None:
        """Say that what was typed could not be kept, why, and how long one may still do something."""
        self._busy.end()
        self.set_title(
            self.tr("Wat u het laatst typte, is niet bewaard"), self.tr("Niemand kan de tekst nu lezen.")
        )
        self._wrong.set_text(words)
        self.show_left(seconds)
        for part in (self._left, self.again, self.lock):
            show_when(part, True)
        self.again.setFocus()
        announce(self, words, urgent=True)

    def show_left(self, seconds: int) -> None:
        """Count down."""
        self._left.setText(
            self.tr("Over {seconds} seconden gaat de kluis hoe dan ook op slot.").format(seconds=seconds)
        )
