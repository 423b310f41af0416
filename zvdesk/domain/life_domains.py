"""Hold sets of life domains and the scores given on them (field.md 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeDomain:
    """Name one domain of a set."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLabel:
    """Say in words what a score means."""

    score: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeDomainSet:
    """Hold the domains and the scale of one set, such as the eight levensgebieden."""

    id: str
    version: int
    name: str
    domains: tuple[LifeDomain, ...]
    scale: tuple[ScoreLabel, ...]
    source: str = ""

    def domain(self, code: str) -> LifeDomain | None:
        """Return the domain with this code, or None."""
        return next((domain for domain in self.domains if domain.code == code), None)

    def label_of(self, score: int) -> str:
        """Return what a score means in words, or an empty text when the scale has no such score."""
        return next((label.label for label in self.scale if label.score == score), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainScore:
    """Stand for one score on one day; a domain never scored has no row, which is not the same as 0."""

    id: str = ""
    case_id: str
    set_id: str
    domain: str
    score: int
    scored_on: date
    scorer: str
    source: str = ""
