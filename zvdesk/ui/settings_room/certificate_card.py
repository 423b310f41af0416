"""Hand out the certificate of the house, with which others check its lists."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from zvdesk.services import shared_house
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import column, row
from zvdesk.ui.widgets.made_view import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.house_papers import PublishedSheet
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey

_FILE = "huiscertificaat.pem"


class SheetDialog(MakingDialog):
    """Make the sheet with the certificate of the house; it is public."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.say(
            self.tr("Blad met het certificaat"),
            self.tr(
                "Eén pagina met de vingerafdruk, een QR-code en het certificaat zelf. Er staat geen geheim "
                "op: u mag het aan iedereen geven."
            ),
            self.tr("Maak het blad"),
        )
        self.lay_out()

    def work(self, folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what writes the sheet."""
        if folder is None:
            return None
        desk = self.context.desk

        def op(_report: Callable[[int, int], None]) -> PublishedSheet:
            from zvdesk.services import house_papers  # brings the PDF libraries: late

            return house_papers.export_certificate_sheet(desk, folder)

        return op

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - a PublishedSheet
        """Say where the sheet is, with the fingerprint to read back."""
        made: PublishedSheet = result
        words = self.tr("Vingerafdruk, om samen hardop te lezen: {groups}").format(
            groups=" ".join(made.sheet.rows)
        )
        return Outcome(
            self.tr("Het blad is gemaakt"), folder, lines=(made.path.name, words), files=(made.path,)
        )


class CertificateCard(Card):
    """Show the fingerprint and write the certificate to a file; it holds no secret."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Certificaat van het huis"))
        self._context = context
        self.house = Text("")
        self.fingerprint = Text("", selectable=True)
        self.fingerprint.setAccessibleName(self.tr("Vingerafdruk van het certificaat"))
        self.sheet = SecondaryButton(self.tr("Maak het blad"), "printer")
        self.sheet.clicked.connect(self._make_sheet)
        self.dialog: SheetDialog | None = None
        self.export = LinkButton(self.tr("Alleen het certificaat"), "download")
        self.export.clicked.connect(self._ask)
        self.body.setSpacing(Space.TWO)
        pair = column(2)
        pair.addWidget(self.house)
        pair.addWidget(Text(self.tr("Vingerafdruk (SHA-256)"), Style.CAPTION))
        pair.addWidget(self.fingerprint)
        self.add(
            Text(
                self.tr(
                    "Geef het blad met het certificaat aan organisaties die lijsten van u krijgen: een pdf "
                    "met de vingerafdruk en een QR-code. Laat hen de vingerafdruk vergelijken, bijvoorbeeld "
                    "aan de telefoon. Daarna herkent hun zvdesk uw handtekening."
                )
            )
        )
        self.add(pair)
        self.add(row(self.sheet, self.export, stretch=1))

    def show_now(self) -> None:
        """Read under which house who is at the desk signs, and show it."""
        desk = self._context.desk
        self._context.jobs.run(
            lambda: shared_house.shown_house(desk), self._show, self._context.failed, owner=self
        )

    def _show(self, found: tuple[str, bytes]) -> None:
        name, certificate = found
        digest = hashlib.sha256(certificate).hexdigest().upper()
        self.house.setText(self.tr("U ondertekent onder het huis: {house}").format(house=name))
        self.fingerprint.setText(" ".join(digest[start : start + 4] for start in range(0, len(digest), 4)))

    def _make_sheet(self) -> None:
        self.dialog = SheetDialog(self._context, self)
        self.dialog.open()

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
