"""Prepare a meeting, lead it step by step, and adopt what it agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain import meetings as rules
from zvdesk.domain import presence as seats
from zvdesk.domain import timing
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.case_flow import missing_for
from zvdesk.domain.cases import CaseState
from zvdesk.domain.meetings import AgendaItem, ItemEvent, Meeting, MeetingEvent, MeetingState, Phase
from zvdesk.domain.roles import Act
from zvdesk.domain.steps import TableContext, step_blockers
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, NotFound, ReadOnly
from zvdesk.services import house, presence
from zvdesk.services.adopting import REASON, adopt, refuse_taken_back, settle_case
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.histories import forget_histories
from zvdesk.services.leading import case_of, lead, lead_item, loaded_file, loaded_meeting, table_context
from zvdesk.services.legible import refuse_illegible
from zvdesk.services.parking import bring_parked
from zvdesk.services.records import check_length
from zvdesk.services.table_people import check_chosen
from zvdesk.storage import overviews
from zvdesk.storage.meetings import adopted_lists, save_meeting
from zvdesk.storage.records import get_record, save_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.agenda import MeetingKind, Step
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.overviews import MeetingRow
    from zvdesk.storage.connection import Connection

_TITLE = "de titel van het overleg"  # where a letter stands that no paper shows

#: States in which a case may come to a table: taken up, and neither rejected nor closed.
_TABLE_STATES = frozenset(
    {
        CaseState.ACCEPTED,
        CaseState.ENRICHMENT,
        CaseState.PLANNED,
        CaseState.ADOPTED,
        CaseState.IN_EXECUTION,
        CaseState.AFTERCARE,
    }
)


def meeting_rows(desk: Desk) -> tuple[MeetingRow, ...]:
    """Return the list of meetings, the latest first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "overleggen")) as connection:
        return overviews.meeting_rows(connection)


