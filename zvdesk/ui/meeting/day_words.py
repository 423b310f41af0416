"""Read a day as people here write and say it."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_NEAR = {"vandaag": 0, "morgen": 1, "overmorgen": 2}
_UNITS = {"d": 1, "w": 7}  # the first letter of dag(en) and week, weken, wk; a month is counted by itself

_OVER = re.compile(r"over (\d{1,3}|een|één)\s*([a-z]+)")
_DIGITS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED = re.compile(r"(\d{1,2}) ([a-z]{3,9})\.?(?: (\d{4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[:.u](\d{2})|\s*(?:u|uur)?)")


def parse_day(text: str, today: date) -> date | None:
    """Return the day of "vr", "27 nov", "over 2 wk", "1-12" or "morgen"; None when it cannot be read.

    A weekday is the next one after today; a day without a year is the next one that comes.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    match = _OVER.fullmatch(words)
    if match:
        return _later(1 if match[1].startswith(("e", "é")) else int(match[1]), match[2], today)
    weekday, _, rest = words.partition(" ")
    if weekday[:2] in _WEEKDAYS and weekday.isalpha() and not rest:
        ahead = (_WEEKDAYS.index(weekday[:2]) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    if weekday[:2] in _WEEKDAYS and weekday.isalpha():
        words = rest
    return _written(words, today)


def parse_time(text: str) -> time | None:
    """Return the time of "10:00", "10.30" or "10 uur"; None when it cannot be read."""
    match = _TIME.fullmatch(text.strip().casefold())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


def _later(count: int, unit: str, today: date) -> date | None:
    if unit.startswith("m"):
        month = today.month - 1 + count
        return _nearest(today.year + month // 12, month % 12 + 1, today.day)
    if unit.startswith("j"):
        return _nearest(today.year + count, today.month, today.day)
    days = _UNITS.get(unit[:1])
    return today + timedelta(days=count * days) if days else None


def _written(words: str, today: date) -> date | None:
    if match := _ISO.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DIGITS.fullmatch(words):
        return _next(int(match[1]), int(match[2]), match[3], today)
    if match := _NAMED.fullmatch(words):
        short = "mrt" if match[2].startswith(("maa", "mar")) else match[2][:3]
        return _next(int(match[1]), _MONTHS.index(short) + 1, match[3], today) if short in _MONTHS else None
    return None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(year: int, month: int, day: int) -> date | None:
    return next((found for d in range(day, day - 4, -1) if (found := _day(year, month, d))), None)
