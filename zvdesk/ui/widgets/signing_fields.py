"""Ask where a signed file goes, and the passphrase that signs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from zvdesk.errors import FolderUnusable, WrongPassphrase
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField

if TYPE_CHECKING:
    from zvdesk.domain.people import Actor

FOLDER = "zvdesk"  # neutral: no case, no person, no region


class SigningFields(QObject):
    """Hold the fields; the form lays out ``folder_row``, ``browse`` and ``passphrase_row`` as it has room.

    ``no_folder`` is said where no folder was chosen. Enter in the passphrase is ``passphrase.submitted``.
    """

    def __init__(self, form: QWidget, actor: Actor, no_folder: str = "") -> None:
        super().__init__(form)
        self._form = form
        self._no_folder = no_folder or self.tr("Kies een map om het bestand in te bewaren.")
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder = QLineEdit(str(Path(documents or Path.home()) / FOLDER))
        self.folder_row = FieldRow(self.tr("Map"), self.folder)
        self.browse = LinkButton(self.tr("Kies een map"), "folder-open")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.passphrase = PassphraseField()
        self.passphrase_row = FieldRow(
            self.tr("Uw wachtzin"),
            self.passphrase,
            self.tr("U ondertekent als {name}, {role}.").format(name=actor.name, role=ROLES[actor.role]),
        )

    def taken(self, *, is_signed: bool = True) -> tuple[Path, str] | None:
        """Return folder and passphrase and forget the passphrase, or say at a field what is missing."""
        folder, words = Path(self.folder.text().strip()), self.passphrase.text()
        is_place, is_known = folder.is_absolute(), bool(words) or not is_signed
        self.folder_row.set_error("" if is_place else self._no_folder)
        self.passphrase_row.set_error("" if is_known else self.tr("Typ uw wachtzin."))
        if not is_place or not is_known:
            (self.passphrase if is_place else self.folder).setFocus()
            return None
        self.passphrase.clear()
        return folder, words

    def refused(self, error: Exception) -> bool:
        """Say a refusal at the field that it is about; False when it is about neither."""
        if isinstance(error, WrongPassphrase):
            self.passphrase_row.set_error(
                self.tr("De wachtzin is niet goed. Er is niets ondertekend en niets geschreven.")
            )
            self.passphrase.setFocus()
        elif isinstance(error, FolderUnusable):
            self.folder_row.set_error(message(error))
            self.folder.setFocus()
        else:
            return False
        return True

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._form, self.tr("Kies een map"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
