"""Show the list of cases, with search over all that was written and filters on state."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from zvdesk.domain.cases import CaseState
from zvdesk.domain.roles import Act, may
from zvdesk.services import cases, whereabouts
from zvdesk.texts.days import day
from zvdesk.texts.labels import CASE_STATES, RECORD_KINDS
from zvdesk.ui.icons import icon
from zvdesk.ui.models.rows import Align, Cell, Column
from zvdesk.ui.pen import marked
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card, EmptyState, Page
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.overviews import CaseRow, SearchHit
    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext

_PAUSE = 200  # milliseconds after the last key
_TABLE = 260  # least height of the list, in pixels at 100 %


class Filter(Enum):
    """Name the filters of the list."""

    ALL = "alle"
    TRIAGE = "in_triage"
    TABLE = "aan_tafel"
    EXECUTION = "in_uitvoering"
    LATE = "te_laat"


_S = CaseState
_STATES: dict[Filter, frozenset[CaseState]] = {
    Filter.TRIAGE: frozenset({_S.REGISTERED, _S.TRIAGE}),
    Filter.TABLE: frozenset({_S.ACCEPTED, _S.ENRICHMENT, _S.PLANNED, _S.IN_MEETING}),
    Filter.EXECUTION: frozenset({_S.ADOPTED, _S.IN_EXECUTION, _S.AFTERCARE}),
}
_TONES: dict[CaseState, Tone] = {
    _S.REGISTERED: Tone.WARN,
    _S.TRIAGE: Tone.WARN,
    _S.ACCEPTED: Tone.ACCENT,
    _S.ENRICHMENT: Tone.ACCENT,
    _S.PLANNED: Tone.ACCENT,
    _S.IN_MEETING: Tone.ACCENT,
    _S.ADOPTED: Tone.OK,
    _S.IN_EXECUTION: Tone.OK,
    _S.AFTERCARE: Tone.OK,
}


def state_tone(state: CaseState) -> Tone:
    """Return what the colour of a state says."""
    return _TONES.get(state, Tone.NEUTRAL)


def _matches(found: CaseRow, chosen: Filter) -> bool:
    if chosen is Filter.LATE:
        return found.late_actions > 0
    return chosen is Filter.ALL or found.state in _STATES[chosen]


def load(desk: Desk) -> tuple[tuple[CaseRow, ...], Mapping[str, Pen]]:
    """Read the cases, and which of them lie with a colleague; runs in the worker."""
    return cases.case_rows(desk), whereabouts.elsewhere(desk)


class _SearchLine(QLineEdit):
    """Take words; Enter and the arrow down go to what was found. Signals: as QLineEdit, ``left()``."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class CaseList(Page):
    """Show the cases, and what a search found.

    Signals: ``opened(str)`` with the id of a case; ``created()`` and ``importAsked()`` for the ways to begin.
    """

    opened = Signal(str)
    created = Signal()
    importAsked = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self._rows: tuple[CaseRow, ...] = ()
        self._pens: Mapping[str, Pen] = {}
        self._serial = 0
        self._firsts: frozenset[str] = frozenset()
        self.header.set_title(self.tr("Casussen"))
        self.read_in = SecondaryButton(self.tr("Aanmelding inlezen"), "file-up")
        self.new_button = PrimaryButton(self.tr("Nieuwe casus"), "plus")
        self.read_in.clicked.connect(self.importAsked)
        self.new_button.clicked.connect(self.created)
        self.header.buttons.addWidget(self.read_in)
        self.header.buttons.addWidget(self.new_button)
        role = context.desk.actor.role
        if not may(role, Act.EDIT_CASE):
            self.new_button.set_reason(self.tr("Uw rol mag geen casus bewerken."))
        if not may(role, Act.IMPORT_REFERRAL):
            self.read_in.set_reason(self.tr("Uw rol mag geen aanmelding inlezen."))
        self.words = _SearchLine()
        self.words.setPlaceholderText(self.tr("Zoek in alles wat is geschreven"))
        self.words.setAccessibleName(self.tr("Zoek in casussen"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filters = ChoiceRow(
            self.tr("Laat zien"),
            (
                (Filter.ALL, self.tr("Alle")),
                (Filter.TRIAGE, self.tr("In triage")),
                (Filter.TABLE, self.tr("Aan tafel")),
                (Filter.EXECUTION, self.tr("In uitvoering")),
                (Filter.LATE, self.tr("Te laat")),
            ),
        )
        self.filters.set_value(Filter.ALL)
        self.count = Text("", Style.QUIET)
        self.table = self._case_table()
        self.hits = self._hit_table()
        self.none = EmptyState(
            "search",
            self.tr("Niets gevonden"),
            self.tr("Kijk de spelling na, of zoek op een deel van het woord."),
        )
        self.empty = EmptyState(
            "folder-plus",
            self.tr("Hier komen uw casussen"),
            self.tr(
                "Een casus begint met een aanmelding. Sleep een bestand met een melding hierheen, "
                "of maak zelf een casus. zvdesk geeft hem een neutraal nummer."
            ),
            self.tr("Nieuwe casus"),
        )
        self.empty.begun.connect(self.created)
        self._stack = QStackedWidget()
        for part in (self.table, self.hits, self.none, self.empty):
            self._stack.addWidget(part)
        self._card = Card()
        self._card.add(self._stack)
        self._stack.setMinimumHeight(current_theme().scaled(_TABLE))
        self.body.addWidget(self.words)
        self.body.addWidget(self.filters)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self.count)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._search)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.words.returnPressed.connect(self._enter)
        self.words.left.connect(self._to_results)
        self.filters.chosen.connect(lambda _filter: self._show())
        context.jobs.changed.connect(self._hear)

    def _case_table(self) -> RowsTable[CaseRow]:
        columns: tuple[Column[CaseRow], ...] = (
            Column(self.tr("Nummer"), lambda r: r.number, cell=Cell.STRONG, width=120),
            Column(self.tr("Schuilnaam"), self._name, stretches=True),
            Column(
                self.tr("Stand"),
                lambda r: CASE_STATES[r.state],
                cell=Cell.CHIP,
                tone=lambda r: state_tone(r.state),
                width=150,
            ),
            Column(self.tr("AVE"), lambda r: r.level_code, cell=Cell.LEVEL, width=95),
            Column(self.tr("Vervolg"), lambda r: day(r.follow_up_on), width=150),
            Column(self.tr("Open"), lambda r: str(r.open_actions or ""), align=Align.RIGHT, width=70),
            Column(
                self.tr("Te laat"),
                self._late,
                cell=Cell.CHIP,
                tone=lambda _r: Tone.DANGER,
                width=105,
            ),
        )
        table: RowsTable[CaseRow] = RowsTable(self.tr("Casussen"), columns, key=lambda r: r.id)
        table.opened.connect(lambda found: self.opened.emit(found.id))
        return table

    def _hit_table(self) -> RowsTable[SearchHit]:
        columns: tuple[Column[SearchHit], ...] = (
            Column(self.tr("Casus"), lambda r: self._once(r, r.case_number), cell=Cell.STRONG, width=120),
            Column(self.tr("Schuilnaam"), lambda r: self._once(r, r.alias), width=150),
            Column(
                self.tr("Gevonden in"), lambda r: RECORD_KINDS.get(r.kind, r.kind), cell=Cell.CHIP, width=160
            ),
            Column(self.tr("Tekst"), lambda r: r.snippet, stretches=True),
        )
        table: RowsTable[SearchHit] = RowsTable(self.tr("Gevonden"), columns, key=lambda r: r.item_id)
        table.opened.connect(lambda found: self.opened.emit(found.case_id))
        return table

    def _once(self, hit: SearchHit, words: str) -> str:
        """Return the words at the first hit of a case only, so that hits of one case read as a group."""
        return words if hit.item_id in self._firsts else ""

    def _name(self, found: CaseRow) -> str:
        return marked(found.alias, self._pens.get(found.id))

    def _late(self, found: CaseRow) -> str:
        return self.tr("%1 te laat").replace("%1", str(found.late_actions)) if found.late_actions else ""

    # --- loading ---------------------------------------------------------------------------------

    def activated(self) -> None:
        """Read the list again, and what is searched for."""
        desk = self._context.desk
        self._context.jobs.run(lambda: load(desk), self._take, self._context.failed)
        if self.words.text().strip():
            self._search()

    def focus_search(self) -> None:
        """Put the focus in the search line."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _hear(self, _changes: object) -> None:
        if self.isVisible():
            self.activated()

    def _take(self, found: tuple[tuple[CaseRow, ...], Mapping[str, Pen]]) -> None:
        self._rows, self._pens = found
        self._show()

    def _show(self) -> None:
        chosen = self.filters.value
        shown = [r for r in self._rows if isinstance(chosen, Filter) and _matches(r, chosen)]
        self.table.set_rows(shown)
        if self.words.text().strip():
            return
        self.filters.setVisible(bool(self._rows))
        self.words.setVisible(bool(self._rows))
        self._stack.setCurrentWidget(self.table if self._rows else self.empty)
        number = len(shown)
        words = self.tr("%1 casus") if number == 1 else self.tr("%1 casussen")
        self.count.setText(words.replace("%1", str(number)) if self._rows else "")

    # --- searching -------------------------------------------------------------------------------

    def _search(self) -> None:
        query = self.words.text().strip()
        self._serial += 1
        self.filters.setEnabled(not query)
        if not query:
            self._show()
            return
        serial, desk = self._serial, self._context.desk
        self._context.jobs.run(
            lambda: cases.search_cases(desk, query),
            lambda hits: self._take_hits(serial, hits),
            self._context.failed,
            owner=self,
        )

    def _take_hits(self, serial: int, hits: tuple[SearchHit, ...]) -> None:
        if serial != self._serial:
            return  # an answer to older words
        order = list(dict.fromkeys(hit.case_id for hit in hits))
        grouped = sorted(hits, key=lambda hit: order.index(hit.case_id))
        firsts: dict[str, str] = {}
        for hit in grouped:
            firsts.setdefault(hit.case_id, hit.item_id)
        self._firsts = frozenset(firsts.values())
        self.hits.set_rows(grouped)
        self._stack.setCurrentWidget(self.hits if hits else self.none)
        words = self.tr("%1 keer gevonden, in %2 casussen. Enter opent.")
        self.count.setText(words.replace("%1", str(len(hits))).replace("%2", str(len(order))) if hits else "")

    def _enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        elif self._stack.currentWidget() is self.hits and self.hits.rows_model.rows:
            self.opened.emit(self.hits.rows_model.rows[0].case_id)

    def _to_results(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, RowsTable) and shown.rows_model.rows:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
            if shown.current_row() is None:
                shown.choose(0)
