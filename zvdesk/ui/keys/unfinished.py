"""Say that new keys did not reach all backups yet, and finish that with one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.roles import Act
from zvdesk.errors import ExplainedError
from zvdesk.texts.messages import message
from zvdesk.ui.keys.rekey_form import backup_words
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import PrimaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.key_slots import OldBackup, UnfinishedRekey
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job


class UnfinishedPart(QWidget):
    """Stand above the keys while a re-key waits for its backups; hidden when there is nothing to finish.

    Signal: ``finished(str)`` with the sentence that says what was done.
    """

    finished = Signal(str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self.words = Callout("", Tone.WARN)
        self.meaning = Text("")
        self.wrong = Callout("", Tone.DANGER)
        self.button = PrimaryButton(self.tr("Maak dit af"), "check")
        self.button.clicked.connect(self.finish)
        self.button.set_reason(
            "" if context.desk.may(Act.MANAGE_PEOPLE) else self.tr("Dit doet de functioneel beheerder.")
        )
        self.busy = BusyLine()
        self.busy.stopped.connect(self.stop)
        layout = column(Space.TWO)
        self.setLayout(layout)
        for part in (self.words, self.meaning, self.wrong, self.busy):
            layout.addWidget(part)
        layout.addLayout(row(self.button, stretch=0))
        layout.addWidget(hairline())
        self.wrong.set_text("")
        show_when(self, False)

    def show_now(self) -> None:
        """Look whether something is left to finish."""
        desk = self._context.desk

        def read() -> UnfinishedRekey | None:
            from zvdesk.services import key_slots

            return key_slots.unfinished_rekey(desk)

        self._context.jobs.run(read, self._show, self._context.failed, owner=self)

    def finish(self) -> None:
        """Reseal or throw away what is left; it can be stopped between two copies and begun again."""
        desk = self._context.desk

        def work(report: Callable[[int, int], None]) -> tuple[OldBackup, ...]:
            from zvdesk.services import key_slots

            return key_slots.finish_backups(desk, report=report)

        self.wrong.set_text("")
        self.button.setEnabled(False)
        self.busy.begin(self.tr("De reservekopieën worden een voor een afgemaakt."))
        self._job = self._context.jobs.progress(
            work, self.busy.show_progress, self._done, self._failed, stopped=self._stopped, owner=self
        )

    def stop(self) -> None:
        """Stop after the copy that is being done."""
        if self._job is not None:
            self._job.cancel()

    def _show(self, found: UnfinishedRekey | None) -> None:
        show_when(self, found is not None)
        if found is None:
            return
        from zvdesk.services.key_slots import DISCARD

        words = self.tr(
            "De kluis heeft nieuwe sleutels, maar het werk aan de reservekopieën is onderbroken. Er zijn nog "
            "kopieën die met een oude sleutel opengaan, uiterlijk tot {until}. Gemaakt op:"
        )
        self.words.set_text(backup_words(found.old_backups, words))
        self.meaning.setText(
            self.tr("De kopieën worden weggegooid, zoals toen is gekozen.")
            if found.copies == DISCARD
            else self.tr(
                "De kopieën worden opnieuw verzegeld, zoals toen is gekozen. Wat niet opengaat, gaat weg."
            )
        )

    def _done(self, left: tuple[OldBackup, ...]) -> None:
        self._rest()
        if left:
            self.wrong.set_text(
                self.tr("Niet alles lukte. Kijk of de schijf vol is of op slot zit, en probeer het opnieuw.")
            )
            self.show_now()
            return
        show_when(self, False)
        self.finished.emit(self.tr("Klaar: geen reservekopie opent nog met een oude sleutel."))

    def _stopped(self) -> None:
        self._rest()
        self.show_now()

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, ExplainedError):
            self.wrong.set_text(message(error))
        else:
            self._context.failed(error)

    def _rest(self) -> None:
        self.busy.end()
        self.button.setEnabled(True)
