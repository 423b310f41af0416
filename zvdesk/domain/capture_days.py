"""Find the days in a typed line: what is sure is a day, what may be one is marked, the rest is text.

Without a year the next such day is meant, unless it lies less than ninety days behind us: then whoever typed
it made a slip more often than a plan for next year. "Volgende week" is the Friday of that week, "volgende
vrijdag" is marked: half of the people mean this week.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.domain import capture_day_forms as forms
from zvdesk.domain import capture_day_sums as sums
from zvdesk.domain.capture import MarkReason
from zvdesk.domain.capture_words import Unread, word_after, word_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

JUST_BEHIND = timedelta(days=90)
FARTHEST = timedelta(days=3653)  # no table agrees on a day ten years ahead
_KINDS = ("dated", "ofweek", "later", "weekday", "after", "part", "period", "weeknumber", "near")
_NEAR = {"vandaag": 0, "morgen": 1, "overmorgen": 2}
_FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4"})
_SHORT = re.compile(r"(?:ma|di|wo|do|vr|za|zo)\.?")
_TWO = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})")
_AGE = re.compile(r" [0-9]+(?: ?jaar| ?jr|-jarige?)")
_DAY_NUMBER = re.compile(r" ([0-9]{1,2})\.?(?=!*(?: |$))")
_LETTERS = "abcdefghijklmnopqrstuvwxyz., "
_EDGES = " .,;:()[]\"'"


@dataclass(frozen=True, slots=True)
class DayFound:
    """Hold words that name a day, by their place in the folded line."""

    start: int
    end: int
    on: date


@dataclass(frozen=True, slots=True)
class TermFound:
    """Hold words that name a term, by their place in the folded line."""

    start: int
    end: int
    hours: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Hold one phrase with the words around it."""

    start: int
    end: int
    kind: str
    words: str
    preposition: str
    before: str
    after: str  # empty when only names and exclamation marks follow
    is_last: bool


def find_days(
    folded: str, start: int, today: date, taken: Sequence[tuple[int, int]]
) -> list[DayFound | Unread]:
    """Return the phrases about days from a place on, in order, outside the places that are taken."""
    tail = _tail(folded, taken)
    found: list[DayFound | Unread] = []
    spans = iter(sorted(taken))
    begin, until = next(spans, (len(folded), len(folded)))
    index = start
    while (match := forms.PHRASE.search(folded, index)) is not None:
        while until <= match.start():
            begin, until = next(spans, (len(folded), len(folded) + 1))
        if begin <= match.start():
            index = until
            continue
        day = _read(match, folded, today, tail)
        index = match.end() if day is None else day.end
        if day is not None:
            found.append(day if isinstance(day, DayFound) else _bare(day, folded))
    return found


def _bare(words: Unread, folded: str) -> Unread:
    """Return the words without the comma behind them: they stay in the text, and a hint repeats them."""
    return replace(words, end=words.start + len(folded[words.start : words.end].rstrip(",;:")))


def find_terms(folded: str, start: int) -> list[TermFound]:
    """Return the terms such as "binnen 24 uur" from a place on, in order."""
    found = []
    for match in forms.WITHIN.finditer(folded, start):
        count = 1 if match["count"] == "het" else sums.count_of(match["count"])
        if count:
            found.append(TermFound(*match.span(), count * forms.HOURS[match["unit"][0]]))
    return found


def _tail(folded: str, taken: Sequence[tuple[int, int]]) -> int:
    """Return where the last real word ends: after it come only names and exclamation marks."""
    end = len(folded)
    names = sorted(taken)
    while True:
        while end and folded[end - 1] in " !.,;":
            end -= 1
        if not names or names[-1][1] < end:
            return end
        end = min(end, names.pop()[0])


def _read(match: re.Match[str], folded: str, today: date, tail: int) -> DayFound | Unread | None:
    start, end = match.span()
    if match["vague"]:
        return Unread(start, end, MarkReason.VAGUE_DAY)
    kind = next((name for name in _KINDS if match[name]), "")
    if not kind:
        return Unread(start, end, MarkReason.PAST_DAY if match["past"] else MarkReason.UNSURE_DAY)
    is_last = end >= tail
    phrase = _Phrase(
        start,
        end,
        kind,
        match[kind].strip(_EDGES),
        match["preposition"] or "",
        word_before(folded, start),
        "" if is_last else word_after(folded, end),
        is_last,
    )
    if _is_plain(phrase, folded):
        return None
    if match["ask"] or _is_unsure(phrase):
        return Unread(start, end, MarkReason.UNSURE_DAY)
    number = _DAY_NUMBER.match(folded, end) if kind == "weekday" else None
    if number is not None and number.end() >= tail:
        return _numbered(phrase, number, today)
    return _sure(phrase, today)


