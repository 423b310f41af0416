"""Know a person's names in all their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from zvdesk.domain.masking_fold import letters_of, loosened, words_of
from zvdesk.domain.masking_people import COMMON, PARTICLES, given_first, initials, is_no_name, names_in

#: What an alias has beside the alias itself.
_BESIDE = PARTICLES | frozenset(
    (
        *("alias", "bijnaam", "genaamd", "genoemd", "ook", "roepnaam", "aka"),
        *("actie", "casus", "dossier", "familie", "gezin", "heer", "mevrouw", "plan", "project", "zaak"),
        *("nieuw", "nieuwe", "oud", "oude", "noord", "oost", "west", "zuid"),
    )
)
_OTHER_NAMES = {
    "denbosch": "s Hertogenbosch",
    "shertogenbosch": "Den Bosch",
    "denhaag": "s Gravenhage",
    "sgravenhage": "Den Haag",
}
_SHORTEST_LOOSE = 5  # letters; a shorter name that is spelled otherwise would be any word
_SHORTEST_PART = 3
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True)
class Term:
    """Stand for one way to write a name, as letters; between its words anything may stand."""

    letters: str
    breaks: frozenset[int] = frozenset()  # a word begins at this letter
    is_family: bool = False
    is_common: bool = False  # an everyday word: counts only where it is clearly a name
    is_part: bool = False  # of an alias or a town: as an everyday word in lower case it is none
    is_loose: bool = False  # the letters are loosened

    @classmethod
    def of(
        cls, text: str, *, is_family: bool = False, is_part: bool = False, is_common: bool = False
    ) -> Term:
        """Return the term of one or more words."""
        words = words_of(text)
        ends = [sum(map(len, words[:count])) for count in range(1, len(words))]
        letters = "".join(words)
        return cls(
            letters, frozenset(ends), is_family, is_common or (letters in COMMON and not ends), is_part
        )

    def loose(self) -> Term | None:
        """Return the term for the name spelled otherwise; None for a short one."""
        edges = (0, *sorted(self.breaks), len(self.letters))
        words = [loosened(self.letters[start:end])[0] for start, end in pairwise(edges)]
        if sum(map(len, words)) < _SHORTEST_LOOSE or self.is_common or not self.letters.isalpha():
            return None
        breaks = frozenset(sum(map(len, words[:count])) for count in range(1, len(words)))
        letters = "".join(words)
        return Term(letters, breaks, self.is_family, False, self.is_part, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """Hold one person, alias or case by name, and what stands there instead."""

    label: str
    terms: tuple[Term, ...]
    initials: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()


def name_of_subject(label: str, given: str, prefix: str, family: str) -> KnownName:
    """Return how a person is known whose given names, prefix and family name are known apart."""
    firsts = given.split()
    prefixes = frozenset(words_of(prefix)) | PARTICLES & set(words_of(family))
    whole = f"{prefix} {family}".strip()
    phrases = [whole, f"{given} {whole}", f"{whole} {given}", f"{family} {given}", f"{given} {family}"]
    for first in firsts[:1]:
        phrases += [f"{first} {whole}", f"{first} {family}", f"{family} {first}", f"{whole} {first}"]
    phrases.append("".join(firsts))
    singles = [(word, False) for word in (*re.split(r"[\s-]+", given), *words_of(given))]
    singles += [(word, True) for word in (*re.split(r"[\s-]+", family), family, *words_of(family))]
    alone = {letters_of(family), letters_of(given)}  # "Van" as the whole name, not as part of "van Dijk"
    terms = [
        Term.of(word, is_family=is_family)
        for word, is_family in singles
        if len(letters := letters_of(word)) > 1 and (letters not in PARTICLES or letters in alone)
    ]
    terms += [Term.of(phrase, is_family=True) for phrase in phrases if len(words_of(phrase)) > 1]
    terms += _spelled_out(terms, (given, prefix, family))
    return KnownName(
        label=label,
        terms=_with_loose(terms),
        initials=frozenset(word[0] for word in words_of(given)),
        particles=prefixes | ({"v", "d", "vd", "vdr"} if prefixes else frozenset()),
    )


def name_of_professional(text: str) -> KnownName | None:
    """Return how a professional is known whose name is one text; None for a function without a name."""
    names = names_in(text)
    if not names:
        return None
    words = words_of(given_first(text))
    parts = dict.fromkeys(part for name in names for part in (name, *words_of(name)))
    terms = [
        Term.of(part, is_family=True, is_common=is_no_name(part))
        for part in parts
        if len(letters_of(part)) > 1
    ]
    return KnownName(
        label=initials(text),
        terms=_with_loose(terms),
        initials=frozenset(word for word in words if len(word) == 1) | {words[0][0]},
        particles=frozenset(words) & PARTICLES | {"v", "d", "vd"},
    )


def name_of_alias(label: str, alias: str) -> KnownName:
    """Return how someone or a case is known by an alias; each word that says something counts alone, too."""
    words = words_of(alias)
    if len(words) < 2:
        kept = [] if letters_of(alias) in COMMON else [Term.of(alias)]
        return KnownName(label=label, terms=_with_loose([term for term in kept if len(term.letters) > 1]))
    parts = [Term.of(word, is_part=True) for word in words if _says_something(word)]
    return KnownName(label=label, terms=_with_loose([Term.of(alias), *parts]))


def name_of_town(label: str, town: str, named: str) -> KnownName:
    """Return how a town is known, by its words and as "Haagse", without what is part of an organisation.

    ``named`` holds the folded words of all organisations, with a space around each.
    """
    whole = words_of(town)
    texts = [" ".join(whole), _OTHER_NAMES.get("".join(whole), "")]
    texts += [word for word in whole if _says_something(word)] if len(whole) > 1 else []
    kept = [text for text in texts if len(text) > 1 and f" {' '.join(words_of(text))} " not in named]
    kept += [_inhabited(words_of(text)[-1]) for text in kept]
    terms = [Term.of(text, is_part=True) for text in kept if letters_of(text) not in COMMON]
    return KnownName(label=label, terms=_with_loose(terms))


def _inhabited(town: str) -> str:
    stem = town.removesuffix("e")
    return (stem[:-1] if len(stem) > 1 and stem[-1] == stem[-2] else stem) + "se"


def _says_something(word: str) -> bool:
    return len(word) >= _SHORTEST_PART and word not in _BESIDE and not word.isdigit()


def _with_loose(terms: list[Term]) -> tuple[Term, ...]:
    loose = (found for term in terms if (found := term.loose()))
    return tuple(dict.fromkeys((*terms, *loose)))


def _spelled_out(terms: list[Term], parts: tuple[str, ...]) -> list[Term]:
    """Return the terms with ä, ö, ü, å and ø written in two letters, as in "Mueller"."""
    found = []
    for word in " ".join(parts).replace("-", " ").split():
        spelled = word.casefold().translate(_TWO_LETTERS)
        if letters_of(spelled) != letters_of(word):
            is_family = any(term.is_family and term.letters == letters_of(word) for term in terms)
            found.append(Term.of(spelled, is_family=is_family))
    return found
