"""Say what an act changed, so that pages know what to load again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Name the kinds of records that changed, and the cases they belong to."""

    kinds: frozenset[str] = frozenset()
    case_ids: frozenset[str] = frozenset()


def changed(*kinds: str, case_id: str = "") -> Changes:
    """Return a change of some kinds, of one case or of none."""
    return Changes(frozenset(kinds), frozenset({case_id} if case_id else ()))
