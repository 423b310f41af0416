"""Be the pane in which one act is done: what it means, its fields, and one button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import ExplainedError
from zvdesk.texts.messages import message
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.labels import Text
from zvdesk.ui.widgets.layouts import into_sight, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget

    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job

T = TypeVar("T")


class ActForm(Card):
    """Hold the fields of one act; a subclass calls ``lay_out`` and overrides ``submit``.

    Signals: ``done(str)`` with the sentence that says what was done; ``cancelled()``.
    """

    done = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        context: RoomContext,
        title: str,
        meaning: str,
        button: QPushButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.context = context
        self.button = button
        self.button.clicked.connect(self.submit)
        self.cancel = LinkButton(self.tr("Annuleren"), "x")
        self.cancel.clicked.connect(self.cancelled)
        self.follow_up = ""  # after the act: why the vault should get new keys; who opened the form asks it
        self._fields: tuple[QWidget, ...] = ()
        self._wrong = Callout("", Tone.DANGER)
        self._wrong.set_text("")
        self._busy = BusyLine()
        self._busy.stopped.connect(self._stop)
        self._job: Job | None = None
        self.body.setSpacing(Space.TWO)
        self.meaning = Text(meaning)

    def lay_out(self, *fields: QWidget) -> None:
        """Set the fields below what the act means, and the buttons below them."""
        self._fields = fields
        for part in (self.meaning, *fields, self._wrong, self._busy):
            self.add(part)
        self.add(row(self.button, self.cancel, stretch=1))

    def open_in(self, card: Card, instead_of: QWidget) -> None:
        """Show the form as a part of a card, in the place of the buttons that lead to it."""
        self.setProperty("kind", "flow")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        instead_of.hide()
        card.add(self)
        self.show()
        self.focus_first()

    def submit(self) -> None:
        """Do the act."""
        raise NotImplementedError

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """Return the fields of the act."""
        return self._fields

    def focus_first(self) -> None:
        """Put the focus on the first field, and the form in sight."""
        (self._fields[0] if self._fields else self.button).setFocus()
        into_sight(self)

    def do(self, op: Callable[[], T], then: Callable[[T], None], busy: str) -> None:
        """Run the act in the worker; what goes wrong is said in the pane."""
        self._set_busy(busy)

        def finished(result: T) -> None:
            self._set_busy("")
            then(result)

        self.context.jobs.run(op, finished, self._refused, owner=self)

    def do_long(
        self,
        op: Callable[[Callable[[int, int], None]], T],
        then: Callable[[T], None],
        busy: str,
        *,
        can_stop: bool = True,
    ) -> None:
        """Run a long act in the worker, with how far it is and a way to stop it: ``op(report)``."""
        self._set_busy(busy, can_stop=can_stop)

        def finished(result: T) -> None:
            self._set_busy("")
            then(result)

        self._job = self.context.jobs.progress(
            op,
            self._busy.show_progress,
            finished,
            self._refused,
            stopped=lambda: self._set_busy(""),
            owner=self,
        )

    def say_wrong(self, words: str) -> None:
        """Say what is wrong, above the button."""
        self._wrong.set_text(words)

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say at a field what is wrong and return True; the default leaves it to the pane."""
        del error
        return False

    def _refused(self, error: Exception) -> None:
        self._set_busy("")
        if not isinstance(error, (ExplainedError, Blocked)):
            self.context.failed(error)
        elif not self.refused(error):
            self.say_wrong(message(error))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _set_busy(self, words: str, *, can_stop: bool = False) -> None:
        self.say_wrong("")
        for part in (*self._fields, self.button, self.cancel):
            part.setEnabled(not words)
        if words:
            self._busy.begin(words, can_stop=can_stop)
        else:
            self._busy.end()
