"""Say what zvdesk is, which version this is, and under which licences its parts come."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtWidgets import QGridLayout, QWidget

import zvdesk
from zvdesk.resources import resources_folder
from zvdesk.ui.shortcuts import QT_TRANSLATE_NOOP
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Card, Page
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class _Part:
    """Hold one part that others made: its package or file, what it does here and its licence (SPDX)."""

    name: str
    does: str
    licence: str


# The licences are kept by hand: packages name theirs in many ways, and a frozen program carries no metadata.
_LIBRARIES = (
    _Part("PySide6-Essentials", QT_TRANSLATE_NOOP("about", "het venster (Qt)"), "LGPL-3.0-only"),
    _Part("sqlcipher3", QT_TRANSLATE_NOOP("about", "de versleutelde database (SQLCipher)"), "Zlib"),
    _Part("SQLAlchemy", QT_TRANSLATE_NOOP("about", "vragen aan de database"), "MIT"),
    _Part("alembic", QT_TRANSLATE_NOOP("about", "de database bijwerken"), "MIT"),
    _Part(
        "cryptography", QT_TRANSLATE_NOOP("about", "sleutels en handtekeningen"), "Apache-2.0 OR BSD-3-Clause"
    ),
    _Part("reportlab", QT_TRANSLATE_NOOP("about", "lijsten als pdf"), "BSD-3-Clause"),
    _Part("pikepdf", QT_TRANSLATE_NOOP("about", "de pdf afmaken"), "MPL-2.0"),
    _Part("pyHanko", QT_TRANSLATE_NOOP("about", "de pdf ondertekenen en controleren"), "MIT"),
    _Part("python-pkcs11", QT_TRANSLATE_NOOP("about", "een sleutel op een token"), "MIT"),
    _Part("pypdfium2", QT_TRANSLATE_NOOP("about", "de pdf laten zien"), "Apache-2.0 AND BSD-3-Clause"),
    _Part("keyring", QT_TRANSLATE_NOOP("about", "de sleutelbos van het systeem"), "MIT"),
    _Part("platformdirs", QT_TRANSLATE_NOOP("about", "de mappen van het systeem"), "MIT"),
    _Part("icalendar", QT_TRANSLATE_NOOP("about", "agenda's lezen en schrijven"), "BSD-2-Clause"),
    _Part("XlsxWriter", QT_TRANSLATE_NOOP("about", "tabellen voor een rekenblad"), "BSD-2-Clause"),
    _Part("zxing-cpp", QT_TRANSLATE_NOOP("about", "een QR-code lezen"), "Apache-2.0"),
    _Part("pillow", QT_TRANSLATE_NOOP("about", "een foto openen"), "MIT-CMU"),
    _Part("python-stdnum", QT_TRANSLATE_NOOP("about", "nummers nakijken"), "LGPL-2.1-or-later"),
)
_FILES = (
    (
        _Part("Atkinson Hyperlegible Next", QT_TRANSLATE_NOOP("about", "De letter"), "OFL-1.1"),
        "fonts/OFL.txt",
    ),
    (
        _Part("DejaVu Sans", QT_TRANSLATE_NOOP("about", "Andere letters op papier"), "Bitstream-Vera"),
        "fonts/DejaVu-LICENSE.txt",
    ),
    (_Part("Lucide", QT_TRANSLATE_NOOP("about", "De pictogrammen"), "ISC"), "icons/LICENSE"),
)


class AboutPage(Page):
    """Show version and licences; nothing here needs a network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.header.set_title(
            self.tr("Over zvdesk"), self.tr("Versie {version}").format(version=zvdesk.__version__)
        )
        what = Card(self.tr("Wat het is"))
        what.add(
            Text(
                self.tr(
                    "zvdesk helpt een Zorg- en Veiligheidshuis om casussen voor te bereiden, het overleg "
                    "te leiden en iedere organisatie een ondertekende lijst te geven. Alles staat "
                    "versleuteld op deze computer. zvdesk gebruikt geen netwerk."
                )
            )
        )
        what.add(
            Text(
                self.tr(
                    "zvdesk is vrije software onder de European Union Public Licence (EUPL), versie 1.2. U "
                    "mag het gebruiken, bekijken, wijzigen en doorgeven. Er is geen garantie."
                )
            )
        )
        self.body.addWidget(what)
        for part, path in _FILES:
            self.body.addWidget(_LicenceCard(part, resources_folder() / path))
        self.body.addWidget(self._libraries())
        self.body.addStretch(1)

    def _libraries(self) -> Card:
        card = Card(self.tr("Bibliotheken"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.THREE)
        grid.setVerticalSpacing(Space.ONE)
        for column, stretch in enumerate((2, 1, 4, 3)):
            grid.setColumnStretch(column, stretch)
        python = _Part("Python", QT_TRANSLATE_NOOP("about", "de taal"), "PSF-2.0")
        qt = _Part("Qt", QT_TRANSLATE_NOOP("about", "het venster"), "LGPL-3.0-only")
        versions = [(python, platform.python_version()), (qt, qVersion() or "")]
        versions += [(part, _version(part.name)) for part in _LIBRARIES]
        for number, (part, version) in enumerate(versions):
            does = QCoreApplication.translate("about", part.does)
            for column, text in enumerate((part.name, version, does, part.licence)):
                grid.addWidget(Text(text, Style.STRONG if column == 0 else Style.BODY), number, column)
        card.add(inner)
        return card


class _LicenceCard(Card):
    """Show one bundled part with its whole licence behind a button."""

    def __init__(self, part: _Part, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(part.name, parent)
        does = QCoreApplication.translate("about", part.does)
        self.add(
            Text(self.tr("{does}, onder {licence}").format(does=does, licence=part.licence), Style.QUIET)
        )
        self._text = Text(path.read_text(encoding="utf-8"), Style.SMALL, selectable=True)
        show_when(self._text, False)
        self.button = LinkButton(self.tr("Lees de licentie"), "file-text")
        self.button.setAccessibleName(self.tr("Lees de licentie van {name}").format(name=part.name))
        self.button.setCheckable(True)
        self.button.toggled.connect(self._text.setVisible)
        self.buttons.addWidget(self.button)
        self.add(self._text)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
