"""Load what the pages of this room show; everything here runs in the worker and returns frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.meetings import Meeting, MeetingState, Phase
from zvdesk.domain.roles import Act
from zvdesk.domain.steps import TableContext, step_blockers, step_notices
from zvdesk.services import cases, house, meetings, people, stagnation, table_people, whereabouts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zvdesk.domain.actions import ActionItem
    from zvdesk.domain.adoption import AdoptedList
    from zvdesk.domain.agenda import AgendaTemplate
    from zvdesk.domain.blockers import Blocker
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.colleagues import Colleague
    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.life_domains import LifeDomainSet
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.overviews import CaseRow, MeetingRow
    from zvdesk.domain.people import Person
    from zvdesk.domain.regimes import Regime
    from zvdesk.domain.stagnation import Finding
    from zvdesk.services.desk import Desk
    from zvdesk.services.table_people import Candidate


@dataclass(frozen=True)
class MeetingsView:
    """Hold the list of meetings."""

    rows: tuple[MeetingRow, ...]
    people: tuple[Candidate, ...]
    today: date
    pens: Mapping[str, Pen] = field(default_factory=dict)  # that colleagues have


@dataclass(frozen=True)
class AgendaLine:
    """Hold one case on an agenda that is being prepared."""

    item: AgendaItem
    file: CaseFile
    minutes: int

    @property
    def name(self) -> str:
        """Return number and alias."""
        return case_name(self.file.case.number, self.file.case.alias)


@dataclass(frozen=True)
class PrepareView:
    """Hold a meeting that is being prepared."""

    meeting: Meeting
    lines: tuple[AgendaLine, ...]
    people: tuple[Candidate, ...]
    organisations: Mapping[str, Organisation]
    template: AgendaTemplate
    today: date
    pens: Mapping[str, Pen] = field(default_factory=dict)  # that colleagues have
    giver: Colleague | None = None  # who gave it, when the pen came from a colleague

    @property
    def minutes(self) -> int:
        """Return the planned minutes of all cases."""
        return sum(line.minutes for line in self.lines)

    @property
    def pen(self) -> Pen | None:
        """Return the pen of the meeting when a colleague has it."""
        return self.pens.get(self.meeting.id)


@dataclass(frozen=True)
class CaseAtTable:
    """Hold one case of the table for the list of cases."""

    item_id: str
    case_id: str
    name: str
    phase: Phase


@dataclass(frozen=True)
class TableView:
    """Hold all that the lead page shows of one case on the table."""

    meeting: Meeting
    item: AgendaItem
    file: CaseFile
    cases: tuple[CaseAtTable, ...]
    context: TableContext
    template: AgendaTemplate
    regime: Regime
    domains: LifeDomainSet
    lacks: Mapping[Step, tuple[Blocker, ...]]
    notices: tuple[Blocker, ...]
    people: tuple[Person, ...]
    today: date
    findings: tuple[Finding, ...] = ()  # signs of stagnation that the table has not discussed yet

    @property
    def step(self) -> Step | None:
        """Return the step where the case is, or None outside the five."""
        return self.item.phase.step

    @property
    def name(self) -> str:
        """Return number and alias."""
        return case_name(self.file.case.number, self.file.case.alias)

    @property
    def is_closed(self) -> bool:
        """Tell whether the meeting has closed, so that only a correction may change it."""
        return self.meeting.state is MeetingState.CLOSED

    @property
    def last_actions(self) -> tuple[ActionItem, ...]:
        """Return what was agreed on this case at earlier meetings."""
        return tuple(a for a in self.file.actions if a.meeting_id != self.meeting.id)

    @property
    def opens_with_last_actions(self) -> bool:
        """Tell whether this meeting opens with what was agreed before."""
        return self.meeting.kind is MeetingKind.RETURN and bool(self.last_actions)

    def organisation(self, organisation_id: str) -> str:
        """Return the name of an organisation, short where it has one."""
        return short_name(self.context.organisations.get(organisation_id))


@dataclass(frozen=True)
class ClosedCase:
    """Hold one case of a closed meeting with every version of what was adopted."""

    item: AgendaItem
    name: str
    versions: tuple[AdoptedList, ...]


@dataclass(frozen=True)
class ClosedView:
    """Hold a closed meeting."""

    meeting: Meeting
    cases: tuple[ClosedCase, ...]
    pens: Mapping[str, Pen] = field(default_factory=dict)  # that colleagues have
    giver: Colleague | None = None  # who gave it, when the pen came from a colleague

    @property
    def pen(self) -> Pen | None:
        """Return the pen of the meeting when a colleague has it."""
        return self.pens.get(self.meeting.id)


def case_name(number: str, alias: str) -> str:
    """Return how a case is named on screen: its number and its alias, never a person."""
    return f"{number} · {alias}" if alias else number


def short_name(organisation: Organisation | None) -> str:
    """Return the abbreviation of an organisation, or its name."""
    return (organisation.abbreviation or organisation.name) if organisation else ""


def load_meetings(desk: Desk) -> MeetingsView:
    """Load the list of meetings."""
    return MeetingsView(
        meetings.meeting_rows(desk),
        table_people.candidates(desk),
        desk.clock.today(),
        whereabouts.elsewhere(desk),
    )


def load_prepare(desk: Desk, meeting_id: str) -> PrepareView:
    """Load a meeting with the cases on its agenda."""
    found = meetings.meeting(desk, meeting_id)
    lines = tuple(
        AgendaLine(item, cases.case_file(desk, item.case_id), sum(r.minutes for r in item.steps))
        for item in found.items
    )
    return PrepareView(
        meeting=found,
        lines=lines,
        people=table_people.candidates(desk),
        organisations=house.organisations_by_id(desk),
        template=desk.library.template(found.template_id, found.template_version),
        today=desk.clock.today(),
        pens=whereabouts.elsewhere(desk),
        giver=whereabouts.giver(desk, meeting_id),
    )


def load_case_rows(desk: Desk) -> tuple[CaseRow, ...]:
    """Load the cases from which an agenda is made."""
    return cases.case_rows(desk)


def load_table(desk: Desk, meeting_id: str, item_id: str = "", before: TableView | None = None) -> TableView:
    """Load one case on the table; without ``item_id`` the one where the table is.

    ``before`` spares reading what does not change while a meeting runs.
    """
    found = meetings.meeting(desk, meeting_id)
    item = found.item(item_id) if item_id else current_item(found)
    file = cases.case_file(desk, item.case_id)
    if before is not None and {c.item_id for c in before.cases} == {i.id for i in found.items}:
        names = {c.case_id: c.name for c in before.cases}
    else:
        wanted = {i.case_id for i in found.items}
        names = {r.id: case_name(r.number, r.alias) for r in cases.case_rows(desk) if r.id in wanted}
    return judged(
        desk,
        found,
        item,
        file,
        tuple(CaseAtTable(i.id, i.case_id, names.get(i.case_id, ""), i.phase) for i in found.items),
        before.people if before is not None else people.people(desk),
        found_signs(desk, found, item),
    )


def found_signs(desk: Desk, meeting: Meeting, item: AgendaItem) -> tuple[Finding, ...]:
    """Return the signs of stagnation of a case that is at the step Regie; elsewhere nobody asks."""
    if item.phase is not Phase.LEAD or meeting.state is not MeetingState.IN_PROGRESS:
        return ()
    return stagnation.findings(desk, meeting.id, item.id)


def judged(
    desk: Desk,
    meeting: Meeting,
    item: AgendaItem,
    file: CaseFile,
    at_table: tuple[CaseAtTable, ...],
    known: tuple[Person, ...],
    findings: tuple[Finding, ...] = (),
) -> TableView:
    """Return the view of a case with what each step lacks now."""
    context = meetings.context(desk, file, item)
    step = item.phase.step
    return TableView(
        meeting=meeting,
        item=item,
        file=file,
        cases=tuple(replace(c, phase=meeting.item(c.item_id).phase) for c in at_table),
        context=context,
        template=desk.library.template(meeting.template_id, meeting.template_version),
        regime=desk.library.regime(file.case.regime_id),
        domains=desk.library.life_domain_set(file.case.life_domain_set_id),
        lacks={s: step_blockers(s, context) for s in Step},
        notices=step_notices(step, context) if step is not None else (),
        people=known,
        today=context.on,
        findings=findings,
    )


def current_item(meeting: Meeting) -> AgendaItem:
    """Return where the table is: where the clock runs or ran last, else the next case, else the last."""
    if meeting.clock is not None:
        return meeting.item(meeting.clock.item_id)
    under_way = [i for i in meeting.items if i.phase.step is not None]
    waiting = [i for i in meeting.items if i.phase is Phase.WAITING]
    if under_way:
        return max(under_way, key=lambda i: (i.began_at is not None, i.began_at))
    return (waiting or list(meeting.items)[-1:])[0]


def load_closed(desk: Desk, meeting_id: str) -> ClosedView:
    """Load a closed meeting with what it adopted per case, every version of it."""
    found = meetings.meeting(desk, meeting_id)
    wanted = {i.case_id for i in found.items}
    names = {r.id: case_name(r.number, r.alias) for r in cases.case_rows(desk) if r.id in wanted}
    return ClosedView(
        found,
        tuple(
            ClosedCase(
                item,
                names.get(item.case_id, ""),
                meetings.adopted_versions(desk, meeting_id, item.case_id),
            )
            for item in found.items
        ),
        whereabouts.elsewhere(desk),
        whereabouts.giver(desk, meeting_id),
    )


def may_write(desk: Desk) -> bool:
    """Tell whether who is at the desk may write in a case; the role is a frozen value."""
    return desk.may(Act.EDIT_CASE)
