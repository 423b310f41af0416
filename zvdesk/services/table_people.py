"""Say who may be the chair or secretary of a meeting: people of this vault, and colleagues with their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.people import Person
from zvdesk.errors import InvalidField
from zvdesk.services.colleagues import colleagues
from zvdesk.services.people import people
from zvdesk.storage.records import get_record

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.people import Role
    from zvdesk.services.desk import Desk
    from zvdesk.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold somebody who may be chosen; a colleague works on another laptop and gets the table there."""

    id: str
    name: str
    role: Role
    is_colleague: bool


def candidates(desk: Desk) -> tuple[Candidate, ...]:
    """Return who may be chosen today: the people of this vault first, then colleagues, each by name."""
    today = desk.clock.today()
    return (
        *(Candidate(one.id, one.name, one.role, False) for one in people(desk) if one.is_active(today)),
        *(Candidate(one.id, one.name, one.role, True) for one in colleagues(desk) if one.is_active(today)),
    )


def name_of(connection: Connection, chosen_id: str) -> str:
    """Return the name of a chair or secretary, inside an act; nothing for nobody."""
    found = _found(connection, chosen_id) if chosen_id else None
    return found.name if found else ""


def check_chosen(connection: Connection, made: Meeting, before: Meeting | None, today: date) -> None:
    """Raise InvalidField for a chair or secretary who is not known, or newly chosen after they ended."""
    for name in ("chair_id", "secretary_id"):
        chosen = getattr(made, name)
        if not chosen or (before is not None and getattr(before, name) == chosen):
            continue
        found = _found(connection, chosen)
        if found is None or (isinstance(found, Colleague) and not found.is_active(today)):
            raise InvalidField(name, "not_in_list")


def _found(connection: Connection, chosen_id: str) -> Person | Colleague | None:
    return get_record(connection, Person, chosen_id) or get_record(connection, Colleague, chosen_id)
