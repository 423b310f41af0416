"""Make something else of what a line recorded, in one act, and give the facts back on the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionItem, ConditionalAgreement
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.case_files import TABLE_RECORDS
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.edit_history import EditHistory
from zvdesk.domain.former_kinds import followed
from zvdesk.domain.read_back import title_of, to_read
from zvdesk.domain.roles import Act
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.errors import NotFound
from zvdesk.services import house, records
from zvdesk.services.capture import CLASSES, KINDS, capture_table, made_of, written
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.leading import case_of, loaded_file, running
from zvdesk.storage import codec
from zvdesk.storage.records import erase_record, find_records, get_record, insert_record, save_record
from zvdesk.texts import captured
from zvdesk.texts.days import day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zvdesk.domain.capture import Capture, CaptureKind, CaptureTable
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.organisations import Organisation
    from zvdesk.services.capture import Captured
    from zvdesk.storage.connection import Connection

_SHARED = (ActionItem, ConditionalAgreement, Decision)  # what has a condition on sharing
_BY_NAME = {cls.__name__: cls for cls in TABLE_RECORDS}


def convert(
    desk: Desk,
    meeting_id: str,
    item_id: str,
    record: Captured,
    kind: CaptureKind,
    entered: Capture | None = None,
) -> Captured:
    """Make something else of a record, in one transaction; what the new kind cannot hold becomes words.

    A record that was of this kind before is that again, with its facts and with what was mended since: so a
    conversion is undone by converting back. ``entered`` is the line of the new kind where someone typed it.
    A voorbehoud about the record goes along. Raises InvalidField for what the new kind cannot do without:
    nothing is changed then. Raises ReadOnly, NotFound, NotAllowed.
    """
    case_id = case_of(desk, meeting_id, item_id)
    trail = Trail("toevoegen", records.label_of(CLASSES[kind]), "", case_id)
    with desk.change(Act.EDIT_CASE, trail) as connection:
        item = running(connection, meeting_id).item(item_id)
        stored = get_record(connection, type(record), record.id)
        if stored is None or stored.case_id != case_id:
            raise NotFound("record", record.id)
        if KINDS[type(stored)] is kind:
            trail.action, trail.object_id = "lezen", stored.id
            return stored
        file, organisations = loaded_file(connection, case_id), house.known(connection)
        table = capture_table(file, item, organisations, desk.clock.today())
        formers = _formers(connection, stored)
        before = next((former for former in formers if KINDS[type(former)] is kind), None)
        records.remove(connection, stored)
        if before is not None and entered is None:
            insert_record(connection, before)
            kept = before
        else:
            words = _left_over(stored, kind, organisations, file, table.today)
            line = entered or read_line(written(stored, kind, table, " ".join(words)), table)
            made = _shared(made_of(desk, line, case_id, stored.meeting_id), stored)
            made = made if before is None else with_line(before, line)
            kept = records.insert(desk, connection, made if entered is None else _said_too(made, words))
        _keep_formers(desk, connection, kept, (*(f for f in formers if f is not before), stored))
        trail.object_id = kept.id
        desk.also(connection, Trail("wissen", records.label_of(type(stored)), stored.id, case_id))
        for reservation in file.reservations:
            if reservation.about_id == stored.id:
                save_record(connection, replace(reservation, about_id=kept.id))
    return kept


def mend(desk: Desk, meeting_id: str, item_id: str, record: Captured, entered: Capture) -> Captured:
    """Keep what its line now says of a record, of another kind where the line says so.

    Raises as ``convert`` does.
    """
    if KINDS[type(record)] is entered.kind:
        return records.save(desk, with_line(record, entered))
    return convert(desk, meeting_id, item_id, record, entered.kind, entered)


def line_as(
    record: Captured,
    kind: CaptureKind,
    table: CaptureTable,
    organisations: Mapping[str, Organisation],
    file: CaseFile,
) -> str:
    """Return the line of another kind that ``convert`` would make of a record, to look at or to complete."""
    words = _left_over(record, kind, organisations, file, table.today)
    return written(record, kind, table, " ".join(words))


def with_line(record: Captured, entered: Capture) -> Captured:
    """Return a record with what a line of its kind says of it; what no line says stays."""
    who, person = entered.organisation_id, entered.person
    if isinstance(record, ActionItem):
        mended = replace(record, what=entered.text, due_on=entered.due_on, is_urgent=entered.is_urgent)
        return replace(mended, organisation_id=who, person=person)
    if isinstance(record, ConditionalAgreement):
        mended_too = replace(record, trigger=entered.trigger, response=entered.response)
        return replace(mended_too, within_hours=entered.within_hours, organisation_id=who, person=person)
    if isinstance(record, Reservation):
        return replace(record, text=entered.text, organisation_id=who)
    if isinstance(record, Information):
        return replace(record, text=entered.text, organisation_id=who, person=person)
    return replace(record, text=entered.text)


# --- what it was before ----------------------------------------------------------------------------------


def _field(record: Captured) -> str:
    return f"kinds:{record.id}"


def _formers(connection: Connection, record: Captured) -> tuple[Captured, ...]:
    """Return what a record was before, of each kind once, with what was mended since; and forget it."""
    found = find_records(connection, EditHistory, case_id=record.case_id, field=_field(record))
    texts = found[0].texts if found else ()
    for history in found:
        erase_record(connection, EditHistory, history.id)
    *formers, made = (_read(text) for text in texts) if texts else (record,)
    now = (followed(former, made, record) for former in formers)
    return tuple(former for former in now if former is not None)


def _keep_formers(
    desk: Desk, connection: Connection, record: Captured, formers: tuple[Captured, ...]
) -> None:
    """Keep what a record was before, until its list is adopted; the last text is the record as it is made."""
    texts = tuple(f"{type(each).__name__} {codec.to_column(each, type(each))}" for each in (*formers, record))
    history = EditHistory(
        id=desk.clock.new_id(),
        case_id=record.case_id,
        meeting_id=record.meeting_id,
        field=_field(record),
        texts=texts,
        place=len(formers),
    )
    insert_record(connection, history)


def _read(text: str) -> Captured:
    name, _space, values = text.partition(" ")
    made: Captured = codec.from_column(values, _BY_NAME[name])
    return made


# --- what another kind cannot hold -----------------------------------------------------------------------


def _left_over(
    record: Captured,
    kind: CaptureKind,
    organisations: Mapping[str, Organisation],
    file: CaseFile,
    on: date,
) -> tuple[str, ...]:
    """Return in words what a record says and neither a line nor what it becomes can say."""
    said: list[str] = []
    if isinstance(record, ActionItem):
        said += captured.of_action(record)
    if isinstance(record, ConditionalAgreement) and record.phones:
        said.append(captured.phones(record.phones))
    if isinstance(record, ParkedPoint) and record.carried_reason:
        said.append(captured.carried(record.carried_reason))
    if isinstance(record, Decision) and record.decided_on != on:
        said.append(captured.decided(day(record.decided_on)))
    if isinstance(record, Reservation):
        agreed = to_read(file, record.meeting_id)
        said += [captured.about(title_of(other)) for other in agreed if other.id == record.about_id]
    if (
        isinstance(record, _SHARED)
        and CLASSES[kind] not in _SHARED
        and record.sharing_condition is not SharingCondition.ALL
    ):
        names = [organisations[i].name for i in record.named_organisation_ids if i in organisations]
        said.append(captured.sharing(record.sharing_condition, names))
    return tuple(said)


def _said_too(made: Captured, words: tuple[str, ...]) -> Captured:
    """Add the words that a typed line lost."""
    if isinstance(made, ConditionalAgreement):
        return replace(made, response=_with_words(made.response, words))
    if isinstance(made, ActionItem):
        return replace(made, what=_with_words(made.what, words))
    return replace(made, text=_with_words(made.text, words))


def _with_words(text: str, words: tuple[str, ...]) -> str:
    return " ".join([text, *(each for each in words if each not in text)]) if text else text


def _shared(made: Captured, record: Captured) -> Captured:
    """Let the condition on sharing go along to what can hold it (Wgs 2.29(3))."""
    if isinstance(made, _SHARED) and isinstance(record, _SHARED):
        return replace(
            made,
            sharing_condition=record.sharing_condition,
            named_organisation_ids=record.named_organisation_ids,
        )
    return made
