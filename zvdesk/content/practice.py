"""Load the fictional practice table: a house with people, partners, cases, two past meetings and one today.

Every id is symbolic: persons, organisations, cases, meetings and actions name each other by short keys such
as "koers" or "politie". All other records have an empty id. A service walks through it in this order, and
keeps a map from each key to the id it gives out:

1. ``persons`` and ``organisations``
2. per case in ``cases``: the case, then its records; contributions, participations, deciders, actions,
   holders and grounds name organisations by key, updates name their action
3. ``meetings``: those of the past are closed (their items are finished and what they agreed is in the cases);
   the last one is today's: open, its items waiting
4. ``scripts``, in the order of today's table: what to record in each step of each case
5. ``referral_files``: to be read in by hand, when someone wants to see an import

Dates lie relative to the day that is passed in, so that the table is always fresh.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.content import shapes
from zvdesk.content.library import Library, load_library
from zvdesk.content.practice_cases import Script, practice_case
from zvdesk.content.practice_records import at
from zvdesk.content.reading import read_toml
from zvdesk.domain.meetings import AgendaItem, Meeting, MeetingState, Phase, StepStatus, fresh_steps
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.people import ASSIGNABLE_ROLES, Person, Role
from zvdesk.errors import ContentInvalid
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zvdesk.content.reading import Cursor
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Participation
    from zvdesk.domain.organisations import Organisation

__all__ = ["PracticeTable", "Script", "load_practice"]

MAXIMUM_CASES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTable:
    """Hold everything of the practice house; see the module for the order to walk through it."""

    house: str
    contact: str
    regime_id: str
    local_retention_months: int  # for the regime "lokaal", which has no term by law
    local_retention_basis: str
    persons: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    cases: tuple[CaseFile, ...]
    meetings: tuple[Meeting, ...]  # the past ones, oldest first, and then today's
    scripts: tuple[Script, ...]
    referral_files: tuple[Path, ...]

    @property
    def todays_meeting(self) -> Meeting:
        """Return the meeting of today."""
        return self.meetings[-1]

    def case(self, key: str) -> CaseFile:
        """Return the case with this key."""
        return next(file for file in self.cases if file.case.id == key)

    def person(self, role: Role) -> Person:
        """Return the person in a role."""
        return next(person for person in self.persons if person.role is role)


def load_practice(today: date) -> PracticeTable:
    """Return the practice table as it stands in the morning of a day; raise ContentInvalid."""
    folder = resources_folder() / "practice"
    return read_practice(folder, today, load_library())


def read_practice(folder: Path, today: date, library: Library) -> PracticeTable:
    """Return the practice table of a folder: ``table.toml``, ``cases/*.toml`` and ``referrals/*.json``."""
    top = read_toml(folder / "table.toml")
    head = top.child("huis")
    kinds = {kind.code: kind for kind in library.organisation_kinds}
    organisations = tuple(
        shapes.organisation(cursor, kinds, has_id=True) for cursor in top.children("organisatie")
    )
    top.distinct("organisatie", (organisation.id for organisation in organisations), "id")
    persons = tuple(_person(cursor, today) for cursor in top.children("persoon"))
    top.distinct("persoon", (person.id for person in persons), "id")
    meetings = [_meeting(cursor, today, library, persons) for cursor in top.children("overleg")]
    top.distinct("overleg", (meeting.id for meeting, _ in meetings), "id")
    days = [day for _, day in meetings]
    if days != sorted(days) or days[-1] != today or days.count(today) != 1:
        raise top.invalid("overleg", "wrong_order")
    table = PracticeTable(
        house=head.text("naam"),
        contact=head.text("contact"),
        regime_id=head.listed("regime", [regime.id for regime in library.regimes]),
        local_retention_months=head.number("lokaal_bewaarmaanden", 1, 60),
        local_retention_basis=head.text("lokaal_bewaargrond"),
        persons=persons,
        organisations=organisations,
        cases=(),
        meetings=tuple(meeting for meeting, _ in meetings),
        scripts=(),
        referral_files=tuple(sorted((folder / "referrals").glob("*.json"))),
    )
    top.finish()
    days_by_id = {meeting.id: day for meeting, day in meetings}
    return _with_attendance(_with_cases(table, folder / "cases", days_by_id, library), top)


def _with_cases(
    table: PracticeTable, folder: Path, meeting_days: dict[str, date], library: Library
) -> PracticeTable:
    paths = sorted(folder.glob("*.toml"))
    if len(paths) > MAXIMUM_CASES:
        raise ContentInvalid(paths[-1].name, "", "too_many_files")
    today = table.todays_meeting
    order = [item.case_id for item in today.items]
    cases: dict[str, CaseFile] = {}
    scripts: dict[str, Script] = {}
    action_ids: set[str] = set()
    for path in paths:
        file, script = practice_case(
            read_toml(path),
            today=meeting_days[today.id],
            library=library,
            organisation_ids=tuple(organisation.id for organisation in table.organisations),
            meeting_days=meeting_days,
            todays_meeting=today.id,
        )
        if file.case.id in cases:
            raise ContentInvalid(path.name, "casus.id", "duplicate")
        if (script is not None) != (file.case.id in order):
            raise ContentInvalid(path.name, "vandaag", "missing" if script is None else "not_in_list")
        cases[file.case.id] = file
        if script is not None:
            scripts[file.case.id] = script
        for action in (*file.actions, *(script.actions if script else ())):
            if action.id in action_ids:
                raise ContentInvalid(path.name, f"actie.{action.id}", "duplicate")
            action_ids.add(action.id)
    found = tuple(scripts[key] for key in order if key in scripts)
    return replace(table, cases=tuple(cases.values()), scripts=found)


def _with_attendance(table: PracticeTable, top: Cursor) -> PracticeTable:
    """Invite who takes part; in the past they were there too, but for a derde who had not signed."""
    cases = {file.case.id: file for file in table.cases}
    thirds = {o.id for o in table.organisations if o.position is WgsPosition.THIRD}
    meetings = []
    for number, meeting in enumerate(table.meetings, 1):
        items = []
        for place, item in enumerate(meeting.items, 1):
            if item.case_id not in cases:
                raise top.invalid(f"overleg[{number}].casussen[{place}]", "not_in_list")
            file = cases[item.case_id]
            invited = tuple(part.organisation_id for part in file.participations)
            item = replace(item, invited_ids=invited, level_before=file.case.level_code)
            if meeting is not table.todays_meeting:
                changes = [change for change in file.level_changes if change.meeting_id == meeting.id]
                present = tuple(
                    part.organisation_id
                    for part in file.participations
                    if part.organisation_id not in thirds or _had_signed(part, meeting)
                )
                item = replace(
                    item,
                    present_ids=present,
                    agreed_ids=present,
                    level_before=changes[-1].from_code if changes else file.case.level_code,
                )
            items.append(item)
        meetings.append(replace(meeting, items=tuple(items)))
    return replace(table, meetings=tuple(meetings))


def _had_signed(part: Participation, meeting: Meeting) -> bool:
    day = part.secrecy_declared_on
    return day is not None and meeting.starts_at is not None and day <= meeting.starts_at.date()


def _person(cursor: Cursor, today: date) -> Person:
    role = cursor.choice("rol", Role)
    if role not in ASSIGNABLE_ROLES:
        raise cursor.invalid("rol", "not_in_list")
    return Person(
        id=cursor.code("id"),
        name=cursor.text("naam"),
        role=role,
        organisation=cursor.text("organisatie"),
        phone=cursor.text("telefoon", ""),
        from_on=cursor.day("vanaf_dag", today),
    )


def _meeting(
    cursor: Cursor, today: date, library: Library, persons: tuple[Person, ...]
) -> tuple[Meeting, date]:
    template = library.template(cursor.listed("sjabloon", [template.id for template in library.agendas]))
    day, hour = cursor.day("dag", today), cursor.number("uur_utc", 0, 23)
    past = day < today
    ids = [person.id for person in persons]
    steps = fresh_steps(template)
    if past:
        steps = tuple(replace(step, status=StepStatus.DONE) for step in steps)
    key = cursor.code("id")
    items = tuple(
        AgendaItem(
            meeting_id=key,
            case_id=case_id,
            position=position,
            phase=Phase.FINISHED if past else Phase.WAITING,
            steps=steps,
            is_in_danger=False if past else None,
        )
        for position, case_id in enumerate(cursor.texts("casussen"), 1)
    )
    meeting = Meeting(
        id=key,
        kind=template.kind,
        title=cursor.text("titel"),
        place=cursor.text("plaats"),
        starts_at=at(day, hour),
        template_id=template.id,
        template_version=template.version,
        chair_id=cursor.listed("voorzitter", ids),
        secretary_id=cursor.listed("secretaris", ids),
        state=MeetingState.CLOSED if past else MeetingState.OPEN,
        began_at=at(day, hour) if past else None,
        closed_at=at(day, min(hour + 2, 23)) if past else None,
        items=items,
    )
    return meeting, day