def meeting(desk: Desk, meeting_id: str) -> Meeting:
    """Return a meeting with its agenda; raise NotFound."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "overleg", meeting_id)) as connection:
        return loaded_meeting(connection, meeting_id)


def prepare_meeting(
    desk: Desk,
    *,
    kind: MeetingKind,
    title: str,
    starts_at: datetime | None = None,
    place: str = "",
    chair_id: str = "",
    secretary_id: str = "",
    template_id: str = "",
) -> Meeting:
    """Make a meeting in concept, from the newest template of its kind or from a chosen one."""
    choice = desk.library.templates_of(kind)
    template = desk.library.template(template_id) if template_id else choice[0]
    if not tidy(title):
        raise InvalidField("title", "empty")
    refuse_illegible([(_TITLE, tidy(title))])
    made = Meeting(
        id=desk.clock.new_id(),
        kind=kind,
        title=tidy(title),
        place=tidy(place),
        starts_at=starts_at,
        template_id=template.id,
        template_version=template.version,
        chair_id=chair_id,
        secretary_id=secretary_id,
    )
    with desk.change(Act.PREPARE_MEETING, Trail("aanmaken", "overleg", made.id)) as connection:
        check_chosen(connection, made, None, desk.clock.today())
        save_meeting(connection, made)
    return made


def revise_meeting(desk: Desk, changed_meeting: Meeting) -> Changes:
    """Keep new title, place, time, chair or secretary of a meeting; raise ReadOnly once it has begun."""
    trail, title = Trail("wijzigen", "overleg", changed_meeting.id), tidy(changed_meeting.title)
    desk.require(Act.PREPARE_MEETING, trail)
    if not title:
        raise InvalidField("title", "empty")
    refuse_illegible([(_TITLE, title)])
    with desk.change(Act.PREPARE_MEETING, trail) as connection:
        stored = loaded_meeting(connection, changed_meeting.id)
        if stored.state not in (MeetingState.DRAFT, MeetingState.OPEN):
            raise ReadOnly
        kept = replace(
            stored,
            title=title,
            place=tidy(changed_meeting.place),
            starts_at=changed_meeting.starts_at,
            chair_id=changed_meeting.chair_id,
            secretary_id=changed_meeting.secretary_id,
        )
        check_chosen(connection, kept, stored, desk.clock.today())
        save_meeting(connection, kept)
    return changed("meetings")


def add_case(desk: Desk, meeting_id: str, case_id: str, *, invited_ids: tuple[str, ...] = ()) -> Meeting:
    """Put a case on the agenda with the organisations invited for it; by default all that take part.

    Raises Blocked for a case that was not taken up or lacks participants, ReadOnly once a meeting has closed.
    """
    trail = Trail("agenderen", "overleg", meeting_id, case_id)
    with desk.change(Act.PREPARE_MEETING, trail) as connection:
        stored = loaded_meeting(connection, meeting_id)
        if stored.state is MeetingState.CLOSED:
            raise ReadOnly
        file = loaded_file(connection, case_id)
        if any(item.case_id == case_id for item in stored.items):
            return stored
        _refuse_untaken(desk, file, house.known(connection))
        template = desk.library.template(stored.template_id, stored.template_version)
        item = AgendaItem(
            id=desk.clock.new_id(),
            meeting_id=meeting_id,
            case_id=case_id,
            position=len(stored.items) + 1,
            steps=rules.fresh_steps(template),
            invited_ids=invited_ids or tuple(p.organisation_id for p in file.participations),
            level_before=file.case.level_code,
        )
        kept = replace(stored, items=(*stored.items, item))
        save_meeting(connection, kept)
        if file.case.state is not CaseState.PLANNED:
            save_record(connection, replace(file.case, state=CaseState.PLANNED))
    return kept


def remove_case(desk: Desk, meeting_id: str, item_id: str) -> Meeting:
    """Take a case off the agenda of a meeting that has not begun."""
    return _prepare(desk, meeting_id, "van agenda halen", lambda items: [i for i in items if i.id != item_id])


def reorder(desk: Desk, meeting_id: str, item_ids: tuple[str, ...]) -> Meeting:
    """Give the cases of a meeting that has not begun another order."""
    return _prepare(
        desk, meeting_id, "volgorde wijzigen", lambda items: sorted(items, key=lambda i: item_ids.index(i.id))
    )


def set_invited(desk: Desk, meeting_id: str, item_id: str, organisation_ids: tuple[str, ...]) -> Meeting:
    """Say which organisations are needed for one case (Wgs 2.31(4))."""
    return _prepare(
        desk,
        meeting_id,
        "uitnodigen",
        lambda items: [replace(i, invited_ids=organisation_ids) if i.id == item_id else i for i in items],
    )


def _prepare(
    desk: Desk, meeting_id: str, action: str, change: Callable[[tuple[AgendaItem, ...]], list[AgendaItem]]
) -> Meeting:
    with desk.change(Act.PREPARE_MEETING, Trail(action, "overleg", meeting_id)) as connection:
        stored = loaded_meeting(connection, meeting_id)
        if stored.state not in (MeetingState.DRAFT, MeetingState.OPEN):
            raise ReadOnly
        items = tuple(replace(i, position=n) for n, i in enumerate(change(stored.items), 1))
        kept = replace(stored, items=items)
        save_meeting(connection, kept)
    return kept


# --- leading ---------------------------------------------------------------------------------------------


def advance(desk: Desk, meeting_id: str, event: MeetingEvent) -> Meeting:
    """Convene, withdraw, begin or close a meeting; closing adopts the list of each case that was discussed.

    Closing also stops the clock, records who heard what, and forgets what stood in the fields before. Raises
    Blocked with what it lacks.
    """
    act = Act.LEAD_MEETING if event is MeetingEvent.BEGIN else Act.PREPARE_MEETING
    act = Act.ADOPT_LIST if event is MeetingEvent.CLOSE else act
    with desk.change(act, Trail(event.value, "overleg", meeting_id)) as connection:
        now = desk.clock.now()
        kept = timing.pause(rules.advance(loaded_meeting(connection, meeting_id), event, now), now)
        save_meeting(connection, kept)
        if event is MeetingEvent.CLOSE:
            organisations, months = house.known(connection), presence.terms(desk, connection)
            for item in kept.items:
                presence.disclose(desk, connection, item, organisations, months)
                settle_case(desk, connection, kept, item, organisations)
    return kept


def advance_item(desk: Desk, meeting_id: str, item_id: str, event: ItemEvent, *, reason: str = "") -> Meeting:
    """Start a case, go to the next or previous step, skip a step or postpone the case with a reason.

    The clock goes along. When the case ends, so does everyone's presence, and who heard it is recorded.
    Raises Blocked with what the step lacks, InvalidField for a reason that is too long.
    """
    check_length("reason", reason)
    trail = Trail(event.value, "overleg", meeting_id, case_of(desk, meeting_id, item_id))

    def move(connection: Connection, stored: Meeting) -> Meeting:
        organisations, now = house.known(connection), desk.clock.now()
        held = timing.settled(stored, now)
        after = _moved(desk, connection, held, _begun(held, item_id), event, organisations, reason)
        if event is ItemEvent.REOPEN:
            after = seats.resumed(after, now)
        elif not seats.is_open(after):
            after = seats.ended(after, now)
            presence.disclose(desk, connection, after, organisations, presence.terms(desk, connection))
        return timing.follow(held.with_item(after), item_id, now)

    return lead(desk, meeting_id, trail, move)


def _begun(meeting: Meeting, item_id: str) -> AgendaItem:
    """Return a case that has a moment at which it began, when it is on the table; older vaults lack it."""
    item = meeting.item(item_id)
    is_begun = item.phase.step is not None and item.began_at is None
    return replace(item, began_at=meeting.began_at) if is_begun else item


def _moved(
    desk: Desk,
    connection: Connection,
    held: Meeting,
    item: AgendaItem,
    event: ItemEvent,
    organisations: Mapping[str, Organisation],
    reason: str,
) -> AgendaItem:
    file = loaded_file(connection, item.case_id)
    here = item.phase.step
    lacking = step_blockers(here, table_context(desk, file, item, organisations, held)) if here else ()
    after = rules.advance_item(item, event, lacking=lacking, reason=reason)
    if after.phase is Phase.FINISHED:
        refuse_taken_back(table_context(desk, file, after, organisations, held))
    if event is ItemEvent.START:
        if file.case.state not in (*_TABLE_STATES, CaseState.IN_MEETING):
            raise Blocked((Blocker(BlockerCode.CASE_NOT_ACCEPTED, (file.case.number,)),))
        after = replace(after, level_before=file.case.level_code)
        save_record(connection, replace(file.case, state=CaseState.IN_MEETING))
        bring_parked(connection, file, held.id)
    if event in (ItemEvent.START, ItemEvent.REOPEN):
        after = replace(after, began_at=after.began_at or desk.clock.now())
    return after


def jump(desk: Desk, meeting_id: str, item_id: str, step: Step) -> Meeting:
    """Go to another step of the case on the table; nothing counts as done by it, and the clock goes along."""
    trail = Trail(f"naar stap {step.value}", "overleg", meeting_id, case_of(desk, meeting_id, item_id))

    def move(_connection: Connection, stored: Meeting) -> Meeting:
        now = desk.clock.now()
        held = timing.settled(stored, now)
        return timing.follow(held.with_item(rules.jump(held.item(item_id), step)), item_id, now)

    return lead(desk, meeting_id, trail, move)


def write_note(desk: Desk, meeting_id: str, item_id: str, step: Step, note: str) -> Meeting:
    """Keep the note of one step of one case; raise InvalidField for one that is too long."""
    check_length("note", note)
    return lead_item(
        desk,
        meeting_id,
        item_id,
        "notitie",
        lambda _connection, item: item.with_record(replace(item.record(step), note=note)),
    )


def set_present(desk: Desk, meeting_id: str, item_id: str, organisation_ids: tuple[str, ...]) -> Meeting:
    """Say which organisations are at the table for one case, each with who speaks for it.

    Raises Blocked for a derde without a signed secrecy declaration (BGS 2.21).
    """
    return presence.set_all_here(desk, meeting_id, item_id, organisation_ids)


def set_danger(desk: Desk, meeting_id: str, item_id: str, is_in_danger: bool | None) -> Meeting:
    """Keep the answer to the question whether there is direct danger now."""
    return lead_item(
        desk,
        meeting_id,
        item_id,
        "acute veiligheid",
        lambda _c, item: replace(item, is_in_danger=is_in_danger),
    )


def set_agreed(desk: Desk, meeting_id: str, item_id: str, organisation_ids: tuple[str, ...]) -> Meeting:
    """Keep which organisations agreed when the decisions and actions were read back."""
    return lead_item(
        desk,
        meeting_id,
        item_id,
        "akkoord",
        lambda _c, item: replace(
            item, agreed_ids=tuple(i for i in organisation_ids if i in item.present_ids)
        ),
    )


def context(desk: Desk, file: CaseFile, item: AgendaItem) -> TableContext:
    """Return all that decides what the steps of a case still lack."""
    with desk.vault.read() as connection:
        held, organisations = get_record(connection, Meeting, item.meeting_id), house.known(connection)
    return table_context(desk, file, item, organisations, held)


# --- adopting --------------------------------------------------------------------------------------------


def begin_correction(desk: Desk, meeting_id: str, case_id: str, reason: str) -> Changes:
    """Open what a meeting adopted on one case for mending, with the reason that the new version will say.

    Raises Blocked without a reason, or for one that no paper can show.
    """
    with desk.change(Act.ADOPT_LIST, Trail("correctie openen", "lijst", meeting_id, case_id)) as connection:
        item = _closed_item(connection, meeting_id, case_id)
        if not tidy(reason):
            raise Blocked((Blocker(BlockerCode.NO_REASON),))
        refuse_illegible([(REASON, tidy(reason))])
        save_record(connection, replace(item, correction_reason=tidy(reason)))
    return changed("agenda_items", case_id=case_id)


def adopt_correction(desk: Desk, meeting_id: str, case_id: str) -> AdoptedList:
    """Adopt what was mended as a new version that says what it replaces; read-only again."""
    with desk.change(
        Act.ADOPT_LIST, Trail("correctie vaststellen", "lijst", meeting_id, case_id)
    ) as connection:
        item = _closed_item(connection, meeting_id, case_id)
        if not item.correction_reason:
            raise Blocked((Blocker(BlockerCode.NO_REASON),))
        closed = loaded_meeting(connection, meeting_id)
        adopted = adopt(
            desk, connection, closed, item, loaded_file(connection, case_id), reason=item.correction_reason
        )
        save_record(connection, replace(item, correction_reason=""))
        forget_histories(connection, case_id)
    return adopted


def adopted_versions(desk: Desk, meeting_id: str, case_id: str) -> tuple[AdoptedList, ...]:
    """Return every version adopted on one case, the first one first."""
    trail = Trail("lezen", "lijst", meeting_id, case_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        return adopted_lists(connection, meeting_id, case_id)


def _closed_item(connection: Connection, meeting_id: str, case_id: str) -> AgendaItem:
    stored = loaded_meeting(connection, meeting_id)
    item = next((i for i in stored.items if i.case_id == case_id), None)
    if item is None:
        raise NotFound("agenda_item", case_id)
    if stored.state is not MeetingState.CLOSED or item.phase is not Phase.FINISHED:
        raise Blocked((Blocker(BlockerCode.NOT_ADOPTED),))
    return item


# --- parts -----------------------------------------------------------------------------------------------


def _refuse_untaken(desk: Desk, file: CaseFile, organisations: Mapping[str, Organisation]) -> None:
    if file.case.state not in _TABLE_STATES:
        raise Blocked((Blocker(BlockerCode.CASE_NOT_ACCEPTED, (file.case.number,)),))
    if file.case.state is CaseState.PLANNED:
        return
    lacking = missing_for(file, CaseState.PLANNED, desk.library.regime(file.case.regime_id), organisations)
    if lacking:
        raise Blocked(lacking)
