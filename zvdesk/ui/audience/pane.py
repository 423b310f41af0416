"""Show the chair, in the chair's own window, what the audience sees: when one picture is on both screens."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zvdesk.ui.audience.page import AudiencePage
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Text


class MaskedPane(QWidget):
    """Hold the same page as the audience's window, under a line that says why."""

    def __init__(self, house: str, *, is_practice: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Wat de zaal ziet"))
        band = QFrame()
        band.setProperty("kind", "band")
        self.why = Text(
            self.tr(
                "De beamer toont hetzelfde als uw scherm. Daarom staat hier alleen wat de zaal mag zien. "
                "Staat dit venster weer op uw eigen scherm? Druk dan op een toets."
            )
        )
        row = QVBoxLayout(band)
        row.setContentsMargins(Space.THREE, Space.ONE, Space.THREE, Space.ONE)
        row.addWidget(self.why)
        self.page = AudiencePage(house, is_practice=is_practice, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(band)
        layout.addWidget(self.page, 1)
