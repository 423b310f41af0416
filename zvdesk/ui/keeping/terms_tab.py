"""List until when each case may be kept, and let it be kept longer, shielded or destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.cases import CaseState
from zvdesk.domain.retention import TermState
from zvdesk.services import retention
from zvdesk.texts.days import day
from zvdesk.texts.labels import CASE_STATES, TERM_STATES
from zvdesk.ui.keeping.destroy_form import DestroyForm
from zvdesk.ui.keeping.details import Details
from zvdesk.ui.keeping.extend_form import ExtendForm
from zvdesk.ui.keeping.shielding_forms import ShieldForm
from zvdesk.ui.keeping.tab import KeepingTab
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import DangerButton, SecondaryButton
from zvdesk.ui.widgets.cards import EmptyState
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.keeping import KeptCopy
    from zvdesk.services.retention import KeepRow
    from zvdesk.ui.context import RoomContext

_TONES = {
    TermState.DUE: Tone.DANGER,
    TermState.URGENT: Tone.DANGER,
    TermState.WARNED: Tone.WARN,
    TermState.UNSET: Tone.WARN,
}


class TermsTab(KeepingTab["KeepRow"]):
    """Show the term of every case, the most urgent first."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.extend = SecondaryButton(self.tr("Bewaar langer"), "calendar-plus")
        self.shield = SecondaryButton(self.tr("Scherm af"), "book-lock")
        self.erase = DangerButton(self.tr("Vernietig"), "trash-2")
        self._today: date | None = None
        empty = EmptyState(
            "archive",
            self.tr("Nog geen casussen"),
            self.tr(
                "Zodra er een casus is, loopt hier haar bewaartermijn: tot wanneer u haar mag bewaren, en "
                "wat u dan doet. De klok begint als de melding binnenkomt, niet pas bij het sluiten."
            ),
        )
        columns: tuple[Column[KeepRow], ...] = (
            Column(self.tr("Casus"), lambda r: r.number, cell=Cell.STRONG, width=115),
            Column(self.tr("Stand"), _state, stretches=True),
            Column(self.tr("Bewaren tot"), lambda r: day(r.term.destroy_before), width=155),
            Column(
                self.tr("Termijn"),
                lambda r: TERM_STATES[r.term.state],
                cell=Cell.CHIP,
                tone=lambda r: _TONES.get(r.term.state, Tone.NEUTRAL),
                width=205,
            ),
        )
        table = RowsTable(self.tr("Bewaartermijnen"), columns, key=lambda r: r.case_id)
        self.facts = Details(self.extend, self.shield, self.erase)
        self.lay_out(table, empty, self.facts)
        self.extend.clicked.connect(self.begin_extend)
        self.shield.clicked.connect(self.begin_shield)
        self.erase.clicked.connect(self.begin_destroy)

    def reload(self) -> None:
        """Read the terms again."""
        desk = self.context.desk
        self.context.jobs.run(
            lambda: (retention.overview(desk), desk.clock.today()),
            self._take,
            self.context.failed,
            owner=self,
        )

    def show_row(self, row: KeepRow) -> None:
        """Show the term of a case and what can be done now."""
        regime = self.context.desk.library.regime(row.regime_id)
        facts = (
            (self.tr("Soort casus"), regime.short_name),
            (self.tr("Stand"), _state(row)),
            (self.tr("Eerste verwerking"), day(row.first_processed_on)),
            (self.tr("Bewaren tot en met"), day(row.term.destroy_before)),
            (
                self.tr("Verlengd"),
                self.tr("%1 keer").replace("%1", str(row.extensions)) if row.extensions else "",
            ),
            (self.tr("Documenten nog bij ontvangers"), str(row.copies_out)),
        )
        is_urgent = row.term.state in (TermState.DUE, TermState.URGENT)
        self.facts.show_facts(
            self.tr("Casus {number}").format(number=row.number), facts, self._mind(row), is_urgent=is_urgent
        )
        self.extend.set_reason(self._not_longer(row))
        self.shield.set_reason(self._not_shielded(row))
        self.facts.why.setText(
            "\n".join(
                f"{button.text()}: {button.accessibleDescription()}"
                for button in (self.extend, self.shield)
                if not button.isEnabled()
            )
        )

    def begin_extend(self) -> None:
        """Ask why and how long a case is kept longer; who supplied data is looked up first."""
        row, desk = self.table.current_row(), self.context.desk
        if row is None:
            return

        def read() -> tuple[tuple[str, str], ...]:
            from zvdesk.services import house

            known = house.organisations_by_id(desk)
            return tuple(
                (key, known[key].name if key in known else key)
                for key in retention.suppliers(desk, row.case_id)
            )

        def ask(suppliers: tuple[tuple[str, str], ...]) -> None:
            if self._today is not None:
                self.open_form(ExtendForm(self.context, row, suppliers, self._today))

        self.context.jobs.run(read, ask, self.context.failed, owner=self)

    def begin_shield(self) -> None:
        """Tell what shielding means, and do it on the button."""
        row = self.table.current_row()
        if row is not None:
            self.open_form(ShieldForm(self.context, row.case_id, row.number))

    def begin_destroy(self) -> None:
        """Tell what goes and what stays, and ask for the ground and the number."""
        row, desk = self.table.current_row(), self.context.desk
        if row is None:
            return

        def read() -> tuple[KeptCopy, ...]:
            found = retention.copies(desk)
            return tuple(c for c in found if c.case_number == row.number and c.gone_on is None)

        self.context.jobs.run(
            read,
            lambda out: self.open_form(DestroyForm(self.context, row, out)),
            self.context.failed,
            owner=self,
        )

    # --- inside ------------------------------------------------------------------------------------------

    def _take(self, found: tuple[tuple[KeepRow, ...], date]) -> None:
        rows, self._today = found
        self.fill(rows)

    def _mind(self, row: KeepRow) -> str:
        last, today = row.term.destroy_before, self._today
        if row.term.state is TermState.UNSET:
            return self.tr("Het huis heeft voor dit soort casus nog geen termijn. Zet die bij Instellingen.")
        if last is None or today is None or row.term.state is TermState.RUNNING:
            return ""
        if row.term.state is TermState.DUE:
            return self.tr("De termijn is om sinds {day}. Vernietig deze casus.").format(day=day(last))
        words = (
            self.tr("Nog {days} dagen: het is minder dan twee maanden (de 58e maand van 60 is om).")
            if row.term.state is TermState.URGENT
            else self.tr("Nog {days} dagen: het is minder dan een half jaar (de 54e maand van 60 is om).")
        )
        choose = self.tr("Kies op tijd: langer bewaren als dat mag, of vernietigen.")
        return words.format(days=(last - today).days) + " " + choose

    def _not_longer(self, row: KeepRow) -> str:
        if row.is_shielded:
            return self.tr("Haal de casus eerst uit de afscherming.")
        if row.state is CaseState.REJECTED:
            return self.tr("Een afgewezen aanmelding mag niet langer bewaard worden.")
        if row.term.destroy_before is None:
            return self.tr("Er is nog geen termijn om te verlengen.")
        return ""

    def _not_shielded(self, row: KeepRow) -> str:
        if row.is_shielded:
            return self.tr("Deze casus is al afgeschermd.")
        if row.state is not CaseState.CLOSED:
            return self.tr("Dat kan alleen met een afgesloten casus.")
        return ""


def _state(row: KeepRow) -> str:
    shielded = QCoreApplication.translate("keeping", "afgeschermd")
    return shielded if row.is_shielded else CASE_STATES[row.state]
