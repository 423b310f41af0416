"""Ask where a signed file goes, with which key it is signed, and what opens that key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.errors import (
    FileUnreadable,
    KeyFileUnusable,
    TokenUnusable,
    WrongKeyFilePassphrase,
    WrongPassphrase,
    WrongPin,
)
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.path_row import FileRow, FolderRow
from zvdesk.ui.widgets.signing_key import KeyKind, SigningKey

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.people import Actor


class SigningFields(QObject):
    """Hold the fields; the form lays out ``folder_row`` and ``passphrase_row`` as it has room.

    A form that takes other keys too also lays out ``other_rows``, of which only what is needed shows.
    ``no_folder`` is said where no folder was chosen. Enter in the passphrase is ``passphrase.submitted``.
    """

    def __init__(self, form: QWidget, actor: Actor, no_folder: str = "") -> None:
        super().__init__(form)
        self._form, self._actor = form, actor
        self.folder_row = FolderRow(no_folder)
        self.folder = self.folder_row.line
        self.key = ChoiceField(
            (
                (KeyKind.OWN, self.tr("Mijn eigen sleutel van het huis")),
                (KeyKind.FILE, self.tr("Een sleutelbestand (PKCS#12)")),
                (KeyKind.PKCS11, self.tr("Een token of pas (PKCS#11)")),
            )
        )
        self.key_row = FieldRow(self.tr("Waarmee ondertekent u?"), self.key)
        self.key.chosen.connect(lambda _kind: self._arrange())
        self.file_row = FileRow(
            self.tr("Sleutelbestand"),
            self.tr("Sleutelbestanden (*.p12 *.pfx);;Alle bestanden (*)"),
            self.tr("Kies uw sleutelbestand."),
        )
        self.module_row = FileRow(
            self.tr("Bibliotheek van de token"),
            self.tr("Bibliotheken (*.so *.dll *.dylib);;Alle bestanden (*)"),
            self.tr("Kies het bestand van de maker van uw token."),
            self.tr("Het bestand dat bij uw token of pas hoort. Uw ICT-beheer weet waar het staat."),
        )
        self.label = QLineEdit()
        self.label_row = FieldRow(self.tr("Naam van de token"), self.label, is_optional=True)
        self.passphrase = PassphraseField()
        self.passphrase_row = FieldRow(self.tr("Uw wachtzin"), self.passphrase)
        self._arrange()

    @property
    def other_rows(self) -> tuple[FieldRow, ...]:
        """Return the fields of a form that takes other keys than the person's own."""
        return (self.key_row, self.file_row, self.module_row, self.label_row)

    def taken(self, *, is_signed: bool = True) -> tuple[Path, str] | None:
        """Return folder and passphrase and forget the passphrase, or say at a field what is missing."""
        found = self.taken_key(is_signed=is_signed)
        return (found[0], found[1].secret) if found else None

    def taken_key(self, *, is_signed: bool = True) -> tuple[Path, SigningKey] | None:
        """Return folder and key and forget its passphrase, or say at a field what is missing."""
        folder, words, kind = self.folder_row.taken(), self.passphrase.text(), self.key.value
        is_known = bool(words) or not is_signed
        self.passphrase_row.set_error("" if is_known else self._missing(kind))
        row = {KeyKind.FILE: self.file_row, KeyKind.PKCS11: self.module_row}.get(_kind(kind))
        place = row.taken() if row is not None and is_signed else None
        if folder is None or not is_known or (row is not None and is_signed and place is None):
            if folder is not None and (row is None or place is not None):
                self.passphrase.setFocus()
            return None
        self.passphrase.clear()
        if place is None:
            return folder, SigningKey(words)
        label = self.label.text().strip() if kind is KeyKind.PKCS11 else ""
        return folder, SigningKey(words, _kind(kind), place, label)

    def refused(self, error: Exception) -> bool:
        """Say a refusal at the field that it is about; False when it is about none."""
        if isinstance(error, WrongPassphrase):
            words = self.tr("De wachtzin is niet goed. Er is niets ondertekend en niets geschreven.")
        elif isinstance(error, (WrongKeyFilePassphrase, WrongPin)):
            words = message(error)
        elif isinstance(error, (KeyFileUnusable, FileUnreadable)) and self.key.value is KeyKind.FILE:
            self.file_row.set_error(message(error))
            self.file_row.line.setFocus()
            return True
        elif isinstance(error, TokenUnusable):
            self.module_row.set_error(message(error))
            self.module_row.line.setFocus()
            return True
        else:
            return self.folder_row.refused(error)
        self.passphrase_row.set_error(words)
        self.passphrase.setFocus()
        return True

    def clear_errors(self) -> None:
        """Take back what was said at the fields, because somebody tries again."""
        for row in (self.folder_row, self.file_row, self.module_row, self.passphrase_row):
            row.set_error("")

    def _missing(self, kind: object) -> str:
        return self.tr("Typ uw pincode.") if kind is KeyKind.PKCS11 else self.tr("Typ uw wachtzin.")

    def _arrange(self) -> None:
        kind = self.key.value
        show_when(self.file_row, kind is KeyKind.FILE)
        for row in (self.module_row, self.label_row):
            show_when(row, kind is KeyKind.PKCS11)
        who = self.tr("U ondertekent als {name}, {role}.").format(
            name=self._actor.name, role=ROLES[self._actor.role]
        )
        labels = {
            KeyKind.FILE: (self.tr("Wachtzin van het sleutelbestand"), self.tr("Zij wordt niet bewaard.")),
            KeyKind.PKCS11: (self.tr("Pincode van de token"), self.tr("Zij wordt één keer geprobeerd.")),
        }
        label, help_text = labels.get(_kind(kind), (self.tr("Uw wachtzin"), who))
        self.passphrase_row.set_label(label)
        self.passphrase_row.set_help(help_text)
        self.clear_errors()


def _kind(value: object) -> KeyKind:
    return value if isinstance(value, KeyKind) else KeyKind.OWN
