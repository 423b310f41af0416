"""Show one case on an agenda: its place, its minutes and who is needed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from zvdesk.domain.organisations import WgsPosition
from zvdesk.texts.labels import CASE_STATES, POSITIONS
from zvdesk.ui.meeting.parts import narrow_choice
from zvdesk.ui.meeting.views import short_name
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import IconButton, LinkButton
from zvdesk.ui.widgets.chips import Chip, LevelTag
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.domain.organisations import Organisation
    from zvdesk.ui.meeting.views import AgendaLine, PrepareView

MIME = "application/x-zvdesk-agendapunt"


class AgendaRow(QFrame):
    """Show one case of the agenda.

    Signals: ``moved(str, int)`` with -1 or +1; ``removed(str)``; ``invited(str, tuple)`` with the ids of the
    organisations that are needed; ``opened(str)`` with the id of the case.
    """

    moved = Signal(str, int)
    removed = Signal(str)
    invited = Signal(str, object)
    opened = Signal(str)

    def __init__(self, item_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id, self._case_id = item_id, ""
        self._shown: tuple[object, ...] = ()
        self.boxes: dict[str, CheckBox] = {}
        self._number = Text("", Style.QUIET, wraps=False)
        self.name = LinkButton("")
        self.name.clicked.connect(lambda: self.opened.emit(self._case_id))
        self._state = Chip("")
        self._level = LevelTag()
        self._minutes = Text("", Style.QUIET, wraps=False)
        self.up, self.down = IconButton("arrow-up", ""), IconButton("arrow-down", "")
        self.remove = IconButton("x", "")
        self.up.clicked.connect(lambda: self.moved.emit(self._item_id, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self._item_id, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(self._item_id))
        head = QHBoxLayout()
        head.setSpacing(Space.ONE)
        head.addWidget(self._number)
        head.addWidget(self.name)
        head.addWidget(self._level)
        head.addWidget(self._state)
        head.addStretch(1)
        for part in (self._minutes, self.up, self.down, self.remove):
            head.addWidget(part)
        outer = column(Space.HALF)
        outer.setContentsMargins(0, Space.ONE, 0, 0)
        self.setLayout(outer)
        outer.addLayout(head)
        self._caption = Text(self.tr("Wie is hiervoor nodig?"), Style.CAPTION)
        outer.addWidget(self._caption)
        inner = QWidget()
        self._flow = WrapLayout(inner, Space.TWO)
        outer.addWidget(inner)
        self._third = Text("", Style.SMALL, tone=Tone.WARN)
        outer.addWidget(self._third)
        self.other = narrow_choice(self.tr("Nodig nog een organisatie uit"))
        self.other.chosen.connect(self._add)
        self.other.setMaximumWidth(420)
        outer.addWidget(self.other)
        outer.addWidget(hairline())

    def show_line(self, line: AgendaLine, view: PrepareView, *, may_change: bool) -> None:
        """Show the case as it stands on the agenda."""
        case, position = line.file.case, line.item.position
        self._case_id = case.id
        self._number.setText(f"{position}.")
        self.name.set_label(line.name)
        self._state.set_state(CASE_STATES[case.state], Tone.NEUTRAL)
        self._level.set_level(case.level_code)
        self._minutes.setText(self.tr("{minutes} min").format(minutes=line.minutes))
        for button, words in (
            (self.up, self.tr("Zet {name} eerder")),
            (self.down, self.tr("Zet {name} later")),
            (self.remove, self.tr("Haal {name} van de agenda")),
        ):
            button.setAccessibleName(words.format(name=line.name))
            button.setToolTip(words.format(name=line.name))
            button.setEnabled(may_change)
        self.up.setEnabled(may_change and position > 1)
        self.down.setEnabled(may_change and position < len(view.lines))
        self._show_organisations(line, view, may_change=may_change)

    def _show_organisations(self, line: AgendaLine, view: PrepareView, *, may_change: bool) -> None:
        known = view.organisations
        taking_part = [p.organisation_id for p in line.file.participations]
        ids = [i for i in dict.fromkeys((*taking_part, *line.item.invited_ids)) if i in known]
        shown = tuple((i, self._words(known[i])) for i in ids)
        if shown != self._shown:
            self._shown = shown
            clear(self._flow)
            self.boxes = {}
            for organisation_id, words in shown:
                box = CheckBox(words)
                box.clicked.connect(self._keep)
                wish(box, 240)
                self._flow.addWidget(box)
                self.boxes[organisation_id] = box
            self.other.set_options(
                [(o.id, o.name) for o in known.values() if o.id not in ids and not o.is_archived]
            )
        for organisation_id, box in self.boxes.items():
            box.setChecked(organisation_id in line.item.invited_ids)
            box.setEnabled(may_change)
            box.setAccessibleName(self.tr("{case}: {name}").format(case=line.name, name=box.text()))
        self.other.setAccessibleName(self.tr("Nog een organisatie bij {name}").format(name=line.name))
        self.other.setEnabled(may_change)
        self.other.set_value(None)
        undeclared = [
            known[i].name
            for i in line.item.invited_ids
            if i in known and self._lacks_declaration(line, known[i])
        ]
        self._third.setText(
            self.tr(
                "Derde zonder geheimhoudingsverklaring: {names}. Zonder getekende verklaring niet aan tafel."
            ).format(names=", ".join(undeclared))
        )
        show_when(self._third, bool(undeclared))

    def _words(self, organisation: Organisation) -> str:
        return self.tr("{name} ({position})").format(
            name=short_name(organisation), position=POSITIONS[organisation.position]
        )

    def _lacks_declaration(self, line: AgendaLine, organisation: Organisation) -> bool:
        if organisation.position is not WgsPosition.THIRD:
            return False
        part = line.file.participation(organisation.id)
        return part is None or part.secrecy_declared_on is None

    def _keep(self) -> None:
        self.invited.emit(self._item_id, tuple(i for i, box in self.boxes.items() if box.isChecked()))

    def _add(self, organisation_id: object) -> None:
        if isinstance(organisation_id, str):
            ticked = tuple(i for i, box in self.boxes.items() if box.isChecked())
            self.invited.emit(self._item_id, (*ticked, organisation_id))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the row be dragged to another place."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.remove.isEnabled():
            data = QMimeData()
            data.setData(MIME, self._item_id.encode())
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)
