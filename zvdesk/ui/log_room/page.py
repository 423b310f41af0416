"""Show who did what, find lines, and tell who looked at a case."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from zvdesk.services import audit_log
from zvdesk.services.log_exports import span, times
from zvdesk.texts.days import moment
from zvdesk.texts.log_words import what, who
from zvdesk.ui.log_room.export_dialog import LogExportDialog
from zvdesk.ui.log_room.filters import LogFilters
from zvdesk.ui.log_room.standing_card import StandingCard
from zvdesk.ui.models.rows import Align, Cell, Column
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card, EmptyState, Page
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from zvdesk.domain.log_views import AccessRow, AccessView, LogPage
    from zvdesk.domain.overviews import AuditLine
    from zvdesk.ui.context import RoomContext

_TABLE = 340  # least height of the list, in pixels at 100 %
_TONES = {"gelukt": Tone.OK, "geweigerd": Tone.WARN}


class Shown(Enum):
    """Name how the log is shown."""

    LINES = "regels"
    ACCESS = "wie_heeft_gekeken"


class LogPageView(Page):
    """Be the room of the log; only who may read it gets it, and reading it is logged."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self._lines: tuple[AuditLine, ...] = ()
        self._serial = 0
        self.header.set_title(
            self.tr("Logboek"), self.tr("Wie deed wat, en wanneer. Dat u hier kijkt, staat er ook in.")
        )
        self.export = SecondaryButton(self.tr("Bewaar als bestand"), "download")
        self.export.clicked.connect(self._export)
        self.header.buttons.addWidget(self.export)
        self.standing = StandingCard(context)
        self.shown = ChoiceRow(
            self.tr("Laat zien"),
            ((Shown.LINES, self.tr("Alle regels")), (Shown.ACCESS, self.tr("Wie heeft gekeken"))),
        )
        self.shown.set_value(Shown.LINES)
        self.shown.chosen.connect(lambda _shown: self._load())
        self.filters = LogFilters()
        self.filters.changed.connect(self._load)
        self.table, self.access = self._lines_table(), self._access_table()
        self.empty = EmptyState(
            "search",
            self.tr("Geen regels"),
            self.tr("Er zijn geen regels die hierbij passen. Kies een langere periode of een andere casus."),
        )
        self.ask_case = EmptyState(
            "eye",
            self.tr("Van welke casus?"),
            self.tr(
                "Vul hierboven een casusnummer in. U ziet dan wie van het huis iets met dat dossier deed."
            ),
        )
        self.pages = QStackedWidget()
        for widget in (self.table, self.access, self.empty, self.ask_case):
            self.pages.addWidget(widget)
        self.pages.setMinimumHeight(current_theme().scaled(_TABLE))
        self.count = Text("", Style.QUIET)
        self.more = LinkButton(self.tr("Meer regels"), "chevron-down")
        self.more.clicked.connect(self._load_more)
        self._lay_out()
        context.jobs.changed.connect(self._hear)

    def activated(self) -> None:
        """Read the newest lines again."""
        self._load()

    def focus_search(self) -> None:
        """Go to the case number."""
        self.filters.case.setFocus()

    # --- inside ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.TWO)
        card.add(self.shown)
        card.add(self.filters)
        card.body.addWidget(self.pages, 1)
        under = QHBoxLayout()
        under.addWidget(self.count, 1)
        under.addWidget(self.more)
        card.add(under)
        self.body.addWidget(self.standing)
        self.body.addWidget(card, 1)
        show_when(self.more, False)

    def _lines_table(self) -> RowsTable[AuditLine]:
        local = self._context.desk.clock.local
        columns: tuple[Column[AuditLine], ...] = (
            Column(self.tr("Nr"), lambda r: str(r.sequence), align=Align.RIGHT, width=70),
            Column(self.tr("Tijd"), lambda r: moment(local(r.at)), width=190),
            Column(self.tr("Wie"), lambda r: who(r.actor, r.role), width=250),
            Column(self.tr("Wat"), lambda r: what(r.action, r.object), cell=Cell.STRONG, stretches=True),
            Column(self.tr("Casus"), lambda r: r.case_number, width=115),
            Column(self.tr("Uitkomst"), self._result, cell=Cell.CHIP, tone=self._tone, width=150),
        )
        return RowsTable(self.tr("Regels van het logboek"), columns, key=lambda r: r.sequence)

    def _access_table(self) -> RowsTable[AccessRow]:
        desk = self._context.desk
        columns: tuple[Column[AccessRow], ...] = (
            Column(self.tr("Wanneer"), lambda r: span(desk, r), width=240),
            Column(self.tr("Wie"), lambda r: who(r.who, r.role), width=270),
            Column(self.tr("Wat"), lambda r: what(r.action, r.object), cell=Cell.STRONG, stretches=True),
            Column(self.tr("Hoe vaak"), times, width=110),
            Column(self.tr("Uitkomst"), self._result, cell=Cell.CHIP, tone=self._tone, width=150),
        )
        return RowsTable(self.tr("Wie heeft gekeken"), columns)

    def _result(self, row: AuditLine | AccessRow) -> str:
        return self.tr("%1, nood").replace("%1", row.result) if row.is_emergency else row.result

    def _tone(self, row: AuditLine | AccessRow) -> Tone:
        return Tone.WARN if row.is_emergency else _TONES.get(row.result, Tone.DANGER)

    def _load(self) -> None:
        self._serial += 1
        serial, desk, wanted = self._serial, self._context.desk, self.filters.wanted()
        if self.shown.value is Shown.ACCESS:
            if not wanted.case_number:
                self._show_widget(self.ask_case)
                return
            self._context.jobs.run(
                lambda: audit_log.who_looked(desk, wanted.case_number),
                lambda view: self._show_access(view) if serial == self._serial else None,
                self._context.failed,
                owner=self,
            )
            return
        self._context.jobs.run(
            lambda: audit_log.log_page(desk, wanted),
            lambda page: self._show_lines(page, ()) if serial == self._serial else None,
            self._context.failed,
            owner=self,
        )

    def _load_more(self) -> None:
        serial, desk, wanted, before = self._serial, self._context.desk, self.filters.wanted(), self._lines
        self._context.jobs.run(
            lambda: audit_log.log_page(desk, wanted, before=before[-1].sequence),
            lambda page: self._show_lines(page, before) if serial == self._serial else None,
            self._context.failed,
            owner=self,
        )

    def _show_lines(self, page: LogPage, before: tuple[AuditLine, ...]) -> None:
        self._lines = (*before, *page.lines)
        self.filters.set_choices(page.choices)
        self.table.set_rows(self._lines)
        total = len(before) + page.total
        self._show_widget(self.table if self._lines else self.empty)
        words = self.tr("%1 van %2 regels, de nieuwste eerst")
        self.count.setText(words.replace("%1", str(len(self._lines))).replace("%2", str(total)))
        show_when(self.more, len(self._lines) < total)

    def _show_access(self, view: AccessView) -> None:
        self.access.set_rows(view.rows)
        self._show_widget(self.access if view.rows else self.empty)
        one = self.tr("1 regel")
        many = self.tr("%1 regels, de oudste eerst. Wat iemand op een dag vaker deed, staat bij elkaar.")
        words = one if len(view.rows) == 1 else many.replace("%1", str(len(view.rows)))
        self.count.setText(words if view.rows else "")

    def _show_widget(self, widget: QWidget) -> None:
        self.pages.setCurrentWidget(widget)
        is_access = self.shown.value is Shown.ACCESS
        for field in (self.filters.person, self.filters.action, self.filters.since, self.filters.until):
            field.setEnabled(not is_access)
        lacks_case = is_access and not self.filters.case_number
        self.export.set_reason(self.tr("Vul eerst een casusnummer in.") if lacks_case else "")
        self.export.set_label(
            self.tr("Overzicht voor de betrokkene") if is_access else self.tr("Bewaar als bestand")
        )
        show_when(self.more, False)
        if widget in (self.empty, self.ask_case):
            self.count.setText("")

    def _export(self) -> None:
        for_person = self.shown.value is Shown.ACCESS
        dialog = LogExportDialog(self._context, self.filters.wanted(), for_person=for_person, parent=self)
        dialog.made.connect(lambda _path: self._load())
        dialog.open()

    def _hear(self, _changes: object) -> None:
        if self.isVisible() and len(self._lines) <= audit_log.PAGE:
            self._load()
