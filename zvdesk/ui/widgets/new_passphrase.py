"""Take a new passphrase twice, or make one of five words drawn by chance."""

from __future__ import annotations

import math
import secrets
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.resources import resources_folder
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

WORDS = 5
SHORTEST = 15  # characters; the vault refuses less


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Return the words that a passphrase is made of."""
    return tuple((resources_folder() / "words" / "nl.txt").read_text(encoding="utf-8").split())


def random_passphrase() -> str:
    """Return five words, each drawn by chance from the whole list."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))


def strength_in_bits() -> int:
    """Return the entropy of a passphrase that was drawn by chance, rounded down."""
    return math.floor(WORDS * math.log2(len(word_list())))


def hint(text: str) -> str:
    """Return what can honestly be said of a typed passphrase: whether it is long enough, and no more."""
    lacking = SHORTEST - len(text)
    if lacking > 0:
        words = QCoreApplication.translate("passphrases", "Nog {count} tekens te gaan, of neem vijf woorden.")
        return words.format(count=lacking)
    return QCoreApplication.translate(
        "passphrases", "Lang genoeg. Neem geen bekende zin en niets over uzelf."
    )


class NewPassphrase(QWidget):
    """Ask for a new passphrase twice, with a button that makes one. Signal: ``submitted()`` on Enter."""

    submitted = Signal()

    def __init__(self, label: str = "", help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PassphraseField(hint)
        self.second = PassphraseField()
        self.first_row = FieldRow(
            label or self.tr("Uw wachtzin"),
            self.first,
            help_text
            or self.tr("Ten minste 15 tekens, of vijf woorden. Niemand kan de wachtzin voor u opzoeken."),
        )
        self.second_row = FieldRow(self.tr("Nog een keer"), self.second)
        self.first.textChanged.connect(self._typed)
        self.second.textChanged.connect(lambda _text: self.second_row.set_error(""))
        self.first.submitted.connect(self.second.setFocus)
        self.second.submitted.connect(self.submitted)
        self.make = SecondaryButton(self.tr("Maak vijf woorden voor mij"), "refresh-cw")
        self.make.clicked.connect(self.fill)
        self._made = ""
        self._words = Heading("", Style.HEADING)
        self._about = Text("", Style.QUIET)
        self._show("")
        layout = column(Space.TWO)
        self.setLayout(layout)
        for part in (self.first_row, self.make, self._words, self._about, self.second_row):
            layout.addWidget(part)
        self.setFocusProxy(self.first)

    def fill(self) -> None:
        """Make a passphrase and show it; it still has to be typed once, so that it is known."""
        self.clear()
        self._made = random_passphrase()
        self._put(self._made)
        self._show(self._made)
        announce(self, self._made)
        self.second.setFocus()

    def checked(self) -> str | None:
        """Return the passphrase when it is long enough and twice the same, or say what is wrong."""
        text = self.first.text()
        if len(text) < SHORTEST:
            self.refuse(self.tr("De wachtzin is te kort. Neem ten minste 15 tekens, of vijf woorden."))
            return None
        if text != self.second.text():
            self.second_row.set_error(self.tr("Dit is niet dezelfde wachtzin. Typ die nog een keer."))
            self.second.setFocus()
            return None
        return text

    def refuse(self, words: str) -> None:
        """Say what is wrong with the passphrase."""
        self.first_row.set_error(words)
        self.first.setFocus()

    def clear(self) -> None:
        """Forget what was typed and made."""
        self._made = ""
        self.first.clear()
        self.second.clear()
        self._show("")
        self.first_row.set_error("")
        self.second_row.set_error("")

    def _show(self, words: str) -> None:
        about = self.tr(
            "Schrijf deze woorden op en typ ze hieronder nog een keer. Ze zijn door toeval gekozen uit "
            "{count} woorden: {bits} bits. Dat is te veel om te raden."
        )
        self._words.setText(words)
        self._about.setText(about.format(count=len(word_list()), bits=strength_in_bits()) if words else "")
        show_when(self._words, bool(words))
        show_when(self._about, bool(words))

    def _put(self, text: str) -> None:
        line = self.first.findChild(QLineEdit)
        if line is not None:
            line.setText(text)

    def _typed(self, text: str) -> None:
        self.first_row.set_error("")
        if self._made and text != self._made:
            self._made = ""
            self._show("")
