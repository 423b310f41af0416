"""Complete what is being typed after an @ or a slash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.domain.capture_names import pieces, typed_name
from zvdesk.domain.capture_words import COMMANDS
from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.capture import CaptureTable, Seat

LONGEST_QUERY = 60  # characters
_BEGUN = re.compile(r"(?:^|(?<=\s))[(\[\"']?@([^@]*)$")
_COMMAND = re.compile(r"\s*(/\S*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """Offer one name or command; ``insert`` goes in the place of ``line[start:cursor]``."""

    text: str
    insert: str
    start: int
    organisation_id: str = ""
    person: str = ""
    is_present: bool = True


def completions(line: str, cursor: int, table: CaptureTable) -> tuple[Completion, ...]:
    """Return what the word before the cursor can become, the likeliest first.

    Who is present goes first, organisations before their people; a match at the beginning of a name goes
    before one at a later word.
    """
    cursor = max(0, min(cursor, len(line)))
    command = _COMMAND.match(line[:cursor]) if cursor <= LONGEST_QUERY else None
    if command is not None:
        return tuple(_commands(command[1], command.start(1)))
    begin = max(0, cursor - LONGEST_QUERY)
    typed = _BEGUN.search(line[begin:cursor])
    if typed is None or (begin and not typed.start()) or typed[1] != typed[1].rstrip():
        return ()
    query = typed[1].lstrip('"“„')
    at = begin + typed.start(1) - 1
    found = [*_organisations(query, at, table), *_people(query, at, table)]
    return tuple(completion for _, completion in sorted(found, key=lambda each: each[0]))


_Ranked = tuple[tuple[bool, bool, int, str, str], Completion]


def _commands(typed: str, start: int) -> Iterator[Completion]:
    for kind, words in COMMANDS.items():
        if any(word.startswith(fold(typed[1:])) for word in words):
            yield Completion(text=words[-1], insert=f"/{COMMANDS[kind][0]} ", start=start)


def _organisations(query: str, at: int, table: CaptureTable) -> Iterator[_Ranked]:
    for seat in () if query.endswith("/") else table.seats:
        rank = _rank(query, seat.name, seat.abbreviation)
        written = typed_name(seat, "", table.seats) if rank is not None else ""
        if rank is not None and written:
            yield (
                (not seat.is_present, False, rank, fold(seat.name), ""),
                _offer(seat.name, written, at, seat),
            )


def _people(query: str, at: int, table: CaptureTable) -> Iterator[_Ranked]:
    """Yield people by their own name, and by the organisation before a slash or space."""
    for seat in table.seats:
        own = _after_organisation(query, seat)
        for person in seat.persons:
            ranks = [_rank(query, person), _rank(own, person) if own is not None else None]
            rank = min((rank for rank in ranks if rank is not None), default=None)
            written = typed_name(seat, person, table.seats) if rank is not None else ""
            if rank is not None and written:
                offer = _offer(f"{person}, {seat.name}", written, at, seat, person)
                yield (not seat.is_present, True, rank, fold(seat.name), fold(person)), offer


def _offer(text: str, written: str, at: int, seat: Seat, person: str = "") -> Completion:
    return Completion(
        text=text,
        insert=f"{written} ",
        start=at,
        organisation_id=seat.organisation_id,
        person=person,
        is_present=seat.is_present,
    )


def _after_organisation(query: str, seat: Seat) -> str | None:
    """Return what was typed behind this organisation and a slash or a space, or None."""
    head, slash, rest = query.partition("/")
    if slash:
        return rest if _rank(head, seat.name, seat.abbreviation) is not None else None
    for name in filter(None, (seat.name, seat.abbreviation)):
        count = len(pieces(name))
        typed = query.split()
        if len(typed) > 1 and pieces(" ".join(typed[:count])) == pieces(name) and typed[count:]:
            return " ".join(typed[count:])
    return None


@lru_cache(maxsize=512)  # the names of a table, for which each key asks again
def _words(name: str) -> tuple[str, ...]:
    return tuple(pieces(name))


def _rank(query: str, *names: str) -> int | None:
    """Return 0 for the beginning of a name, 1 for a later word, None for no match."""
    typed = pieces(query)
    if not typed:
        return 0 if not query.strip() else None
    wanted = (" ".join(typed), "".join(typed))
    best: int | None = None
    for words in map(_words, names):
        for start in range(len(words)):
            whole = (" ".join(words[start:]), "".join(words[start:]))
            if any(text.startswith(query) for text, query in zip(whole, wanted, strict=True)):
                best = min(start, 1) if best is None else min(best, start, 1)
    return best
