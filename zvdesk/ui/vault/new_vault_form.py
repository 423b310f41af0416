"""Ask what a new vault needs: the house, who begins it, a passphrase and a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from zvdesk.domain.people import ASSIGNABLE_ROLES, Role
from zvdesk.domain.words import tidy
from zvdesk.errors import FolderUnusable, InvalidField, PassphraseInUse, PassphraseTooWeak, VaultExists
from zvdesk.texts.labels import ROLES
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Text
from zvdesk.ui.widgets.layouts import column, row
from zvdesk.ui.widgets.new_passphrase import NewPassphrase
from zvdesk.ui.widgets.path_row import documents_folder

if TYPE_CHECKING:
    from zvdesk.errors import ExplainedError

SUFFIX = ".zvkluis"
_LONGEST_NAME = 60
_NAMELESS = "Kluis"


@dataclass(frozen=True, slots=True)
class NewVault:
    """Hold what a new vault is made from."""

    folder: Path
    house: str
    name: str
    role: Role
    passphrase: str = field(repr=False)


class NewVaultForm(QWidget):
    """Ask for it, and say at the field what is wrong. Signals: ``submitted(NewVault)``; ``cancelled()``."""

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = documents_folder()
        self._folder: Path | None = None
        self.house = QLineEdit()
        self.house.setPlaceholderText(self.tr("bijvoorbeeld Zorg- en Veiligheidshuis Oefenregio"))
        self.house.textChanged.connect(lambda _text: self._show_folder())
        self.house_row = FieldRow(
            self.tr("Naam van het huis"),
            self.house,
            self.tr("Deze naam komt op elke lijst en in het certificaat, en staat daarna vast."),
        )
        self.name = QLineEdit()
        self.name_row = FieldRow(
            self.tr("Uw naam"), self.name, self.tr("Zo staat u onder de lijsten die u ondertekent.")
        )
        self.role = ChoiceField(
            [(role, ROLES[role]) for role in ASSIGNABLE_ROLES], empty=self.tr("Kies uw rol")
        )
        self.role.chosen.connect(lambda _role: self._explain_role())
        self.role_row = FieldRow(self.tr("Uw rol"), self.role)
        self.passphrases = NewPassphrase()
        self.folder = Text("")
        self.folder_row = FieldRow(
            self.tr("Map van de kluis"),
            self.folder,
            self.tr(
                "Op deze computer, niet op een netwerkschijf. Zet geen naam van een persoon in de mapnaam."
            ),
        )
        self.choose = SecondaryButton(self.tr("Andere plaats kiezen"), "folder")
        self.choose.clicked.connect(self._choose)
        self.submit_button = PrimaryButton(self.tr("Maak de kluis"), "check")
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button = LinkButton(self.tr("Terug"), "arrow-left")
        self.cancel_button.clicked.connect(self.cancelled)
        self._lay_out()
        self._show_folder()
        self._explain_role()

    def _lay_out(self) -> None:
        layout = column(Space.TWO)
        self.setLayout(layout)
        who, key, where = Card(), Card(), Card()
        for part in (self.house_row, self.name_row, self.role_row):
            who.add(part)
        key.add(self.passphrases)
        where.add(self.folder_row)
        where.add(self.choose)
        for card in (who, key, where):
            card.body.setSpacing(Space.TWO)
            layout.addWidget(card)
        layout.addLayout(row(self.submit_button, self.cancel_button, spacing=Space.ONE, stretch=1))

    def submit(self) -> None:
        """Check the fields and hand over what was asked; the first wrong one gets the focus."""
        self._clear()
        role = self.role.value
        lacking: list[tuple[FieldRow, str]] = []
        if not tidy(self.house.text()):
            lacking.append((self.house_row, self.tr("Vul de naam van het huis in.")))
        if not tidy(self.name.text()):
            lacking.append((self.name_row, self.tr("Vul uw naam in.")))
        if not isinstance(role, Role):
            lacking.append((self.role_row, self.tr("Kies uw rol.")))
        for wrong, words in lacking:
            wrong.set_error(words)
        passphrase = self.passphrases.checked()
        if lacking:
            lacking[0][0].field.setFocus()
        elif passphrase is not None and isinstance(role, Role):
            self.submitted.emit(
                NewVault(
                    self.chosen_folder(), tidy(self.house.text()), tidy(self.name.text()), role, passphrase
                )
            )

    def chosen_folder(self) -> Path:
        """Return the folder that the vault gets."""
        return self._folder or self._place / f"{folder_name(self.house.text())}{SUFFIX}"

    def set_folder(self, folder: Path) -> None:
        """Put the vault in this folder."""
        self._folder = folder
        self._show_folder()

    def refuse(self, error: ExplainedError, words: str) -> None:
        """Say at the right field why the vault was not made."""
        if isinstance(error, (PassphraseTooWeak, PassphraseInUse)):
            self.passphrases.refuse(words)
            return
        at_folder = isinstance(error, (VaultExists, FolderUnusable))
        at_house = isinstance(error, InvalidField) and error.field == "house"
        wrong = self.folder_row if at_folder else self.house_row if at_house else self.name_row
        wrong.set_error(words)
        (self.choose if at_folder else wrong.field).setFocus()

    def activated(self) -> None:
        """Put the focus on the first field."""
        self.house.setFocus()

    def _choose(self) -> None:
        start = self.chosen_folder().parent
        name = QFileDialog.getExistingDirectory(self, self.tr("Waar komt de kluis?"), str(start))
        if name:
            self._folder = None
            self._place = Path(name)
            self._show_folder()

    def _show_folder(self) -> None:
        folder = str(self.chosen_folder())
        self.folder.setText(folder)
        self.folder_row.set_error("")

    def _explain_role(self) -> None:
        self.role_row.set_error("")
        match self.role.value:
            case Role.FUNCTIONAL_ADMIN:
                words = self.tr(
                    "U voegt mensen toe en richt het huis in. U leest casussen, maar leidt geen overleg."
                )
            case Role():
                words = self.tr(
                    "Mensen toevoegen doet een functioneel beheerder. Die voegt u later toe met de "
                    "herstelsleutel."
                )
            case _:
                words = self.tr("De rol bepaalt wat u in zvdesk mag, en staat in uw certificaat.")
        self.role_row.set_help(words)

    def _clear(self) -> None:
        for shown in (self.house_row, self.name_row, self.role_row, self.folder_row):
            shown.set_error("")


def folder_name(house: str) -> str:
    """Return a name for the folder that every system takes: letters, digits, spaces and dashes."""
    name = re.sub(r"[^\w -]", "", tidy(house)).replace("_", " ")[:_LONGEST_NAME]
    return " ".join(name.split()).strip(" -") or _NAMELESS
