"""Do what people do with a case: open it, write in it, move it on, find it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.case_flow import SET_BY_MEETING, missing_for, moved
from zvdesk.domain.cases import CRITERIA, Case, CaseState, IntakeCriterion
from zvdesk.domain.ids import next_case_number
from zvdesk.domain.roles import Act
from zvdesk.errors import NotFound
from zvdesk.services import house, records
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage import overviews, search
from zvdesk.storage.cases import case_by_number, load_case
from zvdesk.storage.records import insert_record, save_record

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.overviews import CaseRow, SearchHit
    from zvdesk.storage.connection import Connection

_T = TypeVar("_T", bound=records.Record)
#: Tables with what was said at the table: who may not read these does not find them either.
_SAID = ("contributions", "information", "parked_points", "polls")


def open_case(desk: Desk, *, alias: str = "", regime_id: str = "") -> Case:
    """Open a new case with the next neutral number, and its four open criteria.

    It is pinned to the newest AVE scheme and to the default set of life domains. Raises NotAllowed,
    ContentMissing for an unknown regime.
    """
    trail = Trail("aanmaken", "casus")
    with desk.change(Act.EDIT_CASE, trail) as connection:
        case = insert_case(desk, connection, alias=alias, regime_id=regime_id)
        trail.object_id = trail.case_id = case.id
    return case


def insert_case(desk: Desk, connection: Connection, *, alias: str, regime_id: str = "") -> Case:
    """Insert a new case inside a transaction that another service holds."""
    regime = desk.library.regime(regime_id or desk.house.regime_id)
    scheme = house.current_scheme(desk)
    today = desk.clock.today()
    case = Case(
        id=desk.clock.new_id(),
        number=next_case_number(today.year, overviews.last_case_number(connection, today.year)),
        alias=alias,
        regime_id=regime.id,
        purpose=regime.purpose,
        scheme_id=scheme.id,
        scheme_version=scheme.version,
        life_domain_set_id=house.DEFAULT_LIFE_DOMAINS,
        first_processed_on=today,
        created_at=desk.clock.now(),
    )
    insert_record(connection, case)
    for code in CRITERIA:
        insert_record(connection, IntakeCriterion(id=desk.clock.new_id(), case_id=case.id, code=code))
    return case


def case_file(desk: Desk, case_id: str) -> CaseFile:
    """Return a case with all that hangs on it; contributions only for who may read them.

    Reading is logged. Raises NotFound.
    """
    trail = Trail("lezen", "casus", case_id, case_id)
    with desk.reading(Act.READ_CASE, trail) as connection:
        file = load_case(connection, case_id)
        if file is None:
            raise NotFound("case", case_id)
    if desk.may(Act.READ_CONTRIBUTIONS):
        return file
    return replace(file, contributions=(), information=(), parked=(), polls=())


def case_by_its_number(desk: Desk, number: str) -> Case:
    """Return the case with a number; reading is logged. Raises NotFound."""
    trail = Trail("lezen", "casus", number)
    with desk.listing(Act.READ_CASE, trail) as connection:
        case = case_by_number(connection, number)
        if case is None:
            raise NotFound("case", number)
        trail.object_id = trail.case_id = case.id
    return case


def case_rows(desk: Desk) -> tuple[CaseRow, ...]:
    """Return the list of cases, the newest first."""
    with desk.reading(Act.READ_CASE, Trail("lezen", "casuslijst")) as connection:
        return overviews.case_rows(connection, desk.clock.today())


def search_cases(desk: Desk, query: str) -> tuple[SearchHit, ...]:
    """Return where words occur; the query itself stays out of the log."""
    without = () if desk.may(Act.READ_CONTRIBUTIONS) else _SAID
    with desk.reading(Act.READ_CASE, Trail("zoeken", "casussen")) as connection:
        return search.find(connection, query, without=without)


def save(desk: Desk, record: _T) -> _T:
    """Keep one record of a case, new or changed, and return it with its id.

    Raises NotAllowed, InvalidField with what is wrong, ReadOnly for what a closed meeting adopted, Blocked
    for an intake decision by others than the public participants (Wgs 2.31(2)).
    """
    return records.save(desk, record)


def erase(desk: Desk, record: records.Record) -> Changes:
    """Erase one record of a case; ``save`` with the same record takes it back."""
    return records.erase(desk, record)


def move_case(desk: Desk, case_id: str, target: CaseState) -> Changes:
    """Bring a case into another state; raise Blocked with what it lacks. Only a meeting plans and adopts."""
    with desk.change(
        Act.EDIT_CASE, Trail(f"status: {target.value}", "casus", case_id, case_id)
    ) as connection:
        organisations = house.known(connection)
        file = load_case(connection, case_id)
        if file is None:
            raise NotFound("case", case_id)
        if target in SET_BY_MEETING:
            raise Blocked((Blocker(BlockerCode.NO_SUCH_MOVE, (file.case.state.value, target.value)),))
        lacking = missing_for(file, target, desk.library.regime(file.case.regime_id), organisations)
        if lacking:
            raise Blocked(lacking)
        case = moved(file.case, target)
        if target is CaseState.CLOSED:
            case = replace(case, closed_on=desk.clock.today())
        save_record(connection, case)
    return changed("cases", case_id=case_id)
