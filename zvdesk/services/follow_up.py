"""Keep what organisations answer on their actions, and say which of them are late with what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.actions import SETTLED, ActionAnswer, ActionItem, ActionStatus, ActionUpdate
from zvdesk.domain.adoption import AdoptedList, list_blockers
from zvdesk.domain.carry_over import first_day, postponements
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import ThirdPartyGround
from zvdesk.domain.follow_up import LateAction, OnList, OrganisationLate, last_answer, place_on_list
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.numbering import numbered_actions
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import may_get
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField, NotFound, ReadOnly
from zvdesk.services import house
from zvdesk.services.actions import keep_update
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.records import check_length
from zvdesk.storage.cases import case_by_number
from zvdesk.storage.follow_up import late_actions
from zvdesk.storage.records import find_records, get_record

if TYPE_CHECKING:
    from datetime import date

    from zvdesk.domain.organisations import Organisation
    from zvdesk.storage.connection import Connection


def answer_action(
    desk: Desk, action_id: str, answer: ActionAnswer, *, reason: str = "", due_on: date | None = None
) -> ActionItem:
    """Keep what an organisation answered: done, not done because, or another day.

    An action that is not done stays for the terugkomoverleg, with the reason; an action that turned out not
    to be done is open again. Raises InvalidField for "not done" without a reason, "another day" without a
    day, and a day before today; ReadOnly for an action that lapsed; NotFound; NotAllowed.
    """
    check_length("reason", reason)
    with desk.vault.read() as connection:
        stored = get_record(connection, ActionItem, action_id)
    trail = Trail("antwoord vastleggen", "actie", action_id, stored.case_id if stored else "")
    desk.require(Act.UPDATE_ACTION, trail)
    if stored is None:
        raise NotFound("action_items", action_id)
    if answer is ActionAnswer.NOT_DONE and not tidy(reason):
        raise InvalidField("reason", "empty")
    if answer is ActionAnswer.NEW_DAY and due_on is None:
        raise InvalidField("due_on", "empty")
    day = None if answer is ActionAnswer.DONE else due_on
    if day is not None and day < desk.clock.today():
        raise InvalidField("due_on", "past")
    status = ActionStatus.OPEN if stored.status in SETTLED else stored.status
    kept = replace(
        stored,
        status=ActionStatus.DONE if answer is ActionAnswer.DONE else status,
        due_on=day or stored.due_on,
    )
    with desk.change(Act.UPDATE_ACTION, trail) as connection:
        if stored.status is ActionStatus.DROPPED:
            raise ReadOnly
        keep_update(desk, connection, stored, kept, reason, answer)
    return kept


def action_on_list(desk: Desk, case_number: str, number: int) -> str:
    """Return the id of an action by its number on the newest list of a case; raise NotFound, NotAllowed."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "actie")) as connection:
        case = case_by_number(connection, case_number)
        if case is None:
            raise NotFound("case", case_number)
        adopted = find_records(connection, AdoptedList, case_id=case.id)
    on_list = dict(numbered_actions(adopted[-1].content)) if adopted else {}
    if number not in on_list:
        raise NotFound("action_items", str(number))
    return on_list[number].id


def late(desk: Desk) -> tuple[OrganisationLate, ...]:
    """Return what is late over all cases, per organisation, most of it first; reading is logged."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "acties te laat")) as connection:
        return late_in(desk, connection)


def late_in(desk: Desk, connection: Connection) -> tuple[OrganisationLate, ...]:
    """Return the same inside an act that has its own line."""
    organisations = house.known(connection)
    cases: dict[str, _OfCase] = {}
    found: dict[str, list[LateAction]] = {}
    for action in late_actions(connection, desk.clock.today()):
        if action.case_id not in cases:
            cases[action.case_id] = _of_case(desk, connection, action.case_id)
        organisation = organisations.get(action.organisation_id)
        key = organisation.id if organisation else ""
        found.setdefault(key, []).append(_late(desk, connection, action, cases[action.case_id], organisation))
    rows = [OrganisationLate(organisation=organisations.get(k), actions=tuple(a)) for k, a in found.items()]
    return tuple(sorted(rows, key=_by_most))


@dataclass(frozen=True, slots=True)
class _OfCase:
    file: CaseFile
    adopted: tuple[AdoptedList, ...]
    months: int | None


def _of_case(desk: Desk, connection: Connection, case_id: str) -> _OfCase:
    case = get_record(connection, Case, case_id)
    if case is None:
        raise NotFound("case", case_id)
    return _OfCase(
        CaseFile(
            case=case,
            updates=find_records(connection, ActionUpdate, case_id=case_id),
            grounds=find_records(connection, ThirdPartyGround, case_id=case_id),
        ),
        find_records(connection, AdoptedList, case_id=case_id),
        house.months_in(connection, desk.library.regime(case.regime_id)),
    )


def _late(
    desk: Desk,
    connection: Connection,
    action: ActionItem,
    of_case: _OfCase,
    organisation: Organisation | None,
) -> LateAction:
    file, place = of_case.file, place_on_list(action.id, of_case.adopted)
    on_list = None
    if place is not None:
        meeting_id, number, then = place
        meeting = get_record(connection, Meeting, meeting_id)
        began = meeting.began_at or meeting.starts_at if meeting else None
        held_on = desk.clock.local(began).date() if began else None
        on_list = OnList(meeting_id=meeting_id, held_on=held_on, number=number, due_on=then)
    due_on = action.due_on or desk.clock.today()
    return LateAction(
        action=action,
        case_number=file.case.number,
        alias=file.case.alias,
        days_late=(desk.clock.today() - due_on).days,
        times_moved=postponements(action, file.updates, first_day(action, of_case.adopted)),
        answer=last_answer(action.id, file.updates),
        on_list=on_list,
        is_kept_back=organisation is not None and not may_get(action, organisation),
        blockers=list_blockers(file, organisation, of_case.months) if organisation else (),
    )


def _by_most(row: OrganisationLate) -> tuple[bool, int, str]:
    """Order by how many are late; actions that nobody has come last."""
    name = row.organisation.name.casefold() if row.organisation else ""
    return (row.organisation is None, -len(row.actions), name)
