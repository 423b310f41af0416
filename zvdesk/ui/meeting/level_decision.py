"""Record the decision on the AVE level: up, down or as it was; going up and down ask the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.texts.days import day as day_words
from zvdesk.texts.labels import TRIGGERS
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.parts import DayRow, on_edit, show_day, show_stored
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit
from zvdesk.ui.widgets.choices import CheckBox
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from zvdesk.domain.escalation import Trigger
    from zvdesk.domain.regie import LevelChange
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


class LevelDecision(QWidget):
    """Keep why the level is what it is, who decided, who hears it and when it is looked at again."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        outer = column(Space.HALF_MORE)
        self.setLayout(outer)
        self._title = Text("", Style.STRONG)
        outer.addWidget(self._title)
        self._triggers = QWidget()
        occasion = column(Space.HALF)
        self._triggers.setLayout(occasion)
        occasion.addWidget(Text(self.tr("Aanleiding"), Style.CAPTION))
        inner = QWidget()
        flow = FlowLayout(inner, Space.TWO)
        self.triggers: dict[Trigger, CheckBox] = {}
        for trigger, words in TRIGGERS.items():
            box = CheckBox(words)
            box.setAccessibleName(self.tr("Aanleiding: {words}").format(words=words))
            box.clicked.connect(self._keep_triggers)
            self.triggers[trigger] = box
            flow.addWidget(box)
        occasion.addWidget(inner)
        outer.addWidget(self._triggers)
        self.motivation = AutosaveTextEdit(lines=2)
        on_edit(self.motivation, lambda text: self._keep(motivation=text))
        outer.addWidget(FieldRow(self.tr("Motivering"), self.motivation))
        both = QWidget()
        fields = WrapLayout(both, Space.HALF_MORE)
        self.retest = DayRow(self.tr("Hertoetsdatum"), table.today)
        self.retest.day.dayChosen.connect(lambda day: self._keep(retest_on=day))
        self._put(fields, self.retest, 190)
        self.decided_by = AutosaveLineEdit()
        self.told = AutosaveLineEdit()
        self.returns_to = AutosaveLineEdit()
        self._moved = [
            self._line(fields, self.tr("Wie heeft besloten?"), self.decided_by, "decided_by"),
            self._line(fields, self.tr("Wie krijgt dit te horen?"), self.told, "told"),
            self._line(fields, self.tr("Waar gaat de casus heen?"), self.returns_to, "returns_to"),
        ]
        outer.addWidget(both)

    def _put(self, fields: WrapLayout, row: FieldRow, width: int) -> FieldRow:
        wish(row, width)
        fields.addWidget(row)
        return row

    def _line(self, fields: WrapLayout, label: str, line: AutosaveLineEdit, field: str) -> FieldRow:
        on_edit(line, lambda text: self._keep(**{field: text}))
        return self._put(fields, FieldRow(label, line), 220)

    def show_view(self, view: TableView) -> None:
        """Show the decision of this meeting, if there is one."""
        level, change = view.context.level, view.context.level_change
        show_when(self, level is not None)
        if level is None:
            return
        before = view.item.level_before
        is_moved = change is not None and change.from_code != change.to_code
        self._title.setText(self._direction(view, before, level.code))
        for box in (self._triggers, *self._moved):
            show_when(box, is_moved)
        self._fill(change)
        if level.retest_weeks:
            latest = view.today + timedelta(weeks=level.retest_weeks)
            self.retest.set_help(self.tr("uiterlijk {day}").format(day=day_words(latest)))
        else:
            self.retest.set_help(self.tr("mag leeg blijven op dit niveau"))

    def _fill(self, change: LevelChange | None) -> None:
        chosen = change.triggers if change else ()
        for trigger, box in self.triggers.items():
            box.setChecked(trigger in chosen)
        show_stored(self.motivation, change.motivation if change else "")
        show_stored(self.decided_by, change.decided_by if change else "")
        show_stored(self.told, change.told if change else "")
        show_stored(self.returns_to, change.returns_to if change else "")
        show_day(self.retest.day, change.retest_on if change else None)

    def _direction(self, view: TableView, before: str, code: str) -> str:
        old, new = view.context.scheme.level(before), view.context.scheme.level(code)
        if old is None or new is None:
            return self.tr("Besluit: {code}, het eerste niveau").format(code=code)
        if old.order == new.order:
            return self.tr("Besluit: {code} blijft").format(code=code)
        words = (
            self.tr("Besluit: opschalen van {before} naar {code}")
            if new.order > old.order
            else self.tr("Besluit: afschalen van {before} naar {code}")
        )
        return words.format(before=before, code=code)

    def _keep_triggers(self) -> None:
        chosen = tuple(trigger for trigger, box in self.triggers.items() if box.isChecked())
        self._keep(triggers=chosen)

    def _keep(self, **values: object) -> None:
        self._table.do(lambda desk, view: acts.revise_level(desk, view, **values))
