"""Find numbers and addresses in a text however they are written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import letters_of, words_of
from zvdesk.domain.masking_names import KnownName, Term
from zvdesk.domain.masking_people import PARTICLES
from zvdesk.domain.masking_places import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.cases import Subject
    from zvdesk.domain.masking_fold import FoldedText

_SHORTEST_NUMBER = 6  # digits; a shorter "number" is no phone number
#: Kinds of street, each with how it is shortened.
_STREET_TYPES = {
    **{"straat": "str", "laan": "ln", "plein": "pln", "weg": "wg", "gracht": "gr", "singel": "sngl"},
    **{"plantsoen": "plnts", "kade": "kd", "dijk": "dk", "dreef": "dr", "steeg": "stg", "park": "prk"},
    **{"hof": "hf", "pad": "pd"},
}
_NUMBER = r"(?:(?:nr|nummer|huisnummer|no)[\s.]{0,2})?\d{1,5}(?!\d)"
_HOUSE_NUMBER = re.compile(
    rf"[\s,.]{{0,3}}{_NUMBER}(?:[\s-]?[a-z](?![^\W_])|[-/]\d{{1,4}}(?!\d)|[-/\s](?:[ivx]{{1,4}}|hs|huis)(?![^\W_]))?"
)
_TYPED_NUMBER = re.compile(
    r"[\s,]{1,3}(?:nr\.?\s?)?\d{1,5}(?:[\s-]?[a-z])?(?:[-/]\w{1,4})?\s*$", re.IGNORECASE
)
#: What stands before a phone number: country code and first zero, and not a digit before them.
_DIAL_CODE = re.compile(
    r"(?<!\d)\(?(?:\+|00)?\s?31[\s().\-/]{0,3}0?[\s().\-/]{0,3}$|(?<!\d)\(?0[\s().\-/]{0,3}$|(?<!\d)$"
)
_ZEROS = re.compile(r"(?<![\d:.,])(?:0[\W_]{0,3}){1,9}$|(?<!\d)$")
_WINDOW = 24  # signs before a number that are looked at
_BETWEEN = re.compile(r"[\s,.()\-]{1,4}(?:(?:in|te)\s)?")


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
    short: KnownName  # its last words and its name without its kind: with a house number only
    words: tuple[str, ...]
    town: str


def numbers_of(subject: Subject, bsn: str, address: str, phone: str) -> Iterator[KnownNumber]:
    """Give the numbers of a person of the case, each with its label."""
    if digits := letters_of(subject.bsn).lstrip("0"):
        yield KnownNumber(bsn, digits)
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
    words = words_of(_TYPED_NUMBER.sub("", subject.street))
    if not any(word.isalpha() for word in words):
        return None
    texts = [" ".join(words), *([words[-1]] if _says_enough(words[-1]) else [])]
    texts += [
        text.removesuffix(one) + other
        for text in texts
        for kind, short in _STREET_TYPES.items()
        for one, other in ((kind, short), (short, kind))
        if text.endswith(one) and len(text) > len(one) + 2
    ]
    bases = [words[-1].removesuffix(_kind(words[-1]))] if words[-1] not in _STREET_TYPES else []
    bases += [" ".join(words[i:]) for i in range(1, len(words)) if words[i] not in PARTICLES]
    terms = [Term.of(text) for text in texts if len(text) > 1]
    loose = [found for term in terms if (found := term.loose())]
    short = [Term.of(text) for text in bases if len(text) > 2]
    return KnownStreet(
        label,
        KnownName(label=label, terms=tuple(dict.fromkeys((*terms, *loose)))),
        KnownName(label=label, terms=tuple(dict.fromkeys(short))),
        words,
        letters_of(subject.town),
    )


def number_spans(number: KnownNumber, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Give every span of a text in which the number stands, with signs between its digits or without."""
    size, at = len(number.letters), folded.letters.find(number.letters)
    while at >= 0:
        places = folded.places[at : at + size]
        close = all(after - before <= 4 for before, after in pairwise(places))
        start, end = places[0], places[-1] + 1
        window = folded.text[max(0, start - _WINDOW) : start]
        code = (_DIAL_CODE if number.is_phone else _ZEROS).search(window)
        is_longer = number.letters[-1].isdigit() and folded.text[end : end + 1].isdigit()
        if close and code and not is_longer:
            start -= len(code[0].lstrip(" .-/\n"))
            yield folded.word_start(start), folded.word_end(end)
        at = folded.letters.find(number.letters, at + 1)


def street_spans(street: KnownStreet, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Give every span of a text in which the street stands, with the house number and town behind it."""
    for name in (street.name, street.short):
        for term in name.terms:
            for start, found in occurrences(term, name, folded):
                house = _HOUSE_NUMBER.match(folded.text, found)
                if house or name is street.name:
                    end = with_town(street.town, folded, house.end() if house else found)
                    yield _with_words_before(street, folded, start), end


def with_town(town: str, folded: FoldedText, end: int) -> int:
    """Return where an address ends that may have its town behind it."""
    between = _BETWEEN.match(folded.text, end)
    if not town or not between:
        return end
    place, rest = between.end(), town
    farthest = min(len(folded.text), place + 4 * len(town))
    while rest and place < farthest and (folded.text[place] == rest[0] or not folded.is_letter(place)):
        rest = rest[1:] if folded.is_letter(place) else rest
        place += 1
    return end if rest else folded.word_end(place)


def _with_words_before(street: KnownStreet, folded: FoldedText, start: int) -> int:
    """Return where a street begins of which earlier words stand before it, whole or shortened."""
    for _ in street.words:
        end = start
        while end > max(0, start - 3) and not folded.is_letter(end - 1):
            end -= 1
        before = folded.word_start(end)
        word = folded.text[before:end]
        is_short = folded.text[end:start].startswith(".") or word == "v" or len(word) > 2
        if not word or not any(
            one == word or (is_short and one.startswith(word)) for one in street.words[:-1]
        ):
            break
        start = before
    return start


def _kind(text: str) -> str:
    return next((kind for kind in _STREET_TYPES if text.endswith(kind)), "")


def _says_enough(word: str) -> bool:
    return len(word) > len(_kind(word)) + 2 and bool(_kind(word))
