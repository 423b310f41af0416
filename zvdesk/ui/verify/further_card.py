"""Offer what can be added to the documents in sight: a second signature, or a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.domain.roles import Act, may
from zvdesk.domain.signatures import VerdictKind, why_not_second
from zvdesk.settings import load_settings
from zvdesk.ui.tokens import Space
from zvdesk.ui.verify.countersign_dialog import CountersignDialog
from zvdesk.ui.verify.seal_dialog import SealDialog
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.verification import Verified
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import MakingDialog
    from zvdesk.ui.verify.verdict_card import Checked
    from zvdesk.ui.widgets.made_view import Outcome

_WHOLE = (VerdictKind.VALID, VerdictKind.UNKNOWN_SIGNER)


class FurtherCard(Card):
    """Open a dialog for the documents that it fits. Signal: ``made(tuple)`` with its files."""

    made = Signal(object)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Iets toevoegen aan deze documenten"))
        self._context = context
        self._to_sign: tuple[Verified, ...] = ()
        self._to_seal: tuple[Path, ...] = ()
        self.dialog: MakingDialog | None = None
        self.body.setSpacing(Space.TWO)
        self.sign = SecondaryButton(self.tr("Onderteken mede"), "signature")
        self.sign.clicked.connect(self._countersign)
        self.seal = SecondaryButton(self.tr("Verzegel"), "badge-check")
        self.seal.clicked.connect(self._seal)
        self.to_settings = LinkButton(self.tr("Naar Instellingen"), "settings")
        self.to_settings.clicked.connect(lambda: context.go("settings", ""))
        self._sign_words = Text("", Style.QUIET)
        self._seal_words = Text("", Style.QUIET)
        for words, buttons in (
            (self._sign_words, (self.sign,)),
            (self._seal_words, (self.seal, self.to_settings)),
        ):
            block = column(Space.ONE)
            block.addWidget(words)
            block.addLayout(row(*buttons, stretch=len(buttons) - 1))
            self.add(block)
            if words is self._sign_words:
                self.add(hairline())
        self.hide()

    def show_checked(self, found: tuple[Checked, ...]) -> None:
        """Offer what fits these documents; nothing shows for none."""
        verified = [one.verified for one in found if one.verified is not None]
        self._to_sign = tuple(
            one for one in verified if not why_not_second(one.verdict, is_made_here=bool(one.is_registered))
        )
        self._to_seal = tuple(one.path for one in verified if one.verdict.kind in _WHOLE)
        show_when(self, bool(self._to_seal))
        role = self._context.desk.actor.role
        reason = (
            "" if self._to_sign else self.tr("Geen van deze documenten wacht op een tweede handtekening.")
        )
        if not may(role, Act.COUNTERSIGN):
            reason = self.tr("Alleen de secretaris ondertekent mede.")
        self.sign.set_reason(reason)
        waiting = self.tr("{count} van deze documenten heeft nog één handtekening. U ziet ze eerst.")
        self._sign_words.setText(reason or waiting.format(count=len(self._to_sign)))
        self._context.jobs.run(
            lambda: load_settings().timestamp_service, self._show_service, self._context.failed, owner=self
        )

    def _show_service(self, address: str) -> None:
        show_when(self.to_settings, not address)
        none = self.tr("Er is nog geen tijdstempeldienst ingesteld.")
        self.seal.set_reason("" if address else none)
        words = self.tr("Laat {service} bevestigen wanneer deze documenten er waren.").format(service=address)
        where = self.tr("Verzegelen kan met een tijdstempeldienst. Stel die in bij Instellingen.")
        self._seal_words.setText(words if address else where)

    def _countersign(self) -> None:
        self._open(CountersignDialog(self._context, self._to_sign, self.window()))

    def _seal(self) -> None:
        self._open(SealDialog(self._context, self._to_seal, self.window()))

    def _open(self, dialog: MakingDialog) -> None:
        self.dialog = dialog
        dialog.made.connect(self._tell)
        dialog.open()

    def _tell(self, outcome: Outcome) -> None:
        if outcome.files:
            self.made.emit(outcome.files)
