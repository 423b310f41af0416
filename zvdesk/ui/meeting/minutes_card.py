"""Show after a meeting how many minutes each step and case took, beside how many were planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.texts.labels import STEPS
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.domain.meetings import StepRecord
    from zvdesk.ui.meeting.views import ClosedView

_CELL = 148  # in pixels at 100 %, so that the steps of all cases stand below each other
_MINUTE = 60  # seconds


class MinutesCard(Card):
    """Show per case a line of steps with planned and used minutes, and the sum; what ran over says so."""

    def __init__(self, view: ClosedView, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Tijd: gebruikt en gepland"))
        every = [record for case in view.cases for record in case.item.steps]
        self._add(self.tr("Hele overleg"), every)
        for case in view.cases:
            self._add(case.name, case.item.steps)
            line = QWidget()
            steps = FlowLayout(line, Space.ONE)
            for record in case.item.steps:
                steps.addWidget(self._cell(case.name, record))
            self.add(line)

    def _add(self, name: str, records: Sequence[StepRecord]) -> None:
        words, tone = self._words(records)
        self.body.addSpacing(Space.HALF)
        self.add(Text(self.tr("{name}: {minutes}").format(name=name, minutes=words), Style.STRONG, tone=tone))

    def _cell(self, case: str, record: StepRecord) -> QWidget:
        words, tone = self._words((record,))
        label, value = Text(STEPS[record.step], Style.SMALL), Text(words, tone=tone)
        value.setAccessibleName(f"{case}, {STEPS[record.step]}: {words}")
        cell = QWidget()
        both = column(0)
        cell.setLayout(both)
        both.addWidget(label)
        both.addWidget(value)
        cell.setFixedWidth(current_theme().scaled(_CELL))
        return cell

    def _words(self, records: Sequence[StepRecord]) -> tuple[str, Tone]:
        planned = sum(record.minutes + record.added_minutes for record in records)
        used = round(sum(record.used_seconds for record in records) / _MINUTE)
        words = self.tr("{used} van {planned} min").format(used=used, planned=planned)
        if used <= planned:
            return words, Tone.NEUTRAL
        return self.tr("{words}, {over} over").format(words=words, over=used - planned), Tone.WARN
