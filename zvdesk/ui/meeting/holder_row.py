"""Name who holds one responsibility, or who will name someone before which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvdesk.texts.labels import RESPONSIBILITIES
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.parts import DayRow, narrow_choice, show_day, show_stored
from zvdesk.ui.meeting.views import short_name
from zvdesk.ui.meeting.wrap import WrapLayout, to_middle, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from zvdesk.domain.escalation import Responsibility
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class HolderRow(QWidget):
    """Keep name, organisation and telephone of one holder; "laat aanwijzen" makes it an action instead."""

    def __init__(self, table: Table, responsibility: Responsibility, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._responsibility = table, responsibility
        self._label = RESPONSIBILITIES[responsibility]
        self._item_id = ""
        self._is_later = False
        self._offered: list[tuple[object, str]] = []
        self._rule = Text("", Style.SMALL)
        self._state = Chip("", Tone.WARN)
        self._later = LinkButton(self.tr("Laat aanwijzen"))
        self._later.clicked.connect(self._turn)
        above = QWidget()
        head = WrapLayout(above, Space.ONE)
        wish(self._rule, 300)
        title = Text(self._label, Style.STRONG, wraps=False)
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for part in (title, self._rule, self._state, self._later):
            to_middle(part)
            head.addWidget(part)
        outer = column(Space.HALF)
        self.setLayout(outer)
        outer.addWidget(above)
        self.person, self.phone = AutosaveLineEdit(), AutosaveLineEdit()
        self.who = narrow_choice(self.tr("kies"))
        self.due = DayRow(self.tr("Aangewezen vóór"), table.today)
        self._person_row = FieldRow(self.tr("Naam"), self.person)
        self._phone_row = FieldRow(self.tr("Telefoon"), self.phone, is_optional=True)
        self.person.edited.connect(lambda _text: self._keep())
        self.phone.edited.connect(lambda _text: self._keep())
        self.who.chosen.connect(lambda _value: self._keep())
        self.due.day.dayChosen.connect(lambda _day: self._keep())
        inner = QWidget()
        fields = WrapLayout(inner, Space.HALF_MORE)
        for row in (self._person_row, FieldRow(self.tr("Organisatie"), self.who), self._phone_row, self.due):
            wish(row, 170)
            fields.addWidget(row)
        outer.addWidget(inner)
        outer.addWidget(hairline())
        self._name_fields()

    def _name_fields(self) -> None:
        say = self.tr("{label}, naam") if not self._is_later else self.tr("{label}: wie wijst iemand aan")
        self.person.setAccessibleName(say.format(label=self._label))
        self.who.setAccessibleName(self.tr("{label}, organisatie").format(label=self._label))
        self.phone.setAccessibleName(self.tr("{label}, telefoon").format(label=self._label))
        self.due.day.setAccessibleName(self.tr("{label}, aangewezen vóór").format(label=self._label))
        self._later.set_label(self.tr("Naam is bekend") if self._is_later else self.tr("Laat aanwijzen"))
        self._later.setAccessibleName(f"{self._label}: {self._later.text()}")
        show_when(self.due, self._is_later)
        show_when(self._phone_row, not self._is_later)

    def show_view(self, view: TableView) -> None:
        """Show who holds it now, or who will name someone."""
        level = view.context.level
        rule = level.holder(self._responsibility) if level is not None else None
        holder = view.file.holder(self._responsibility, view.today)
        action = acts.being_named(view, self._responsibility)
        if view.item.id != self._item_id:
            self._item_id = view.item.id
            self._is_later = holder is None and action is not None
            for line in (self.person, self.phone):
                line.clear()
            self.who.set_value(None)
            self.due.day.set_day(None)
        self._rule.setText(rule.label if rule is not None else "")
        lacks = rule is not None and rule.is_required and holder is None and action is None
        self._state.set_state(self.tr("nog niemand"), Tone.DANGER)
        show_when(self._state, lacks)
        self._offer(view)
        if self._is_later and action is not None:
            show_stored(self.person, action.person)
            self.who.set_value(action.organisation_id or None)
            show_day(self.due.day, action.due_on)
        elif not self._is_later and holder is not None:
            show_stored(self.person, holder.person)
            show_stored(self.phone, holder.phone)
            self.who.set_value(holder.organisation_id or None)
        self._name_fields()

    def _offer(self, view: TableView) -> None:
        known = view.context.organisations
        near = dict.fromkeys((*view.item.present_ids, *view.item.invited_ids))
        first = [known[i] for i in near if i in known]
        rest = [o for o in known.values() if o.id not in near and not o.is_archived]
        offered: list[tuple[object, str]] = [(o.id, short_name(o)) for o in (*first, *rest)]
        if offered != self._offered:
            self._offered = offered
            self.who.set_options(offered)

    def _turn(self) -> None:
        self._is_later = not self._is_later
        for line in (self.person, self.phone):
            line.clear()
        self.who.set_value(None)
        self.due.day.set_day(None)
        if self._table.view is not None:
            self.show_view(self._table.view)
        self.person.setFocus()

    def _keep(self) -> None:
        person, organisation_id = self.person.text().strip(), str(self.who.value or "")
        if self._is_later:
            what = self.tr("Wijs iemand aan voor {label}").format(label=self._label.lower())
            values = {"person": person, "organisation_id": organisation_id, "due_on": self.due.day.day}
            self._table.do(lambda desk, view: acts.name_later(desk, view, self._responsibility, what, values))
            return
        phone = self.phone.text().strip()
        self._table.do(
            lambda desk, view: acts.set_holder(
                desk,
                view,
                self._responsibility,
                person=person,
                organisation_id=organisation_id,
                phone=phone,
            )
        )
