"""Show one's own card: a QR code to photograph, and the fingerprint to read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvdesk.texts.labels import ROLES
from zvdesk.ui.handovers.code_view import CodeView
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Size, Space, Tone
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import Heading, Style, Text
from zvdesk.ui.widgets.layouts import Scrolling, column

if TYPE_CHECKING:
    from zvdesk.services.cards import ShownCard

_OF_SCREEN = 0.92  # the code wants all the room there is
_WIDEST = 1.75  # as wide as high, at most
_ACROSS = 2  # groups beside each other


class CardDialog(QDialog):
    """Hold the code and, beside it, who it is and what to read aloud."""

    def __init__(self, shown: ShownCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = shown.card
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Mijn kaart"))
        self.code = CodeView(shown.squares, self.tr("QR-code met de kaart van {who}").format(who=card.name))
        words = QWidget()
        inner = column(Space.TWO)
        words.setLayout(inner)
        inner.addWidget(Heading(card.name))
        about = (ROLES[card.role], card.organisation or card.house)
        inner.addWidget(Text(", ".join(part for part in about if part), Style.QUIET))
        inner.addWidget(Text(self.tr("Vingerafdruk, om voor te lezen"), Style.CAPTION))
        inner.addWidget(self._groups(card.fingerprint))
        inner.addWidget(
            Text(
                self.tr("1. Uw collega maakt een scherpe foto van de code, of u stuurt de kaart als bestand.")
            )
        )
        inner.addWidget(Text(self.tr("2. Lees de vingerafdruk voor. Uw collega typt wat die hoort.")))
        inner.addWidget(
            Callout(
                self.tr(
                    "Lees zelf voor, aan tafel of aan de telefoon. Stuur de vingerafdruk niet mee per mail."
                ),
                Tone.ACCENT,
            )
        )
        inner.addStretch(1)
        self.close_button = PrimaryButton(self.tr("Klaar"), "check")
        self.close_button.clicked.connect(self.accept)
        beside = QHBoxLayout()
        beside.setSpacing(Space.FOUR)
        beside.addWidget(self.code, 6)
        beside.addWidget(Scrolling(words), 5)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.TWO)
        outer.addLayout(beside, 1)
        outer.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        screen = self.screen().availableSize()
        height = round(screen.height() * _OF_SCREEN)
        self.resize(min(round(screen.width() * _OF_SCREEN), round(height * _WIDEST)), height)
        self.close_button.setFocus()

    def _groups(self, fingerprint: str) -> QWidget:
        """Return the groups of four, two beside each other, each so large that it reads well aloud."""
        whole = QWidget()
        whole.setAccessibleName(self.tr("Vingerafdruk: {words}").format(words=fingerprint))
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.THREE)
        grid.setVerticalSpacing(Space.HALF)
        grid.setColumnStretch(_ACROSS, 1)
        font = current_theme().font(Size.TITLE, QFont.Weight.Bold)
        for number, group in enumerate(fingerprint.split()):
            label = Text(" ".join(group), Style.TITLE, wraps=False)
            label.setFont(font)
            grid.addWidget(label, number // _ACROSS, number % _ACROSS)
        return whole
