"""Gather what a package holds: the records of its cases, in the scope of who gets it, and what stays out."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handover_scope import cut, goes_along, hidden_ids
from zvdesk.domain.handovers import Envelope
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.people import Person
from zvdesk.errors import NotFound
from zvdesk.storage import codec
from zvdesk.storage.package_content import OF_A_CASE, id_of
from zvdesk.storage.package_file import key_id
from zvdesk.storage.records import find_records, get_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from zvdesk.domain.handover_scope import Scope


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold what goes in a package, what goes in a new envelope per case, and the envelopes that go along."""

    records: tuple[object, ...] = field(repr=False)
    left_out: Mapping[str, tuple[object, ...]] = field(repr=False)  # by case; no entry: nothing was left out
    carried: tuple[Envelope, ...] = ()

    def is_whole(self, case_id: str) -> bool:
        """Tell whether a new envelope of a case would hold all that is left out of it."""
        return all(envelope.case_id != case_id for envelope in self.carried)


def gather(connection: Connection, case_ids: Iterable[str], meeting_id: str, scope: Scope) -> Gathered:
    """Return what a package with these cases, and perhaps a meeting, holds. Raises NotFound."""
    sent: list[object] = []
    left: dict[str, tuple[object, ...]] = {}
    carried: list[Envelope] = []
    for case_id in case_ids:
        if get_record(connection, Case, case_id) is None:
            raise NotFound("case", case_id)
        records = of_a_case(connection, case_id)
        carried += find_records(connection, Envelope, case_id=case_id)
        if scope.with_contributions:
            sent += records
            continue
        hidden = hidden_ids(records)
        going = [record for record in records if goes_along(record, hidden)]
        known = {id_of(record) for record in going}
        shown = {id(record): cut(record, hidden, known) for record in going}
        sent += shown.values()
        kept = tuple(record for record in records if shown.get(id(record)) != record)
        if kept:
            left[case_id] = (*_organisations(connection, kept), *kept)
    sent += _meetings(connection, sent, meeting_id)
    return Gathered((*_organisations(connection, sent), *sent), left, tuple(carried))


def of_a_case(connection: Connection, case_id: str) -> list[object]:
    """Return every record of a case that travels."""
    found: list[object] = []
    for cls in OF_A_CASE:
        records: tuple[object, ...] = find_records(connection, cls, **_where(cls, case_id))
        found += records
    return found


def key_ids(connection: Connection) -> dict[str, str]:
    """Return the people of this house by the id that colleagues elsewhere know them by."""
    known = {}
    for person in find_records(connection, Person):
        if person.certificate:
            known[key_id(person.certificate)] = person.id
    return known


def strings_of(value: object) -> Iterator[str]:
    """Yield every text in a record, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings_of(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from strings_of(getattr(value, part.name))


def _where(cls: type, case_id: str) -> dict[str, str]:
    return {"id" if cls is Case else "case_id": case_id}


def _meetings(connection: Connection, sent: Iterable[object], meeting_id: str) -> list[object]:
    """Return the meetings that the agenda items refer to, with people as colleagues know them."""
    wanted = {item.meeting_id for item in sent if isinstance(item, AgendaItem)} | ({meeting_id} - {""})
    known = {person_id: colleague_id for colleague_id, person_id in key_ids(connection).items()}
    found: list[object] = []
    for one in sorted(wanted):
        meeting = get_record(connection, Meeting, one)
        if meeting is None:
            raise NotFound("meeting", one)
        chair_id = known.get(meeting.chair_id, meeting.chair_id)
        secretary_id = known.get(meeting.secretary_id, meeting.secretary_id)
        found.append(replace(meeting, chair_id=chair_id, secretary_id=secretary_id))
    if meeting_id:
        found += find_records(connection, Evaluation, meeting_id=meeting_id)
    return found


def _organisations(connection: Connection, records: Iterable[object]) -> list[object]:
    """Return the organisations that records refer to: their ids are random, so equal is enough."""
    known = {o.id: o for o in find_records(connection, Organisation)}
    lengths = set(map(len, known))
    rows: dict[type, list[object]] = {}
    for record in records:
        rows.setdefault(type(record), []).append(record)
    named: set[str] = set()
    for cls, found in rows.items():
        for name, hint in codec.hints(cls).items():
            values: Iterable[codec.Value] = map(attrgetter(name), found)
            if codec.is_nested(hint):
                values = chain.from_iterable(map(strings_of, values))
            elif codec.bare(hint) is not str:
                continue
            named.update(text for text in values if text is not None and len(text) in lengths)
    return [organisation for organisation_id, organisation in known.items() if organisation_id in named]
