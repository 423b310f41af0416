"""Hold AVE schemes: levels, holders, partners and triggers, as data (field.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Responsibility(Enum):
    """Name the four responsibilities that AVE allots per level."""

    CASE_LEAD = "casusregie"
    PROCESS_LEAD = "procesregie"
    OPERATIONAL = "operationeel"
    ADMINISTRATIVE = "bestuurlijk"


class Trigger(Enum):
    """Name the three occasions for AVE."""

    STAGNATION = "stagnatie"
    COMPLEXITY = "complexiteit"
    SAFETY = "veiligheid"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRule:
    """Say which role holds a responsibility at a level; an empty role means not applicable."""

    responsibility: Responsibility
    role: str
    label: str
    source: str  # S sourced, M memory, J proposal

    @property
    def is_required(self) -> bool:
        """Tell whether someone must be named."""
        return self.role != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Describe one level of a scheme."""

    code: str
    order: int
    colour_name: str
    colour: str  # "#RRGGBB", white text on it reads at 4.5:1 or better
    situation: str
    self_direction: str
    holders: tuple[HolderRule, ...]
    scale_up: tuple[str, ...]
    scale_down: tuple[str, ...]
    partners: tuple[str, ...]  # OrganisationKind codes
    protocols: tuple[str, ...]
    questions: tuple[str, ...]
    stuck: str  # whom to call when it stalls
    retest_weeks: int  # 0: no re-test
    sources: tuple[tuple[str, str], ...] = ()  # (cell, S sourced | M memory | J proposal) of the other cells

    def holder(self, responsibility: Responsibility) -> HolderRule:
        """Return the rule for a responsibility."""
        return next(rule for rule in self.holders if rule.responsibility is responsibility)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationScheme:
    """Hold one version of a region's scheme; a case keeps the version it was decided under."""

    id: str
    version: int
    name: str
    is_adopted: bool  # False: shown with its banner
    banner: str
    levels: tuple[Level, ...]

    def level(self, code: str) -> Level | None:
        """Return the level with this code, or None."""
        return next((level for level in self.levels if level.code == code), None)

    def neighbour(self, code: str, offset: int) -> Level | None:
        """Return the level that stands ``offset`` places further up, or None."""
        ordered = sorted(self.levels, key=lambda level: level.order)
        codes = [level.code for level in ordered]
        if code not in codes or not 0 <= codes.index(code) + offset < len(codes):
            return None
        return ordered[codes.index(code) + offset]
