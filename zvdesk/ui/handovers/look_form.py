"""Ask the passphrase that opens packages, once for all that were chosen, and look what is in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.errors import ExplainedError, FileUnreadable, PackageRefused, WrongPassphrase
from zvdesk.services import receiving
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.services.desk import Desk
    from zvdesk.services.receiving import Preview
    from zvdesk.ui.context import RoomContext


@dataclass(frozen=True, slots=True)
class Looked:
    """Hold what was found in a file: what may come in, or why it is refused."""

    path: Path
    preview: Preview | None
    refusal: str = ""


class LookForm(ActForm):
    """Ask the passphrase. Signal: ``looked(tuple)`` with a ``Looked`` for each file."""

    looked = Signal(object)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        button = PrimaryButton("", "eye")
        super().__init__(context, "", "", button, parent)
        self.set_title(self.tr("Wat zit erin?"))
        button.set_label(self.tr("Bekijk wat erin zit"))
        self.cancel.set_label(self.tr("Niet nu"))
        self._paths: tuple[Path, ...] = ()
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.passphrase_row = FieldRow(
            self.tr("Uw wachtzin"),
            self.passphrase,
            self.tr("Een pakket gaat alleen open met uw eigen sleutel. Er komt nog niets in de kluis."),
        )
        self.lay_out(self.passphrase_row)

    def ask(self, paths: tuple[Path, ...]) -> None:
        """Ask for the passphrase that opens these files."""
        self._paths = paths
        self.meaning.setText(", ".join(path.name for path in paths))
        self.passphrase.clear()
        self.passphrase_row.set_error("")
        self.say_wrong("")

    def submit(self) -> None:
        """Look what is in the files."""
        words, desk, paths = self.passphrase.text(), self.context.desk, self._paths
        if not words:
            self.passphrase_row.set_error(self.tr("Typ uw wachtzin."))
            self.passphrase.setFocus()
            return
        self.passphrase.clear()
        self.passphrase_row.set_error("")
        self.do_long(lambda report: look(desk, paths, words, report), self.looked.emit, self.tr("Bekijken"))

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at the passphrase that it is wrong."""
        if isinstance(error, WrongPassphrase):
            self.passphrase_row.set_error(self.tr("De wachtzin is niet goed. Er is niets gewijzigd."))
            self.passphrase.setFocus()
            return True
        return False


def look(
    desk: Desk, paths: tuple[Path, ...], passphrase: str, report: Callable[[int, int], None]
) -> tuple[Looked, ...]:
    """Look in each file; one that is refused does not stop the others. Runs in the worker."""
    found = []
    for number, path in enumerate(paths):
        report(number, len(paths))
        try:
            found.append(Looked(path, receiving.preview(desk, path, passphrase)))
        except (PackageRefused, FileUnreadable) as error:
            found.append(Looked(path, None, message(error)))
    return tuple(found)
