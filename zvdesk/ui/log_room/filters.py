"""Choose lines of the log by person, case, action and period."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from zvdesk.domain.log_views import LogFilter
from zvdesk.texts.log_words import NOBODY, action_word
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.log_views import LogChoices

_PAUSE = 400  # milliseconds after the last letter of a case number


class LogFilters(QWidget):
    """Hold the choices in one line. Signal: ``changed()``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = ChoiceField((), empty=self.tr("Iedereen"))
        self.action = ChoiceField((), empty=self.tr("Alles"))
        self.case = QLineEdit()
        self.case.setPlaceholderText(self.tr("nummer"))
        self.case.setClearButtonEnabled(True)
        self.since, self.until = DateField(), DateField()
        self._typed = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typed.timeout.connect(self.changed)
        self.case.textEdited.connect(lambda _text: self._typed.start())
        for choice in (self.person, self.action):
            choice.chosen.connect(lambda _value: self.changed.emit())
        for day in (self.since, self.until):
            day.dayChosen.connect(lambda _day: self.changed.emit())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.TWO)
        fields = (
            (self.tr("Wie"), self.person, 3),
            (self.tr("Casus"), self.case, 2),
            (self.tr("Actie"), self.action, 2),
            (self.tr("Vanaf"), self.since, 4),
            (self.tr("Tot en met"), self.until, 4),
        )
        for place, (label, field, stretch) in enumerate(fields):
            grid.addWidget(FieldRow(label, field), 0, place)
            grid.setColumnStretch(place, stretch)

    @property
    def case_number(self) -> str:
        """Return the case number that was typed."""
        return self.case.text().strip()

    def set_choices(self, choices: LogChoices) -> None:
        """Offer who and what is in the log."""
        self.person.set_options([(actor, actor[1] or NOBODY) for actor in choices.actors])
        self.action.set_options([(action, action_word(action)) for action in choices.actions])

    def wanted(self) -> LogFilter:
        """Return what was chosen; a day counts as people here count it."""
        person = self.person.value
        actor_id, actor = person if isinstance(person, tuple) else (None, None)
        action = self.action.value
        until = self.until.day
        return LogFilter(
            actor_id=actor_id,
            actor=actor,
            case_number=self.case_number,
            action=action if isinstance(action, str) else "",
            since=_begin(self.since.day) if self.since.day else None,
            until=_begin(until + timedelta(days=1)) if until else None,
        )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
