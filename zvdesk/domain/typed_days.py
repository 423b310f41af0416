"""Read days as people here type them: ``vr``, ``27 nov``, ``1-12``, ``over 2 weken``."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_FULL_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_NEAR = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")
_WORDS = re.compile(r"(\d{1,2})[- .]*([a-z]+)\.?(?:[- .]*(\d{4}|\d{2}))?")
_AFTER = re.compile(r"over\s+(\d{1,3}|een|één)\s*(d|dag|dagen|w|wk|week|weken|m|mnd|maand|maanden)")
_TIME = re.compile(r"(\d{1,2})(?:[:.u](\d{2})|\s*(?:u|uur)?)")


def typed_day(text: str, today: date, *, is_past: bool = False) -> date | None:
    """Return the day that is meant, or None when it cannot be told.

    Without a year the next such day is meant; with ``is_past`` the last one.
    """
    words = " ".join(text.casefold().split()).strip(" .")
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    number = _weekday(words)
    if number is not None:
        ahead = (number - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if is_past and ahead else ahead or (0 if is_past else 7))
    first, _space, rest = words.partition(" ")
    if rest and _weekday(first) is not None:
        words = rest
    return _from_now(words, today) or _calendar(words, today, is_past=is_past)


def _weekday(word: str) -> int | None:
    word = word.strip(".")
    for names in (_WEEKDAYS, _FULL_WEEKDAYS):
        if word in names:
            return names.index(word)
    return None


def _from_now(words: str, today: date) -> date | None:
    match = _AFTER.fullmatch(words)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else 1
    if match[2].startswith("d"):
        return today + timedelta(days=number)
    if match[2].startswith("w"):
        return today + timedelta(weeks=number)
    month = today.month - 1 + number
    year, month = today.year + month // 12, month % 12 + 1
    for day in range(today.day, 27, -1):
        found = _made(year, month, day)
        if found is not None:
            return found
    return _made(year, month, today.day)


def _calendar(words: str, today: date, *, is_past: bool) -> date | None:
    iso = _ISO.fullmatch(words)
    if iso is not None:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = _NUMBERS.fullmatch(words)
    if numbers is not None:
        return _with_year(int(numbers[1]), int(numbers[2]), numbers[3], today, is_past=is_past)
    match = _WORDS.fullmatch(words)
    month = _month(match[2]) if match is not None else None
    if match is None or month is None:
        return None
    return _with_year(int(match[1]), month, match[3], today, is_past=is_past)


def _month(word: str) -> int | None:
    if word in ("maa", "maart"):
        return 3
    return next((n for n, name in enumerate(_MONTHS, 1) if len(word) >= 3 and word[:3] == name), None)


def _with_year(day: int, month: int, year: str | None, today: date, *, is_past: bool) -> date | None:
    if year is not None:
        full = int(year)
        if len(year) == 2:
            full += 2000 if full <= today.year % 100 + 10 else 1900
        return _made(full, month, day)
    here = _made(today.year, month, day)
    if is_past:
        return here if here is not None and here <= today else _made(today.year - 1, month, day)
    return here if here is not None and here >= today else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def typed_time(text: str) -> time | None:
    """Return the time of "10:00", "10.30", "8u30" or "10 uur", or None when it cannot be told."""
    match = _TIME.fullmatch(text.strip().casefold())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))
