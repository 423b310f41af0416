"""Declare what the step Vervolg records: when again, who watches, and whether all was read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import BlockerCode as C
from zvdesk.domain.read_back import to_read, unread
from zvdesk.ui.meeting.case_fields import case_day, case_text, note_field
from zvdesk.ui.meeting.choice_editors import DoorEditor
from zvdesk.ui.meeting.earlier_editors import ParkingEditor
from zvdesk.ui.meeting.field import Field, about

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


def follow_up_fields(table: Table) -> tuple[Field, ...]:
    """Return the fields of the step."""
    return (
        *return_fields(table),
        Field(
            "parked",
            _tr("Parkeerplaats"),
            _parked,
            lambda: ParkingEditor(table),
            about(C.PARKING_NOT_EMPTY),
            is_shown=lambda view: any(p.meeting_id == view.meeting.id for p in view.file.parked),
        ),
        Field(
            "read_back",
            _tr("Voorlezen"),
            _read,
            lambda: DoorEditor(
                lambda _view: _tr("Lees voor wat is afgesproken. Wie akkoord is, ondertekent dit."),
                _tr("Lees voor (F10)"),
                lambda: table.paneAsked.emit("read_back"),
                "message-square-quote",
            ),
            about(C.NOT_READ_BACK),
            is_shown=lambda view: not view.is_closed,
        ),
        note_field(table, Step.FOLLOW_UP),
    )


def return_fields(table: Table) -> tuple[Field, ...]:
    """Return when the case comes back, or why it does not, and who watches the actions until then."""
    return (
        case_day(table, "follow_up_on", _tr("Weer aan tafel op"), C.NO_FOLLOW_UP),
        case_text(
            table,
            "follow_up_note",
            _tr("Over het vervolg"),
            lines=1,
            help_text=_tr("Komt er geen vervolg? Schrijf dan waarom."),
        ),
        case_text(table, "follow_up_guard", _tr("Wie bewaakt de acties?"), C.NO_FOLLOW_UP_GUARD, lines=1),
    )


def _parked(view: TableView) -> str:
    points = [p for p in view.file.parked if p.meeting_id == view.meeting.id]
    still = sum(not p.carried_reason for p in points)
    if not still:
        return _tr("alles behandeld of meegenomen")
    return _tr("1 punt") if still == 1 else _tr("{count} punten").format(count=still)


def _read(view: TableView) -> str:
    every, still = to_read(view.file, view.meeting.id), unread(view.file, view.item)
    if len(still) == len(every):
        return ""
    if still:
        return _tr("{done} van {all} voorgelezen").format(done=len(every) - len(still), all=len(every))
    return _tr("alles voorgelezen, {count} akkoord").format(count=len(view.item.agreed_ids))


def _tr(text: str) -> str:
    return QCoreApplication.translate("follow_up_step", text)
