"""Say what this meeting recorded on a case, one line each, for the eye and for the ear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture import CaptureKind
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.read_back import is_read, title_of
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.texts.days import day
from zvdesk.ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem

TableRecord = ActionItem | Decision | Information | Reservation | ParkedPoint | ConditionalAgreement


def _tr(text: str) -> str:
    return QCoreApplication.translate("recorded", text)


@dataclass(frozen=True)
class Recorded:
    """Hold one recorded thing as the list shows it; ``notes`` are its chips, ``spoken`` whole sentences."""

    record: TableRecord
    kind: CaptureKind
    text: str
    detail: str = ""
    who: str = ""
    when: str = ""
    notes: tuple[tuple[str, Tone], ...] = ()
    spoken: str = ""


def recorded_lines(
    file: CaseFile, item: AgendaItem, organisation: Callable[[str], str], today: date
) -> tuple[Recorded, ...]:
    """Return what the meeting of this item recorded on the case, in the order in which it was recorded.

    ``organisation`` gives the name of an organisation by its id.
    """
    here = item.meeting_id
    found: list[TableRecord] = [
        *(record for record in file.decisions if record.meeting_id == here),
        *(record for record in file.actions if record.meeting_id == here),
        *(record for record in file.conditionals if record.meeting_id == here),
        *(record for record in file.reservations if record.meeting_id == here),
        *(record for record in file.information if record.meeting_id == here),
        *(record for record in file.parked if record.meeting_id == here),
    ]
    found.sort(key=lambda record: record.id)
    about = {r.about_id for r in file.reservations if r.about_id}
    agreements: tuple[Decision | ActionItem | ConditionalAgreement, ...] = (
        *file.decisions,
        *file.actions,
        *file.conditionals,
    )
    titles = {agreement.id: title_of(agreement) for agreement in agreements}
    return tuple(
        recorded_line(
            record,
            organisation,
            today,
            has_reservation=record.id in about,
            is_changed=_is_changed(item, record),
            about=titles.get(record.about_id, "") if isinstance(record, Reservation) else "",
        )
        for record in found
    )


def recorded_line(
    record: TableRecord,
    organisation: Callable[[str], str],
    today: date,
    *,
    has_reservation: bool = False,
    is_changed: bool = False,
    about: str = "",
) -> Recorded:
    """Return one record as a line; ``about`` are the words of what a reservation is about."""
    notes: list[tuple[str, Tone]] = []
    if isinstance(record, ActionItem) and record.is_urgent:
        notes.append((_tr("spoed"), Tone.WARN))
    if has_reservation:
        notes.append((_tr("met voorbehoud"), Tone.NEUTRAL))
    if is_changed:
        notes.append((_tr("gewijzigd na voorlezen"), Tone.WARN))
    if isinstance(record, ParkedPoint) and record.carried_reason:
        notes.append((_tr("doorgeschoven"), Tone.NEUTRAL))
    organisation_id = "" if isinstance(record, Decision | ParkedPoint) else record.organisation_id
    name = organisation(organisation_id) if organisation_id else ""
    person = "" if isinstance(record, Decision | ParkedPoint | Reservation) else record.person
    who = " · ".join(part for part in (name, person) if part)
    text, detail, kind = _words(record, about)
    when = _when(record, today)
    if kind in (CaptureKind.ACTION, CaptureKind.CONDITIONAL):
        who = who or _tr("nog niemand")
    return Recorded(
        record,
        kind,
        text,
        detail,
        who or kind_name(kind).lower(),
        when,
        tuple(notes),
        _spoken(kind, text, detail, ", ".join(filter(None, (name, person))), when, notes),
    )


def kind_name(kind: CaptureKind) -> str:
    """Return the name of a kind as it begins a sentence."""
    return _tr(_NAMES[kind])


_NAMES = {
    CaptureKind.ACTION: "Actie",
    CaptureKind.DECISION: "Besluit",
    CaptureKind.INFORMATION: "Informatie",
    CaptureKind.RESERVATION: "Voorbehoud",
    CaptureKind.PARKED: "Geparkeerd",
    CaptureKind.CONDITIONAL: "Als-dan-afspraak",
}


def _words(record: TableRecord, about: str) -> tuple[str, str, CaptureKind]:
    if isinstance(record, ActionItem):
        detail = _tr("Voorwaarde: {condition}").format(condition=record.condition) if record.condition else ""
        return record.what, detail, CaptureKind.ACTION
    if isinstance(record, ConditionalAgreement):
        trigger = _tr("Als {trigger}").format(trigger=record.trigger)
        return trigger, _tr("dan {response}").format(response=record.response), CaptureKind.CONDITIONAL
    if isinstance(record, Reservation):
        return record.text, _tr("Bij: {title}").format(title=about) if about else "", CaptureKind.RESERVATION
    if isinstance(record, Information):
        return record.text, "", CaptureKind.INFORMATION
    if isinstance(record, ParkedPoint):
        reason = record.carried_reason
        return record.text, _tr("Omdat: {reason}").format(reason=reason) if reason else "", CaptureKind.PARKED
    return record.text, "", CaptureKind.DECISION


def _when(record: TableRecord, today: date) -> str:
    if isinstance(record, ConditionalAgreement):
        hours = record.within_hours
        return "" if hours is None else _tr("binnen {hours} uur").format(hours=hours)
    if not isinstance(record, ActionItem):
        return ""
    if record.due_on is None:
        return _tr("bij voorwaarde") if record.condition else _tr("geen datum")
    whole = day(record.due_on)
    return whole.rsplit(" ", 1)[0] if record.due_on.year == today.year else whole


def _is_changed(item: AgendaItem, record: TableRecord) -> bool:
    if isinstance(record, Information | ParkedPoint):
        return False
    return any(mark.record_id == record.id for mark in item.read_marks) and not is_read(item, record)


def _spoken(
    kind: CaptureKind, text: str, detail: str, who: str, when: str, notes: list[tuple[str, Tone]]
) -> str:
    begin = _tr("{kind} van {who}: {text}") if kind in _OF else _tr("{kind} voor {who}: {text}")
    if not who:
        is_for_nobody = kind in (CaptureKind.ACTION, CaptureKind.CONDITIONAL)
        begin = _tr("{kind}, nog voor niemand: {text}") if is_for_nobody else _tr("{kind}: {text}")
    sentences = [
        begin.format(kind=kind_name(kind), who=who, text=text),
        detail,
        when,
        *(n for n, _t in notes),
    ]
    return " ".join(_sentence(words) for words in sentences if words)


_OF = (CaptureKind.RESERVATION, CaptureKind.INFORMATION)


def _sentence(words: str) -> str:
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    return ended[:1].upper() + ended[1:]
