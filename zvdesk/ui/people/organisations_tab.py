"""List the organisations that the house knows beside the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.roles import Act
from zvdesk.texts.labels import POSITIONS
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.people.address_book_card import AddressBookCard
from zvdesk.ui.people.organisation_form import OrganisationForm
from zvdesk.ui.people.people_tab import BESIDE, SHARES
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.cards import Card, EmptyState
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.table import RowsTable, fit_height
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from zvdesk.domain.organisations import Organisation
    from zvdesk.ui.context import RoomContext

_TONES = {WgsPosition.PUBLIC: Tone.ACCENT, WgsPosition.PRIVATE: Tone.NEUTRAL, WgsPosition.THIRD: Tone.WARN}


class OrganisationsTab(QWidget):
    """Show who may be invited, with their position in the law."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        library = context.desk.library
        self._wanted = ""
        self.table: RowsTable[Organisation] = RowsTable(
            self.tr("Organisaties"),
            (
                Column(self.tr("Naam"), self._name, cell=Cell.STRONG, stretches=True),
                Column(self.tr("Soort"), lambda o: library.kind_label(o.kind), stretches=True),
                Column(
                    self.tr("Positie"),
                    lambda o: POSITIONS[o.position],
                    cell=Cell.CHIP,
                    tone=lambda o: _TONES[o.position],
                ),
                Column(self.tr("Telefoon"), lambda o: o.phone, width=110),
            ),
            key=lambda o: o.id,
        )
        self.form = OrganisationForm(context, self.reason_not_to_add())
        self.form.saved.connect(self._saved)
        self.form.cancelled.connect(self._cancel)
        self.table.selected.connect(self.form.show_organisation)
        self.table.opened.connect(lambda _row: self.form.name.setFocus())
        listed = Card()
        self._empty = EmptyState(
            "building-2",
            self.tr("Nog geen organisaties"),
            self.tr(
                "Zet hier wie bij u aan tafel komt: gemeente, politie, zorg, wonen. De plaats in de wet "
                "bepaalt wie besluit, wie meedoet en wie eerst een grondslag nodig heeft."
            ),
        )
        listed.add(self.table)
        listed.add(self._empty)
        self._empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.book = AddressBookCard(context)
        self.book.taken.connect(self.reload)
        if self.reason_not_to_add():
            self.book.hide()
        layout.addWidget(TwoColumns(stacked(listed, self.book), stacked(self.form), BESIDE, SHARES))

    def reload(self) -> None:
        """Read the organisations again."""
        desk = self._context.desk

        def read() -> tuple[Organisation, ...]:
            from zvdesk.services import house

            return house.organisations(desk)

        self._context.jobs.run(read, self._fill, self._context.failed)

    def reason_not_to_add(self) -> str:
        """Return why who is in may not change organisations, or an empty text."""
        if self._context.desk.may(Act.MANAGE_ORGANISATIONS):
            return ""
        return self.tr("Uw rol wijzigt geen organisaties. Vraag de coördinator of de functioneel beheerder.")

    def add(self) -> None:
        """Ask for a new organisation."""
        self.form.show_organisation(None)
        self.form.name.setFocus()

    def _fill(self, organisations: tuple[Organisation, ...]) -> None:
        fit_height(self.table, len(organisations))
        show_when(self.table, bool(organisations))
        show_when(self._empty, not organisations)
        show_when(self.form, bool(organisations) or not self.reason_not_to_add())
        is_new = self.form.is_new and bool(self.form.name.text())
        self.table.set_rows(organisations)
        ids = [organisation.id for organisation in organisations]
        if self._wanted in ids:
            self.table.choose(ids.index(self._wanted))
            self._wanted = ""
        elif self.table.current_row() is None and organisations and not is_new:
            self.table.choose(0)

    def _saved(self, organisation: Organisation) -> None:
        if self.form.is_new:
            self._wanted = organisation.id
            self._context.notices.ok(self.tr("{name} is toegevoegd.").format(name=organisation.name))
        self.reload()

    def _cancel(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.form.show_organisation(row)
        self.table.setFocus()

    def _name(self, organisation: Organisation) -> str:
        if organisation.is_archived:
            return self.tr("{name} (niet meer in gebruik)").format(name=organisation.name)
        return organisation.name
