"""Show a shielded case to read, on a page of its own; nothing on it can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card, Page
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from zvdesk.texts.case_reading import Passage

_WIDTH = 1020  # text is no wider than reads well, in pixels at 100 %


class ShieldedReader(Page):
    """Show the passages of one shielded case. Signal: ``left()`` when it is closed."""

    left = Signal()

    def __init__(
        self, number: str, passages: Iterable[Passage], reason: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self.header.set_title(
            self.tr("Casus {number}").format(number=number), self.tr("Afgeschermd. U kunt alleen lezen.")
        )
        self.close_button = SecondaryButton(self.tr("Sluit de casus"), "x")
        self.close_button.clicked.connect(self.left)
        self.header.buttons.addWidget(self.close_button)
        banner = self.tr(
            "Deze casus is afgeschermd. Dat u haar opende staat in het logboek, met uw reden: {reason}"
        )
        self.banner = Callout(banner.format(reason=reason), Tone.WARN)
        self.banner.setMaximumWidth(current_theme().scaled(_WIDTH))
        self.body.addWidget(self.banner)
        for passage in passages:
            card = Card(passage.title)
            card.setMaximumWidth(current_theme().scaled(_WIDTH))
            for caption, words in passage.lines:
                pair = column(2)
                pair.addWidget(Text(caption, Style.CAPTION))
                pair.addWidget(Text(words))
                card.add(pair)
            self.body.addWidget(card)
        self.body.addStretch(1)
        on_key(self, Shortcut.BACK, self.left.emit)
