"""Keep who is at the table for this case, from when until when: it is the record of who heard what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from zvdesk.domain.presence import is_open
from zvdesk.services import presence
from zvdesk.services.capture import capture_table
from zvdesk.ui.meeting.attendance_rows import AtTable, at_table, is_barred, row_of
from zvdesk.ui.meeting.big_list import BigList
from zvdesk.ui.meeting.newcomer import Newcomer, Unclear, offered_names, read_newcomer
from zvdesk.ui.meeting.parts import listed
from zvdesk.ui.meeting.table_pane import BigLine, TablePane
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from zvdesk.domain.capture import Seat
    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class AttendancePane(TablePane):
    """Show a row per invited organisation and person; Space or Enter turns here into away.

    A slip is taken back with Ctrl Z: who was set here by mistake was never here.
    """

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, "", "", parent)
        self.setAccessibleName(self.tr("Wie is er aan tafel"))
        self._view: TableView | None = None
        self._seats: tuple[Seat, ...] = ()
        self._undo: Callable[[Desk, TableView], Meeting] | None = None
        self.list = BigList(self.tr("Wie is er aan tafel"))
        self.list.taken.connect(self._turn)
        self.list.entered.connect(self._turn)
        self.list.allAsked.connect(self._all)
        self.list.undoAsked.connect(self._take_back)
        self.all = SecondaryButton(self.tr("Iedereen die is uitgenodigd, is er"), "users")
        self.all.clicked.connect(self._all)
        self.line = BigLine(
            self.tr("Iemand anders aan tafel: organisatie, of organisatie en naam"),
            self.tr("iemand anders: organisatie, naam"),
        )
        self.line.textChanged.connect(lambda _text: self._understand())
        self.line.returnPressed.connect(self._seat)
        self.understood = Text("", Style.BODY)
        show_when(self.understood, False)
        self._last = QWidget()
        last = FlowLayout(self._last, Space.ONE)
        self.happened = Text("", Style.STRONG, wraps=False)
        self.back = LinkButton(self.tr("Dat was een vergissing"), "undo-2")
        self.back.clicked.connect(self._take_back)
        last.addWidget(self.happened)
        last.addWidget(self.back)
        self._last.hide()
        self.case = LinkButton(self.tr("Open de casus om de verklaring in te vullen"), "external-link")
        self.case.clicked.connect(table.open_case_room)
        self.case.hide()
        buttons = QWidget()
        FlowLayout(buttons, Space.TWO).addWidget(self.all)
        for part in (self.case, self.list, self._last, buttons, self.line, self.understood):
            self.body.addWidget(part)
        self.show_keys(
            (
                (self.tr("Spatie"), self.tr("er of weg")),
                (self.tr("Ctrl A"), self.tr("iedereen is er")),
                (self.tr("Ctrl Z"), self.tr("vergissing")),
                (self.tr("Esc"), self.tr("klaar")),
            )
        )

    def show_view(self, view: TableView) -> None:
        """Show who is here now."""
        if self._view is None or self._view.item.id != view.item.id:
            self._forget()
        self._view = view
        found = at_table(view)
        here = len({one.organisation_id for one in found if one.is_here})
        if not is_open(view.item):
            self.say(
                self.tr("Wie was er aan tafel?"), self.tr("Deze casus is klaar; er verandert niets meer.")
            )
        elif here:
            words = self.tr("{count} organisaties zijn hier voor deze casus.").format(count=here)
            self.say(
                self.tr("Wie is er aan tafel?"),
                words if here > 1 else self.tr("1 organisatie is hier voor deze casus."),
            )
        else:
            self.say(
                self.tr("Wie is er aan tafel?"), self.tr("Nog niemand. Wie hier is, hoort wat u bespreekt.")
            )
        self.list.show_rows(tuple(row_of(view, one) for one in found))
        known = view.context.organisations
        seats = capture_table(view.file, view.item, known, view.today).seats
        if seats != self._seats:
            self._seats = seats
            completer = QCompleter(offered_names(seats), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            self.line.setCompleter(completer)
        for part in (self.all, self.line):
            part.setEnabled(is_open(view.item))

    def take_focus(self) -> None:
        """Put the focus on the rows."""
        (self.list if self.list.rows else self.line).setFocus()

    # --- acts --------------------------------------------------------------------------------------------

    def _one(self, key: str) -> AtTable | None:
        view = self._view
        return next((one for one in at_table(view) if one.key == key), None) if view is not None else None

    def _turn(self, key: str) -> None:
        one = self._one(key)
        if one is not None:
            self._set(one.organisation_id, one.person, is_here=not one.is_here)

    def _set(self, organisation_id: str, person: str, *, is_here: bool) -> None:
        view = self._view
        if view is None:
            return
        if is_here and is_barred(view, organisation_id):
            self._refuse_third(view.organisation(organisation_id))
            return
        part = view.file.participation(organisation_id)
        who = person or (part.person if part and is_here else "")
        name = ", ".join(p for p in (view.organisation(organisation_id), who) if p)
        words = self.tr("{name} is er.") if is_here else self.tr("{name} is weg.")

        def seat(desk: Desk, now: TableView) -> Meeting:
            return presence.set_here(
                desk, now.meeting.id, now.item.id, organisation_id, person, is_here=is_here
            )

        def unseat(desk: Desk, now: TableView) -> Meeting:
            if is_here:
                return presence.take_back(desk, now.meeting.id, now.item.id, organisation_id, who)
            return presence.take_departure_back(desk, now.meeting.id, now.item.id, organisation_id, person)

        self._act(seat, unseat, words.format(name=name))

    def _all(self) -> None:
        view = self._view
        if view is None or not is_open(view.item):
            return
        allowed = [i for i in view.item.invited_ids if not is_barred(view, i)]
        barred = [view.organisation(i) for i in view.item.invited_ids if is_barred(view, i)]
        ids = tuple(dict.fromkeys((*view.item.present_ids, *allowed)))
        before = frozenset((p.organisation_id, p.person, p.arrived_at) for p in view.item.presences)

        def seat(desk: Desk, now: TableView) -> Meeting:
            return presence.set_all_here(desk, now.meeting.id, now.item.id, ids)

        def unseat(desk: Desk, now: TableView) -> Meeting:
            meeting = now.meeting
            for p in now.item.presences:
                if (p.organisation_id, p.person, p.arrived_at) not in before:
                    meeting = presence.take_back(desk, meeting.id, now.item.id, p.organisation_id, p.person)
            return meeting

        words = self.tr("Iedereen die is uitgenodigd, is er.")
        if barred:
            words = self.tr("Iedereen is er, behalve {names}: de verklaring mist.").format(
                names=listed(tuple(barred))
            )
        self._act(seat, unseat, words)

    def _act(
        self,
        act: Callable[[Desk, TableView], Meeting],
        undo: Callable[[Desk, TableView], Meeting],
        words: str,
    ) -> None:
        self._complain("")

        def done() -> None:
            self._undo = undo
            self.happened.setText(words)
            self._last.show()
            announce(self.list, words)

        self.table.act(act, done, self._complain)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is None:
            return
        self.list.setFocus()
        self._forget()
        words = self.tr("Dat is teruggenomen.")
        self.table.act(undo, lambda: announce(self.list, words), self._complain)

    def _forget(self) -> None:
        self._undo = None
        self._last.hide()
        self._complain("")

    def _complain(self, trouble: Exception | str) -> None:
        self.case.hide()
        self.complain(trouble)

    def _refuse_third(self, name: str) -> None:
        self._complain(
            self.tr(
                "{name} is een derde en heeft nog geen geheimhouding getekend. Daarom mag {name} niet mee "
                "aan tafel. Laat eerst de verklaring tekenen en vul de datum in bij de deelnemers van de "
                "casus."
            ).format(name=name)
        )
        show_when(self.case, True)

    # --- someone else ------------------------------------------------------------------------------------

    def _understand(self) -> None:
        text = self.line.text()
        found = read_newcomer(text, self._seats)
        words = ""
        if isinstance(found, Newcomer) and self._view is not None:
            name = self._view.organisation(found.organisation_id)
            who = ", ".join(part for part in (name, found.person) if part)
            words = self.tr("Enter: {who} komt aan tafel.").format(who=who)
        elif found is Unclear.AMBIGUOUS:
            words = self.tr("Dit past op meer namen. Typ iets meer.")
        elif found is Unclear.UNKNOWN:
            words = self.tr("Deze naam is niet bekend. Typ de organisatie, een komma en de naam.")
        self.understood.setText(words)
        self.line.setAccessibleDescription(words)
        show_when(self.understood, bool(words))

    def _seat(self) -> None:
        found = read_newcomer(self.line.text(), self._seats)
        if isinstance(found, Newcomer):
            self._set(found.organisation_id, found.person, is_here=True)
            self.line.clear()
        elif found is not Unclear.NOTHING:
            announce(self.line, self.understood.text(), urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the line first with Escape, and then the pane."""
        if event.key() == Qt.Key.Key_Escape and self.line.hasFocus() and self.list.rows:
            self.line.clear()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
