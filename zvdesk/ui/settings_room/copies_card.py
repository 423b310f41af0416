"""Show the copies of the vault, make one, choose a second place for them, and practise putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from zvdesk.domain.roles import Act
from zvdesk.ui.settings_room.drill_form import DrillForm
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Text
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.services.backups import Backup, SecondPlace
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job

_OLD = timedelta(days=7)
_SHOWN = 8  # copies by name; the others are counted


@dataclass(frozen=True, slots=True)
class _State:
    copies: tuple[Backup, ...]
    second: SecondPlace | None
    drill_on: date | None
    paper_on: date | None


class CopiesCard(Card):
    """Tell how safe the vault is against a broken disk; every act runs in the worker."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Reservekopieën"))
        self._context = context
        self.list = Text("", selectable=True)
        self.place = Text("", selectable=True)
        self.drill_on = Text("")
        self.copy = SecondaryButton(self.tr("Maak nu een reservekopie"), "save")
        self.copy.clicked.connect(self.back_up)
        self.choose = SecondaryButton(self.tr("Kies een tweede plek"), "folder-open")
        self.choose.clicked.connect(self._choose)
        self.forget = SecondaryButton(self.tr("Geen tweede plek"), "x")
        self.forget.clicked.connect(lambda: self._second(None))
        self.drill = SecondaryButton(self.tr("Oefen het terugzetten"), "history")
        self.drill.clicked.connect(lambda: self.open_form(DrillForm(context)))
        may_copy = "" if context.desk.may(Act.BACK_UP) else self.tr("Uw rol maakt geen reservekopie.")
        self.copy.set_reason(may_copy)
        self.choose.set_reason(may_copy)
        self.forget.set_reason(may_copy)
        self.drill.set_reason(
            "" if context.desk.may(Act.CHECK_VAULT) else self.tr("Dit doet de functioneel beheerder.")
        )
        self.form: DrillForm | None = None
        self._job: Job | None = None
        self.busy = BusyLine()
        self.busy.stopped.connect(self.stop)
        self.good, self.stopped = Callout("", Tone.OK), Callout("", Tone.NEUTRAL)
        self.warning = Callout("", Tone.WARN)
        for callout in (self.good, self.stopped, self.warning):
            callout.set_text("")
        self._buttons = QWidget()
        FlowLayout(self._buttons).fill((self.copy, self.drill, self.choose, self.forget))
        self.body.setSpacing(Space.TWO)
        for part in (
            FieldRow(
                self.tr("Kopieën, de nieuwste bovenaan"),
                self.list,
                self.tr(
                    "zvdesk maakt ze vanzelf: elk half uur dat er iets wijzigt, en bij het vergrendelen."
                ),
            ),
            FieldRow(self.tr("Tweede plek"), self.place),
            FieldRow(self.tr("Laatste oefening met terugzetten"), self.drill_on),
            self._buttons,
            self.busy,
            self.good,
            self.stopped,
            self.warning,
        ):
            self.add(part)

    def show_now(self) -> None:
        """Read what there is."""
        self._context.jobs.run(self._read, self._show, self._context.failed, owner=self)

    def back_up(self) -> None:
        """Make a copy now; it can be stopped, and then nothing of it stays."""
        desk = self._context.desk

        def work(report: Callable[[int, int], None]) -> Path:
            from zvdesk.services import backups

            return backups.back_up(desk, report=report)

        self._begin(self.tr("De kopie wordt gemaakt en nagekeken."), can_stop=True)
        self._job = self._context.jobs.progress(
            work, self.busy.show_progress, self._copied, self._failed, stopped=self._stopped, owner=self
        )

    def stop(self) -> None:
        """Stop the copy that is being made."""
        if self._job is not None:
            self._job.cancel()

    def open_form(self, form: DrillForm) -> None:
        """Show the form in the place of the buttons."""
        self.form = form
        form.done.connect(self._practised)
        form.cancelled.connect(self._close)
        self.good.set_text("")
        form.open_in(self, self._buttons)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Kies een map op een stick of andere schijf"))
        if name:
            self._second(Path(name))

    def _second(self, folder: Path | None) -> None:
        desk = self._context.desk

        def work() -> None:
            from zvdesk.services import backups

            backups.choose_second(desk, folder)

        self._do(self.tr("De tweede plek wordt bijgewerkt."), work)

    def _do(self, words: str, work: Callable[[], None]) -> None:
        self._begin(words, can_stop=False)

        def done(_none: None) -> None:
            self._end()
            self.show_now()

        self._context.jobs.run(work, done, self._failed, owner=self)

    def _copied(self, _place: Path) -> None:
        was_stopped = self._job is not None and self._job.is_cancelled
        self._end()
        self.good.set_text(
            self.tr("De reservekopie in de kluis was al klaar en nagekeken. Wat nog bezig was, is gestopt.")
            if was_stopped
            else self.tr("De reservekopie is gemaakt en nagekeken.")
        )
        self.show_now()

    def _stopped(self) -> None:
        self._end()
        self.stopped.set_text(self.tr("Gestopt. Er is geen halve kopie achtergebleven."))
        self.copy.setFocus()

    def _begin(self, words: str, *, can_stop: bool) -> None:
        self.good.set_text("")
        self.stopped.set_text("")
        self._buttons.setEnabled(False)
        self.busy.begin(words, can_stop=can_stop)

    def _end(self) -> None:
        self._job = None
        self._buttons.setEnabled(True)
        self.busy.end()

    def _failed(self, error: Exception) -> None:
        self._end()
        self._context.failed(error)

    def _practised(self, words: str) -> None:
        self._close()
        self.good.set_text(words)
        self.show_now()

    def _close(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self._buttons.show()
        self.drill.setFocus()

    def _read(self) -> _State:
        from zvdesk.services import backups, restoring

        desk = self._context.desk
        return _State(
            backups.backups(desk),
            backups.second(desk),
            restoring.last_drill_on(desk),
            restoring.last_paper_drill_on(desk),
        )

    def _show(self, state: _State) -> None:
        from zvdesk.texts.days import day, moment

        lines = []
        for copy in state.copies[:_SHOWN]:
            place = self.tr("tweede plek") if copy.is_second else self.tr("in de kluis")
            seen = self.tr("nagekeken") if copy.is_checked else self.tr("wordt nog nagekeken")
            lines.append(f"{moment(copy.made_at.astimezone())} · {place} · {seen}")
        older = state.copies[_SHOWN:]
        if older:
            words = self.tr("en nog {count}, de oudste van {day}")
            lines.append(words.format(count=len(older), day=day(older[-1].made_at.astimezone().date())))
        self.list.setText("\n".join(lines) or self.tr("Nog geen. De eerste komt vanzelf."))
        paper = self.tr("Met de herstelsleutel op papier: {day}")
        self.drill_on.setText(
            "\n".join(
                (
                    day(state.drill_on) or self.tr("Nog nooit"),
                    paper.format(day=day(state.paper_on) or self.tr("nog niet")),
                )
            )
        )
        self.warning.set_text("")
        second = state.second
        self.forget.setVisible(second is not None)
        if second is None:
            self.place.setText(self.tr("Nog geen. Als deze schijf stukgaat, is alles weg."))
        elif not second.is_there:
            self.place.setText(self.tr("{folder} is er nu niet.").format(folder=second.folder))
        else:
            last = moment(second.last_at.astimezone()) if second.last_at else self.tr("nog leeg")
            self.place.setText(self.tr("{folder} · {last}").format(folder=second.folder, last=last))
            newest = max((copy.made_at for copy in state.copies), default=None)
            if second.last_at and newest and newest - second.last_at > _OLD:
                self.warning.set_text(self.tr("De kopie op de tweede plek is meer dan een week oud."))
