"""Read what everyone showed from one line such as ``politie 7 ggz 3 wijkteam noord 5``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.polls import HIGHEST, Vote
from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zvdesk.domain.capture import Seat

SHORTEST_PREFIX = 3  # letters
_NUMBER = re.compile(r"(?<![\w.,-])-?\d+(?:[.,]\d+)?(?![\w-]|[.,]\d)")
_EDGES = " \t\n,;:=.@!?()/-–—"
_PIECE = re.compile(r"[^\W_]+")
_Voter = tuple[str, str]  # organisation, person; the person is empty for the organisation itself


class PollMarkReason(Enum):
    """Say why words of a line are no vote, or that a vote replaced an earlier one."""

    UNKNOWN = "onbekend"
    AMBIGUOUS = "past_op_meer_namen"
    NOT_PRESENT = "niet_aan_tafel"
    NO_NAME = "geen_naam"
    NO_NUMBER = "geen_cijfer"
    NOT_WHOLE = "geen_heel_cijfer"
    TOO_HIGH = "boven_de_tien"
    REPLACED = "nieuw_cijfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollMark:
    """Point at words of the line, ``line[start:end]``, with what is to be said of them."""

    start: int
    end: int
    reason: PollMarkReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReading:
    """Hold the votes of a line, one per voter, and marks for all that is not one."""

    votes: tuple[Vote, ...]
    marks: tuple[PollMark, ...]


def read_votes(line: str, seats: Sequence[Seat]) -> PollReading:
    """Return who showed which number from 0 to 10; what is not sure is marked and never guessed.

    A name comes before its number: the whole name, the abbreviation, or a beginning of three letters or more
    that fits one organisation or person at the table. A second number of the same voter replaces the first,
    with a mark.
    """
    votes: dict[_Voter, Vote] = {}
    marks: list[PollMark] = []
    names = _Names(seats)
    at = 0
    for number in _numbers(line, names):
        start, end = _trimmed(line, at, number.start())
        at = number.end()
        voter = names.voter(line[start:end])
        problem = voter if isinstance(voter, PollMarkReason) else _number_problem(number[0])
        if isinstance(voter, PollMarkReason):
            marks.append(PollMark(start=min(start, number.start()), end=at, reason=voter))
        elif problem is not None:
            marks.append(PollMark(start=number.start(), end=at, reason=problem))
        else:
            if voter in votes:
                marks.append(PollMark(start=start, end=at, reason=PollMarkReason.REPLACED))
            votes[voter] = Vote(organisation_id=voter[0], person=voter[1], value=int(number[0]))
    start, end = _trimmed(line, at, len(line))
    if start < end:
        marks.append(PollMark(start=start, end=end, reason=PollMarkReason.NO_NUMBER))
        if marks[0].reason is PollMarkReason.NO_NAME and not line[: marks[0].start].strip(_EDGES):
            votes.clear()  # "7 politie 3 ggz": each number would go to the wrong name
    return PollReading(votes=tuple(votes.values()), marks=tuple(marks))


def _numbers(line: str, names: _Names) -> Iterator[re.Match[str]]:
    """Return the numbers that are votes; the one that ends a known name, as in ``wijkteam 2 7``, is not."""
    at = 0
    for number in _NUMBER.finditer(line):
        if not names.knows(line[at : number.end()]):
            at = number.end()
            yield number


def _number_problem(number: str) -> PollMarkReason | None:
    if not number.isdecimal():
        return PollMarkReason.NOT_WHOLE
    return PollMarkReason.TOO_HIGH if len(number) > 4 or int(number) > HIGHEST else None


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start] in _EDGES:
        start += 1
    while end > start and line[end - 1] in _EDGES:
        end -= 1
    return start, end


def pieces(text: str) -> list[str]:
    """Return the words of a name, folded, without its punctuation."""
    return _PIECE.findall(fold(text))


_Forms = list[tuple[list[str], _Voter]]


class _Names:
    """Know the voters by every way to write them: those at the table first, then those who are not."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self._here = _Circle([seat for seat in seats if seat.is_present])
        self._away = _Circle([seat for seat in seats if not seat.is_present])

    def knows(self, text: str) -> bool:
        """Tell whether a text is exactly the name of a voter."""
        words = pieces(text)
        return bool(self._here.exact(words) or self._away.exact(words))

    def voter(self, text: str) -> _Voter | PollMarkReason:
        """Return the one voter that a text means, or why there is none."""
        words = pieces(text)
        if not words:
            return PollMarkReason.NO_NAME
        here = self._here.meant(words)
        if len(here) == 1:
            return here.pop()
        if here:
            return PollMarkReason.AMBIGUOUS
        return PollMarkReason.NOT_PRESENT if self._away.meant(words) else PollMarkReason.UNKNOWN


class _Circle:
    """Know some seats by their names."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self._organisations: _Forms = [
            (pieces(name), (seat.organisation_id, ""))
            for seat in seats
            for name in (seat.name, seat.abbreviation)
            if pieces(name)
        ]
        self._persons: _Forms = [
            (form, (seat.organisation_id, person))
            for seat in seats
            for person in seat.persons
            for form in _endings(pieces(person))
        ]

    def exact(self, words: list[str]) -> set[_Voter]:
        """Return whose whole name this is."""
        return _exactly(words, self._organisations) or _exactly(words, self._persons)

    def meant(self, words: list[str]) -> set[_Voter]:
        """Return who may be meant: an organisation, a person, or a person after the organisation."""
        return (
            _exactly(words, self._organisations)
            or _own(_beginning(words, self._organisations) | _exactly(words, self._persons))
            or _beginning(words, self._persons)
            or self._after_organisation(words)
            or _beginning(words, [(f[n:], v) for f, v in self._organisations for n in range(1, len(f))])
        )

    def _after_organisation(self, words: list[str]) -> set[_Voter]:
        found: set[_Voter] = set()
        for place in range(1, len(words)):
            first, rest = words[:place], words[place:]
            ids = {
                voter[0]
                for voter in _exactly(first, self._organisations) or _beginning(first, self._organisations)
            }
            persons = [(form, voter) for form, voter in self._persons if voter[0] in ids]
            found |= _exactly(rest, persons) or _beginning(rest, persons)
        return found


def _exactly(words: list[str], forms: _Forms) -> set[_Voter]:
    joined = "".join(words)
    return {voter for form, voter in forms if "".join(form) == joined}


def _beginning(words: list[str], forms: _Forms) -> set[_Voter]:
    typed = " ".join(words)
    if len("".join(words)) < SHORTEST_PREFIX:
        return set()
    return {voter for form, voter in forms if " ".join(form).startswith(typed)}


def _own(voters: set[_Voter]) -> set[_Voter]:
    """Return the organisation when only that and its own people are meant."""
    whole = {voter for voter in voters if not voter[1]}
    return whole if len({voter[0] for voter in voters}) == 1 and whole else voters


def _endings(words: list[str]) -> list[list[str]]:
    """Return a name and every ending of it, without single letters."""
    return [words[n:] for n in range(len(words)) if len("".join(words[n:])) > 1]
