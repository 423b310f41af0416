"""Say in Dutch what asks for attention, and how far away it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.cases import CaseState
from zvdesk.domain.today import AttentionRow, ComingMeeting, Matter, TableCase
from zvdesk.texts.days import days_late
from zvdesk.texts.labels import CASE_STATES
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
_WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
_MORNING, _AFTERNOON, _EVENING = 6, 12, 18  # the hour at which each begins
_DAYS_IN_WORDS = 14  # further away is told in weeks


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)


def greeting(hour: int) -> str:
    """Return the greeting of an hour of the day."""
    if hour < _MORNING:
        return _tr("Goedenacht")
    if hour < _AFTERNOON:
        return _tr("Goedemorgen")
    return _tr("Goedemiddag") if hour < _EVENING else _tr("Goedenavond")


def long_day(on: date) -> str:
    """Return a day such as ``dinsdag 24 november``."""
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def distance(due_on: date, today: date) -> tuple[str, Tone]:
    """Return how late or how far a day is, with what its colour says."""
    days = (due_on - today).days
    if days < 0:
        return days_late(-days), Tone.DANGER
    if days == 0:
        return _tr("vandaag"), Tone.WARN
    if days == 1:
        return _tr("morgen"), Tone.NEUTRAL
    if days < _DAYS_IN_WORDS:
        return _tr("over %1 dagen").replace("%1", str(days)), Tone.NEUTRAL
    return _tr("over %1 weken").replace("%1", str(days // 7)), Tone.NEUTRAL


def matter_words(row: AttentionRow) -> str:
    """Return what asks for attention as one line, ending in the case number."""
    words = {
        Matter.LATE_ACTION: f"{row.organisation}: {row.what}" if row.organisation else row.what,
        Matter.RETEST: _retest_words(row),
        Matter.MOVED: _moved_words(row),
        Matter.INFORMING: _tr("Opnieuw bekijken: is de betrokkene geïnformeerd?"),
        Matter.FOLLOW_UP: _tr("Vervolg, en nog niet op een agenda"),
    }[row.matter]
    return f"{words} · {row.case_number}"


def chip_words(row: AttentionRow, today: date) -> tuple[str, Tone]:
    """Return what stands before a line: how late or how far it is, or how often it moved."""
    if row.matter is Matter.MOVED:
        return _tr("%1 keer verschoven").replace("%1", str(row.times)), Tone.WARN
    return distance(row.due_on, today)


def _retest_words(row: AttentionRow) -> str:
    words = _tr("Hertoets van %1") if row.is_planned else _tr("Hertoets van %1, nog niet op een agenda")
    return words.replace("%1", row.what)


def _moved_words(row: AttentionRow) -> str:
    named = f"{row.organisation}: {row.what}" if row.organisation else row.what
    return _tr("Bespreek opschalen. %1").replace("%1", named)


def matter_link(matter: Matter) -> str:
    """Return what the link beside a line says."""
    return {
        Matter.LATE_ACTION: _tr("Bekijk"),
        Matter.RETEST: _tr("Hertoets"),
        Matter.INFORMING: _tr("Open"),
        Matter.FOLLOW_UP: _tr("Plan"),
        Matter.MOVED: _tr("Bespreek"),
    }[matter]


def table_words(case: TableCase, kind: MeetingKind) -> tuple[str, Tone]:
    """Return what to know of a case before its meeting."""
    if case.thirds_without_declaration:
        return _tr("nog nodig: een getekende geheimhoudingsverklaring van een derde"), Tone.WARN
    if case.moved_actions:
        one, more = _tr("%1 actie is steeds verschoven"), _tr("%1 acties zijn steeds verschoven")
        words = (one if case.moved_actions == 1 else more).replace("%1", str(case.moved_actions))
        return _tr("%1: bespreek opschalen").replace("%1", words), Tone.WARN
    if case.all_actions:
        words = _tr("%1 van %2 acties klaar").replace("%1", str(case.settled_actions))
        words = words.replace("%2", str(case.all_actions))
        left = case.all_actions - case.settled_actions
        if kind is MeetingKind.RETURN and left:
            told = _tr("%1, 1 komt terug") if left == 1 else _tr("%1, %2 komen terug")
            words = told.replace("%1", words).replace("%2", str(left))
        return words, Tone.NEUTRAL
    is_new = case.state in (CaseState.ACCEPTED, CaseState.ENRICHMENT, CaseState.PLANNED)
    return (_tr("voor het eerst aan tafel") if is_new else CASE_STATES[case.state]), Tone.NEUTRAL


def meeting_day(starts_at: datetime | None, today: date) -> str:
    """Return when a meeting is, such as ``morgen, 10:00`` or ``di 1 dec, 10:00``."""
    if starts_at is None:
        return _tr("nog geen dag")
    days = (starts_at.date() - today).days
    near = {0: _tr("vandaag"), 1: _tr("morgen")}
    on = near.get(
        days, f"{_WEEKDAYS[starts_at.weekday()][:2]} {starts_at.day} {_MONTHS[starts_at.month - 1][:3]}"
    )
    return f"{on}, {starts_at:%H:%M}"


def size_words(meeting: ComingMeeting) -> str:
    """Return how many cases a meeting has and how long they take."""
    number = len(meeting.cases)
    words = _tr("%1 casus · %2 min") if number == 1 else _tr("%1 casussen · %2 min")
    return words.replace("%1", str(number)).replace("%2", str(meeting.minutes))
