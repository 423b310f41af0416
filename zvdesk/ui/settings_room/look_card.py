"""Choose text size and colours; what is chosen shows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.ui.shortcuts import Shortcut
from zvdesk.ui.theme import Mode, current_theme
from zvdesk.ui.tokens import TEXT_SIZES, Space
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, keycap
from zvdesk.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.theme import Theme, ThemeKeeper


class LookCard(Card):
    """Set how zvdesk looks on this computer, for whoever works here."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Weergave"))
        self._keeper = keeper
        self.theme = ChoiceRow(
            self.tr("Kleuren"),
            (
                (Mode.SYSTEM, self.tr("Zoals het systeem")),
                (Mode.LIGHT, self.tr("Licht")),
                (Mode.DARK, self.tr("Donker")),
                (Mode.CONTRAST, self.tr("Hoog contrast")),
            ),
        )
        self.theme.chosen.connect(self._choose)
        self.smaller = IconButton("minus", self.tr("Maak de tekst kleiner"))
        self.smaller.clicked.connect(keeper.shrink)
        self.larger = IconButton("plus", self.tr("Maak de tekst groter"))
        self.larger.clicked.connect(keeper.enlarge)
        self.percent = Text("", Style.STRONG, wraps=False)
        sizes = row(
            self.smaller,
            self.percent,
            self.larger,
            keycap(Shortcut.SMALLER.label),
            keycap(Shortcut.LARGER.label),
            spacing=Space.ONE,
            stretch=4,
        )
        self.body.setSpacing(Space.TWO)
        for label, part in ((self.tr("Kleuren"), self.theme), (self.tr("Tekstgrootte"), sizes)):
            block = column(Space.HALF)
            block.addWidget(Text(label, Style.CAPTION))
            if part is self.theme:
                block.addWidget(self.theme)
            else:
                block.addLayout(sizes)
            self.add(block)
        self.add(hairline())
        self.add(Text(self.tr("Dit geldt voor deze computer en staat buiten de kluis."), Style.SMALL))
        keeper.changed.connect(self._changed)
        self.show_now()

    def show_now(self) -> None:
        """Show the look of the moment."""
        theme = current_theme()
        self.theme.set_value(self._keeper.mode)
        self.percent.setText(self.tr("{percent} %").format(percent=round(theme.scale * 100)))
        self.smaller.setEnabled(theme.text_size > TEXT_SIZES[0])
        self.larger.setEnabled(theme.text_size < TEXT_SIZES[-1])

    def _changed(self, _theme: Theme) -> None:
        self.show_now()

    def _choose(self, mode: object) -> None:
        if isinstance(mode, Mode):
            self._keeper.set_mode(mode)
