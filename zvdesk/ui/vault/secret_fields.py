"""Ask for the passphrase, or for the recovery key of who has that alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.errors import InvalidField, PersonEnded, RecoveryKeyTypo, WrongPassphrase, WrongRecoveryKey
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.recovery_field import RecoveryField

if TYPE_CHECKING:
    from zvdesk.errors import ExplainedError

_AT_FIELD = (WrongPassphrase, PersonEnded, RecoveryKeyTypo, WrongRecoveryKey, InvalidField)


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what someone gave to open something with: one of the two, and the name that goes with the key."""

    passphrase: str | None = field(repr=False)
    recovery_key: str | None = field(repr=False)
    name: str = ""


class SecretFields(QWidget):
    """Ask for one of the two, and say at the field what is wrong.

    ``asks_name``: the recovery key goes with a name, for the log. ``switch`` goes from one to the other; the
    page puts it where it belongs. Signals: ``submitted()`` on Enter; ``changed()`` when something was typed.
    """

    submitted = Signal()
    changed = Signal()

    def __init__(
        self, label: str, meaning: str = "", *, asks_name: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.is_recovery, self._asks_name = False, asks_name
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submitted)
        self.passphrase_row = FieldRow(label, self.passphrase, meaning)
        self.passphrase.textChanged.connect(lambda _text: self._typed())
        self.recovery = RecoveryField()
        self.recovery.textChanged.connect(self._typed)
        self.recovery_row = FieldRow(
            self.tr("Herstelsleutel"),
            self.recovery,
            self.tr("Tien groepen van vijf tekens. Hoofdletters, spaties en streepjes maken niet uit."),
        )
        self.name = QLineEdit()
        self.name.returnPressed.connect(self.submitted)
        self.name_row = FieldRow(
            self.tr("Uw naam"),
            self.name,
            self.tr("In het logboek komt dat u met de herstelsleutel binnenkwam."),
        )
        self.switch = LinkButton("", "key-round")
        self.switch.clicked.connect(lambda: self.show_recovery(not self.is_recovery))
        layout = column(Space.TWO)
        self.setLayout(layout)
        for part in (self.passphrase_row, self.name_row, self.recovery_row):
            layout.addWidget(part)
        self.show_recovery(False)

    @property
    def given(self) -> Given:
        """Return what was typed."""
        if self.is_recovery:
            return Given(None, self.recovery.text(), self.name.text())
        return Given(self.passphrase.text(), None)

    def focus_first(self) -> None:
        """Put the focus where one types."""
        if not self.is_recovery:
            self.passphrase.setFocus()
        else:
            (self.name if self._asks_name else self.recovery).setFocus()

    def is_filled(self) -> bool:
        """Tell whether there is something to try; say at the field when there is not."""
        if self.is_recovery:
            row, words = self.recovery_row, self.tr("Typ de herstelsleutel over van het papier.")
        else:
            row, words = self.passphrase_row, self.tr("Typ uw wachtzin.")
        typed = self.recovery.text().strip() if self.is_recovery else self.passphrase.text()
        if typed:
            return True
        row.set_error(words)
        row.field.setFocus()
        return False

    def refuse(self, error: ExplainedError) -> bool:
        """Say at the field what is wrong; False when it is about something else."""
        if not isinstance(error, _AT_FIELD):
            return False
        from zvdesk.texts.messages import message

        row = self.passphrase_row
        if self.is_recovery:
            row = self.name_row if isinstance(error, InvalidField) else self.recovery_row
        row.set_error(message(error))
        row.field.setFocus()
        self.passphrase.select_all()
        return True

    def clear_errors(self) -> None:
        """Take back what was wrong."""
        for row in (self.passphrase_row, self.name_row, self.recovery_row):
            if row.error:
                row.set_error("")

    def forget(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.recovery.clear()
        self.name.clear()

    def show_recovery(self, is_recovery: bool) -> None:
        """Ask for the recovery key, or for the passphrase."""
        self.is_recovery = is_recovery
        self._typed()
        show_when(self.passphrase_row, not is_recovery)
        show_when(self.recovery_row, is_recovery)
        show_when(self.name_row, is_recovery and self._asks_name)
        self.switch.set_label(
            self.tr("Toch met mijn wachtzin") if is_recovery else self.tr("Ik heb alleen de herstelsleutel")
        )
        if self.isVisible():
            self.focus_first()

    def _typed(self) -> None:
        self.clear_errors()
        self.changed.emit()
