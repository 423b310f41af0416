"""Show whose signatures are known here; a new one is trusted after its fingerprint was compared aloud."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.services import verification
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fingerprint_check import FingerprintCheck, grouped
from zvdesk.ui.widgets.labels import IconLabel, Style, Text
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.services.verification import KnownCertificate
    from zvdesk.ui.jobs import Jobs


class KnownSigners(Card):
    """Show the known certificates; add one, forget one.

    Signal: ``changed()`` after a certificate was trusted or forgotten.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Bekende ondertekenaars"))
        self._jobs = jobs
        self._list = column(Space.ONE)
        self.add_button = SecondaryButton(self.tr("Voeg een certificaat toe"), "plus")
        self.add_button.clicked.connect(self._ask)
        self.problem = Callout("", Tone.DANGER)
        self.problem.hide()
        self.compare = FingerprintCheck(
            self.tr(
                "Bel het huis op een nummer dat u al kent. Lees samen deze vingerafdruk hardop. "
                "Alleen als elk teken klopt, vertrouwt u dit certificaat."
            )
        )
        self.compare.agreed.connect(self._trust)
        self.compare.dropped.connect(self.add_button.setFocus)
        self.add(self._list)
        self.add(self.problem)
        self.add(self.add_button)
        self.add(self.compare)

    def load(self) -> None:
        """Read the trust folder again."""
        self._jobs.run(verification.known_certificates, self._show, self._refuse, owner=self)

    def take(self, path: Path) -> None:
        """Show the fingerprint of a certificate file, to compare before it is trusted."""

        def op() -> verification.KnownCertificate:
            return verification.describe_certificate(verification.read_certificate(path))

        self.problem.set_text("")
        self._jobs.run(op, lambda one: self.compare.offer(path.name, one), self._refuse, owner=self)

    def _ask(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self.window(),
            self.add_button.accessibleName(),
            "",
            self.tr("Certificaten (*.pem *.crt *.cer *.der *.pdf);;Alle bestanden (*)"),
        )
        if name:
            self.take(Path(name))

    def _trust(self, der: bytes) -> None:
        self._jobs.run(lambda: verification.trust_certificate(der), self._trusted, self._refuse, owner=self)

    def _trusted(self, _known: KnownCertificate) -> None:
        self.compare.drop()
        self.load()
        self.changed.emit()

    def _forget(self, fingerprint: str) -> None:
        def done(_none: None) -> None:
            self.load()
            self.changed.emit()

        self._jobs.run(lambda: verification.forget_certificate(fingerprint), done, self._refuse, owner=self)

    def _show(self, known: tuple[KnownCertificate, ...]) -> None:
        clear(self._list)
        if not known:
            self._list.addWidget(
                Text(
                    self.tr(
                        "Nog niemand. Krijgt u lijsten van een ander huis? Voeg dan het certificaat van dat "
                        "huis toe. Uw eigen huis kent zvdesk al als de kluis open is."
                    ),
                    Style.QUIET,
                )
            )
        for one in known:
            line = QHBoxLayout()
            line.setSpacing(Space.HALF_MORE)
            line.addWidget(IconLabel("badge-check", Token.OK, 20), 0, Qt.AlignmentFlag.AlignTop)
            words = column(0)
            words.addWidget(Text(_name(one), Style.STRONG))
            words.addWidget(Text(grouped(one.fingerprint), Style.SMALL, selectable=True))
            line.addLayout(words, 1)
            forget = LinkButton(self.tr("Vergeet"))
            forget.setAccessibleName(self.tr("Vergeet {name}").format(name=_name(one)))
            forget.clicked.connect(partial(self._forget, one.fingerprint))
            line.addWidget(forget)
            self._list.addLayout(line)
            # As it is read, before the button: what came later would come last, and Tab knows only "after".
            QWidget.setTabOrder(self.add_button, forget)
            QWidget.setTabOrder(forget, self.add_button)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, ExplainedError):
            raise error
        self.problem.set_text(message(error))


def _name(known: KnownCertificate) -> str:
    if known.organisation and known.organisation != known.name:
        return QCoreApplication.translate("KnownSigners", "{name}, {organisation}").format(
            name=known.name, organisation=known.organisation
        )
    return known.name
