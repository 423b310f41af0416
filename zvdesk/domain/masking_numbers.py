"""Find numbers, addresses and birth dates in a text however they are written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import letters_of, words_of
from zvdesk.domain.masking_names import KnownName, Term, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zvdesk.domain.cases import Subject
    from zvdesk.domain.masking_fold import FoldedText

_SHORTEST_NUMBER = 6  # digits; a shorter "number" is no phone number
_MONTHS = ("jan", "feb", "m(?:aa)?rt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_STREET_TYPES = (
    *("dreef", "dijk", "gracht", "hof", "kade", "laan", "pad", "park", "plantsoen", "plein", "singel"),
    *("steeg", "straat", "weg"),
)
_HOUSE_NUMBER = re.compile(
    r"[\s,.]{0,3}(?:(?:nr|nummer|huisnummer|no)[\s.]{0,2})?\d{1,5}(?!\d)(?:[\s-]?[a-z](?![^\W_])|[-/]\d{1,4}(?!\d))?"
)
_DIAL_CODE = re.compile(r"\(?(?:(?:\+|00)\s?31|(?<!\d)31)?[\s().\-/]{0,3}0?[\s().\-/]{0,3}$")

_ZEROS = re.compile(r"(?:0[\W_]{0,3})*$")


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """Hold one number as digits (a postcode ends in letters), and what stands there instead."""

    label: str
    letters: str
    is_phone: bool = False


@dataclass(frozen=True, slots=True)
class KnownStreet:
    """Hold one street with the town that may stand behind it."""

    label: str
    name: KnownName
    town: str


def numbers_of(subject: Subject, bsn: str, address: str, phone: str) -> Iterator[KnownNumber]:
    """Give the numbers of a person of the case, each with its label."""
    if letters_of(subject.bsn):
        yield KnownNumber(bsn, letters_of(subject.bsn).lstrip("0"))
    if letters_of(subject.postcode):
        yield KnownNumber(address, letters_of(subject.postcode))
    yield from phone_number(phone, subject.phone)


def phone_number(label: str, typed: str) -> Iterator[KnownNumber]:
    """Give a phone number without its country code and first zero; nothing when there is none."""
    digits = re.sub(r"\D", "", letters_of(typed))
    core = re.sub(r"^(0031|31(?=\d{9})|0)0?", "", digits)
    if len(core) >= _SHORTEST_NUMBER:
        yield KnownNumber(label, core, is_phone=True)


def street_of(subject: Subject, label: str) -> KnownStreet | None:
    """Return the street of a person, also by its last word and with "str."; None without one."""
    words = words_of(subject.street)
    if not words:
        return None
    texts = [subject.street, *([words[-1]] if _says_enough(words[-1]) else [])]
    texts += [text[: -len("aat")] for text in texts if text.casefold().endswith("straat")]
    terms = tuple(dict.fromkeys(Term.of(text) for text in texts))
    return KnownStreet(label, KnownName(label=label, terms=terms), letters_of(subject.town))


def birth_date(born: date) -> re.Pattern[str]:
    """Return the pattern of a day of birth, with its year: ``12-3-1980``, ``12 mrt '80``, ``1980-03-12``."""
    day, month, year = rf"0?{born.day}", rf"0?{born.month}", rf"'?(?:{born.year}|{born.year % 100:02})"
    name, gap = _MONTHS[born.month - 1] + "[a-z]*", r"[\W_]{1,3}"
    forms = (
        rf"{day}{gap}{month}{gap}{year}",
        rf"{day}(?:e|de|ste)?[\W_]{{0,3}}{name}[\W_]{{0,3}}{year}",
        rf"{born.year}{gap}{month}{gap}{day}",
        f"{born:%d%m%Y}|{born:%Y%m%d}",
    )
    return re.compile(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)")


def number_spans(number: KnownNumber, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Give every span of a text in which the number stands, with signs between its digits or without."""
    size, at = len(number.letters), folded.letters.find(number.letters)
    while at >= 0:
        places = folded.places[at : at + size]
        close = all(after - before <= 4 for before, after in pairwise(places))
        start, end = places[0], places[-1] + 1
        before = (_DIAL_CODE if number.is_phone else _ZEROS).sub("", folded.text[:start])
        start -= len(folded.text[len(before) : start].lstrip(" .-/\n"))
        is_longer = before[-1:].isdigit() or folded.text[end : end + 1].isdigit()
        if close and not is_longer:
            yield folded.word_start(start), folded.word_end(end)
        at = folded.letters.find(number.letters, at + 1)


def street_spans(street: KnownStreet, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Give every span of a text in which the street stands, with the house number and town behind it."""
    for term in street.name.terms:
        for start, found in occurrences(term, street.name, folded):
            house = _HOUSE_NUMBER.match(folded.text, found)
            yield start, with_town(street.town, folded, house.end() if house else found)


def with_town(town: str, folded: FoldedText, end: int) -> int:
    """Return where an address ends that may have its town behind it."""
    between = re.compile(r"[\s,.()\-]{1,4}(?:(?:in|te)\s)?").match(folded.text, end)
    if not town or not between:
        return end
    place, rest = between.end(), town
    while (
        rest and place < len(folded.text) and (folded.text[place] == rest[0] or not folded.is_letter(place))
    ):
        rest = rest[1:] if folded.is_letter(place) else rest
        place += 1
    return end if rest else folded.word_end(place)


def _says_enough(word: str) -> bool:
    return any(word.endswith(kind) and len(word) > len(kind) + 2 for kind in _STREET_TYPES)
