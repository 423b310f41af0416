"""Say what would change when a package enters: the same answer for looking first and for letting it in.

Organisations get the ids that they have here, what was cut out of a row is put back from an envelope or from
the row that is here, and what a package leaves out stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handover_scope import goes_along, hidden_ids, mended
from zvdesk.domain.meetings import Meeting, followed
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.words import fold, tidy
from zvdesk.storage.numbering import free_number
from zvdesk.storage.package_content import belongs_to, id_of
from zvdesk.storage.package_gathering import key_ids, of_a_case
from zvdesk.storage.pens import pen_of
from zvdesk.storage.records import find_records, get_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from zvdesk.storage import codec
    from zvdesk.storage.package_content import EnvelopeContent
    from zvdesk.storage.package_envelopes import Incoming

_Rows = dict[str, object]  # by id
_MARKS = (
    *("gone_on", "checked_by", "checked_on", "handed_over_by", "handed_over_on"),
    *("handed_over_how", "received_on"),
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """Hold one row of a case or meeting as it is here and as it would be; None where there is none."""

    case_id: str  # "" for what is of the meeting
    ours: object | None
    theirs: object | None


def changes(connection: Connection, incoming: Incoming) -> tuple[RowChange, ...]:
    """Return every row of the cases in a package that would change, case by case."""
    names, _ = renaming(connection, incoming)
    found: list[RowChange] = []
    for case_id in incoming.content.manifest.case_ids:
        ours = {id_of(record): record for record in of_a_case(connection, case_id)}
        theirs = _target(connection, incoming, case_id, ours, names)
        for record_id in dict.fromkeys((*ours, *theirs)):
            before, after = ours.get(record_id), theirs.get(record_id)
            if before != after:
                found.append(RowChange(case_id, before, after))
    return tuple(found)


def meeting_changes(connection: Connection, incoming: Incoming) -> tuple[RowChange, ...]:
    """Return the meeting of a package and its evaluations, where they would change; no meeting goes back."""
    names, _ = renaming(connection, incoming)
    meeting_id, records = incoming.content.manifest.meeting_id, incoming.content.records
    ours = get_record(connection, Meeting, meeting_id) if meeting_id else None
    if ours is None:
        return ()
    (theirs,) = (one for one in records if isinstance(one, Meeting) and one.id == meeting_id)
    pairs: list[tuple[object | None, object | None]] = [(ours, followed(ours, met_here(connection, theirs)))]
    known = {one.id: one for one in find_records(connection, Evaluation, meeting_id=meeting_id)}
    coming = {one.id: renamed(one, names) for one in records if isinstance(one, Evaluation)}
    pairs += [(known.get(one), coming.get(one)) for one in dict.fromkeys((*known, *coming))]
    return tuple(RowChange("", before, after) for before, after in pairs if before != after)


def met_here(connection: Connection, meeting: Meeting) -> Meeting:
    """Return a meeting of a package with the people of this vault by the ids that they have here."""
    people = key_ids(connection)
    chair_id = people.get(meeting.chair_id, meeting.chair_id)
    secretary_id = people.get(meeting.secretary_id, meeting.secretary_id)
    return replace(meeting, chair_id=chair_id, secretary_id=secretary_id)


def renaming(connection: Connection, incoming: Incoming) -> tuple[dict[str, str], tuple[Organisation, ...]]:
    """Return the ids of organisations that are another here, and the organisations that are new here.

    One is the same as ours with its id, else with its name and kind; two of theirs never become one of ours,
    which could then take part in a case twice.
    """
    everything = [*incoming.content.records, *(r for e in incoming.opened for r in e.records)]
    theirs = {record.id: record for record in everything if isinstance(record, Organisation)}
    ours = find_records(connection, Organisation)
    known = {organisation.id for organisation in ours}
    free = {_named(o): o.id for o in reversed(ours) if o.id not in theirs}
    names: dict[str, str] = {}
    new: list[Organisation] = []
    for organisation in theirs.values():
        if organisation.id in known:
            continue
        same = free.pop(_named(organisation), None)
        if same is None:
            new.append(organisation)
        else:
            names[organisation.id] = same
    return names, tuple(new)


def renamed(value: codec.Value, names: Mapping[str, str]) -> codec.Value:
    """Return a value with ids replaced wherever they stand in it."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(part, names) for part in value)
    if names and is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: renamed(getattr(value, f.name), names) for f in fields(value)})
    return value


def _named(organisation: Organisation) -> tuple[str, str]:
    return fold(" ".join(tidy(organisation.name).split())), organisation.kind


def _target(
    connection: Connection, incoming: Incoming, case_id: str, ours: _Rows, names: Mapping[str, str]
) -> _Rows:
    """Return the rows of a case as they would be."""
    content = incoming.content
    envelopes = _news(connection, incoming, case_id, names)
    is_whole = any(envelope.is_whole for envelope in envelopes)
    is_complete = not content.manifest.leaves_out and all(e.case_id != case_id for e in content.envelopes)
    hidden = hidden_ids(ours.values())
    found: _Rows = {i: r for i, r in ours.items() if isinstance(r, AdoptedList | Disclosure)}
    if not (is_complete or is_whole):
        found |= {i: r for i, r in ours.items() if not goes_along(r, hidden)}
    originals = {} if is_complete else {i: (r, hidden) for i, r in ours.items()}
    for envelope in envelopes:
        own = hidden_ids(envelope.records)
        originals |= {id_of(r): (r, own) for r in envelope.records}
    for record in content.records:
        if belongs_to(record) == case_id:
            record_id, theirs = id_of(record), renamed(record, names)
            original, cut_ids = originals.get(record_id, (None, hidden))
            if type(original) is type(theirs):
                theirs = mended(theirs, original, cut_ids)
            found[record_id] = _kept(connection, ours.get(record_id), theirs, hidden)
    for envelope in envelopes:
        own = hidden_ids(envelope.records)
        found |= {id_of(r): r for r in envelope.records if belongs_to(r) and not goes_along(r, own)}
    return found


def _news(
    connection: Connection, incoming: Incoming, case_id: str, names: Mapping[str, str]
) -> list[EnvelopeContent]:
    """Return the opened envelopes of a case that were made since it left here, the oldest first."""
    pen = pen_of(connection, case_id)
    passed = set(pen.chain) if pen is not None else set()
    return [
        replace(envelope, records=renamed(envelope.records, names))
        for envelope in incoming.opened
        if envelope.case_id == case_id and envelope.package_id not in passed
    ]


def _kept(connection: Connection, ours: object | None, theirs: object, hidden: frozenset[str]) -> object:
    """Return a row as it enters: a case keeps its number, what was adopted and what went out stays."""
    if isinstance(theirs, Case):
        if isinstance(ours, Case):
            return replace(theirs, number=ours.number)
        return replace(theirs, number=free_number(connection, theirs.number, theirs.id))
    if isinstance(theirs, AdoptedList) and isinstance(ours, AdoptedList):
        return mended(ours, theirs, hidden)
    if isinstance(theirs, Disclosure) and isinstance(ours, Disclosure):
        marks = {name: getattr(ours, name) or getattr(theirs, name) for name in _MARKS}
        return replace(ours, **marks)
    return theirs
