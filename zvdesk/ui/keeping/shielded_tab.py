"""List the shielded cases; they open with a passphrase and a reason, to read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from zvdesk.services import shielding
from zvdesk.texts.days import day
from zvdesk.ui.keeping.details import Details
from zvdesk.ui.keeping.shielding_forms import OpenForm, ShareForm, Wish
from zvdesk.ui.keeping.tab import KeepingTab
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import EmptyState
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.keeping import ShieldedCase
    from zvdesk.ui.context import RoomContext


class ShieldedTab(KeepingTab["ShieldedCase"]):
    """Show what is shielded. Signal: ``read(ShieldedCase, passages, reason)`` of a case that was opened."""

    read = Signal(object, object, str)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.open = SecondaryButton(self.tr("Open om te lezen"), "lock-open")
        self.put_back = SecondaryButton(self.tr("Haal uit de afscherming"), "undo-2")
        self.share = LinkButton(self.tr("Deel de toegang na een wisseling"), "users")
        self.facts = Details(self.open, self.put_back, self.share)
        empty = EmptyState(
            "book-lock",
            self.tr("Er is niets afgeschermd"),
            self.tr(
                "Een afgesloten casus die u nog bewaart maar niet meer nodig hebt, schermt u af bij "
                "Termijnen. Daarna opent alleen de functioneel beheerder of de privacyfunctionaris haar nog, "
                "met een reden."
            ),
        )
        columns: tuple[Column[ShieldedCase], ...] = (
            Column(self.tr("Casus"), lambda c: c.number, cell=Cell.STRONG, width=130),
            Column(self.tr("Gesloten"), lambda c: day(c.closed_on), stretches=True),
            Column(self.tr("Bewaren tot"), lambda c: day(c.destroy_before), width=170),
            Column(
                self.tr("Voor u"),
                lambda c: self.tr("te openen") if self._is_mine(c) else self.tr("niet te openen"),
                cell=Cell.CHIP,
                tone=lambda c: Tone.OK if self._is_mine(c) else Tone.NEUTRAL,
                width=160,
            ),
        )
        table = RowsTable(self.tr("Afgeschermde casussen"), columns, key=lambda c: c.id)
        self.lay_out(table, empty, self.facts)
        self.open.clicked.connect(lambda: self._begin(Wish.READ))
        self.put_back.clicked.connect(lambda: self._begin(Wish.PUT_BACK))
        self.share.clicked.connect(lambda: self.open_form(ShareForm(self.context)))

    def reload(self) -> None:
        """Read the list again; no case is opened by that."""
        desk = self.context.desk
        self.context.jobs.run(
            lambda: shielding.shielded_cases(desk), self.fill, self.context.failed, owner=self
        )

    def show_row(self, row: ShieldedCase) -> None:
        """Show what is known without opening it."""
        local = self.context.desk.clock.local
        facts = (
            (self.tr("Soort casus"), self.context.desk.library.regime(row.regime_id).short_name),
            (self.tr("Gesloten"), day(row.closed_on)),
            (
                self.tr("Afgeschermd"),
                self.tr("{day} door {name}").format(
                    day=day(local(row.shielded_at).date()), name=row.shielded_by
                ),
            ),
            (self.tr("Bewaren tot en met"), day(row.destroy_before)),
            (self.tr("Mensen die haar kunnen openen"), str(len(row.keys))),
        )
        mine = self._is_mine(row)
        reason = self.tr("Vraag een collega die haar kan openen om de toegang te delen.")
        self.facts.show_facts(self.tr("Casus {number}").format(number=row.number), facts)
        for button in (self.open, self.put_back):
            button.set_reason("" if mine else reason)
        self.facts.why.setText("" if mine else reason)

    # --- inside ------------------------------------------------------------------------------------------

    def _is_mine(self, case: ShieldedCase) -> bool:
        return any(key.person_id == self.context.desk.actor.person_id for key in case.keys)

    def _begin(self, wish: Wish) -> None:
        row = self.table.current_row()
        if row is None:
            return
        form = OpenForm(self.context, row.id, row.number, wish)
        form.read.connect(lambda found, reason: self._show(row, found, reason))
        self.open_form(form)

    def _show(self, row: ShieldedCase, found: object, reason: str) -> None:
        self.close_form()
        self.read.emit(row, found, reason)
