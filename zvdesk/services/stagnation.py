"""Find the signs of stagnation of a case on the table, and keep what the table said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain import stagnation as rules
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState, Phase
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import may_get
from zvdesk.domain.stagnation import StagnationContext
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField
from zvdesk.services import house
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.leading import case_of, lead_item, loaded_file, loaded_meeting
from zvdesk.services.records import check_length
from zvdesk.storage.records import find_records, get_record
from zvdesk.texts.labels import RESPONSIBILITIES

if TYPE_CHECKING:
    from zvdesk.domain.stagnation import Finding
    from zvdesk.storage.connection import Connection


def findings(desk: Desk, meeting_id: str, item_id: str, *, on_paper: bool = False) -> tuple[Finding, ...]:
    """Return the signs of a case on the table; none once the table has discussed them.

    ``on_paper`` leaves out actions that may stand on no paper at all (Wgs 2.29(3)). Reading is logged. Raises
    NotFound, NotAllowed.
    """
    trail = Trail("lezen", "signalen van stagnatie", meeting_id, case_of(desk, meeting_id, item_id))
    with desk.reading(Act.READ_CASE, trail) as connection:
        item = loaded_meeting(connection, meeting_id).item(item_id)
        file = loaded_file(connection, item.case_id)
        if on_paper:
            file = replace(file, actions=tuple(a for a in file.actions if may_get(a, None)))
        scheme = desk.library.scheme(file.case.scheme_id, file.case.scheme_version)
        adopted = find_records(connection, AdoptedList, case_id=item.case_id)
        context = StagnationContext(
            rules=desk.library.stagnation_rules,
            file=file,
            item=item,
            level=scheme.level(file.case.level_code),
            earlier_items=_earlier(connection, item),
            adopted=tuple(sorted(adopted, key=lambda a: a.adopted_at)),
            organisations=house.known(connection),
            kind_labels={kind.code: kind.label for kind in desk.library.organisation_kinds},
            wholes=desk.library.wholes,
            labels={r.value: label.lower() for r, label in RESPONSIBILITIES.items()},
            on=desk.clock.today(),
        )
    return rules.findings(context)


def note_discussed(desk: Desk, meeting_id: str, item_id: str, words: str) -> Meeting:
    """Keep what the table said of the signs; from then on they are not shown at this meeting.

    Raises InvalidField for no words or too many, ReadOnly for a meeting that does not run.
    """
    check_length("escalation_discussed", words)
    said = tidy(words)
    if not said:
        raise InvalidField("escalation_discussed", "empty")
    return lead_item(
        desk,
        meeting_id,
        item_id,
        "opschalen besproken",
        lambda _connection, item: replace(item, escalation_discussed=said),
    )


def _earlier(connection: Connection, item: AgendaItem) -> tuple[AgendaItem, ...]:
    """Return the case at the closed meetings that discussed it, oldest first."""
    placed = []
    for other in find_records(connection, AgendaItem, case_id=item.case_id):
        meeting = get_record(connection, Meeting, other.meeting_id)
        if other.id == item.id or other.phase is not Phase.FINISHED or meeting is None:
            continue
        if meeting.state is MeetingState.CLOSED and meeting.closed_at is not None:
            placed.append((meeting.closed_at, other.id, other))
    return tuple(other for _at, _id, other in sorted(placed, key=lambda p: p[:2]))