def _is_plain(phrase: _Phrase, folded: str) -> bool:
    """Tell whether the words are ordinary: mother's "ma", a house number, "24/7", "zo nodig"."""
    words, before = phrase.words, phrase.before
    if phrase.kind == "near":
        return words == "morgen" and before in forms.CONTEXT_NOUN
    if phrase.kind == "weekday" and _SHORT.fullmatch(words):
        if words.startswith("zo"):
            return not phrase.is_last or phrase.preposition == "tot" or before in forms.CONTEXT_SO
        return before in forms.CONTEXT_NOUN or _AGE.match(folded, phrase.end) is not None
    if phrase.kind != "dated" or not words[0].isdigit():
        return False
    two = _TWO.fullmatch(words)
    if two is not None and not (1 <= int(two[1]) <= 31 and 1 <= int(two[2]) <= 12):
        return True
    if words == "24/7" or before.rstrip(".:") in forms.CONTEXT_NUMBERED or forms.STREET.fullmatch(before):
        return words[-1].isdigit()
    after = phrase.after.rstrip("!?.,;:")
    return two is not None and (after in forms.COUNTED or ("/" in words and after == "van"))


def _is_unsure(phrase: _Phrase) -> bool:
    """Tell whether the words may be a day, but something near them says otherwise."""
    if phrase.preposition or phrase.kind == "after":
        return False
    if phrase.before in forms.CONTEXT_UNSURE:
        return True
    two = _TWO.fullmatch(phrase.words)
    if two is None or phrase.is_last:
        return False
    return phrase.words in _FRACTIONS or (len(two[1]) == 1 and int(two[2]) == int(two[1]) + 1)


def _numbered(phrase: _Phrase, number: re.Match[str], today: date) -> DayFound | Unread:
    """Read "vr 27": the next 27th, when that is a Friday."""
    try:
        near = (today + timedelta(days=ahead) for ahead in range(62))
        on = next((day for day in near if day.day == int(number[1])), None)
    except OverflowError:
        on = None
    if on is None:
        return Unread(phrase.start, number.end(), MarkReason.IMPOSSIBLE_DAY)
    if on.weekday() != sums.weekday_in(phrase.words):
        return Unread(phrase.start, number.end(), MarkReason.WRONG_WEEKDAY)
    return DayFound(phrase.start, number.end(), on)


def _sure(phrase: _Phrase, today: date) -> DayFound | Unread:
    try:
        on = _meant(phrase.kind, phrase.words, today)
    except (ValueError, OverflowError):
        return Unread(phrase.start, phrase.end, MarkReason.IMPOSSIBLE_DAY)
    if on is None:  # hours that are no whole days
        return Unread(phrase.start, phrase.end, MarkReason.VAGUE_DAY)
    reason = _refused(on, phrase, today)
    if reason is not None:
        return Unread(phrase.start, phrase.end, reason)
    return DayFound(phrase.start, phrase.end, on)


def _refused(on: date, phrase: _Phrase, today: date) -> MarkReason | None:
    has_year = re.search(r"[0-9]{4}|'[0-9]{2}|[-/][0-9]+[-/]", phrase.words)
    repeats = phrase.kind in ("dated", "part", "weeknumber") and has_year is None
    if on - today > FARTHEST:
        return MarkReason.UNSURE_DAY
    if on < today or (repeats and on - today > timedelta(days=365) - JUST_BEHIND):
        return MarkReason.PAST_DAY
    if (
        phrase.kind == "dated"
        and not phrase.words[0].isdigit()
        and on.weekday() != sums.weekday_in(phrase.words)
    ):
        return MarkReason.WRONG_WEEKDAY
    return None


@lru_cache(maxsize=256)
def _meant(kind: str, words: str, today: date) -> date | None:
    weeks = int("deze" not in words)
    if kind == "dated":
        return sums.calendar_day(words.lstrip(_LETTERS), today)
    if kind == "weekday":
        return sums.next_weekday(today, sums.weekday_in(words))
    if kind == "ofweek":
        return sums.in_week(today, sums.weekday_in(words), weeks)
    if kind == "later":
        count = sums.count_of(words.split()[-2])
        return sums.next_weekday(today, sums.weekday_of(words)) + timedelta(weeks=count)
    if kind == "after":
        return sums.ahead(words, today)
    if kind == "period":
        return sums.part_of(f"eind {words}", today)
    if kind == "part":
        return sums.part_of(words, today)
    if kind == "weeknumber":
        return sums.week_number(words, today)
    return today + timedelta(days=_NEAR[words])
