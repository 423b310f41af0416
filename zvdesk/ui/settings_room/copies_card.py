"""Show the copies of the vault, choose a second place for them, and practise putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from zvdesk.domain.roles import Act
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
    from zvdesk.services.restoring import Drill
    from zvdesk.ui.context import RoomContext

_OLD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _State:
    copies: tuple[Backup, ...]
    second: SecondPlace | None
    drill_on: date | None


class CopiesCard(Card):
    """Tell how safe the vault is against a broken disk; every act runs in the worker."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Reservekopieën"))
        self._context = context
        self.list = Text("", selectable=True)
        self.place = Text("", selectable=True)
        self.drill_on = Text("")
        self.choose = SecondaryButton(self.tr("Kies een tweede plek"), "folder-open")
        self.choose.clicked.connect(self._choose)
        self.forget = SecondaryButton(self.tr("Geen tweede plek"), "x")
        self.forget.clicked.connect(lambda: self._second(None))
        self.drill = SecondaryButton(self.tr("Oefen het terugzetten"), "history")
        self.drill.clicked.connect(self.practise)
        may_copy = "" if context.desk.may(Act.BACK_UP) else self.tr("Uw rol maakt geen reservekopie.")
        self.choose.set_reason(may_copy)
        self.forget.set_reason(may_copy)
        self.drill.set_reason(
            "" if context.desk.may(Act.CHECK_VAULT) else self.tr("Dit doet de functioneel beheerder.")
        )
        self.busy = BusyLine()
        self.good, self.warning = Callout("", Tone.OK), Callout("", Tone.WARN)
        self.good.set_text("")
        self.warning.set_text("")
        buttons = QWidget()
        FlowLayout(buttons).fill((self.choose, self.forget, self.drill))
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
            buttons,
            self.busy,
            self.good,
            self.warning,
        ):
            self.add(part)

    def show_now(self) -> None:
        """Read what there is."""
        self._context.jobs.run(self._read, self._show, self._context.failed, owner=self)

    def practise(self) -> None:
        """Put the newest copy back in a temporary place and tell how it went."""
        desk = self._context.desk

        def work() -> Drill:
            from zvdesk.services import restoring

            return restoring.drill(desk)

        self._do(self.tr("De nieuwste kopie wordt ter proef teruggezet en nagekeken."), work, self._practised)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Kies een map op een stick of andere schijf"))
        if name:
            self._second(Path(name))

    def _second(self, folder: Path | None) -> None:
        desk = self._context.desk

        def work() -> None:
            from zvdesk.services import backups

            backups.choose_second(desk, folder)

        self._do(self.tr("De tweede plek wordt bijgewerkt."), work, lambda _none: None)

    def _do(self, words: str, work: Callable[[], object], then: Callable[..., None]) -> None:
        self.good.set_text("")
        self.busy.begin(words, can_stop=False)

        def done(result: object) -> None:
            self.busy.end()
            then(result)
            self.show_now()

        def failed(error: Exception) -> None:
            self.busy.end()
            self._context.failed(error)

        self._context.jobs.run(work, done, failed, owner=self)

    def _read(self) -> _State:
        from zvdesk.services import backups, restoring

        desk = self._context.desk
        return _State(backups.backups(desk), backups.second(desk), restoring.last_drill_on(desk))

    def _show(self, state: _State) -> None:
        from zvdesk.texts.days import day, moment

        lines = []
        for copy in state.copies:
            place = self.tr("tweede plek") if copy.is_second else self.tr("in de kluis")
            seen = self.tr("nagekeken") if copy.is_checked else self.tr("wordt nog nagekeken")
            lines.append(f"{moment(copy.made_at.astimezone())} · {place} · {seen}")
        self.list.setText("\n".join(lines) or self.tr("Nog geen. De eerste komt vanzelf."))
        self.drill_on.setText(day(state.drill_on) or self.tr("Nog nooit."))
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

    def _practised(self, drill: Drill) -> None:
        self.good.set_text(
            self.tr(
                "De proef is gelukt: de kopie is heel. Casussen: {count}. Tijd: {seconds} seconden."
            ).format(count=drill.cases, seconds=f"{drill.seconds:.1f}".replace(".", ","))
        )
