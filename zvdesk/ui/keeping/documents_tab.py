"""List every document that went out, until when, who has it, and whether it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.services import retention
from zvdesk.texts.days import day
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.keeping.details import Details
from zvdesk.ui.keeping.tab import KeepingTab
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import EmptyState
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.keeping import KeptCopy
    from zvdesk.ui.context import RoomContext


class GoneForm(ActForm):
    """Ask on which day a recipient destroyed a document. Signals: as ActForm."""

    def __init__(
        self, context: RoomContext, copy: KeptCopy, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", "", PrimaryButton("", "check"), parent)
        self._copy, self._today = copy, today
        self.set_title(self.tr("Dit document is vernietigd"))
        self.meaning.setText(
            self.tr("Leg vast dat de ontvanger zijn exemplaar van casus {number} heeft vernietigd.").format(
                number=copy.case_number
            )
        )
        self.button.setText(self.tr("Leg vast"))
        self.button.setAccessibleName(self.button.text())
        self.day = DateField(today)
        self.day_row = FieldRow(self.tr("Vernietigd op"), self.day)
        self.lay_out(self.day_row)

    def submit(self) -> None:
        """Keep the day."""
        self.day.flush()
        gone_on, desk, key = self.day.day, self.context.desk, self._copy.id
        if gone_on is None or not self.day.is_readable or gone_on > self._today:
            self.day_row.set_error(self.tr("Vul een dag in tot en met vandaag."))
            self.day.setFocus()
            return
        said = self.tr("Vastgelegd: vernietigd op {day}.").format(day=day(gone_on))
        self.do(
            lambda: retention.mark_gone(desk, key, gone_on),
            lambda _changes: self.done.emit(said),
            self.tr("Het wordt vastgelegd."),
        )


class DocumentsTab(KeepingTab["KeptCopy"]):
    """Show the documents that went out, the one that is too late first."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._today: date | None = None
        self._copies: tuple[KeptCopy, ...] = ()
        self.gone = SecondaryButton(self.tr("Is vernietigd"), "check")
        self.back = SecondaryButton(self.tr("Toch niet vernietigd"), "undo-2")
        self.facts = Details(self.gone, self.back)
        self.which = ChoiceRow(
            self.tr("Laat zien"), ((True, self.tr("Nog bij ontvangers")), (False, self.tr("Alles")))
        )
        self.which.set_value(True)
        self.which.chosen.connect(lambda _which: self._arrange())
        self.nothing_out = EmptyState(
            "file-check",
            self.tr("Er is niets meer uit"),
            self.tr(
                "Elk document dat u verstrekt komt hier vanzelf te staan, en ook elk regieboek en elk "
                "uittreksel van het logboek, met de dag waarop het vernietigd moet zijn. Is het vernietigd, "
                "dan legt u dat hier vast."
            ),
        )
        columns: tuple[Column[KeptCopy], ...] = (
            Column(self.tr("Vernietigen vóór"), lambda c: day(c.destroy_before), width=132),
            Column(self.tr("Casus"), lambda c: c.case_number, cell=Cell.STRONG, width=106),
            Column(self.tr("Document"), _document, width=146),
            Column(self.tr("Wie heeft het"), self._who, stretches=True),
            Column(self.tr("Stand"), self._state, cell=Cell.CHIP, tone=self._tone, width=96),
        )
        table = RowsTable(self.tr("Documenten"), columns, key=lambda c: c.id)
        self.lay_out(table, self.nothing_out, self.facts, self.which)
        self.gone.clicked.connect(self._begin)
        self.back.clicked.connect(self._take_back)

    def reload(self) -> None:
        """Read the documents again."""
        desk = self.context.desk
        self.context.jobs.run(
            lambda: (retention.copies(desk), desk.clock.today()),
            self._take,
            self.context.failed,
            owner=self,
        )

    def show_row(self, row: KeptCopy) -> None:
        """Show who has a document, and until when."""
        local = self.context.desk.clock.local
        facts = (
            (self.tr("Wie heeft het"), self._who(row)),
            (self.tr("Gemaakt op"), day(local(row.made_at).date())),
            (self.tr("Vernietigen vóór"), day(row.destroy_before)),
            (self.tr("Vernietigd op"), day(row.gone_on)),
            (self.tr("Documentnummer"), row.document_id),
        )
        late = self.tr("Dit had al weg moeten zijn. Vraag de ontvanger om het te vernietigen.")
        title = _document(row)
        if row.case_number:
            title = self.tr("{document}, casus {number}").format(document=title, number=row.case_number)
        self.facts.show_facts(title, facts, late if self._is_late(row) else "", is_urgent=True)
        show_when(self.gone, row.gone_on is None)
        show_when(self.back, row.gone_on is not None)

    # --- inside ------------------------------------------------------------------------------------------

    def _take(self, found: tuple[tuple[KeptCopy, ...], date]) -> None:
        self._copies, self._today = found
        self._arrange()

    def _arrange(self) -> None:
        rows = (c for c in self._copies if c.gone_on is None or self.which.value is False)
        self.fill(sorted(rows, key=lambda c: (c.gone_on is not None, c.destroy_before, c.case_number)))

    def _begin(self) -> None:
        row = self.table.current_row()
        if row is not None and self._today is not None:
            self.open_form(GoneForm(self.context, row, self._today))

    def _take_back(self) -> None:
        row, desk = self.table.current_row(), self.context.desk
        if row is not None:
            self.context.jobs.run(
                lambda: retention.mark_gone(desk, row.id, None),
                lambda _changes: self.reload(),
                self.context.failed,
                owner=self,
            )

    def _is_late(self, copy: KeptCopy) -> bool:
        return copy.gone_on is None and self._today is not None and copy.destroy_before <= self._today

    def _who(self, copy: KeptCopy) -> str:
        return copy.recipient or self.tr("eigen huis")

    def _state(self, copy: KeptCopy) -> str:
        if copy.gone_on is not None:
            return self.tr("vernietigd")
        return self.tr("te laat") if self._is_late(copy) else self.tr("nog uit")

    def _tone(self, copy: KeptCopy) -> Tone:
        if copy.gone_on is not None:
            return Tone.OK
        return Tone.DANGER if self._is_late(copy) else Tone.NEUTRAL


def _document(copy: KeptCopy) -> str:
    return f"{copy.kind} v{copy.version}"
