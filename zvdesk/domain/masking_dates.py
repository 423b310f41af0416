"""Find a day of birth in a text however it is written there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    *("jan", "feb", "(?:maa|mar|mrt)", "apr", "(?:mei|may)", "jun", "jul", "aug", "sep"),
    *("(?:okt|oct)", "nov", "dec"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien")
_COUNTED = (
    *(*_ONES, *_TENS, "negentien", "twintig"),
    *(f"{one}en?twintig" for one in _ONES),
    *("dertig", "eenendertig"),
)
_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}


def birth_date(born: date) -> re.Pattern[str]:
    """Return the pattern of a day of birth, with its year: ``12-3-1980``, ``12 mrt '80``, ``1980-03-12``."""
    day, month, year = rf"0?{born.day}", rf"0?{born.month}", rf"'?(?:{born.year}|{born.year % 100:02})"
    gap, few = r"[\W_]{1,4}", r"[\W_]{0,3}"
    counted = _COUNTED[born.day - 1]
    spoken = rf"(?:{_ORDINALS.get(born.day, counted + '(?:de|ste)')}|{counted})"
    numbered = rf"{day}(?:e|de|ste|st|nd|rd|th)?"
    name, of = _MONTHS[born.month - 1] + "[a-z]*", r"(?:van\W(?:het\Wjaar\W)?)?"
    forms = (
        rf"{day}{gap}{month}{gap}{year}",
        rf"{born.month:02}{gap}{born.day:02}{gap}{born.year}",
        rf"{day}{gap}{_ROMAN[born.month - 1]}{gap}{year}",
        rf"(?:{numbered}|(?<![^\W_]){spoken}){few}{of}{name}{few}{of}{year}",
        rf"(?<![^\W_]){name}{gap}{numbered}{gap}{year}",
        rf"(?:{born.year}|{born.year % 100:02}){gap}{month}{gap}{day}",
        rf"{born:%d%m%Y}|{born:%Y%m%d}|{born:%d%m%y}|{born:%y%m%d}|{born.day}{born.month:02}{born.year}",
    )
    return re.compile(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)")
