"""Do in the worker what a step of the lead page asks; each is a plain function over the services.

``view`` is what the worker loaded last, so what was saved a moment ago is in it.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from zvdesk.domain.actions import SETTLED, ActionItem
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.services import cases

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.escalation import Responsibility
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.views import TableView

T = TypeVar("T")


def latest(file: CaseFile, record: T) -> T:
    """Return the record as the case has it now, or the record itself when the case has it no more."""
    wanted = getattr(record, "id", "")
    for field in fields(file):
        held = getattr(file, field.name)
        if isinstance(held, tuple):
            for found in held:
                if isinstance(found, type(record)) and getattr(found, "id", "") == wanted:
                    return found
    return record


def revise_case(desk: Desk, view: TableView, **values: Any) -> None:  # noqa: ANN401 - fields of Case
    """Keep some fields of the case."""
    case = cases.case_by_its_number(desk, view.file.case.number)
    cases.save(desk, replace(case, **values))


def score(desk: Desk, view: TableView, domain: str, value: int | None) -> None:
    """Keep today's score on one life domain; None takes today's score away again."""
    set_id = view.file.case.life_domain_set_id
    today = [s for s in view.file.scores if (s.set_id, s.domain, s.scored_on) == (set_id, domain, view.today)]
    if value is None:
        for found in today:
            cases.erase(desk, found)
        return
    before = today[-1] if today else None
    cases.save(
        desk,
        DomainScore(
            id=before.id if before else "",
            case_id=view.file.case.id,
            set_id=set_id,
            domain=domain,
            score=value,
            scored_on=view.today,
            scorer=desk.actor.name,
            source=before.source if before else view.meeting.title,
        ),
    )


def choose_level(desk: Desk, view: TableView, code: str) -> None:
    """Record the decision of this meeting on the AVE level; what was already motivated is kept."""
    change = view.context.level_change
    if change is None:
        change = LevelChange(
            case_id=view.file.case.id,
            meeting_id=view.meeting.id,
            from_code=view.item.level_before,
            to_code=code,
            changed_on=view.today,
        )
    cases.save(desk, replace(change, to_code=code))


def revise_level(desk: Desk, view: TableView, **values: Any) -> None:  # noqa: ANN401 - fields of LevelChange
    """Keep some fields of the decision on the level; without one it confirms the level of now."""
    change = view.context.level_change
    if change is None:
        code = view.file.case.level_code
        change = LevelChange(
            case_id=view.file.case.id,
            meeting_id=view.meeting.id,
            from_code=view.item.level_before,
            to_code=code,
            changed_on=view.today,
        )
    cases.save(desk, replace(change, **values))


def set_holder(desk: Desk, view: TableView, responsibility: Responsibility, values: dict[str, Any]) -> None:
    """Keep who holds a responsibility from today; who held it before keeps their own dates.

    ``values`` are person, organisation_id, phone and mandate. An empty name ends it: what was recorded today
    goes, what is older ends yesterday.
    """
    held = view.file.holder(responsibility, view.today)
    person = values["person"]
    if held is not None and person and person.casefold() == held.person.casefold():
        cases.save(desk, replace(held, **{**values, "person": held.person}))
        return
    if held is not None and held.from_on < view.today:
        cases.save(desk, replace(held, until_on=view.today - timedelta(days=1)))
        held = None
    if person:
        cases.save(
            desk,
            LeadHolder(
                id=held.id if held else "",
                case_id=view.file.case.id,
                responsibility=responsibility,
                from_on=view.today,
                **values,
            ),
        )
    elif held is not None:
        cases.erase(desk, held)


def being_named(view: TableView, responsibility: Responsibility) -> ActionItem | None:
    """Return the open action to name someone for a responsibility, or None."""
    found = [a for a in view.file.actions if a.names_holder_of is responsibility and a.status not in SETTLED]
    return found[-1] if found else None


def name_later(
    desk: Desk, view: TableView, responsibility: Responsibility, what: str, values: dict[str, Any]
) -> None:
    """Keep the action "aan te wijzen door X vóór datum" for a responsibility."""
    action = being_named(view, responsibility)
    if action is None:
        action = ActionItem(
            case_id=view.file.case.id,
            meeting_id=view.meeting.id,
            what=what,
            names_holder_of=responsibility,
        )
    cases.save(desk, replace(action, **values))
