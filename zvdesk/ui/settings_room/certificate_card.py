"""Hand out the certificate of the house, with which others check its lists."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.ui.context import RoomContext

_FILE = "huiscertificaat.pem"


class CertificateCard(Card):
    """Show the fingerprint and write the certificate to a file; it holds no secret."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Certificaat van het huis"))
        self._context = context
        digest = hashlib.sha256(context.desk.house.certificate).hexdigest().upper()
        groups = " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
        self.fingerprint = Text(groups, selectable=True)
        self.fingerprint.setAccessibleName(self.tr("Vingerafdruk van het certificaat"))
        self.export = SecondaryButton(self.tr("Bewaar als bestand"), "download")
        self.export.clicked.connect(self._ask)
        self.body.setSpacing(Space.TWO)
        pair = column(2)
        pair.addWidget(Text(self.tr("Vingerafdruk (SHA-256)"), Style.CAPTION))
        pair.addWidget(self.fingerprint)
        self.add(
            Text(
                self.tr(
                    "Geef dit bestand aan organisaties die lijsten van u krijgen. Laat hen de vingerafdruk "
                    "vergelijken, bijvoorbeeld aan de telefoon. Daarna herkent hun zvdesk uw handtekening."
                )
            )
        )
        self.add(pair)
        self.add(self.export)

    def _ask(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self.window(), self.tr("Bewaar het certificaat"), str(Path.home() / _FILE), "PEM (*.pem)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the certificate to this file."""
        desk = self._context.desk

        def save() -> Path:
            from zvdesk.services import verification

            path.write_bytes(verification.house_certificate_pem(desk))
            return path

        self._context.jobs.run(save, self._saved, self._refused)

    def _saved(self, path: Path) -> None:
        self._context.notices.ok(self.tr("Het certificaat staat in {name}.").format(name=path.name))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._context.notices.error(
                self.tr("Het bestand kon niet worden bewaard. Er is niets gewijzigd. Kies een andere map.")
            )
        else:
            self._context.failed(error)
