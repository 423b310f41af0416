"""Read names after an @: organisations, abbreviations, people, and as much of a name as fits only one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.domain.capture import MarkReason
from zvdesk.domain.capture_words import Unread, fold_line
from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from zvdesk.domain.capture import Seat

SHORTEST_PREFIX = 3  # letters
_PIECE = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ \-_.'’&/()+]{1,3}(?=[^\W_])")
_AT = re.compile(r"(?:(?<= )|^)[(\[\"']?@(?=[^ @])")
_QUOTED = re.compile(r"[\"“”„]([^\"“”„]{1,120})[\"“”„]")
_GOES_ON = re.compile(r"[-_.&+@]+[^\W_]|@|_")
_QUOTES = str.maketrans("", "", '"“”„')
_REST = re.compile(r"[^ ]+")

_Target = tuple[str, str]  # organisation, person; the person is empty for the organisation itself


@dataclass(frozen=True, slots=True)
class NameFound:
    """Hold a name that was understood, by its place in the folded line."""

    start: int
    end: int
    organisation_id: str
    person: str = ""
    person_start: int = -1  # where the person begins; the start itself when only a person was typed


@dataclass(frozen=True, slots=True)
class _Names:
    """Hold every way to write a name, with what it may mean."""

    exact: dict[str, set[_Target]]
    prefix: dict[str, set[_Target]]
    inner: dict[str, set[_Target]]  # beginnings of a later word of a name
    within: dict[str, dict[str, set[_Target]]]  # people, by organisation
    within_prefix: dict[str, dict[str, set[_Target]]]
    longest: int  # pieces
    here: frozenset[str]  # organisations at the table


def pieces(text: str) -> list[str]:
    """Return the words of a name, folded, without its punctuation."""
    return _PIECE.findall(fold(text))


def _beginnings(words: list[str]) -> set[str]:
    joined = {" ".join(words), "".join(words)}
    return {text[:end].rstrip() for text in joined for end in range(SHORTEST_PREFIX, len(text) + 1)}


def _person_forms(words: list[str]) -> set[str]:
    """Return the whole name, every ending of it, and the first name: never a single letter."""
    forms = {" ".join(words[start:]) for start in range(len(words))} | set(words[:1])
    return {form for form in forms if len(form) > 1}


@lru_cache(maxsize=8)
def _names(seats: tuple[Seat, ...]) -> _Names:
    exact: dict[str, set[_Target]] = defaultdict(set)
    prefix: dict[str, set[_Target]] = defaultdict(set)
    inner: dict[str, set[_Target]] = defaultdict(set)
    within: dict[str, dict[str, set[_Target]]] = {}
    within_prefix: dict[str, dict[str, set[_Target]]] = {}
    longest = 1
    for seat in seats:
        own = within.setdefault(seat.organisation_id, defaultdict(set))
        own_prefix = within_prefix.setdefault(seat.organisation_id, defaultdict(set))
        target = (seat.organisation_id, "")
        for words in filter(None, (pieces(seat.name), pieces(seat.abbreviation))):
            longest = max(longest, len(words))
            exact[" ".join(words)].add(target)
            exact["".join(words)].add(target)
            for start in range(len(words)):
                for beginning in _beginnings(words[start:]):
                    (inner if start else prefix)[beginning].add(target)
        for person in seat.persons:
            words = pieces(person)
            longest = max(longest, len(words))
            for form in _person_forms(words):
                exact[form].add((seat.organisation_id, person))
                own[form].add((seat.organisation_id, person))
                for beginning in _beginnings(form.split()):
                    prefix[beginning].add((seat.organisation_id, person))
                    own_prefix[beginning].add((seat.organisation_id, person))
    here = frozenset(seat.organisation_id for seat in seats if seat.is_present)
    return _Names(exact, prefix, inner, within, within_prefix, longest, here)


def read_names(folded: str, seats: tuple[Seat, ...]) -> tuple[list[NameFound], list[Unread]]:
    """Return the names that were understood after an @, and the words after an @ that were not."""
    found: list[NameFound] = []
    unread: list[Unread] = []
    names = _names(seats)
    index = 0
    while (at := _AT.search(folded, index)) is not None:
        name, problem = _read_one(folded, at.end() - 1, names)
        index = at.end()
        if name is not None:
            found.append(name)
            index = name.end
        if problem is not None:
            unread.append(problem)
            index = problem.end
    return found, unread


def _read_one(text: str, at: int, names: _Names) -> tuple[NameFound | None, Unread | None]:
    quoted = _QUOTED.match(text, at + 1)
    if quoted is not None:
        words = " ".join(_PIECE.findall(quoted[1]))
        targets, end = _targets(words, names.exact, names.prefix, names.inner), quoted.end()
    else:
        targets, end = _longest(text, at + 1, names)
        targets, end = _before_slash(text, at + 1, end, names) or (targets, end)
    if not targets or (quoted is None and _GOES_ON.match(text, end)):
        until = end if quoted is not None else _word_end(text, at)
        return None, Unread(at, until, MarkReason.UNKNOWN_ORGANISATION)
    if len(targets) > 1:
        return None, Unread(at, end, MarkReason.AMBIGUOUS_ORGANISATION)
    ((organisation_id, person),) = targets
    if person:
        return NameFound(at, end, organisation_id, person, at), None
    return _with_person(text, NameFound(at, end, organisation_id), names)


def _with_person(text: str, name: NameFound, names: _Names) -> tuple[NameFound, Unread | None]:
    """Read the person after an organisation: asked for by a slash, possible after a space."""
    own, own_prefix = names.within[name.organisation_id], names.within_prefix[name.organisation_id]
    follows = text[name.end : name.end + 1]
    start = name.end + 1
    if follows not in ("/", " "):
        return name, None
    is_asked = follows == "/"
    quoted = _QUOTED.match(text, start) if is_asked else None
    if quoted is not None:
        targets = _targets(" ".join(_PIECE.findall(quoted[1])), own, own_prefix)
        end = quoted.end()
    else:
        targets, end = _longest_in(text, start, names.longest, own, own_prefix if is_asked else {})
    if len(targets) == 1 and (quoted is not None or not _GOES_ON.match(text, end)):
        ((_organisation, person),) = targets
        at = name.end if is_asked else start
        return NameFound(name.start, end, name.organisation_id, person, at), None
    if len(targets) > 1:
        return name, Unread(name.end if is_asked else start, end, MarkReason.AMBIGUOUS_ORGANISATION)
    if is_asked:
        until = end if quoted is not None else _word_end(text, name.end)
        return name, Unread(name.end, until, MarkReason.UNKNOWN_PERSON)
    return name, None


def _before_slash(text: str, start: int, end: int, names: _Names) -> tuple[set[_Target], int] | None:
    """Return the organisation at the table that stands whole before a slash; its person follows."""
    slash = text.find("/", start, end)
    whole = " ".join(_PIECE.findall(text[start:slash])) if slash > 0 else ""
    here = {target for target in names.exact.get(whole, ()) if not target[1] and target[0] in names.here}
    return (here, slash) if len(here) == 1 else None


def _targets(typed: str, *tables: dict[str, set[_Target]]) -> set[_Target]:
    """Return what is meant by the first table that knows it."""
    return next((table[typed] for table in tables if typed in table), set())


def _longest(text: str, start: int, names: _Names) -> tuple[set[_Target], int]:
    targets, end = _longest_in(text, start, names.longest, names.exact, names.prefix)
    if targets:
        return targets, end
    return _longest_in(text, start, names.longest, {}, names.inner)


def _longest_in(
    text: str, start: int, most: int, exact: dict[str, set[_Target]], prefix: dict[str, set[_Target]]
) -> tuple[set[_Target], int]:
    """Return what the longest run of words means; a beginning that fits several yields to a whole name."""
    words = _run(text, start, most)
    unsure: tuple[set[_Target], int] = (set(), start)
    for count in range(len(words), 0, -1):
        typed, end = " ".join(word for word, _ in words[:count]), words[count - 1][1]
        if typed in exact:
            return exact[typed], end
        if typed not in prefix or len(words[count - 1][0]) < SHORTEST_PREFIX:
            continue
        if len(prefix[typed]) == 1:
            return prefix[typed], end
        unsure = unsure if unsure[0] else (prefix[typed], end)
    return unsure


def _run(text: str, start: int, most: int) -> list[tuple[str, int]]:
    """Return at most so many words from this place, each with its end."""
    words: list[tuple[str, int]] = []
    found = _PIECE.match(text, start)
    while found is not None and len(words) < most:
        words.append((found[0], found.end()))
        between = _BETWEEN.match(text, found.end())
        found = _PIECE.match(text, between.end()) if between else None
    return words


def _word_end(text: str, start: int) -> int:
    found = _REST.match(text, start)
    end = found.end() if found else start
    return start + max(1, len(text[start:end].rstrip(".,;:!?)]\"'")))


def typed_name(seat: Seat, person: str, seats: tuple[Seat, ...], ending: str = "") -> str:
    """Return how to type a name so that only this one is meant before this ending; "" when nothing does."""
    names = [name.translate(_QUOTES) for name in (seat.name, seat.abbreviation) if name]
    ways = [f"@{name}" for name in names] + [f'@"{name}"' for name in names]
    if person:
        last = person.translate(_QUOTES)
        ways = [f"{way}/{end}" for way in ways for end in (last, f'"{last}"')]
    for way in ways:
        found, unread = read_names(fold_line(f"{way} {ending}").text, seats)
        meant = [(name.organisation_id, name.person) for name in found]
        if meant == [(seat.organisation_id, person)] and not unread and _is_whole(way, person, seats):
            return way
    return ""


def _is_whole(way: str, person: str, seats: tuple[Seat, ...]) -> bool:
    """Tell whether no longer name begins with this one, so that words may follow it."""
    begun = " ".join(pieces(way)) + " "
    return '"' in way or bool(person) or not any(form.startswith(begun) for form in _names(seats).exact)
