"""Read an address book: choose or drop a file, see what is in it, and only then let it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.services import address_book
from zvdesk.texts.messages import message
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.file_drop import FileDrop
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import row
from zvdesk.ui.widgets.table import RowsTable, fit_height

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.address_book import Entry
    from zvdesk.ui.context import RoomContext


class AddressBookCard(Card):
    """Take organisations over from a file. Signal: ``taken()`` when they are kept."""

    taken = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Lees een adresboek in"))
        self._context = context
        self._entries: tuple[Entry, ...] = ()
        library = context.desk.library
        self.drop = FileDrop(
            self.tr("Sleep een vCard (.vcf) of een CSV-bestand hierheen. U ziet eerst wat erin staat."),
            address_book.SUFFIXES,
        )
        self.drop.fileChosen.connect(self.look)
        self.drop.refused.connect(self._refuse_kind)
        self.callout = Callout("")
        self.callout.hide()
        self.summary = Text("", Style.BODY)
        self.table: RowsTable[Entry] = RowsTable(
            self.tr("Wat er in het adresboek staat"),
            (
                Column(self.tr("Naam"), lambda e: e.name, cell=Cell.STRONG, stretches=True),
                Column(self.tr("Soort"), lambda e: e.kind and library.kind_label(e.kind), stretches=True),
                Column(self.tr("Contact"), _contact, stretches=True),
                Column(
                    self.tr("Staat"),
                    lambda e: self.tr("staat er al") if e.is_known else self.tr("nieuw"),
                    cell=Cell.CHIP,
                    tone=lambda e: Tone.NEUTRAL if e.is_known else Tone.OK,
                    width=110,
                ),
            ),
            key=lambda e: e.name,
        )
        kinds = sorted(library.organisation_kinds, key=lambda kind: kind.label.casefold())
        self.kind = ChoiceField([(kind.code, kind.label) for kind in kinds], empty=self.tr("kies een soort"))
        self.kind_row = FieldRow(
            self.tr("Soort, waar het adresboek die niet noemt"),
            self.kind,
            self.tr("De soort bepaalt de plaats in de wet. U kunt die daarna per organisatie wijzigen."),
        )
        self.take = PrimaryButton(self.tr("Neem over"), "plus")
        self.take.clicked.connect(self._take)
        stop = LinkButton(self.tr("Toch niet"), "x")
        stop.clicked.connect(self.clear)
        self._preview = QWidget()
        layout = QVBoxLayout(self._preview)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.TWO)
        for part in (self.summary, self.table, self.kind_row):
            layout.addWidget(part)
        layout.addLayout(row(self.take, stop, stretch=1))
        self.add(self.callout)
        self.add(self.drop)
        self.add(self._preview)
        self._preview.hide()

    def look(self, path: Path) -> None:
        """Show what is in a file; nothing of it is kept."""
        desk = self._context.desk
        self._say("")
        self._context.jobs.run(
            lambda: address_book.read_book(desk, path), self._show, self._refused, owner=self
        )

    def clear(self) -> None:
        """Forget what was shown, and ask for a file."""
        self._entries = ()
        self.table.set_rows(())
        self._say("")
        self._preview.hide()
        self.drop.show()
        self.drop.button.setFocus()

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self.kind.set_value(None)
        self.kind_row.set_error("")
        fresh = [entry for entry in entries if not entry.is_known]
        self.summary.setText(
            self.tr("{count} in het adresboek, waarvan {fresh} nieuw. Er is nog niets bewaard.").format(
                count=len(entries), fresh=len(fresh)
            )
        )
        self.table.set_rows(entries)
        fit_height(self.table, len(entries))
        show_when(self.kind_row, any(not entry.kind for entry in fresh))
        self.take.set_label(self.tr("Neem {count} over").format(count=len(fresh)))
        self.take.set_reason("" if fresh else self.tr("Alles uit dit adresboek staat er al."))
        self.drop.hide()
        self._preview.show()
        self.table.setFocus()

    def _take(self) -> None:
        desk, entries, kind = self._context.desk, self._entries, str(self.kind.value or "")
        if not kind and any(not entry.kind and not entry.is_known for entry in entries):
            self.kind_row.set_error(self.tr("Kies de soort. De plaats in de wet hangt ervan af."))
            self.kind.setFocus()
            return
        self._context.jobs.run(
            lambda: address_book.take_over(desk, entries, kind), self._taken, self._refused, owner=self
        )

    def _taken(self, _changes: object) -> None:
        count = sum(not entry.is_known for entry in self._entries)
        self._context.notices.ok(self.tr("{count} organisaties zijn overgenomen.").format(count=count))
        self.clear()
        self.taken.emit()

    def _refuse_kind(self, _name: str) -> None:
        self._say(self.tr("Dit soort bestand leest zvdesk hier niet. Kies een vCard (.vcf) of CSV."))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ExplainedError):
            self._say(message(error))
        else:
            self._context.failed(error)

    def _say(self, words: str) -> None:
        self.callout.set_text(words)
        show_when(self.callout, bool(words))


def _contact(entry: Entry) -> str:
    return ", ".join(part for part in (entry.contact_person, entry.phone) if part)
