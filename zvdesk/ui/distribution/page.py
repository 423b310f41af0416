"""Be the room of what goes out: per meeting who gets what, the next step on Enter, and a way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from zvdesk.domain.disclosure import ACCESS
from zvdesk.domain.distribution import LIST, NO_MEETING, Stage, giving_act
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.roles import Act, may
from zvdesk.services import distribution, meetings
from zvdesk.texts.days import day
from zvdesk.texts.labels import STAGES
from zvdesk.ui.case_parts import CasePart, at_part
from zvdesk.ui.distribution.details import DocumentCard, waits_for_ground
from zvdesk.ui.distribution.making import CalendarsDialog, MailDialog, SetDialog, TablesDialog, Wanted
from zvdesk.ui.jobs import ReportsChanges
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Card, EmptyState, Page
from zvdesk.ui.widgets.choices import ChoiceField, ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.menu_button import MenuButton
from zvdesk.ui.widgets.table import RowsTable
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.distribution import Board, BoardRow
    from zvdesk.domain.overviews import MeetingRow
    from zvdesk.services.changes import Changes
    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext

_BESIDE = 860  # from this width at 100 % the pane stands beside the list
_SHARES = (7, 4)
_TABLE = 380  # least height of the list, in pixels at 100 %
_KINDS = frozenset({"disclosures", "meetings", "agenda_items", "third_party_grounds", "subject_grounds"})
_TONES = {Stage.TO_MAKE: Tone.WARN, Stage.MADE: Tone.ACCENT, Stage.CHECKED: Tone.ACCENT}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold the closed meetings, whether papers of cases were made, and the board that is shown."""

    meetings: tuple[MeetingRow, ...]
    has_papers: bool
    board: Board | None


def load(desk: Desk, meeting_id: str) -> Loaded:
    """Read what there is to choose, and the board of the choice or of the latest; runs in the worker."""
    rows = tuple(row for row in meetings.meeting_rows(desk) if row.state is MeetingState.CLOSED)
    has_papers = distribution.has_papers(desk)
    known = [*(row.id for row in rows), *([NO_MEETING] if has_papers else [])]
    wanted = meeting_id if meeting_id in known else next(iter(known), "")
    return Loaded(rows, has_papers, distribution.board(desk, wanted) if wanted else None)


