"""Say who is at the table for this case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.blockers import Blocked
from zvdesk.domain.organisations import WgsPosition
from zvdesk.ui.meeting.parts import narrow_choice, said
from zvdesk.ui.meeting.views import short_name
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.domain.organisations import Organisation
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class Attendance(QWidget):
    """Tick each organisation that is in the room; a derde needs a signed declaration first.

    Signal: ``rowsChanged()`` when there are other organisations.
    """

    rowsChanged = Signal()  # noqa: N815

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.boxes: dict[str, CheckBox] = {}
        self._shown: tuple[tuple[str, str], ...] = ()
        outer = column(Space.HALF)
        self.setLayout(outer)
        outer.addWidget(Text(self.tr("Aan tafel voor deze casus"), Style.CAPTION))
        self._column = column(0)
        outer.addLayout(self._column)
        self.refusal = Callout("", Tone.DANGER)
        self.refusal.hide()
        outer.addWidget(self.refusal)
        self.other = narrow_choice(self.tr("Nog iemand anders"))
        self.other.setAccessibleName(self.tr("Nog een organisatie aan tafel"))
        self.other.chosen.connect(self._seat)
        outer.addWidget(self.other)
        self._offered: list[tuple[object, str]] = []

    def show_view(self, view: TableView) -> None:
        """Show who is invited and who is here."""
        known = view.context.organisations
        ids = dict.fromkeys((*view.item.invited_ids, *view.item.present_ids))
        rows = tuple((i, self._words(view, known[i])) for i in ids if i in known)
        if rows != self._shown:
            self._shown = rows
            self._build()
        for organisation_id, box in self.boxes.items():
            box.setChecked(organisation_id in view.item.present_ids)
        offered: list[tuple[object, str]] = [
            (o.id, short_name(o)) for o in known.values() if o.id not in ids and not o.is_archived
        ]
        if offered != self._offered:
            self._offered = offered
            self.other.set_options(offered)
        self.other.set_value(None)

    def take_focus(self) -> None:
        """Put the focus on the first organisation."""
        first = next(iter(self.boxes.values()), None)
        (first or self.other).setFocus()

    def _words(self, view: TableView, organisation: Organisation) -> str:
        name = short_name(organisation)
        if organisation.position is not WgsPosition.THIRD:
            return name
        part = view.file.participation(organisation.id)
        if part is None or part.secrecy_declared_on is None:
            return self.tr("{name}: verklaring mist").format(name=name)
        return self.tr("{name} (derde)").format(name=name)

    def _build(self) -> None:
        clear(self._column)
        self.boxes = {}
        for organisation_id, words in self._shown:
            box = CheckBox(words)
            box.setToolTip(words)
            box.setAccessibleName(self.tr("Aan tafel: {name}").format(name=words))
            box.clicked.connect(self._keep)
            self._column.addWidget(box)
            self.boxes[organisation_id] = box
        self.rowsChanged.emit()

    def _keep(self) -> None:
        self._present([i for i, box in self.boxes.items() if box.isChecked()])

    def _seat(self, organisation_id: object) -> None:
        if isinstance(organisation_id, str) and self._table.view is not None:
            self._present([*self._table.view.item.present_ids, organisation_id])

    def _present(self, ids: list[str]) -> None:
        self.refusal.set_text("")
        self._table.set_present(ids, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Blocked):
            self._table.refused.emit(error)
        else:
            self.refusal.set_text(said(error))
        if self._table.view is not None:
            self.show_view(self._table.view)
