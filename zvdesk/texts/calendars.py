"""Hold the Dutch words in a calendar: a title says nothing of a case, of a person or of what is done."""

from __future__ import annotations

FOLLOW_UP = "Vervolgoverleg"
CANCELLED = "Vervallen"
TIME_FOLLOWS = "De tijd en de plaats volgen nog."
GONE = "Dit gaat niet door. Haal het uit uw agenda."


def due_title(number: int) -> str:
    """Name the last day of an action, by its number on the list."""
    return f"Uiterste dag voor actie {number}"


def due_note(number: int, case_number: str, version: int) -> str:
    """Say where to read what the action is."""
    return (
        f"Actie {number} staat op uw actielijst {case_number}, versie {version}. Wat u doet, leest u daar. "
        "Lukt het niet? Bel dan wie op de lijst staat."
    )


def follow_up_note(case_number: str, *, is_planned: bool) -> str:
    """Say which list the meeting comes from."""
    note = f"Dit overleg staat op uw actielijst {case_number}."
    return note if is_planned else f"{note} {TIME_FOLLOWS}"


def cancelled(title: str) -> str:
    """Say of a title that it no longer holds."""
    return f"{CANCELLED}: {title[:1].lower()}{title[1:]}"
