"""Hold what the blank form says: the steps of a meeting to fill in by pen, with nothing of any case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from zvdesk.domain.agenda import AgendaTemplate, Step
    from zvdesk.domain.escalation import EscalationScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankStep:
    """Hold one step: its heading as in the cockpit, what to ask and what to write down."""

    step: Step
    title: str
    minutes: int
    questions: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForm:
    """Hold the form for one case; it is for whoever leads a meeting without a computer."""

    house: str
    is_practice: bool
    name: str  # of the agenda template
    steps: tuple[BlankStep, ...]
    levels: tuple[tuple[str, str], ...]  # code and name of the colour
    printed_at: datetime  # local time; also the document's date
    document_id: str


def blank_steps(template: AgendaTemplate) -> tuple[BlankStep, ...]:
    """Return the steps of an agenda template, to fill in."""
    return tuple(
        BlankStep(
            step=part.step,
            title=part.title,
            minutes=part.minutes,
            questions=part.questions,
            records=part.records,
        )
        for part in template.steps
    )


def blank_levels(scheme: EscalationScheme) -> tuple[tuple[str, str], ...]:
    """Return the levels of a scheme, to tick one, the lowest first."""
    levels = sorted(scheme.levels, key=lambda level: level.order)
    return tuple((level.code, level.colour_name) for level in levels)