class DistributionPage(Page):
    """Show the board of one meeting at a time, what must still be done first.

    Signal: ``listsRequested(str, tuple)`` with the meeting and the cases whose lists are to be signed.
    """

    listsRequested = Signal(str, object)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context, self._meeting_id = context, ""
        self._board: Board | None = None
        self.dialog: SetDialog | None = None
        self.header.set_title(self.tr("Verstrekken"), self.tr("Wie krijgt wat, en hoe ver is dat?"))
        may_hand_out = may(context.desk.actor.role, Act.HAND_OUT)
        reason = "" if may_hand_out else self.tr("Uw rol kijkt hier, en legt niets vast.")
        self.meeting = ChoiceField((), name=self.tr("Overleg"))
        self.meeting.chosen.connect(self._turn_to)
        self.which = ChoiceRow(
            self.tr("Laat zien"), ((True, self.tr("Nog te doen")), (False, self.tr("Alles")))
        )
        self.which.set_value(True)
        self.which.chosen.connect(lambda _which: self._arrange())
        self.check_all = SecondaryButton(self.tr("Alles is nagelezen"), "check")
        self.check_all.clicked.connect(self._check_all)
        self.check_all.set_reason(reason)
        self.table = self._make_table()
        self.empty = EmptyState(
            "send",
            self.tr("Nog niets te verstrekken"),
            self.tr(
                "Sluit u een overleg, dan staat hier per organisatie welk document zij krijgt. U legt vast "
                "dat het is nagelezen, verstrekt en ontvangen. Bij een derde ziet u grondslag en toets. Ook "
                "een casusoverzicht of inzage-pakket komt hier."
            ),
        )
        self.all_done = EmptyState(
            "circle-check",
            self.tr("Alles is verstrekt"),
            self.tr("Hier ligt niets meer klaar. Kies 'Alles' om te zien wie wat kreeg."),
        )
        self.pane = DocumentCard(context)
        self.pane.stepped.connect(self._step)
        self.pane.takenBack.connect(self._take_back)
        self.count = Text("", Style.QUIET)
        self.make = self._make_menu(reason)
        self._lay_out()
        context.jobs.changed.connect(self._hear)

    def activated(self) -> None:
        """Read the board again."""
        desk, meeting_id = self._context.desk, self._meeting_id
        self._context.jobs.run(lambda: load(desk, meeting_id), self._take, self._context.failed, owner=self)

    def open_board(self, meeting_id: str) -> None:
        """Show the board of a meeting."""
        self._meeting_id = meeting_id
        self.activated()

    def place(self) -> tuple[str, str]:
        """Return what shows the same again after a lock."""
        return ("board", self._meeting_id) if self._meeting_id else ("distribution", "")

    # --- inside ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        for part in (self.table, self.empty, self.all_done):
            self._pages.addWidget(part)
        self._pages.setMinimumHeight(current_theme().scaled(_TABLE))
        listed = Card()
        listed.add(self.which)
        listed.body.addWidget(self._pages, 1)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.check_all)
        listed.add(below)
        self.header.buttons.addWidget(self.make)
        self.body.addWidget(self.meeting)
        self.body.addWidget(TwoColumns(listed, stacked(self.pane), _BESIDE, _SHARES), 1)
        self.pane.hide()
        self.check_all.hide()
        self.make.hide()

    def _make_menu(self, reason: str) -> MenuButton:
        button = MenuButton(self.tr("Maken"))
        may_sign = may(self._context.desk.actor.role, Act.SIGN_LIST)
        no_sign = "" if may_sign else self.tr("Alleen de voorzitter ondertekent lijsten en kaarten.")
        button.offer(self.tr("Ondertekende lijsten en kaarten"), self._ask_lists, no_sign)
        button.offer(self.tr("Tabellen voor een rekenblad"), partial(self._open, TablesDialog), reason)
        button.offer(self.tr("Conceptmails met de lijst erbij"), partial(self._open, MailDialog), reason)
        button.offer(self.tr("Agendabestanden"), partial(self._open, CalendarsDialog), reason)
        button.menu_below.addSeparator()
        button.offer(self.tr("Mede ondertekenen of verzegelen"), lambda: self._context.go("verify", ""))
        return button

    @property
    def wanted(self) -> Wanted:
        """Return for whom something can be made: everybody who gets a list of this meeting."""
        rows = self._board.rows if self._board is not None else ()
        lists = tuple(row for row in rows if row.kind == LIST)
        chosen = self.table.current_row()
        same = (
            r
            for r in lists
            if chosen and (r.case_id, r.recipient_id) == (chosen.case_id, chosen.recipient_id)
        )
        return Wanted(self._meeting_id, lists, next(same, None))

    def _open(self, kind: type[SetDialog]) -> None:
        self.dialog = kind(self._context, self.wanted, self)
        self.dialog.open()

    def _ask_lists(self) -> None:
        case_ids = tuple(dict.fromkeys(row.case_id for row in self.wanted.rows))
        self.listsRequested.emit(self._meeting_id, case_ids)

    def _make_table(self) -> RowsTable[BoardRow]:
        columns: tuple[Column[BoardRow], ...] = (
            Column(self.tr("Voor wie"), self._who, cell=Cell.STRONG, stretches=True),
            Column(self.tr("Casus"), lambda r: r.case_number, width=106),
            Column(self.tr("Document"), lambda r: r.kind, width=122),
            Column(self.tr("Stand"), self._state, cell=Cell.CHIP, tone=self._tone, width=158),
        )
        table: RowsTable[BoardRow] = RowsTable(
            self.tr("Documenten"), columns, key=lambda r: (r.case_id, r.recipient_id, r.kind)
        )
        table.selected.connect(self._choose)
        table.opened.connect(lambda _row: self._step())
        return table

    def _who(self, row: BoardRow) -> str:
        return row.recipient or self.tr("eigen huis")

    def _state(self, row: BoardRow) -> str:
        return self.tr("wacht op grondslag") if waits_for_ground(row) else STAGES[row.stage]

    def _tone(self, row: BoardRow) -> Tone:
        if row.blockers:
            return Tone.DANGER
        return _TONES.get(row.stage, Tone.OK) if row.is_open else Tone.OK

    def _take(self, found: Loaded) -> None:
        rows, self._board = found.meetings, found.board
        local = self._context.desk.clock.local
        days = {row.id: day(local(row.starts_at).date()) if row.starts_at else "" for row in rows}
        options = [(row.id, ", ".join(part for part in (row.title, days[row.id]) if part)) for row in rows]
        if found.has_papers:
            options.append((NO_MEETING, distribution.PAPERS_TITLE))
        self.meeting.set_options(options)
        show_when(self.meeting, bool(options))
        show_when(self.which, bool(options))
        show_when(self.make, bool(self.wanted.rows))
        if self._board is not None:
            self._meeting_id = self._board.meeting_id
            self.meeting.set_value(self._meeting_id)
        self._arrange()

    def _arrange(self) -> None:
        board = self._board
        every = board.rows if board is not None else ()
        rows = [row for row in every if row.is_open or self.which.value is False]
        self.table.set_rows(rows)
        self._pages.setCurrentWidget(self.table if rows else self.all_done if every else self.empty)
        left = len(board.open_rows) if board is not None else 0
        words = self.tr("Nog {left} te doen. Enter doet de volgende stap.")
        self.count.setText(words.format(left=left) if left else "")
        show_when(self.check_all, len(self._made()) > 1)
        if rows and self.table.current_row() is None:
            self.table.choose(0)
        self._choose(self.table.current_row())

    def _made(self) -> list[str]:
        rows = self._board.rows if self._board is not None else ()
        role = self._context.desk.actor.role
        mine = (row for row in rows if row.kind != ACCESS or may(role, giving_act(row.kind)))
        return [document.id for row in mine if row.stage is Stage.MADE for document in row.documents]

    def _choose(self, row: BoardRow | None) -> None:
        if row is not None:
            self.pane.show_row(row)
        show_when(self.pane, row is not None)

    def _turn_to(self, meeting_id: object) -> None:
        if isinstance(meeting_id, str) and meeting_id != self._meeting_id:
            self.open_board(meeting_id)

    def _step(self) -> None:
        """Do the next step of the chosen document, or go where it is made."""
        row, desk, way = self.table.current_row(), self._context.desk, self.pane.way
        if row is None or not self.pane.step.isVisibleTo(self.pane):
            return
        if row.document is None:
            self._prepare(row)
            return
        if not self.pane.step.isEnabled():
            return
        ids, who = [document.id for document in row.documents], self._who(row)
        if row.stage is Stage.MADE:
            self._check(ids, self.tr("Nagelezen: {who}.").format(who=who))
        elif row.stage is Stage.CHECKED:
            words = self.tr("Verstrekt: {who}.").format(who=who)
            self._do(lambda: distribution.mark_handed_over(desk, ids, way), words, ids, Stage.HANDED_OVER)
        else:
            words = self.tr("Ontvangen: {who}.").format(who=who)
            self._do(lambda: distribution.mark_received(desk, ids), words, ids, Stage.RECEIVED)

    def _prepare(self, row: BoardRow) -> None:
        """Go where it is seen to that the document can be made."""
        if waits_for_ground(row):
            self._context.go("case", at_part(row.case_id, CasePart.THIRDS))
        elif may(self._context.desk.actor.role, Act.SIGN_LIST):
            self.listsRequested.emit(self._meeting_id, (row.case_id,))
        else:
            self._context.go("meeting", self._meeting_id)

    def _check_all(self) -> None:
        ids = self._made()
        self._check(ids, self.tr("{count} documenten zijn nagelezen.").format(count=len(ids)))

    def _check(self, ids: list[str], words: str) -> None:
        desk = self._context.desk
        self._do(lambda: distribution.mark_checked(desk, ids), words, ids, Stage.CHECKED)

    def _do(self, op: Callable[[], Changes], words: str, ids: list[str], stage: Stage) -> None:
        desk = self._context.desk

        def undo() -> None:
            self._run(lambda: distribution.take_back(desk, ids, stage))

        self._run(op, lambda: self._context.notices.undo(words, undo))

    def _take_back(self) -> None:
        row, desk = self.table.current_row(), self._context.desk
        if row is not None and row.document is not None:
            ids, stage = [document.id for document in row.documents], row.stage
            self._run(lambda: distribution.take_back(desk, ids, stage))

    def _run(self, op: Callable[[], Changes], then: Callable[[], object] = lambda: None) -> None:
        def done(_changes: Changes) -> None:
            then()
            self.activated()

        self._context.jobs.run(op, done, self._context.failed, owner=self)

    def _hear(self, changes: object) -> None:
        if isinstance(changes, ReportsChanges) and changes.kinds & _KINDS and self.isVisible():
            self.activated()
