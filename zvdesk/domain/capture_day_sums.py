"""Work out which day a phrase means; each function raises ValueError or OverflowError for no such day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from zvdesk.domain.capture_day_forms import COUNTS, MONTHS, WEEKDAYS

_NUMBER = re.compile(r"[0-9]+")
_WEEKDAY = re.compile(r"\b(?:ma|di|wo|do|vr|za|zo)(?:andag|nsdag|ensdag|nderdag|ijdag|terdag|ndag)?\b")
_LAST_WORKING_DAY = 4  # Friday
_ISO_YEAR_DIGITS = 4
_QUARTER = 3  # months


def weekday_of(word: str) -> int:
    """Return the number of a weekday, Monday 0, from its first two letters."""
    return WEEKDAYS.index(word[:2])


def weekday_in(words: str) -> int:
    """Return the number of the weekday that stands among these words."""
    return next(weekday_of(found[0]) for found in _WEEKDAY.finditer(words))


def month_of(word: str) -> int:
    """Return the number of a month from its name or abbreviation."""
    return MONTHS.index("mrt" if word.startswith("maa") else word[:3]) + 1


def next_weekday(today: date, number: int) -> date:
    """Return the first such weekday after today."""
    return today + timedelta(days=(number - today.weekday()) % 7 or 7)


def in_week(today: date, number: int, weeks: int) -> date:
    """Return a weekday of the week so many weeks ahead; a week begins on Monday."""
    return today + timedelta(days=number - today.weekday(), weeks=weeks)


def count_of(word: str) -> int:
    """Return the number that a word or figure stands for."""
    return COUNTS[word] if word in COUNTS else int(word)


def months_ahead(today: date, months: int) -> date:
    """Return the same day so many months ahead, or the last day of a shorter month."""
    month = today.month - 1 + months
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def working_days_ahead(today: date, days: int) -> date:
    """Return the day after so many days from Monday to Friday; holidays are not known here."""
    weeks, left = divmod(days, 5)
    on = today + timedelta(weeks=weeks)
    while left or on.weekday() > _LAST_WORKING_DAY:
        on += timedelta(days=1)
        left -= 1 if left and on.weekday() <= _LAST_WORKING_DAY else 0
    return on


def ahead(phrase: str, today: date) -> date | None:
    """Return the day of "over 2 wk" or "binnen 48 uur"; None for hours that are no whole days."""
    if "half" in phrase or "kwartaal" in phrase:
        return months_ahead(today, 6 if "half" in phrase else _QUARTER)
    found = re.fullmatch(r"(?:over|binnen) ([0-9]+|[a-z]+?) ?([a-z]+)", phrase)
    number, unit = (count_of(found[1]), found[2]) if found else (0, "d")
    if unit.startswith("werk"):
        return working_days_ahead(today, number)
    if unit.startswith("u"):
        return today + timedelta(hours=number) if number % 24 == 0 else None
    if unit.startswith(("d", "w")):
        return today + timedelta(days=number * (7 if unit[0] == "w" else 1))
    return months_ahead(today, number * (12 if unit == "jaar" else 1))


def calendar_day(phrase: str, today: date) -> date:
    """Return the day of "1-12", "1 dec" or "2026-12-01"; without a year the next one."""
    numbers = [int(number) for number in _NUMBER.findall(phrase)]
    month = re.search(r"[a-z]{3,}", re.sub(r"^[0-9]+(?:e|de|ste)(?=[ -])", "", phrase))
    if month is not None:
        numbers.insert(1, month_of(month[0]))
    elif len(_NUMBER.findall(phrase)[0]) == _ISO_YEAR_DIGITS:
        numbers.reverse()
    day, number, *year = numbers
    if year:
        return date(_full(year[0], today), number, day)
    try:
        here = date(today.year, number, day)
    except ValueError:
        return date(today.year + 1, number, day)
    return here if here >= today else date(today.year + 1, number, day)


def _full(year: int, today: date) -> int:
    if year > 99:
        return year
    return year + (2000 if year <= today.year % 100 + 10 else 1900)


def part_of(phrase: str, today: date) -> date:
    """Return the day of "eind december" (the last), "half" (the 15th, or Wednesday) or "begin" (the first).

    The end of a week is its Friday.
    """
    place = 0 if "begin" in phrase else 1 if re.search("half|medio|midden", phrase) else 2
    is_next = int(bool(re.search("volgende|komende", phrase)))
    if "week" in phrase:
        return in_week(today, (0, 2, _LAST_WORKING_DAY)[place], is_next)
    if "jaar" in phrase:
        return date(today.year, (1, 7, 12)[place], (1, 1, 31)[place])
    if "maand" in phrase:
        first = months_ahead(today.replace(day=1), is_next)
        return first.replace(day=_of_month(first.year, first.month, place))
    *_, word = (found for found in re.findall(r"[a-z]+", phrase))
    month, years = month_of(word), _NUMBER.findall(phrase)
    year = today.year if not years else int(years[0]) % 100 + 2000
    on = date(year, month, _of_month(year, month, place))
    return on if years or on >= today else date(year + 1, month, _of_month(year + 1, month, place))


def _of_month(year: int, month: int, place: int) -> int:
    return (1, 15, monthrange(year, month)[1])[place]


def week_number(phrase: str, today: date) -> date:
    """Return the Friday of "week 49" (ISO 8601); a week that lies behind is meant next year."""
    number = int(_NUMBER.findall(phrase)[0])
    on = date.fromisocalendar(today.year, number, _LAST_WORKING_DAY + 1)
    return on if on >= today else date.fromisocalendar(today.year + 1, number, _LAST_WORKING_DAY + 1)
