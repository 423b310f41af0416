"""Make a new vault: a short form, the making itself, and the recovery key on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.errors import ExplainedError
from zvdesk.ui.tokens import Tone
from zvdesk.ui.vault.new_vault_form import NewVaultForm
from zvdesk.ui.vault.stage import WIDE, Stage
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.recovery_paper import RecoveryPaper

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.vaults import NewVault as Made
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.vault.new_vault_form import NewVault


class NewVaultPage(Stage):
    """Lead through the making of a vault.

    Signals: ``created(Desk)`` when the vault is there and open; ``finished()`` when two groups of the
    recovery key were typed back; ``cancelled()``; ``failed(Exception)`` for what nobody foresaw.
    """

    created = Signal(object)
    finished = Signal()
    cancelled = Signal()
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, group_matches: Callable[[str, int, str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__("folder-plus", "", width=WIDE, parent=parent)
        self._jobs, self._matches = jobs, group_matches
        self.paper: RecoveryPaper | None = None
        self.form = NewVaultForm()
        self.form.submitted.connect(self._make)
        self.form.cancelled.connect(self.cancelled)
        self._busy = BusyLine()
        self._wrong = Callout("", Tone.DANGER)
        self._wrong.set_text("")
        for part in (self.form, self._wrong, self._busy):
            self.body.addWidget(part)
        self.set_title(
            self.tr("Nieuwe kluis"),
            self.tr("Stap 1 van 3. Dit kost ongeveer twee minuten. Houd pen en papier bij de hand."),
        )

    def activated(self) -> None:
        """Put the focus where one goes on."""
        (self.form if self.paper is None else self.paper).activated()

    def _make(self, asked: NewVault) -> None:
        def make() -> Made:
            from zvdesk.services import vaults

            return vaults.create_vault(
                asked.folder,
                house_name=asked.house,
                passphrase=asked.passphrase,
                name=asked.name,
                role=asked.role,
            )

        self.form.setEnabled(False)
        self._wrong.set_text("")
        self._busy.begin(
            self.tr("De kluis wordt gemaakt en versleuteld. Dit duurt een paar tellen."), can_stop=False
        )
        self._jobs.run(make, self._made, self._refused)

    def _made(self, made: Made) -> None:
        self._busy.end()
        self.form.passphrases.clear()
        self.form.hide()
        self.paper = RecoveryPaper(made.recovery_key, self._matches)
        self.paper.askedBack.connect(self._asked_back)
        self.paper.shownAgain.connect(self._shown)
        self.paper.confirmed.connect(self.finished)
        self.body.addWidget(self.paper)
        self._shown()
        self.created.emit(made.desk)
        self.paper.activated()
        self.verticalScrollBar().setValue(0)

    def _shown(self) -> None:
        self.set_title(
            self.tr("Schrijf de herstelsleutel op"),
            self.tr(
                "Stap 2 van 3. De kluis is gemaakt. Deze sleutel is voor als iemand zijn wachtzin kwijt is."
            ),
        )

    def _asked_back(self) -> None:
        self.set_title(
            self.tr("Klopt uw papier?"), self.tr("Stap 3 van 3. Typ twee groepen over van uw papier.")
        )

    def _refused(self, error: Exception) -> None:
        self._busy.end()
        self.form.setEnabled(True)
        if not isinstance(error, ExplainedError):
            self.failed.emit(error)
            return
        from zvdesk.texts.messages import message

        self.form.refuse(error, message(error))
