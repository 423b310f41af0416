"""Show what is with a colleague, take it over when it does not come back, and list every package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.handovers import Direction, Reach
from zvdesk.services import handover_register
from zvdesk.texts.days import day
from zvdesk.texts.labels import DIRECTIONS
from zvdesk.texts.whereabouts import lies_with
from zvdesk.ui.handovers.requests_card import RequestsCard
from zvdesk.ui.handovers.take_over_form import TakeOverForm
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.out_packages import packages
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card, EmptyState
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import Heading, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column
from zvdesk.ui.widgets.table import RowsTable, fit_height

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.services.desk import Desk
    from zvdesk.services.handover_register import CopyRequest, HandoverRow, OutRow
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.out_packages import OutPackage


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what is out, every package, and whom to ask to destroy a copy."""

    out: tuple[OutRow, ...]
    packages: tuple[HandoverRow, ...]
    requests: tuple[CopyRequest, ...]


def load(desk: Desk) -> Found:
    """Read what is out and every package; runs in the worker."""
    every = handover_register.handovers(desk)
    return Found(handover_register.outside(desk), every, handover_register.copy_requests(desk, every))


class OutTab(QWidget):
    """Show a card of what is out and a table of all packages. Signal: ``newsAsked()`` for the colleagues."""

    newsAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form: TakeOverForm | None = None
        self.buttons: list[SecondaryButton] = []
        self._form_place = column(0)
        self.out = Card(self.tr("Bij een ander"))
        self._lines = column(Space.HALF_MORE)
        self.out.add(self._lines)
        self.requests = RequestsCard()
        self.table = self._make_table()
        self.register = Card(self.tr("Alle pakketten"))
        self.register.add(self.table)
        self.empty = EmptyState(
            "package-open",
            self.tr("Nog niets overgedragen"),
            self.tr(
                "Werkt uw collega op een eigen laptop? Leer elkaar kennen, en kies bij een casus of overleg "
                "'Geef aan'. Hier ziet u dan waar het ligt. U kunt het lezen tot het terug is."
            ),
            self.tr("Leer een collega kennen"),
        )
        self.empty.begun.connect(self.newsAsked)
        outer = column(Space.THREE)
        self.setLayout(outer)
        outer.addLayout(self._form_place)
        for part in (self.out, self.requests, self.register, self.empty):
            outer.addWidget(part)
            part.hide()

    def reload(self) -> None:
        """Read what is out."""
        desk = self._context.desk
        self._context.jobs.run(lambda: load(desk), self._take, self._context.failed, owner=self)

    def take_over(self, package: OutPackage) -> None:
        """Ask why what a colleague has is taken over."""
        self._close_form()
        form = TakeOverForm(self._context, package.first, package.label)
        form.done.connect(self._taken_over)
        form.cancelled.connect(self._close_form)
        self.form = form
        self._form_place.addWidget(form)
        form.focus_first()

    def _taken_over(self, words: str) -> None:
        self._context.notices.ok(words)
        self._close_form()
        self.reload()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._form_place.removeWidget(form)
            form.hide()
            form.deleteLater()

    def _take(self, found: Found) -> None:
        rows, every = found.out, found.packages
        today = self._context.desk.clock.today()
        clear(self._lines)
        self.buttons = []
        for number, package in enumerate(packages(rows)):
            if number:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(package, today))
        if not rows:
            self._lines.addWidget(Text(self.tr("Geen overleg of casus ligt bij een ander."), Style.QUIET))
        self.requests.show_requests(found.requests)
        self.table.set_rows(every)
        fit_height(self.table, len(every))
        show_when(self.out, bool(rows or every))
        show_when(self.register, bool(every))
        show_when(self.empty, not rows and not every)

    def _line(self, package: OutPackage, today: date) -> QWidget:
        first = package.first
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.TWO)
        words = column(2)
        words.addWidget(Heading(package.label, Style.STRONG))
        words.addWidget(Text(lies_with(first, today)))
        is_late = package.is_late(today)
        told = self.tr("Openen kan tot en met {day}.").format(day=day(first.expires_on))
        if is_late:
            told = self.tr(
                "Openen kon tot en met {day}. Heeft uw collega het niet opgenomen? Neem het dan over, en "
                "geef "
                "het opnieuw."
            ).format(day=day(first.expires_on))
        words.addWidget(Text(told if first.expires_on else "", Style.SMALL, tone=Tone.NEUTRAL))
        line.addLayout(words, 1)
        if is_late:
            line.addWidget(Chip(self.tr("verlopen"), Tone.WARN))
        kind = "meeting" if first.reach is Reach.MEETING else "case"
        look = LinkButton(self.tr("Bekijk"), "eye")
        look.setAccessibleName(self.tr("Bekijk {what}").format(what=package.label))
        look.clicked.connect(lambda _checked=False: self._context.go(kind, first.subject_id))
        take = SecondaryButton(self.tr("Neem over"))
        take.setAccessibleName(self.tr("Neem {what} over").format(what=package.label))
        may_not = self.tr("Uw rol neemt niets over.")
        take.set_reason("" if first.may_take_over else may_not)
        take.clicked.connect(lambda _checked=False: self.take_over(package))
        self.buttons.append(take)
        for button in (look, take):
            line.addWidget(button)
        return whole

    def _make_table(self) -> RowsTable[HandoverRow]:
        columns: tuple[Column[HandoverRow], ...] = (
            Column(self.tr("Dag"), self._day, width=150),
            Column(
                self.tr("Richting"),
                lambda r: DIRECTIONS[r.handover.direction],
                cell=Cell.CHIP,
                tone=lambda r: Tone.ACCENT if r.handover.direction is Direction.SENT else Tone.OK,
                width=110,
            ),
            Column(self.tr("Collega"), lambda r: ", ".join(r.handover.names), cell=Cell.STRONG, width=230),
            Column(self.tr("Wat"), self._what, stretches=True),
            Column(
                self.tr("Kopie bij de ander"),
                self._copies,
                tone=lambda r: Tone.DANGER if _is_due(r) else Tone.NEUTRAL,
                width=210,
            ),
        )
        return RowsTable(self.tr("Alle pakketten"), columns, key=lambda r: r.handover.id)

    def _day(self, row: HandoverRow) -> str:
        return day(self._context.desk.clock.local(row.handover.at).date())

    def _what(self, row: HandoverRow) -> str:
        return " · ".join(part for part in (row.meeting, *row.case_numbers) if part)

    def _copies(self, row: HandoverRow) -> str:
        if not row.copies:
            return ""
        if _is_due(row):
            return self.tr("te laat: moet nu weg")
        return self.tr("tot {day}").format(day=day(min(copy.destroy_before for copy in row.copies)))


def _is_due(row: HandoverRow) -> bool:
    return any(copy.is_due for copy in row.copies)
