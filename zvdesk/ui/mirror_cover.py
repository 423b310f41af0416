"""Cover the window while an audience sees the same picture, and say why and how it ends."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.shortcuts import Shortcut, on_key
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.labels import Heading, IconLabel, Style, Text
from zvdesk.ui.widgets.layouts import column


class MirrorCover(QWidget):
    """Show nothing of any case. Signal: ``undone()`` when a person says that nobody looks along."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        key = Shortcut.AUDIENCE_MIRRORED.label
        why = self.tr("Wat u ziet, staat ook op de beamer. Daarom laat zvdesk hier niets van een casus zien.")
        way = self.tr(
            "Zet de beamer op uitbreiden, dan komt de pagina vanzelf terug. "
            "Kijkt er niemand mee? Druk op {key}."
        ).format(key=key)
        self.undo = SecondaryButton(self.tr("Niemand kijkt mee ({key})").format(key=key), "eye")
        self.undo.setAccessibleDescription(f"{why} {way}")
        self.undo.clicked.connect(self.undone)
        on_key(self, Shortcut.AUDIENCE_MIRRORED, self.undone.emit, Qt.ShortcutContext.WindowShortcut)
        middle = Qt.AlignmentFlag.AlignHCenter
        heading = Heading(self.tr("Uw scherm is gespiegeld"), Style.TITLE)
        outer = column(Space.TWO, Space.FOUR)
        self.setLayout(outer)
        outer.addStretch(1)
        outer.addWidget(IconLabel("eye-off", Token.WARN, 40), 0, middle)
        for label in (heading, Text(why), Text(way, Style.QUIET)):
            label.setAlignment(middle)
            outer.addWidget(label)
        outer.addWidget(self.undo, 0, middle)
        outer.addStretch(2)
        self.hide()
