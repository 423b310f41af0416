"""Set which time service seals documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from zvdesk.errors import ExplainedError, SealFailed
from zvdesk.services import trust
from zvdesk.settings import load_settings
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.fingerprint_check import FingerprintCheck
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.services.trust import KnownCertificate
    from zvdesk.ui.context import RoomContext


class TimeServiceCard(Card):
    """Keep the address of the service; an empty one means that nothing is sealed."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Tijdstempeldienst"))
        self._context = context
        self.address = AutosaveLineEdit(placeholder=self.tr("bijvoorbeeld: https://tijd.voorbeeld.nl/tsa"))
        self.address.edited.connect(self._save)
        self.address_row = FieldRow(
            self.tr("Adres"),
            self.address,
            self.tr("Vraag het adres (RFC 3161) aan uw dienst. Alleen https."),
            is_optional=True,
        )
        self.add_button = SecondaryButton(self.tr("Voeg het certificaat van de dienst toe"), "plus")
        self.add_button.clicked.connect(self._ask)
        self.known = Text("", Style.SMALL)
        self.problem = Callout("", Tone.DANGER)
        self.problem.set_text("")
        self.compare = FingerprintCheck(
            self.tr(
                "Vergelijk deze vingerafdruk met wat de dienst opgeeft, op de website of per telefoon. "
                "Alleen als elk teken klopt, gelooft zvdesk deze dienst."
            )
        )
        self.compare.agreed.connect(self._trust)
        self.compare.dropped.connect(self.add_button.setFocus)
        self.to_verify = LinkButton(self.tr("Verzegel bij Controleren"), "file-check")
        self.to_verify.clicked.connect(lambda: context.go("verify", ""))
        self.body.setSpacing(Space.TWO)
        self.add(
            Text(
                self.tr(
                    "Deze dienst bevestigt bij verzegelen wanneer een document er was. zvdesk gebruikt het "
                    "netwerk alleen daarvoor. Het certificaat van de dienst geldt alleen voor de tijd."
                )
            )
        )
        self.add(self.address_row)
        for part in (self.known, self.problem, self.compare):
            self.add(part)
        self.add(row(self.add_button, self.to_verify, stretch=1))
        self.add(Text(self.tr("Dit geldt voor deze computer en staat buiten de kluis."), Style.SMALL))

    def show_now(self) -> None:
        """Show the address and the certificates of the moment."""
        self._context.jobs.run(_load, self._show, self._context.failed, owner=self)

    def take(self, path: Path) -> None:
        """Show the fingerprint of a certificate file, to compare before it is believed."""
        self.problem.set_text("")
        self._context.jobs.run(
            lambda: trust.describe_certificate(trust.read_certificate(path)),
            lambda one: self.compare.offer(path.name, one),
            self._refuse_file,
            owner=self,
        )

    def _show(self, found: tuple[str, tuple[KnownCertificate, ...]]) -> None:
        address, authorities = found
        self.address.set_stored(address)
        names = "; ".join(one.name or one.organisation for one in authorities)
        self.known.setText(
            self.tr("Gelooft voor de tijd: {names}").format(names=names)
            if names
            else self.tr("Er is nog geen certificaat van een tijdstempeldienst.")
        )

    def _ask(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self.window(),
            self.add_button.accessibleName(),
            "",
            self.tr("Certificaten (*.pem *.crt *.cer *.der);;Alle bestanden (*)"),
        )
        if name:
            self.take(Path(name))

    def _trust(self, der: bytes) -> None:
        def done(_known: KnownCertificate) -> None:
            self.compare.drop()
            self.show_now()

        self._context.jobs.run(lambda: trust.trust_time_authority(der), done, self._refuse_file, owner=self)

    def _refuse_file(self, error: Exception) -> None:
        if isinstance(error, ExplainedError):
            self.problem.set_text(message(error))
        else:
            self._context.failed(error)

    def _save(self, text: str) -> None:
        def save() -> None:
            from zvdesk.services import sealing  # brings the PDF libraries: late

            if text.strip():
                sealing.remember_service(text.strip())
            else:
                sealing.forget_service()

        self.address_row.set_error("")
        self._context.jobs.run(save, lambda _none: self.address.mark_saved(), self._refuse, owner=self)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, SealFailed):
            self.address_row.set_error(
                self.tr("Dit adres kan niet. Het begint met https:// en er staat geen wachtwoord in.")
            )
        else:
            self._context.failed(error)


def _load() -> tuple[str, tuple[KnownCertificate, ...]]:
    found = tuple(trust.describe_certificate(der) for der in trust.time_authorities())
    return load_settings().timestamp_service, found
