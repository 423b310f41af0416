"""Show who is known, give one's own card, and come to know others by a card or by the list of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvdesk.domain.colleagues import Acquaintance
from zvdesk.domain.roles import Act
from zvdesk.errors import ExplainedError
from zvdesk.services import cards, colleagues
from zvdesk.texts.days import day
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.handovers.card_dialog import CardDialog
from zvdesk.ui.handovers.card_forms import AddForm, EndForm, MakeListForm, SaveForm, ShowForm, TakeListForm
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card, EmptyState
from zvdesk.ui.widgets.file_drop import FileDrop
from zvdesk.ui.widgets.labels import Text, show_when
from zvdesk.ui.widgets.layouts import column, row
from zvdesk.ui.widgets.table import RowsTable, fit_height
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zvdesk.domain.colleagues import Card as ColleagueCard
    from zvdesk.domain.colleagues import Colleague
    from zvdesk.services.desk import Desk
    from zvdesk.ui.act_form import ActForm
    from zvdesk.ui.context import RoomContext

LIST_ENDING = ".zvlijst"
CARD_ENDINGS = (".zvkaart", LIST_ENDING, ".png", ".jpg", ".jpeg", ".pdf")
_BESIDE = 900  # from this width at 100 % the cards stand beside the list
_SHARES = (9, 5)


def read(desk: Desk) -> tuple[tuple[Colleague, ...], date]:
    """Read who is known, and the day of today; runs in the worker."""
    return colleagues.colleagues(desk), desk.clock.today()


class ColleaguesTab(QWidget):
    """Show the list and, beside it, what can be done. Signal: ``shown(CardDialog)`` when one's card shows."""

    shown = Signal(object)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.desk.clock.today()
        self.form: ActForm | None = None
        self.dialog: CardDialog | None = None
        self.wrong = Callout("", Tone.DANGER)
        self.wrong.set_text("")
        self.table = self._make_table()
        self.table.selected.connect(lambda _one: self._choose())
        self.end = SecondaryButton(self.tr("Beëindig"), "user-x")
        self.end.clicked.connect(self._end)
        self.listed = Card(self.tr("Bekende collega's"))
        self.listed.add(self.table)
        self.listed.add(row(self.end, stretch=0))
        self.empty = EmptyState(
            "users",
            self.tr("U kent nog niemand"),
            self.tr(
                "Collega's met een eigen laptop leren elkaar één keer kennen: u geeft uw kaart, en leest de "
                "vingerafdruk voor. Daarna kunt u elkaar een overleg of casus geven."
            ),
        )
        self._first = Card()
        self._first.add(self.empty)
        self._cards = stacked(self._my_card(), self._add_card(), self._list_card())
        self._form_place = column(0)
        pane = QWidget()
        inner = column(Space.THREE)
        pane.setLayout(inner)
        inner.addLayout(self._form_place)
        inner.addWidget(self.wrong)
        inner.addWidget(self._cards)
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoColumns(stacked(self.listed, self._first), pane, _BESIDE, _SHARES))
        self.listed.hide()
        self._first.hide()

    def reload(self) -> None:
        """Read who is known."""
        desk = self._context.desk
        self._context.jobs.run(lambda: read(desk), self._take, self._context.failed, owner=self)

    def open_file(self, path: Path) -> None:
        """Look at a card, at a picture of one, or at a list of the house."""
        self.wrong.set_text("")
        if path.suffix.lower() == LIST_ENDING:
            self.open_form(TakeListForm(self._context, path))
            return
        self._context.jobs.run(
            lambda: cards.read_card(cards.read_file(path)), self._read, self._refuse, owner=self
        )

    def open_form(self, form: ActForm) -> None:
        """Show a form above the cards."""
        self._close_form()
        self.wrong.set_text("")
        self.form = form
        form.done.connect(self._done)
        form.cancelled.connect(self._close_form)
        self._form_place.addWidget(form)
        show_when(self._cards, False)
        form.show()
        form.focus_first()

    # --- inside ------------------------------------------------------------------------------------------

    def _make_table(self) -> RowsTable[Colleague]:
        columns: tuple[Column[Colleague], ...] = (
            Column(self.tr("Naam"), lambda c: c.name, cell=Cell.STRONG, width=130, stretches=True),
            Column(self.tr("Rol"), lambda c: ROLES[c.role], width=120),
            Column(self.tr("Organisatie"), lambda c: c.organisation, width=130),
            Column(self.tr("Bekend sinds"), self._met, width=120),
            Column(self.tr("Stand"), self._state, cell=Cell.CHIP, tone=self._tone, width=140),
        )
        return RowsTable(self.tr("Bekende collega's"), columns, key=lambda c: c.id)

    def _met(self, one: Colleague) -> str:
        return day(one.met_on).partition(" ")[2]  # the day of the week says nothing here

    def _state(self, one: Colleague) -> str:
        if one.ended_on is None:
            is_heard = one.met_by is Acquaintance.READ_ALOUD
            return self.tr("voorgelezen") if is_heard else self.tr("via de lijst")
        if one.is_active(self._today):
            return self.tr("tot en met {day}").format(day=day(one.ended_on))
        return self.tr("gestopt")

    def _tone(self, one: Colleague) -> Tone:
        return Tone.OK if one.ended_on is None else Tone.NEUTRAL

    def _my_card(self) -> Card:
        card = Card(self.tr("Mijn kaart"))
        card.add(
            Text(self.tr("Laat de QR-code fotograferen of stuur het bestand, en lees de vingerafdruk voor."))
        )
        self.show_card = SecondaryButton(self.tr("Laat zien"), "eye")
        self.show_card.clicked.connect(lambda _checked=False: self.open_form(ShowForm(self._context)))
        self.save_card = LinkButton(self.tr("Bewaar als bestand"), "save")
        self.save_card.clicked.connect(lambda _checked=False: self.open_form(SaveForm(self._context)))
        card.add(row(self.show_card, self.save_card, stretch=1))
        return card

    def _add_card(self) -> FileDrop:
        self.drop = FileDrop(
            self.tr("Voeg een collega toe: sleep de kaart (.zvkaart) of een foto van de QR-code hierheen."),
            CARD_ENDINGS,
        )
        self.drop.button.set_label(self.tr("Kies een kaart of foto"))
        self.drop.fileChosen.connect(self.open_file)
        self.drop.refused.connect(lambda _name: self.wrong.set_text(self._other_kind()))
        return self.drop

    def _other_kind(self) -> str:
        return self.tr("Dit is geen kaart. Kies een .zvkaart, een foto (png, jpg) of het blad (pdf).")

    def _list_card(self) -> Card:
        card = Card(self.tr("Lijst van het huis"))
        card.add(
            Text(
                self.tr(
                    "Met één ondertekende lijst van de functioneel beheerder kent u iedereen, en weet u wie "
                    "is "
                    "gestopt. Sleep de lijst (.zvlijst) naar het vak hierboven."
                )
            )
        )
        self.make_list = SecondaryButton(self.tr("Maak de lijst"), "signature")
        self.make_list.clicked.connect(lambda _checked=False: self.open_form(MakeListForm(self._context)))
        show_when(self.make_list, self._context.desk.may(Act.MANAGE_PEOPLE))
        card.add(row(self.make_list, stretch=0))
        return card

    def _take(self, found: tuple[tuple[Colleague, ...], date]) -> None:
        people, self._today = found
        self.table.set_rows(people)
        if people and self.table.current_row() is None:
            self.table.choose(0)
        fit_height(self.table, len(people))
        show_when(self.listed, bool(people))
        show_when(self._first, not people)
        self._choose()

    def _choose(self) -> None:
        one = self.table.current_row()
        self.end.setEnabled(one is not None and one.ended_on is None)

    def _end(self) -> None:
        one = self.table.current_row()
        if one is not None:
            self.open_form(EndForm(self._context, one))

    def _read(self, card: ColleagueCard) -> None:
        self.open_form(AddForm(self._context, card))

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, ExplainedError):
            self.wrong.set_text(message(error))
        else:
            self._context.failed(error)

    def _done(self, words: str) -> None:
        form = self.form
        self._close_form()
        if isinstance(form, ShowForm) and form.shown is not None:
            self.dialog = CardDialog(form.shown, self)
            self.dialog.open()
            self.shown.emit(self.dialog)
            return
        self._context.notices.ok(words)
        self.reload()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        show_when(self._cards, True)
        if form is not None:
            self._form_place.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.show_card.setFocus()
