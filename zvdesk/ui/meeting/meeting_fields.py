"""Ask title, day, time, place, chair and secretary of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.people import Role
from zvdesk.domain.typed_days import typed_time
from zvdesk.texts.labels import ROLES
from zvdesk.ui.meeting.parts import DayRow, narrow_choice, show_day, show_stored
from zvdesk.ui.meeting.wrap import WrapLayout, wish
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.autosave import AutosaveLineEdit
from zvdesk.ui.widgets.fields import FieldRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time

    from zvdesk.services.table_people import Candidate


@dataclass(frozen=True)
class Facts:
    """Hold what the fields say."""

    title: str
    starts_at: datetime | None
    place: str
    chair_id: str
    secretary_id: str


class MeetingFields(QWidget):
    """Show the facts of a meeting. Signal: ``changed()`` when the person changed one of them."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time: time | None = None
        self.title, self.place, self.hour = AutosaveLineEdit(), AutosaveLineEdit(), AutosaveLineEdit()
        self.hour.setPlaceholderText(self.tr("10:00"))
        self.day = DayRow(self.tr("Datum"), today)
        self.chair = narrow_choice(self.tr("nog niemand"))
        self.secretary = narrow_choice(self.tr("nog niemand"))
        self.title_row = FieldRow(self.tr("Titel"), self.title)
        self._hour_row = FieldRow(self.tr("Tijd"), self.hour)
        layout = WrapLayout(self, Space.HALF_MORE)
        for row, width in (
            (self.title_row, 320),
            (self.day, 200),
            (self._hour_row, 110),
            (FieldRow(self.tr("Plaats"), self.place, is_optional=True), 280),
            (FieldRow(self.tr("Voorzitter"), self.chair), 270),
            (FieldRow(self.tr("Secretaris"), self.secretary), 270),
        ):
            wish(row, width)
            layout.addWidget(row)
        self.title.edited.connect(lambda _text: self.changed.emit())
        self.place.edited.connect(lambda _text: self.changed.emit())
        self.hour.edited.connect(self._read_time)
        self.day.day.dayChosen.connect(lambda _day: self.changed.emit())
        for choice in (self.chair, self.secretary):
            choice.chosen.connect(lambda _value: self.changed.emit())

    def set_people(self, people: tuple[Candidate, ...]) -> None:
        """Offer who can be chair or secretary: the people with that role first."""
        for choice, role in ((self.chair, Role.CHAIR), (self.secretary, Role.SECRETARY)):
            ordered = [p for p in people if p.role is role] + [p for p in people if p.role is not role]
            choice.set_options([(p.id, self._said(p)) for p in ordered])

    def _said(self, one: Candidate) -> str:
        words = self.tr("{name}, {role}, eigen laptop") if one.is_colleague else self.tr("{name}, {role}")
        return words.format(name=one.name, role=ROLES[one.role])

    def show_facts(self, facts: Facts) -> None:
        """Show these facts; what is being typed stays."""
        show_stored(self.title, facts.title)
        show_stored(self.place, facts.place)
        local = facts.starts_at.astimezone() if facts.starts_at else None
        show_day(self.day.day, local.date() if local else None)
        self._time = local.time().replace(second=0, microsecond=0) if local else self._time
        show_stored(self.hour, f"{local:%H:%M}" if local else self.hour.text())
        self.chair.set_value(facts.chair_id or None)
        self.secretary.set_value(facts.secretary_id or None)

    def facts(self) -> Facts:
        """Return what the fields say; day and time count together."""
        day, at = self.day.day.day, self._time
        return Facts(
            title=self.title.text(),
            starts_at=datetime.combine(day, at).astimezone() if day and at else None,
            place=self.place.text(),
            chair_id=str(self.chair.value or ""),
            secretary_id=str(self.secretary.value or ""),
        )

    def clear(self) -> None:
        """Empty the fields."""
        self._time = None
        for line in (self.title, self.place, self.hour):
            line.clear()
        self.day.day.set_day(None)
        self.chair.set_value(None)
        self.secretary.set_value(None)

    def _read_time(self, text: str) -> None:
        found = typed_time(text) if text.strip() else None
        is_wrong = bool(text.strip()) and found is None
        self._hour_row.set_error(self.tr("Schrijf de tijd zo: 10:00.") if is_wrong else "")
        if not is_wrong:
            self._time = found
            self.changed.emit()
