"""Show without a doubt that this is the practice table."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Text, restyle


class PracticeBand(QFrame):
    """Show OEFENING over the whole width, above every page; hidden until there is practice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "band")
        meaning = Text(self.tr("Deze casussen en mensen zijn verzonnen. Gebruik hier geen echte gegevens."))
        restyle(meaning, kind="meaning")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.THREE, Space.HALF, Space.THREE, Space.HALF)
        layout.setSpacing(Space.TWO)
        layout.addWidget(Text(self.tr("OEFENING"), wraps=False))
        layout.addWidget(meaning, 1)
        self.hide()
