"""Change the table between two cases: who must leave has left and who comes is in, before the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.domain.meetings import ItemEvent, Phase
from zvdesk.services import meetings, presence
from zvdesk.ui.meeting.big_list import BigList
from zvdesk.ui.meeting.big_rows import BigMark, BigRow
from zvdesk.ui.meeting.changeover_plan import Change, Seat, items_of, key_of, load_change
from zvdesk.ui.meeting.table_pane import TablePane
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class ChangeoverPane(TablePane):
    """Show who must leave, who stays and who comes in; Enter or Space says of one row that it is so.

    Ctrl A, or the button, says it of all rows at once. Only then the case can begin. Of the next case nothing
    but its number is in sight. ``done()`` comes when it has begun; Escape is left to the page around it, and
    nothing begins by it.
    """

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(table, "", "", parent)
        self.setAccessibleName(self.tr("Wie zit er aan tafel"))
        self._view: TableView | None = None
        self._asked: tuple[object, ...] = ()
        self._change: Change | None = None
        self._ticked: set[str] = set()
        self._away: set[str] = set()  # who was expected and does not come
        self._is_confirmed = False
        self.list = BigList(self.tr("Wie gaat, wie blijft, wie komt"))
        self.list.taken.connect(self._tick)
        self.list.erased.connect(self._skip)
        self.list.entered.connect(self._tick)
        self.list.allAsked.connect(self._confirm)
        self.confirm = SecondaryButton(self.tr("De tafel is gewisseld"), "check")
        self.confirm.clicked.connect(self._confirm)
        self.begin = PrimaryButton(self.tr("Begin de casus"), "play")
        self.begin.clicked.connect(self._begin)
        buttons = QWidget()
        flow = FlowLayout(buttons, Space.TWO)
        flow.addWidget(self.confirm)
        flow.addWidget(self.begin)
        for part in (buttons, self.list):
            self.body.addWidget(part)
        self.show_keys(
            (
                (self.tr("Enter"), self.tr("deze klopt")),
                (self.tr("Ctrl A"), self.tr("alles klopt")),
                (self.tr("Delete"), self.tr("komt niet")),
                (self.tr("Esc"), self.tr("terug")),
            )
        )

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the table has changed, so that the next case may begin."""
        return self._is_confirmed

    def show_view(self, view: TableView) -> None:
        """Ask who must leave and come; the same change of the table keeps its ticks."""
        if view.step is not None:
            return  # a case is under way: nothing changes at the table
        self._view = view
        before, after = items_of(view)
        here = before.presences if before is not None else ()
        asked = (after.id, after.invited_ids, here) if after is not None else ()
        if asked == self._asked:
            return
        self._asked = asked
        self._change, self._is_confirmed = None, False
        self._ticked, self._away = set(), set()
        self._draw()
        if after is not None:
            self._load(before.id if before is not None else "", after.id)

    def take_focus(self) -> None:
        """Put the focus on the first row, or on what begins the case."""
        for part in (self.begin, self.list, self.confirm):
            if part.isEnabled() and (part is not self.list or self.list.rows):
                self.focus(part)
                return

    # --- what is asked -----------------------------------------------------------------------------------

    def _load(self, before_id: str, after_id: str) -> None:
        loaded: list[Change] = []

        def load(desk: Desk, view: TableView) -> Meeting:
            loaded.append(load_change(desk, view, before_id, after_id))
            return view.meeting

        def done() -> None:
            self._change = loaded[0]
            self._draw()
            self.take_focus()

        self.table.act(load, done, self.complain)

    def _draw(self) -> None:
        change, view = self._change, self._view
        if change is None or view is None:
            self.list.show_rows(())
            nothing, coming = self.tr("Er is geen volgende casus."), self.tr("De lijst komt eraan.")
            self.confirm.set_reason(nothing if self._asked == () else coming)
            self.begin.set_reason(self._not_yet())
            return
        rows = [
            *self._group(self.tr("Moet weg"), Tone.DANGER, change.leave, "leave"),
            *self._group(self.tr("Blijft"), Tone.NEUTRAL, change.stay, "stay"),
            *self._group(self.tr("Komt binnen"), Tone.ACCENT, change.come, "come"),
            *self._group(self.tr("Mag er nog niet bij"), Tone.DANGER, change.barred, "barred"),
        ]
        self.list.show_rows(tuple(rows))
        show_when(self.list, bool(rows))
        self.begin.set_label(self.tr("Begin casus {number}").format(number=change.number))
        self._is_confirmed = self._is_confirmed or (bool(self._asking()) and not self._open())
        self.begin.set_reason("" if self._is_confirmed else self._not_yet())
        self.confirm.set_reason(self.tr("Dit is al gezegd.") if self._is_confirmed else "")
        is_first = not change.of[0]
        title = self.tr("Wie komt er aan tafel?") if is_first else self.tr("Eerst de tafel wisselen")
        self.say(title, self._sentence(change))

    def _not_yet(self) -> str:
        return self.tr("Zeg eerst van iedere regel of het klopt.")

    def _sentence(self, change: Change) -> str:
        if self._is_confirmed and not change.of[0]:
            return self.tr("De tafel is compleet. Casus {number} kan beginnen.").format(number=change.number)
        if self._is_confirmed:
            return self.tr("De tafel is gewisseld. Casus {number} kan beginnen.").format(number=change.number)
        gone = [seat for seat in change.leave if key_of("leave", seat) not in self._ticked]
        if gone:
            return self.tr("Wie niet bij casus {number} hoort, verlaat nu de kamer.").format(
                number=change.number
            )
        if change.come or change.leave:
            return self.tr("Zit iedereen voor casus {number} aan tafel?").format(number=change.number)
        return self.tr("Niemand hoeft te wisselen voor casus {number}. Klopt dat?").format(
            number=change.number
        )

    def _group(self, title: str, tone: Tone, seats: tuple[Seat, ...], group: str) -> list[BigRow]:
        if not seats:
            return []
        return [
            BigRow(group, title, tone=tone, is_heading=True),
            *(self._row(title, group, seat) for seat in seats),
        ]

    def _row(self, title: str, group: str, seat: Seat) -> BigRow:
        key, name = key_of(group, seat), self._view.organisation(seat[0]) if self._view is not None else ""
        is_done = key in self._ticked
        state, mark, tone = {
            "leave": (self.tr("moet de kamer uit"), BigMark.BARRED, Tone.DANGER),
            "stay": (self.tr("blijft zitten"), BigMark.DONE, Tone.NEUTRAL),
            "come": (self.tr("moet nog komen"), BigMark.OPEN, Tone.NEUTRAL),
            "barred": (self.tr("verklaring mist"), BigMark.BARRED, Tone.DANGER),
        }[group]
        if is_done and group == "leave":
            state, mark, tone = self.tr("is weg"), BigMark.DONE, Tone.OK
        elif is_done:
            state, mark, tone = self.tr("zit aan tafel"), BigMark.DONE, Tone.OK
        elif key in self._away:
            state, mark, tone = self.tr("komt niet"), BigMark.GONE, Tone.NEUTRAL
        who = ", ".join(part for part in (name, seat[1]) if part)
        spoken = self.tr("{group}. {who}: {state}.").format(group=title, who=who, state=state)
        return BigRow(key, name, seat[1], state, mark, tone, spoken)

    def _asking(self) -> list[str]:
        """Return the rows that ask something: who stays only when nobody leaves or comes."""
        change = self._change
        if change is None:
            return []
        leave = [key_of("leave", seat) for seat in change.leave]
        come = [key_of("come", seat) for seat in change.come]
        return [*leave, *come] or [key_of("stay", seat) for seat in change.stay]

    def _open(self) -> list[str]:
        return [key for key in self._asking() if key not in self._ticked and key not in self._away]

    # --- acts --------------------------------------------------------------------------------------------

    def _tick(self, key: str) -> None:
        if key.startswith("barred"):
            self.complain(
                self.tr(
                    "Deze derde heeft nog geen geheimhouding getekend. Laat eerst de verklaring tekenen "
                    "en vul de datum in bij de deelnemers van de casus."
                )
            )
        if key not in self._asking():
            return
        self.complain("")
        self._ticked ^= {key}
        self._away.discard(key)
        self._is_confirmed = False
        self._go_on(key)

    def _skip(self, key: str) -> None:
        if key in self._asking() and key.startswith("come"):
            self._away ^= {key}
            self._ticked.discard(key)
            self._is_confirmed = False
            self._go_on(key)

    def _go_on(self, key: str) -> None:
        """Show what was ticked and go to the next row that asks something."""
        self._draw()
        row = next((row for row in self.list.rows if row.key == key), None)
        if row is not None:
            announce(self.list, row.spoken)
        if self._is_confirmed:
            self.focus(self.begin)
            return
        left = self._open()
        if left and key not in left:
            keys = self._asking()
            after = [k for k in left if keys.index(k) > keys.index(key)]
            self.list.choose((after or left)[0])

    def _confirm(self) -> None:
        if self._change is not None:
            self._ticked |= set(self._open())
            self._is_confirmed = True
            self._draw()
            self.focus(self.begin)
            announce(self, self.words.text())

    def _begin(self) -> None:
        change = self._change
        if change is None or not self._is_confirmed:
            return
        came = [seat for seat in change.come if key_of("come", seat) in self._ticked]
        seats = (*change.stay, *came)

        def begin(desk: Desk, view: TableView) -> Meeting:
            meeting, item_id = view.meeting, change.of[1]
            if meeting.item(item_id).phase is Phase.WAITING:
                meeting = meetings.advance_item(desk, meeting.id, item_id, ItemEvent.START)
            for organisation_id, person in seats:
                meeting = presence.set_here(desk, meeting.id, item_id, organisation_id, person, is_here=True)
            return meeting

        if self._view is not None and self._view.item.id != change.of[1]:
            self.table.show_case(change.of[1])
        self.table.act(begin, self.done.emit, self.complain)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page: Escape must not begin a case."""
        event.ignore()
