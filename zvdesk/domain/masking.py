"""Take out of free text what may not be read on a beamer: names, addresses, numbers, copied contributions.

Persons become initials, everything else a word in brackets. Too much is masked rather than too little. The
text is compared in a folded copy (``masking_fold``); what needs no masking comes back byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from zvdesk.domain.masking_copies import Copies
from zvdesk.domain.masking_dates import birth_date
from zvdesk.domain.masking_fold import FoldedText, letters_of, words_of
from zvdesk.domain.masking_names import (
    KnownName,
    name_of_alias,
    name_of_professional,
    name_of_subject,
    name_of_town,
)
from zvdesk.domain.masking_numbers import (
    KnownNumber,
    KnownStreet,
    number_spans,
    numbers_of,
    phone_number,
    street_of,
    street_spans,
    with_town,
)
from zvdesk.domain.masking_people import initials
from zvdesk.domain.masking_places import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.cases import Subject
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.people import Person

_LAST_RESORT = "[…]"  # nothing in it can be a name


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskWords:
    """Hold the words that stand where something was taken out."""

    name: str  # of a person, when more than one person could be meant
    case: str  # for the alias of a case
    address: str
    bsn: str
    phone: str
    birth_date: str
    contribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskTerms:
    """Hold everything that is known and may not be read; make it with ``terms_of``."""

    words: MaskWords
    names: tuple[KnownName, ...] = ()
    numbers: tuple[KnownNumber, ...] = ()
    streets: tuple[KnownStreet, ...] = ()
    towns: tuple[str, ...] = ()  # masked behind a street or a postcode only
    births: tuple[re.Pattern[str], ...] = ()
    everyday: frozenset[str] = frozenset()  # words that hold a short name and are none in lower case
    copies: Copies = field(default_factory=lambda: Copies(frozenset(), frozenset()))


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    rank: int  # of what overlaps, the highest gives its words
    labels: frozenset[str]  # everyone whom a name can mean; else one


_NAME, _DATUM, _COPY = range(3)


def terms_of(
    file: CaseFile,
    organisations: Iterable[Organisation] = (),
    people: Iterable[Person] = (),
    *,
    words: MaskWords,
    others: Iterable[CaseFile] = (),
    typed: Iterable[str] = (),
    everyday: Iterable[str] = (),
) -> MaskTerms:
    """Return all that may not be read of a case: its persons, their data, its alias, its contributions.

    ``people`` are those of the house, ``others`` the other cases on the same table, ``typed`` more persons as
    someone typed them (who is at the table): they are masked, too. Organisations may be named: a run of words
    that is only their name does not count as copied, and a town that is part of one is masked only behind a
    street or a postcode. ``everyday`` are words that stay when they only hold a name: "samen" for Sam.
    """
    files, common = (file, *others), tuple(everyday)
    named = tuple(name for one in organisations for name in (one.name, one.abbreviation))
    regional = " . ".join(f" {' '.join(words_of(name))} " for name in named)
    subjects = tuple(subject for one in files for subject in one.subjects)
    names = chain(
        chain.from_iterable(_names_of(subject) for subject in subjects),
        (name_of_town(words.address, subject.town, regional) for subject in subjects),
        (name_of_alias(words.case, one.case.alias) for one in files if one.case.alias.strip()),
        (found for text in (*_professionals(files, people), *typed) if (found := name_of_professional(text))),
    )
    phones = chain(
        (phone for one in files for agreement in one.conditionals for phone in agreement.phones),
        (holder.phone for one in files for holder in one.holders),
        (referral.referrer_phone for one in files for referral in one.referrals),
        (person.phone for person in people),
    )
    numbers = chain(
        chain.from_iterable(numbers_of(s, words.bsn, words.address, words.phone) for s in subjects),
        chain.from_iterable(phone_number(words.phone, phone) for phone in phones),
    )
    streets = (street_of(subject, words.address) for subject in subjects)
    return MaskTerms(
        words=words,
        names=tuple(dict.fromkeys(name for name in names if name.terms)),
        numbers=tuple(dict.fromkeys(numbers)),
        streets=tuple(dict.fromkeys(street for street in streets if street)),
        towns=tuple(dict.fromkeys(town for s in subjects if (town := letters_of(s.town)))),
        births=tuple(dict.fromkeys(birth_date(s.born_on) for s in subjects if s.born_on)),
        everyday=frozenset(letters_of(word) for word in common),
        copies=Copies.of(
            (contribution.text for one in files for contribution in one.contributions),
            (*named, *common),
        ),
    )


def terms_of_copies(
    texts: Iterable[str], organisations: Iterable[Organisation], *, words: MaskWords
) -> MaskTerms:
    """Return only what was copied from texts as what may not be read; organisations may be named."""
    names = (name for one in organisations for name in (one.name, one.abbreviation))
    return MaskTerms(words=words, copies=Copies.of(texts, names))


def mask(text: str, terms: MaskTerms) -> str:
    """Return the text without what may not be read; what was masked before stays as it is."""
    while (masked := _masked_once(text, terms)) != text:
        text = masked
    return text


def _names_of(subject: Subject) -> Iterator[KnownName]:
    parts = (subject.given_names, subject.family_name) if subject.full_name else (subject.also_known_as,)
    label = "".join(initials(part)[:2] for part in parts)
    yield name_of_subject(label, subject.given_names, subject.prefix, subject.family_name)
    for alias in re.split(r"[,;/\n]|\s(?:aka|en|of|ook)\s", subject.also_known_as):
        if alias.strip():
            yield name_of_alias(label, alias)


def _professionals(files: Iterable[CaseFile], people: Iterable[Person]) -> Iterator[str]:
    for file in files:
        yield from (holder.person for holder in file.holders)
        yield from (action.person for action in file.actions)
        yield from (agreement.person for agreement in file.conditionals)
        yield from (part.person for part in file.participations)
        yield from (told.person for told in file.information)
        for referral in file.referrals:
            yield from (referral.referrer_name, referral.quality_checked_by)
    yield from (person.name for person in people)


def _masked_once(text: str, terms: MaskTerms) -> str:
    folded = FoldedText.of(text)
    parts, done = list[str](), 0
    shown: dict[str, str] = {}  # a label in which something is known says nothing
    for span in _joined(folded, _found(folded, terms)):
        start, end = folded.outer(span.start, span.end)
        label = next(iter(span.labels)) if len(span.labels) == 1 else terms.words.name
        if label not in shown:
            shown[label] = _LAST_RESORT if next(_found(FoldedText.of(label), terms), None) else label
        label = shown[label]
        if label.endswith(".") and text[end : end + 1] == ".":
            end += 1
        parts += [text[done:start], label]
        done = end
    return "".join((*parts, text[done:]))


def _found(folded: FoldedText, terms: MaskTerms) -> Iterator[_Span]:
    for name in terms.names:
        for term in name.terms:
            for start, end in occurrences(term, name, folded, terms.everyday):
                yield _Span(start, end, _NAME, frozenset({name.label}))
    for number in terms.numbers:
        for start, end in number_spans(number, folded):
            ends = (with_town(town, folded, end) for town in terms.towns)
            is_address = number.label == terms.words.address
            yield _Span(
                start, max(ends, default=end) if is_address else end, _DATUM, frozenset({number.label})
            )
    for street in terms.streets:
        for start, end in street_spans(street, folded):
            yield _Span(start, end, _DATUM, frozenset({street.label}))
    for birth in terms.births:
        for found in birth.finditer(folded.text):
            yield _Span(found.start(), found.end(), _DATUM, frozenset({terms.words.birth_date}))
    for start, end in terms.copies.spans(folded):
        yield _Span(start, end, _COPY, frozenset({terms.words.contribution}))


def _joined(folded: FoldedText, spans: Iterator[_Span]) -> list[_Span]:
    """Return the spans in order, none touching another that says the same."""
    same: dict[tuple[int, int, int], frozenset[str]] = {}
    for span in spans:
        key = (span.start, -span.end, span.rank)
        same[key] = same.get(key, frozenset()) | span.labels
    joined: list[_Span] = []
    for (start, end, rank), labels in sorted(same.items(), key=lambda one: one[0]):
        span = _Span(start, -end, rank, labels)
        if joined and _belong_together(folded, joined[-1], span):
            last = joined.pop()
            span = _Span(last.start, max(last.end, span.end), max(last.rank, rank), _labels(last, span))
        joined.append(span)
    return joined


def _belong_together(folded: FoldedText, last: _Span, span: _Span) -> bool:
    if span.start < last.end:
        return True
    return bool(last.labels & span.labels) and folded.is_apart(last.end, span.start)


def _labels(last: _Span, span: _Span) -> frozenset[str]:
    """Return who or what two spans mean together: both, else the one that says more, else either."""
    if last.rank != span.rank:
        return max(last, span, key=lambda one: one.rank).labels
    is_inside = span.end <= last.end
    return last.labels & span.labels or (last.labels if is_inside else last.labels | span.labels)
