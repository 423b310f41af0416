"""Be the dialog in which files are made: what they are, where they go, how far it is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import ExplainedError
from zvdesk.texts.blockers import sentences
from zvdesk.texts.messages import message
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import Heading, Text, show_when
from zvdesk.ui.widgets.layouts import Scrolling, column
from zvdesk.ui.widgets.made_view import MadeView, Outcome
from zvdesk.ui.widgets.signing_fields import SigningFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.changes import Changes
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job
    from zvdesk.ui.widgets.signing_key import SigningKey

    Op = Callable[[Callable[[int, int], None]], Any]

_WIDTH, _WIDE = 720, 1180  # in pixels at 100 %
_LEAST, _HIGH = 380, 700
_AROUND = 190  # what stands above and below the fields
_OF_SCREEN = 0.92


class MakingDialog(QDialog):
    """Ask, make in the worker with progress and a stop, and tell.

    A subclass calls ``say`` and ``lay_out``, returns from ``work`` what runs in the worker (``op(report)``),
    and from ``outcome`` what came of it in words. Signal: ``made(Outcome)``.
    """

    made = Signal(object)

    def __init__(
        self,
        context: RoomContext,
        parent: QWidget | None = None,
        *,
        is_signed: bool = False,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._is_signed = is_signed
        self._job: Job | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.finished.connect(self.deleteLater)  # with the passphrases that it showed
        self.title, self.meaning = Heading(""), Text("")
        self.fields = SigningFields(self, context.desk.actor)
        self.fields.passphrase.submitted.connect(self.make)
        self.refusal = Callout("", Tone.DANGER)
        self.refusal.set_text("")
        self.busy = BusyLine()
        self.busy.stopped.connect(self._stop)
        self.button = PrimaryButton("", "signature" if is_signed else "check")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.make)
        self.close_button = SecondaryButton(self.tr("Sluiten"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self._leave)
        self.result_view = MadeView()
        self.outcome_shown: Outcome | None = None

    def say(self, title: str, meaning: str, label: str) -> None:
        """Say what is made, what that means, and what the button does."""
        self.setWindowTitle(title)
        self.title.setText(title)
        self.meaning.setText(meaning)
        self.button.set_label(label)

    def lay_out(
        self,
        *options: QWidget,
        first: QWidget | None = None,
        beside: QWidget | None = None,
        has_folder: bool = True,
    ) -> None:
        """Set the options above folder and passphrase; ``beside`` gets the room that is left.

        ``first`` stands above what the dialog means.
        """
        asked = QWidget()
        inner = column(Space.TWO)
        asked.setLayout(inner)
        where = [self.fields.folder_row] if has_folder else []
        signing = [self.fields.passphrase_row] if self._is_signed else []
        for part in (*([first] if first else []), self.meaning, *options, *where, *signing, self.refusal):
            inner.addWidget(part)
        inner.addStretch(1)
        fields: QWidget = Scrolling(asked)
        if beside is not None:
            both = QWidget()
            line = QHBoxLayout(both)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(Space.THREE)
            has_room = current_theme().scaled(_WIDE) <= self.screen().availableSize().width() * _OF_SCREEN
            line.addWidget(fields, 3)
            line.addWidget(beside, 5 if has_room else 3)
            fields = both
        self.pages = QStackedWidget()
        self.pages.addWidget(fields)
        self.pages.addWidget(Scrolling(self.result_view))
        foot = QHBoxLayout()
        foot.setSpacing(Space.ONE)
        foot.addWidget(self.busy, 1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.TWO)
        outer.setSpacing(Space.TWO)
        outer.addWidget(self.title)
        outer.addWidget(self.pages, 1)
        outer.addLayout(foot)
        self._size(inner, is_wide=beside is not None)
        (self.fields.passphrase if self._is_signed else self.button).setFocus()

    # --- for a subclass ----------------------------------------------------------------------------------

    def work(self, folder: Path | None, key: SigningKey) -> Op | None:
        """Return what makes the files, or None when a field says what is missing."""
        raise NotImplementedError

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - what ``work`` made
        """Say what came of it."""
        raise NotImplementedError

    def busy_words(self) -> str:
        """Return what is said while it goes on."""
        return self.tr("De bestanden worden gemaakt")

    def stopped_words(self) -> str:
        """Return what is said after a stop."""
        return self.tr("Gestopt. Er is niets in de map gezet.")

    def changes(self) -> Changes | None:
        """Return what the work changes, for the pages that show it."""
        return None

    # --- making ------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the files."""
        if self._job is not None or not self.button.isEnabled() or self.outcome_shown is not None:
            return
        self.refusal.set_text("")
        self.fields.clear_errors()
        taken = self.fields.taken_key(is_signed=self._is_signed)
        if taken is None:
            return
        folder, key = taken
        op = self.work(folder, key)
        if op is None:
            return
        self._set_busy(self.busy_words())
        self._job = self.context.jobs.progress(
            op,
            self.busy.show_progress,
            lambda result: self._done(result, folder),
            self._refuse,
            stopped=self._stopped,
            owner=self,
            changes=self.changes(),
        )

    def reject(self) -> None:
        """Close on Esc; not while files are made, nor while passphrases are shown that nobody sees again."""
        if self._job is not None:
            self._stop()
        elif self.outcome_shown is None or not self.outcome_shown.spoken:
            super().reject()

    def _leave(self) -> None:
        """Close with the button; while files are made it only stops that, and stays to tell."""
        if self._job is not None:
            self._stop()
        else:
            self.accept()

    def _done(self, result: Any, folder: Path) -> None:  # noqa: ANN401 - what ``work`` made
        self._set_busy("")
        outcome = self.outcome(result, folder)
        self.tell(outcome)
        self.made.emit(outcome)

    def tell(self, outcome: Outcome) -> None:
        """Show what came of it; nothing more can be made then."""
        self.outcome_shown = outcome
        self.result_view.show_outcome(outcome)
        self.pages.setCurrentIndex(1)
        show_when(self.button, False)
        self.close_button.set_label(
            self.tr("Klaar, ik heb ze genoteerd") if outcome.spoken else self.tr("Klaar")
        )
        self.close_button.setAutoDefault(True)
        self.close_button.setFocus()

    def _refuse(self, error: Exception) -> None:
        self._set_busy("")
        if self.fields.refused(error):
            return
        if isinstance(error, Blocked):
            self.refusal.set_text(sentences(error.blockers))
        elif isinstance(error, ExplainedError):
            self.refusal.set_text(message(error))
        else:
            self.context.failed(error)

    def _stopped(self) -> None:
        self._set_busy("")
        self.refusal.set_text(self.stopped_words())

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _set_busy(self, words: str) -> None:
        self._job = None
        self.button.setEnabled(not words)
        if words:
            self.busy.begin(words)
        else:
            self.busy.end()

    def _size(self, asked: QVBoxLayout, *, is_wide: bool) -> None:
        theme, screen = current_theme(), self.screen().availableSize()
        width = theme.scaled(_WIDE if is_wide else _WIDTH)
        needed = asked.totalHeightForWidth(width - 2 * Space.THREE) + theme.scaled(_AROUND)
        height = theme.scaled(_HIGH) if is_wide else max(needed, theme.scaled(_LEAST))
        self.resize(
            min(width, round(screen.width() * _OF_SCREEN)), min(height, round(screen.height() * _OF_SCREEN))
        )
