"""Hold agenda templates: five steps, their minutes and guidance questions (field.md 3.7, 3.11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Step(Enum):
    """Name the five steps of each case on the table, in order."""

    SIGNAL = "signaal"
    ANALYSIS = "analyse"
    PLAN = "plan"
    LEAD = "regie"
    FOLLOW_UP = "vervolg"


class MeetingKind(Enum):
    """Name the kinds of meeting."""

    TABLE = "tafel"
    ICO = "ico"
    RETURN = "terugkomoverleg"
    URGENT = "spoed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTemplate:
    """Say what one step of a template holds."""

    step: Step
    title: str
    minutes: int
    questions: tuple[str, ...]
    records: tuple[str, ...]  # what is to be recorded, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTemplate:
    """Hold one agenda template; a house may add its own."""

    id: str
    version: int
    name: str
    kind: MeetingKind
    steps: tuple[StepTemplate, ...]  # always the five, in order

    @property
    def minutes(self) -> int:
        """Return the planned minutes of one case."""
        return sum(step.minutes for step in self.steps)

    def step(self, step: Step) -> StepTemplate:
        """Return the template of a step."""
        return next(template for template in self.steps if template.step is step)
