"""Hold what a legal regime asks of a case and what it says on paper (field.md 4.1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """Describe one legal regime; every legal sentence on screen or paper comes from here."""

    id: str
    version: int
    name: str
    short_name: str
    purpose: str  # default purpose, mended per case
    ground: str  # the ground shown on screen and paper
    confidentiality: str  # footer of each page
    closing_sentence: str  # at the end of a list
    third_ground_hint: str  # what must be recorded before a derde gets a list
    third_test_name: str
    needs_criteria: bool
    only_public_decide: bool
    retention_months: int | None  # None: the house must set it
    source: str = ""
    is_confirmed: bool = False  # False: shown as "concept, te bevestigen"
