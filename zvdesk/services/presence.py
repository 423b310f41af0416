"""Keep who is at the table for a case, and record who heard it as a disclosure (Wgs 1.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain import presence as rules
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.retention import add_months, destroy_before
from zvdesk.domain.roles import Act
from zvdesk.domain.steps import undeclared_thirds
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField
from zvdesk.services import house, leading
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.records import check_length
from zvdesk.storage.records import erase_record, find_records, insert_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.presence import Changeover, Hearing
    from zvdesk.storage.connection import Connection

_SEAT = "aan tafel"  # for the log, with the id of the organisation


def set_here(
    desk: Desk, meeting_id: str, item_id: str, organisation_id: str, person: str = "", *, is_here: bool
) -> Meeting:
    """Note that someone of an organisation came to the table for a case, or left it.

    Without a person the one who speaks for it in this case comes, and everyone of it leaves. Raises Blocked
    for a derde without a signed secrecy declaration (BGS 2.21) and for a case that is over, InvalidField for
    an organisation that the house does not know.
    """
    check_length("person", person)
    who = tidy(person)

    def seat(connection: Connection, item: AgendaItem) -> AgendaItem:
        organisations = house.known(connection)
        if organisation_id not in organisations:
            raise InvalidField("organisation_id", "not_in_list")
        _refuse_over(item)
        now = desk.clock.now()
        if not is_here:
            return rules.departed(item, organisation_id, who or None, now)
        file = leading.loaded_file(connection, item.case_id)
        _refuse_undeclared(desk, file, replace(item, present_ids=(organisation_id,)), organisations)
        return rules.arrived(item, organisation_id, who or _speaker(file, organisation_id), now)

    action = "gekomen" if is_here else "vertrokken"
    return _lead_seat(desk, meeting_id, item_id, action, organisation_id, seat)


def take_back(desk: Desk, meeting_id: str, item_id: str, organisation_id: str, person: str = "") -> Meeting:
    """Take back the latest presence of a person: it was a slip. Raises Blocked for a case that is over."""

    def unseat(_connection: Connection, item: AgendaItem) -> AgendaItem:
        _refuse_over(item)
        return rules.taken_back(item, organisation_id, tidy(person), desk.clock.now())

    return _lead_seat(desk, meeting_id, item_id, "aanwezigheid terugnemen", organisation_id, unseat)


def take_departure_back(
    desk: Desk, meeting_id: str, item_id: str, organisation_id: str, person: str = ""
) -> Meeting:
    """Take back the latest departure of a person, or of everyone of an organisation: nobody left.

    Raises Blocked for a case that is over and for a derde without a signed secrecy declaration (BGS 2.21).
    """

    def seat(connection: Connection, item: AgendaItem) -> AgendaItem:
        _refuse_over(item)
        organisations = house.known(connection)
        file = leading.loaded_file(connection, item.case_id)
        _refuse_undeclared(desk, file, replace(item, present_ids=(organisation_id,)), organisations)
        return rules.returned(item, organisation_id, tidy(person) or None, desk.clock.now())

    return _lead_seat(desk, meeting_id, item_id, "vertrek terugnemen", organisation_id, seat)


def set_all_here(desk: Desk, meeting_id: str, item_id: str, organisation_ids: tuple[str, ...]) -> Meeting:
    """Say of all organisations at once which are at the table; raises like ``set_here``."""

    def seat(connection: Connection, item: AgendaItem) -> AgendaItem:
        _refuse_over(item)
        organisations = house.known(connection)
        file, now = leading.loaded_file(connection, item.case_id), desk.clock.now()
        _refuse_undeclared(desk, file, replace(item, present_ids=organisation_ids), organisations)
        for left in set(item.present_ids) - set(organisation_ids):
            item = rules.departed(item, left, None, now)
        for come in organisation_ids:
            if not rules.is_here(item, come):
                item = rules.arrived(item, come, _speaker(file, come), now)
        return item

    return leading.lead_item(desk, meeting_id, item_id, "aanwezigheid", seat)


def changeover(desk: Desk, meeting_id: str, from_item_id: str, to_item_id: str) -> Changeover:
    """Return who must leave, who stays and who comes in before a case; no earlier one for the first.

    A derde without a signed declaration never stays or comes in.
    """
    trail = Trail("lezen", "wisseling", meeting_id, leading.case_of(desk, meeting_id, to_item_id))
    with desk.reading(Act.READ_CASE, trail) as connection:
        organisations = house.known(connection)
        meeting = leading.loaded_meeting(connection, meeting_id)
        file = leading.loaded_file(connection, trail.case_id)
    to_item = meeting.item(to_item_id)

    def is_barred(organisation_id: str) -> bool:
        alone = replace(to_item, present_ids=(organisation_id,))
        return bool(undeclared_thirds(leading.table_context(desk, file, alone, organisations)))

    return rules.changeover(
        meeting,
        meeting.item(from_item_id) if from_item_id else None,
        to_item,
        organisations,
        barred_ids=tuple(i for i in to_item.invited_ids if is_barred(i)),
    )


def terms(desk: Desk, connection: Connection) -> dict[str, int | None]:
    """Return the retention term of each regime in months, inside a transaction."""
    return {regime.id: house.months_in(connection, regime) for regime in desk.library.regimes}


def disclose(
    desk: Desk,
    connection: Connection,
    item: AgendaItem,
    organisations: Mapping[str, Organisation],
    months: Mapping[str, int | None],
) -> None:
    """Record who heard a case: one disclosure per organisation and person, each with its line in the log.

    Done again it adds who came since, and drops who was taken back.
    """
    file = leading.loaded_file(connection, item.case_id)
    stored = {
        (d.recipient_id, d.recipient): d
        for d in find_records(connection, Disclosure, meeting_id=item.meeting_id, case_id=item.case_id)
        if d.kind == PRESENCE
    }
    for hearing in rules.heard(item):
        made = _disclosure(desk, file, item, hearing, organisations, months[file.case.regime_id])
        if stored.pop((made.recipient_id, made.recipient), None) is None:
            insert_record(connection, made)
            desk.also(connection, Trail("vastleggen", PRESENCE, made.id, file.case.id))
    for disclosure in stored.values():
        erase_record(connection, Disclosure, disclosure.id)
        desk.also(connection, Trail("terugnemen", PRESENCE, disclosure.id, file.case.id))


def _disclosure(
    desk: Desk,
    file: CaseFile,
    item: AgendaItem,
    hearing: Hearing,
    organisations: Mapping[str, Organisation],
    months: int | None,
) -> Disclosure:
    case, organisation = file.case, organisations.get(hearing.organisation_id)
    name = organisation.name if organisation else ""
    is_third = organisation is not None and organisation.position is WgsPosition.THIRD
    third = file.ground(hearing.organisation_id) if is_third else None
    last = destroy_before(case.first_processed_on, months)
    return Disclosure(
        id=desk.clock.new_id(),
        case_id=case.id,
        meeting_id=item.meeting_id,
        document_id="",
        kind=PRESENCE,
        recipient_id=hearing.organisation_id,
        recipient=", ".join(part for part in (name, hearing.person) if part),
        purpose=case.purpose,
        ground=third.ground if third and third.ground else desk.library.regime(case.regime_id).ground,
        version=0,
        sha256="",
        made_at=hearing.since,
        destroy_before=last or add_months(case.first_processed_on, house.LONGEST_TERM),
    )


def _lead_seat(
    desk: Desk,
    meeting_id: str,
    item_id: str,
    action: str,
    organisation_id: str,
    change: Callable[[Connection, AgendaItem], AgendaItem],
) -> Meeting:
    trail = Trail(action, _SEAT, organisation_id, leading.case_of(desk, meeting_id, item_id))
    return leading.lead(
        desk, meeting_id, trail, lambda c, meeting: meeting.with_item(change(c, meeting.item(item_id)))
    )


def _speaker(file: CaseFile, organisation_id: str) -> str:
    part = file.participation(organisation_id)
    return part.person if part else ""


def _refuse_over(item: AgendaItem) -> None:
    if not rules.is_open(item):
        raise Blocked


def _refuse_undeclared(
    desk: Desk, file: CaseFile, item: AgendaItem, organisations: Mapping[str, Organisation]
) -> None:
    names = undeclared_thirds(leading.table_context(desk, file, item, organisations))
    if names:
        raise Blocked((Blocker(BlockerCode.SECRECY_DECLARATION_MISSING, names),))
