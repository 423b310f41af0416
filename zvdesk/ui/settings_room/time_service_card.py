"""Set which time service seals documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.errors import SealFailed
from zvdesk.settings import load_settings
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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
        self.to_verify = LinkButton(self.tr("Naar Controleren"), "file-check")
        self.to_verify.clicked.connect(lambda: context.go("verify", ""))
        self.body.setSpacing(Space.TWO)
        self.add(
            Text(
                self.tr(
                    "Deze dienst bevestigt bij verzegelen wanneer een document er was. zvdesk gebruikt het "
                    "netwerk alleen daarvoor. Het certificaat van de dienst voegt u toe bij Controleren. "
                    "Daar verzegelt u ook."
                )
            )
        )
        self.add(self.address_row)
        self.add(self.to_verify)
        self.add(Text(self.tr("Dit geldt voor deze computer en staat buiten de kluis."), Style.SMALL))

    def show_now(self) -> None:
        """Show the address of the moment."""
        self._context.jobs.run(
            lambda: load_settings().timestamp_service,
            self.address.set_stored,
            self._context.failed,
            owner=self,
        )

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
