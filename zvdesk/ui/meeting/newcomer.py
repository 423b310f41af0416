"""Understand who comes to the table from what was typed: an organisation, a person, or both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.poll_line import pieces
from zvdesk.domain.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zvdesk.domain.capture import Seat

T = TypeVar("T")
_SHORTEST = 2  # letters of a name that is begun


class Unclear(Enum):
    """Say why it is not sure who comes."""

    NOTHING = "nothing"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Newcomer:
    """Hold an organisation and a person of it; an empty person is whoever speaks for it."""

    organisation_id: str
    person: str = ""


def read_newcomer(text: str, seats: Sequence[Seat]) -> Newcomer | Unclear:
    """Return who is meant by "ggz", "P. de Vries" or "ggz, P. de Vries"; it is never guessed.

    Behind a comma, or behind the whole name of an organisation, any name may stand.
    """
    if not pieces(text):
        return Unclear.NOTHING
    whole = [s.organisation_id for s in seats if _is_name_of(text, s)]
    if len(whole) == 1:
        return Newcomer(whole[0])
    before, _comma, after = text.rpartition(",")
    near = _organisations(before, seats)
    if len(near) == 1 and pieces(after):
        only = near.pop()
        return Newcomer(only, _known(after, only, seats))
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        exact = {s.organisation_id for s in seats if _is_name_of(" ".join(words[:count]), s)}
        if len(exact) == 1:
            where = exact.pop()
            return Newcomer(where, _known(" ".join(words[count:]), where, seats))
    found = {
        *(Newcomer(i) for i in _organisations(text, seats)),
        *(Newcomer(s.organisation_id, p) for s in seats for p in s.persons if _begins(text, p)),
    }
    return _one(found)


def offered_names(seats: Iterable[Seat]) -> list[str]:
    """Return what can be completed: abbreviations, names, and people with and without their organisation."""
    names: dict[str, None] = {}
    for seat in seats:
        short = seat.abbreviation or seat.name
        for name in (short, seat.name, *seat.persons, *(f"{short}, {p}" for p in seat.persons)):
            names[name] = None
    return list(names)


def _organisations(text: str, seats: Sequence[Seat]) -> set[str]:
    whole = {s.organisation_id for s in seats if _is_name_of(text, s)}
    return whole or {
        s.organisation_id for s in seats if _begins(text, s.name) or _begins(text, s.abbreviation)
    }


def _is_name_of(text: str, seat: Seat) -> bool:
    words = pieces(text)
    return bool(words) and words in (pieces(seat.name), pieces(seat.abbreviation))


def _begins(text: str, name: str) -> bool:
    """Tell whether a text is the beginning of a name, or of a later word of it."""
    typed, words = " ".join(pieces(text)), pieces(name)
    return len(typed) >= _SHORTEST and any(
        " ".join(words[start:]).startswith(typed) for start in range(len(words))
    )


def _known(person: str, organisation_id: str, seats: Sequence[Seat]) -> str:
    """Return the known person of an organisation that a text means, else the text itself."""
    person = tidy(person).lstrip(",;:- ")
    persons = {p for s in seats if s.organisation_id == organisation_id for p in s.persons}
    found = {p for p in persons if _begins(person, p)}
    return found.pop() if len(found) == 1 else person


def _one(found: set[T]) -> T | Unclear:
    if len(found) == 1:
        return found.pop()
    return Unclear.AMBIGUOUS if found else Unclear.UNKNOWN


def read_said_by(text: str, seats: Sequence[Seat]) -> tuple[str, str] | Unclear:
    """Return who says something and what, from "ggz: eerst de crisisdienst horen"; it is never guessed."""
    words = text.replace(":", ": ").split()
    for count in range(len(words), 0, -1):
        exact = {s.organisation_id for s in seats if _is_name_of(" ".join(words[:count]), s)}
        if len(exact) == 1:
            return exact.pop(), " ".join(words[count:]).lstrip(",;:- ")
    if not words:
        return Unclear.NOTHING
    near = _one(_organisations(words[0], seats))
    return near if isinstance(near, Unclear) else (near, " ".join(words[1:]).lstrip(",;:- "))
