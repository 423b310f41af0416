"""Show what is open over all cases, the late ones first, and keep what came back."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from zvdesk.domain.actions import SETTLED
from zvdesk.domain.roles import Act, may
from zvdesk.services import actions, follow_up, house
from zvdesk.texts.days import day, days_late
from zvdesk.texts.labels import ACTION_STATUSES
from zvdesk.ui.actions_room.late_view import LateCard, LateTable
from zvdesk.ui.actions_room.progress import ProgressCard
from zvdesk.ui.actions_room.reminding import RemindersDialog
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Card, EmptyState, Page
from zvdesk.ui.widgets.choices import ChoiceField, ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.follow_up import OrganisationLate
    from zvdesk.domain.overviews import ActionRow
    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext

_FIT_AFTER = (0, 60)  # milliseconds
_TABLE = 240  # least height of the list, in pixels at 100 %


class Shown(Enum):
    """Name which actions are shown."""

    OPEN = "open"
    LATE = "te_laat"
    ALL = "alle"
    BY_ORGANISATION = "te_laat_per_organisatie"


def load(desk: Desk) -> tuple[tuple[ActionRow, ...], dict[str, str], date]:
    """Read the actions, the names of the organisations and the day of today; runs in the worker."""
    names = {organisation.id: organisation.name for organisation in house.organisations(desk)}
    return actions.action_rows(desk, only_open=False), names, desk.clock.today()


class ActionsPage(Page):
    """Show actions over all cases; the chosen one is brought up to date below the list."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self._rows: tuple[ActionRow, ...] = ()
        self._names: dict[str, str] = {}
        self._today = context.desk.clock.today()
        self.header.set_title(self.tr("Acties"))
        self.filters = ChoiceRow(
            self.tr("Laat zien"),
            (
                (Shown.OPEN, self.tr("Open")),
                (Shown.LATE, self.tr("Te laat")),
                (Shown.BY_ORGANISATION, self.tr("Te laat per organisatie")),
                (Shown.ALL, self.tr("Alle, ook wat klaar is")),
            ),
        )
        self.filters.set_value(Shown.OPEN)
        self.filters.chosen.connect(lambda _shown: self._turn())
        self.organisation = ChoiceField((), empty=self.tr("Alle organisaties"), name=self.tr("Organisatie"))
        self.organisation.chosen.connect(lambda _organisation: self._show())
        self.table = self._make_table()
        self.empty = EmptyState(
            "list-checks",
            self.tr("Geen acties"),
            self.tr("Hier staan de acties van alle casussen. Ze ontstaan in een overleg, of in een casus."),
        )
        self.progress = ProgressCard(context)
        self.progress.asked.connect(self._fit_soon)
        self.progress.opened.connect(lambda case_id: context.go("case", case_id))
        self.late_table, self.late_card = LateTable(), LateCard(context)
        self.late_table.selected.connect(self.late_card.show_late)
        self.late_table.opened.connect(self._remind)
        self.late_card.remindAsked.connect(lambda: self._remind(self.late_table.current_row()))
        self.nobody = EmptyState(
            "circle-check",
            self.tr("Niets is te laat"),
            self.tr("Is een actie niet op tijd klaar, dan staat hier bij welke organisatie, en wie u belt."),
        )
        self.remind_all = SecondaryButton(self.tr("Maak herinneringen"), "mail")
        self.remind_all.clicked.connect(lambda: self._remind(None))
        self.header.buttons.addWidget(self.remind_all)
        self._late: tuple[OrganisationLate, ...] = ()
        self.dialog: RemindersDialog | None = None
        self.count = Text("", Style.QUIET)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.late_table)
        self._stack.addWidget(self.nobody)
        self._stack.setMinimumHeight(current_theme().scaled(_TABLE))
        card = Card()
        card.add(self._stack)
        above = QHBoxLayout()
        above.setSpacing(Space.TWO)
        above.addWidget(self.filters, 1)
        above.addWidget(self.organisation)
        self.body.addLayout(above)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.count)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.late_card)
        show_when(self.remind_all, False)
        context.jobs.changed.connect(self._hear)

    def activated(self) -> None:
        """Read the actions again."""
        desk = self._context.desk
        if self.filters.value is Shown.BY_ORGANISATION:
            self._context.jobs.run(
                lambda: follow_up.late(desk), self._take_late, self._context.failed, owner=self
            )
            return
        self._context.jobs.run(lambda: load(desk), self._take, self._context.failed)

    # --- inside ----------------------------------------------------------------------------------

    def _make_table(self) -> RowsTable[ActionRow]:
        columns: tuple[Column[ActionRow], ...] = (
            Column(self.tr("Wat"), lambda r: r.what, cell=Cell.STRONG, stretches=True),
            Column(self.tr("Organisatie"), self._who, width=210),
            Column(self.tr("Casus"), lambda r: r.case_number, width=115),
            Column(self.tr("Klaar op"), lambda r: day(r.due_on), width=145),
            Column(self.tr("Stand"), self._state, cell=Cell.CHIP, tone=self._tone, width=170),
        )
        table: RowsTable[ActionRow] = RowsTable(self.tr("Acties"), columns, key=lambda r: r.id)
        table.selected.connect(self._choose)
        table.opened.connect(lambda found: self._context.go("case", found.case_id))
        return table

    def _who(self, row: ActionRow) -> str:
        return ", ".join(p for p in (self._names.get(row.organisation_id, ""), row.person) if p)

    def _is_late(self, row: ActionRow) -> bool:
        return row.due_on is not None and row.due_on < self._today and row.status not in SETTLED

    def _state(self, row: ActionRow) -> str:
        if self._is_late(row) and row.due_on is not None:
            return days_late((self._today - row.due_on).days)
        words = ACTION_STATUSES[row.status]
        return (
            self.tr("%1, spoed").replace("%1", words)
            if row.is_urgent and row.status not in SETTLED
            else words
        )

    def _tone(self, row: ActionRow) -> Tone:
        if self._is_late(row):
            return Tone.DANGER
        if row.status in SETTLED:
            return Tone.OK
        return Tone.WARN if row.is_urgent else Tone.NEUTRAL

    def _take(self, found: tuple[tuple[ActionRow, ...], dict[str, str], date]) -> None:
        self._rows, self._names, self._today = found
        ids = {row.organisation_id for row in self._rows}
        named = sorted(((i, self._names.get(i, "")) for i in ids if i), key=lambda pair: pair[1].casefold())
        self.organisation.set_options(named)
        self._show()

    def _turn(self) -> None:
        """Show another choice; what is late per organisation is read when somebody asks for it."""
        is_late = self.filters.value is Shown.BY_ORGANISATION
        show_when(self.organisation, not is_late)
        show_when(self.remind_all, is_late)
        if is_late:
            self.progress.show_row(None, "")
            self.activated()
        else:
            self.late_card.show_late(None)
            self._show()

    def _take_late(self, found: tuple[OrganisationLate, ...]) -> None:
        self._late = found
        if self.filters.value is not Shown.BY_ORGANISATION:
            return
        self.late_table.set_rows(found)
        self._stack.setCurrentWidget(self.late_table if found else self.nobody)
        count = sum(len(row.actions) for row in found)
        words = self.tr(
            "{count} acties te laat bij {organisations} organisaties. Enter maakt een herinnering."
        )
        self.count.setText(words.format(count=count, organisations=len(found)) if found else "")
        can = may(self._context.desk.actor.role, Act.HAND_OUT)
        nothing = self.tr("Er is niets om aan te herinneren.")
        reason = "" if any(row.organisation and row.to_remind for row in found) else nothing
        self.remind_all.set_reason(reason if can else self.tr("Uw rol maakt geen herinneringen."))
        if found and self.late_table.current_row() is None:
            self.late_table.choose(0)
        self.late_card.show_late(self.late_table.current_row() if found else None)
        self._fit_soon()

    def _remind(self, row: OrganisationLate | None) -> None:
        if not self.remind_all.isEnabled() or (row is not None and not row.to_remind):
            return
        self.dialog = RemindersDialog(self._context, self._late, row, self)
        self.dialog.open()

    def _show(self) -> None:
        wanted, organisation_id = self.filters.value, self.organisation.value
        rows = [
            row
            for row in self._rows
            if (organisation_id is None or row.organisation_id == organisation_id)
            and (
                wanted is Shown.ALL
                or (wanted is Shown.LATE and self._is_late(row))
                or (wanted is Shown.OPEN and row.status not in SETTLED)
            )
        ]
        rows.sort(key=lambda row: row.status in SETTLED)  # what is open first, late days before later ones
        self.table.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        late = sum(1 for row in rows if self._is_late(row))
        words = self.tr("%1 acties, waarvan %2 te laat. Enter opent de casus.")
        self.count.setText(words.replace("%1", str(len(rows))).replace("%2", str(late)) if rows else "")
        if rows and self.table.current_row() is None:
            self.table.choose(0)
        self._choose(self.table.current_row())
        self._fit_soon()

    def _fit_soon(self) -> None:
        for pause in _FIT_AFTER:
            QTimer.singleShot(pause, self, self._fit)

    def _fit(self) -> None:
        """Give what came in sight below the list the height that its words need."""
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            layout.activate()
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        if self.progress.keep.isVisibleTo(self):
            self.ensureWidgetVisible(self.progress.keep)

    def _choose(self, row: ActionRow | None) -> None:
        if self.filters.value is Shown.BY_ORGANISATION:
            return
        self.progress.show_row(row, self._names.get(row.organisation_id, "") if row else "")

    def _hear(self, _changes: object) -> None:
        if self.isVisible():
            self.activated()
