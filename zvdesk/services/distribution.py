"""Keep the board of what goes to whom: read through, handed over, received, and each of those taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import AdoptedList, list_blockers
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.cases import Case, Subject
from zvdesk.domain.disclosure import PRESENCE, Disclosure, HandOverWay, SubjectGround, ThirdPartyGround
from zvdesk.domain.distribution import (
    NO_MEETING,
    Board,
    Stage,
    giving_act,
    rows_of_case,
    rows_of_papers,
    stage_of,
)
from zvdesk.domain.roles import Act
from zvdesk.domain.subject_grounds import made_without_ground
from zvdesk.errors import InvalidField, NotFound
from zvdesk.services import house
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.meetings import adopted_lists, load_meeting
from zvdesk.storage.records import find_records, get_record, replace_record
from zvdesk.storage.today_lists import cases_with_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from zvdesk.domain.distribution import BoardRow
    from zvdesk.domain.meetings import Meeting
    from zvdesk.domain.organisations import Organisation
    from zvdesk.storage.connection import Connection

#: The title of the board of the papers of cases.
PAPERS_TITLE = "Zonder overleg (casusoverzicht, inzage-pakket)"

_MARKED = {
    Stage.CHECKED: "nalezen",
    Stage.HANDED_OVER: "verstrekken",
    Stage.RECEIVED: "ontvangst vastleggen",
}
_TAKEN_BACK = {
    Stage.CHECKED: "nalezen terugnemen",
    Stage.HANDED_OVER: "verstrekken terugnemen",
    Stage.RECEIVED: "ontvangst terugnemen",
}


def board(desk: Desk, meeting_id: str) -> Board:
    """Return who gets what of a meeting, and how far each document is; raise NotFound, NotAllowed.

    Nothing is on it before the meeting closed. With ``NO_MEETING`` it is that of the papers of cases. Reading
    is logged.
    """
    trail = Trail("lezen", "verstrekkingen", meeting_id)
    with desk.listing(Act.READ_CASE, trail) as connection:
        if meeting_id == NO_MEETING:
            return papers_board_of(desk, connection, house.known(connection))
        meeting = load_meeting(connection, meeting_id)
        if meeting is None:
            raise NotFound("meeting", meeting_id)
        return board_of(desk, connection, meeting, house.known(connection))


def board_of(
    desk: Desk, connection: Connection, meeting: Meeting, organisations: Mapping[str, Organisation]
) -> Board:
    """Return the board of a meeting with its agenda, inside an act that has its own line."""
    latest = {a.case_id: a for a in find_records(connection, AdoptedList, meeting_id=meeting.id)}
    given = find_records(connection, Disclosure, meeting_id=meeting.id)
    rows: list[BoardRow] = []
    for item in meeting.items:
        case = get_record(connection, Case, item.case_id)
        if case is None or case.id not in latest:
            continue
        file = _with_grounds(connection, case)
        months = house.months_in(connection, desk.library.regime(case.regime_id))
        rows += rows_of_case(latest[case.id], file, given, organisations, months)
    return Board(meeting_id=meeting.id, title=meeting.title, starts_at=meeting.starts_at, rows=tuple(rows))


def papers_board_of(
    desk: Desk, connection: Connection, organisations: Mapping[str, Organisation], *, waiting: bool = False
) -> Board:
    """Return the board of the papers of cases, inside an act that has its own line.

    With ``waiting`` cases are left out of which every paper went.
    """
    rows: list[BoardRow] = []
    for case_id in cases_with_papers(connection, waiting=waiting):
        case = get_record(connection, Case, case_id)
        if case is None:
            continue
        file = CaseFile(
            case=case,
            subjects=find_records(connection, Subject, case_id=case_id),
            grounds=find_records(connection, ThirdPartyGround, case_id=case_id),
        )
        months = house.months_in(connection, desk.library.regime(case.regime_id))
        given = find_records(connection, Disclosure, case_id=case_id)
        rows += rows_of_papers(file, given, organisations, months)
    rows.sort(key=lambda row: row.case_number)
    return Board(meeting_id=NO_MEETING, title=PAPERS_TITLE, starts_at=None, rows=tuple(rows))


def has_papers(desk: Desk) -> bool:
    """Tell whether a paper was made of some case, so that there is a board of them."""
    with desk.vault.read() as connection:
        return bool(cases_with_papers(connection))


def mark_checked(desk: Desk, ids: Iterable[str], on: date | None = None) -> Changes:
    """Say that who is at the desk read these documents through, on a day (today when it is not given).

    All of them or none; what is further already stays as it is. Raises Blocked for a document that a newer
    version replaced, InvalidField for a day before it was made or after today, NotFound, NotAllowed.
    """
    day = on or desk.clock.today()

    def check(connection: Connection, document: Disclosure) -> Disclosure:
        _refuse_outdated(connection, document)
        return replace(document, checked_by=desk.actor.name, checked_on=day)

    return _mark(desk, ids, Stage.CHECKED, day, check)


def mark_handed_over(desk: Desk, ids: Iterable[str], how: HandOverWay, on: date | None = None) -> Changes:
    """Say that these documents went to their recipients, by whom, on which day and how.

    Nothing goes before it is read through (BGS 1.8(1)), nothing to a derde whose ground or test lacks now.
    Raises Blocked with what holds it up, and like ``mark_checked``.
    """
    day = on or desk.clock.today()

    def hand_over(connection: Connection, document: Disclosure) -> Disclosure:
        _refuse_outdated(connection, document)
        if document.checked_on is None:
            raise Blocked((Blocker(BlockerCode.NOT_CHECKED, _names(document)),))
        _refuse_without_ground(desk, connection, document)
        return replace(document, handed_over_by=desk.actor.name, handed_over_on=day, handed_over_how=how)

    return _mark(desk, ids, Stage.HANDED_OVER, day, hand_over)


def mark_received(desk: Desk, ids: Iterable[str], on: date | None = None) -> Changes:
    """Say that the recipients told that these documents arrived; raise Blocked before they were handed over.

    Raises otherwise like ``mark_checked``.
    """
    day = on or desk.clock.today()

    def receive(_connection: Connection, document: Disclosure) -> Disclosure:
        if document.handed_over_on is None:
            raise Blocked((Blocker(BlockerCode.NOT_HANDED_OVER, _names(document)),))
        return replace(document, received_on=day)

    return _mark(desk, ids, Stage.RECEIVED, day, receive)


def take_back(desk: Desk, ids: Iterable[str], stage: Stage) -> Changes:
    """Take one step back on documents that are at this stage; the log keeps both. All of them or none.

    Raises Blocked when a document is at another stage, NotFound, NotAllowed.
    """
    cleared: dict[Stage, Callable[[Disclosure], Disclosure]] = {
        Stage.CHECKED: lambda d: replace(d, checked_by="", checked_on=None),
        Stage.HANDED_OVER: lambda d: replace(d, handed_over_by="", handed_over_on=None, handed_over_how=None),
        Stage.RECEIVED: lambda d: replace(d, received_on=None),
    }
    if stage not in cleared:
        raise InvalidField("stage", "not_in_list")
    action = _TAKEN_BACK[stage]
    documents = _documents(desk, ids, action)

    def clear(_connection: Connection, document: Disclosure) -> Disclosure:
        if stage_of(document) is not stage:
            raise Blocked((Blocker(BlockerCode.OTHER_STAGE, _names(document)),))
        return cleared[stage](document)

    return _keep(desk, documents, action, clear)


# --- together --------------------------------------------------------------------------------------------


def _mark(
    desk: Desk,
    ids: Iterable[str],
    stage: Stage,
    day: date,
    change: Callable[[Connection, Disclosure], Disclosure],
) -> Changes:
    action = _MARKED[stage]
    documents = [d for d in _documents(desk, ids, action) if stage_of(d).is_before(stage)]
    if day > desk.clock.today():
        raise InvalidField("on", "future")
    for document in documents:
        first = desk.clock.local(document.made_at).date()
        known = (first, document.checked_on, document.handed_over_on)
        if any(before is not None and day < before for before in known):
            raise InvalidField("on", "too_early")
    return _keep(desk, documents, action, change)


def _documents(desk: Desk, ids: Iterable[str], action: str) -> list[Disclosure]:
    with desk.vault.read() as connection:
        found = {record_id: get_record(connection, Disclosure, record_id) for record_id in ids}
    if not any(found.values()):
        desk.require(Act.HAND_OUT, Trail(action, "document"))
    documents = [document for document in found.values() if document is not None]
    for document in documents:
        desk.require(giving_act(document.kind), _trail(action, document))
    for record_id, one in found.items():
        if one is None or one.kind == PRESENCE:
            raise NotFound("document", record_id)
    return documents


def _keep(
    desk: Desk,
    documents: list[Disclosure],
    action: str,
    change: Callable[[Connection, Disclosure], Disclosure],
) -> Changes:
    """Keep the changed documents in one transaction, each with a line in the log."""
    if not documents:
        return changed()
    trails = [_trail(action, document) for document in documents]
    with desk.change(giving_act(documents[0].kind), trails[0]) as connection:
        for document in documents:
            stored = get_record(connection, Disclosure, document.id)
            replace_record(connection, change(connection, stored or document))
        for trail in trails[1:]:
            desk.also(connection, trail)
    return Changes(frozenset({"disclosures"}), frozenset(d.case_id for d in documents))


def _refuse_outdated(connection: Connection, document: Disclosure) -> None:
    versions = adopted_lists(connection, document.meeting_id, document.case_id)
    if versions and document.version < versions[-1].version:
        raise Blocked((Blocker(BlockerCode.LIST_REPLACED, _names(document)),))


def _refuse_without_ground(desk: Desk, connection: Connection, document: Disclosure) -> None:
    case = get_record(connection, Case, document.case_id)
    organisation = house.known(connection).get(document.recipient_id)
    if case is None or organisation is None:
        return
    file = _with_grounds(connection, case)
    months = house.months_in(connection, desk.library.regime(case.regime_id))
    lacking = list_blockers(file, organisation, months) + made_without_ground(document, file, organisation)
    if lacking:
        raise Blocked(lacking)


def _with_grounds(connection: Connection, case: Case) -> CaseFile:
    return CaseFile(
        case=case,
        grounds=find_records(connection, ThirdPartyGround, case_id=case.id),
        subject_grounds=find_records(connection, SubjectGround, case_id=case.id),
    )


def _trail(action: str, document: Disclosure) -> Trail:
    return Trail(action, document.kind, document.document_id, document.case_id)


def _names(document: Disclosure) -> tuple[str, ...]:
    return (document.recipient,) if document.recipient else ("het huis zelf",)
