"""Name who holds one responsibility, or who will name someone before which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from zvdesk.domain.typed_days import typed_day
from zvdesk.texts.days import day as day_words
from zvdesk.texts.labels import RESPONSIBILITIES
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.field import FieldEditor
from zvdesk.ui.meeting.known_people import KnownPeople
from zvdesk.ui.meeting.option_list import Option, OptionList
from zvdesk.ui.meeting.parts import (
    misread_words,
    narrow_choice,
    offer,
    offered_organisations,
    show_day,
    show_stored,
)
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.history_edit import HistoryLineEdit
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from zvdesk.domain.escalation import Responsibility
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class HolderEditor(FieldEditor):
    """Keep name, organisation, telephone and mandate of a holder; or make it an action to name one."""

    def __init__(self, table: Table, responsibility: Responsibility) -> None:
        super().__init__()
        self._table, self._responsibility = table, responsibility
        self._label = RESPONSIBILITIES[responsibility]
        self._item_id, self._is_later = "", False
        self.mode = OptionList(self.tr("{label}: is de naam bekend?").format(label=self._label))
        self.mode.chosen.connect(self._turn)
        self.person, self.phone, self.mandate = HistoryLineEdit(), HistoryLineEdit(), HistoryLineEdit()
        self.people = KnownPeople(self.person, self._keep)
        self.who = narrow_choice(self.tr("organisatie"))
        self.who.chosen.connect(lambda _value: self._keep())
        self.due = DateField(parse=lambda text: typed_day(text, table.today()), show=day_words)
        self.due.dayChosen.connect(lambda _day: self._keep())
        self.due.misread.connect(lambda text: self._say(misread_words(text), Tone.DANGER))
        for line in (self.person, self.phone, self.mandate):
            line.edited.connect(lambda _text: self._keep())
            line.historyChanged.connect(table.keep_history)
            line.returnPressed.connect(self.finished)
        due_line = self.due.focusProxy()
        if isinstance(due_line, QLineEdit):
            due_line.returnPressed.connect(self.finished)
        inner = QWidget()
        fields = WrapLayout(inner, Space.ONE)
        for part, width in (
            (self.person, 200),
            (self.who, 190),
            (self.phone, 140),
            (self.mandate, 300),
            (self.due, 200),
        ):
            wish(part, width)
            fields.addWidget(part)
        self._words = Text("", Style.SMALL)
        self.body.addWidget(self.mode)
        self.body.addWidget(inner)
        self.body.addWidget(self._words)
        self._name_fields()

    def _name_fields(self) -> None:
        known, later = self.tr("naam"), self.tr("wie wijst iemand aan?")
        for line, words in (
            (self.person, later if self._is_later else known),
            (self.phone, self.tr("telefoon")),
            (self.mandate, self.tr("mandaat: waarover mag deze persoon beslissen?")),
        ):
            line.setPlaceholderText(words)
            line.setAccessibleName(self.tr("{label}: {what}").format(label=self._label, what=words))
        self.who.setAccessibleName(self.tr("{label}: organisatie").format(label=self._label))
        self.due.setAccessibleName(self.tr("{label}: uiterlijk aangewezen op").format(label=self._label))
        self.mode.show_options(
            (
                Option(False, self.tr("Naam is bekend"), not self._is_later),
                Option(True, self.tr("Iemand wijst later aan, met een uiterste dag"), self._is_later),
            )
        )
        for part in (self.phone, self.mandate):
            show_when(part, not self._is_later)
        show_when(self.due, self._is_later)

    def show_view(self, view: TableView) -> None:
        """Show who holds it now, or who will name someone."""
        holder = view.file.holder(self._responsibility, view.today)
        action = acts.being_named(view, self._responsibility)
        if view.item.id != self._item_id:
            self._item_id = view.item.id
            self._is_later = holder is None and action is not None
        offer(self.who, offered_organisations(view))
        self.people.show_view(view)
        for line, name in ((self.person, "person"), (self.phone, "phone"), (self.mandate, "mandate")):
            line.bind_history(self._table.history(self._key(view, name)))
        level = view.context.level
        rule = level.holder(self._responsibility) if level is not None else None
        self._say(rule.label if rule is not None else "", Tone.NEUTRAL)
        if self._is_later:
            show_stored(self.person, action.person if action else "")
            self.who.set_value((action.organisation_id if action else "") or None)
            show_day(self.due, action.due_on if action else None)
        else:
            show_stored(self.person, holder.person if holder else "")
            show_stored(self.phone, holder.phone if holder else "")
            show_stored(self.mandate, holder.mandate if holder else "")
            if holder is not None or not self.is_used():
                self.who.set_value((holder.organisation_id if holder else "") or None)
        self._name_fields()

    def _key(self, view: TableView, name: str) -> str:
        whose = "naming" if self._is_later else "holder"
        return f"{whose}:{view.file.case.id}:{self._responsibility.value}:{name}"

    def take_focus(self) -> None:
        """Put the focus on the name."""
        self.person.setFocus()

    def _say(self, words: str, tone: Tone) -> None:
        self._words.setText(words)
        self._words.set_tone(tone)
        show_when(self._words, bool(words))

    def _turn(self, is_later: object) -> None:
        for line in (self.person, self.phone, self.mandate):
            line.flush()
        self._is_later = is_later is True
        if self._table.view is not None:
            self.who.set_value(None)
            self.show_view(self._table.view)
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        person, organisation_id = self.person.text().strip(), str(self.who.value or "")
        responsibility = self._responsibility
        if self._is_later:
            what = self.tr("Wijs iemand aan voor {label}").format(label=self._label.lower())
            later = {"person": person, "organisation_id": organisation_id, "due_on": self.due.day}
            self._table.do(lambda desk, view: acts.name_later(desk, view, responsibility, what, later))
            return
        values = {
            "person": person,
            "organisation_id": organisation_id,
            "phone": self.phone.text().strip(),
            "mandate": self.mandate.text().strip(),
        }
        if person or self._table.view is None or self._held():
            self._table.do(lambda desk, view: acts.set_holder(desk, view, responsibility, values))

    def _held(self) -> bool:
        view = self._table.view
        return view is not None and view.file.holder(self._responsibility, view.today) is not None
