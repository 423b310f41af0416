"""Let a certificate be trusted only after its fingerprint was compared aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.labels import Style, Text, hairline
from zvdesk.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from zvdesk.services.trust import KnownCertificate


class FingerprintCheck(QWidget):
    """Show a certificate that waits to be trusted; hidden until ``offer``.

    Signals: ``agreed(bytes)`` with the certificate (DER) once somebody said that all of it is the same;
    ``dropped()`` when it is not to be trusted.
    """

    agreed = Signal(object)
    dropped = Signal()

    def __init__(self, how: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: bytes | None = None
        self._who = Text("", Style.STRONG)
        self.fingerprint = Text("", Style.LEAD, selectable=True)
        self.same = CheckBox(self.tr("De vingerafdruk is dezelfde"))
        self.same.toggled.connect(self._may_trust)
        self.trust = SecondaryButton(self.tr("Vertrouw dit certificaat"), "shield-check")
        self.trust.clicked.connect(self._agree)
        stop = LinkButton(self.tr("Toch niet"))
        stop.clicked.connect(self.drop)
        words = column(Space.ONE)
        self.setLayout(words)
        for part in (hairline(), self._who, Text(how), self.fingerprint, self.same):
            words.addWidget(part)
        words.addLayout(row(self.trust, stop, stretch=1))
        self._may_trust(False)
        self.hide()

    def offer(self, file_name: str, one: KnownCertificate) -> None:
        """Show what the certificate in a file says of itself."""
        self._waiting = one.der
        who = ", ".join(dict.fromkeys(part for part in (one.name, one.organisation) if part))
        self._who.setText(self.tr("{who} (uit {file})").format(who=who, file=file_name))
        self.fingerprint.setText(grouped(one.fingerprint))
        self.same.setChecked(False)
        self._may_trust(False)
        self.show()
        self.same.setFocus()

    def drop(self) -> None:
        """Forget what waited."""
        self._waiting = None
        self.hide()
        self.dropped.emit()

    def _agree(self) -> None:
        if self._waiting is not None:
            self.agreed.emit(self._waiting)

    def _may_trust(self, is_same: bool) -> None:
        self.trust.set_reason("" if is_same else self.tr("Vergelijk eerst de vingerafdruk."))


def grouped(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, to read aloud."""
    text = fingerprint.upper()
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4)) or "-"
