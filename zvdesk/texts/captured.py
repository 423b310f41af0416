"""Say in words what a record knew, when it becomes something that has no field for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import ActionStatus, Informing
from zvdesk.texts.days import day
from zvdesk.texts.labels import ACTION_STATUSES, INFORMING, RESPONSIBILITIES, SHARING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.domain.actions import ActionItem
    from zvdesk.domain.contributions import SharingCondition


def of_action(action: ActionItem) -> tuple[str, ...]:
    """Return what only an action knows: condition, informing, status, and whom it names."""
    said = []
    if action.condition:
        said.append(f"(voorwaarde: {action.condition})")
    if action.informing is not Informing.NOT_YET or action.informing_note or action.informing_recheck_on:
        parts = (INFORMING[action.informing], action.informing_note, day(action.informing_recheck_on))
        said.append(f"(informeren: {', '.join(filter(None, parts))})")
    if action.status is not ActionStatus.OPEN:
        said.append(f"(status: {ACTION_STATUSES[action.status]})")
    if action.names_holder_of is not None:
        said.append(f"(wijst aan: {RESPONSIBILITIES[action.names_holder_of].lower()})")
    return tuple(said)


def phones(numbers: Sequence[str]) -> str:
    """Return whom to ring."""
    return f"(bel: {', '.join(numbers)})"


def carried(reason: str) -> str:
    """Return why a parked point was taken along."""
    return f"(meegenomen: {reason})"


def about(title: str) -> str:
    """Return what a voorbehoud is about."""
    return f"(gaat over: {title})"


def decided(on: str) -> str:
    """Return the day of a decision."""
    return f"(besloten op {on})"


def sharing(condition: SharingCondition, names: Sequence[str]) -> str:
    """Return for whom it is."""
    return f"(delen: {', '.join((SHARING[condition], *names))})"
