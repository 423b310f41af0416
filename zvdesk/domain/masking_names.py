"""Know a person's names in all their forms, and find them in a text however they are written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import letters_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.domain.masking_fold import FoldedText


def _set(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words))


PARTICLES = _set(
    "aan af al bij d da de del den der des di do dos du el en het in la las le les los of op over s t te ten "
    "ter tot uijt uit van vd vander vanden von zu zum zur"
)
#: Words too common to be masked when they stand alone, however someone is called.
_COMMON = PARTICLES | _set("als dan dat die er is ik je ja ma na nu om vr we wo ze zo za")
_TITLES = _set("dhr dr drs heer ing ir jr meneer mevr mevrouw mr mw mrs prof sr")
_FUNCTIONS = _set(
    "afdeling aanbieder ambulant bestuur betrokkene bestuurlijk burgemeester chef coach college crisisdienst "
    "dienst dienstdoende directie directeur domein familie gemeente gezin ggd ggz griffier hulpverlener huis "
    "inwoner jeugd jeugdzorg jurist kernteam loco manager meldkamer mentor noord noordwest oost zuid west "
    "nacht officier om openbare operationeel orde partner piket politie proces regisseur school sociaal "
    "sociale specialist staf tafel team veilig veiligheid veiligheidshuis voogd voorzitter waarnemend "
    "wethouder wijk wijkteam zorg zvh "
    "bewoner broer client man moeder netwerk oma opa ouder ouders vader vrouw zelf zus"
)
_FUNCTION_ENDINGS = (
    *("adviseur", "agent", "ambtenaar", "arts", "assistent", "begeleider", "begeleiding", "beheerder"),
    *("behandelaar", "beschermer", "bewindvoerder", "burgemeester", "consulent", "coordinator", "curator"),
    *("deskundige", "dienst", "directeur", "docent", "hoofd", "houder", "inspecteur", "kundige", "leider"),
    *(
        "manager",
        "medewerker",
        "mentor",
        "officier",
        "persoon",
        "professional",
        "psychiater",
        "psycholoog",
        "rechercheur",
    ),
    *("regisseur", "secretaris", "team", "voogd", "voorzitter", "werker", "werkster", "zorg"),
)
#: What may follow a short name in the same word: a case ending, and what compounds people make of a name.
_ENDING = re.compile(
    r"(s|es|en|n|t?jes?|etjes?|pjes?|kes?)?"
    r"((adres|broer|buurt|casus|dochter|dossier|famil|gezin|huis|kind|moeder|ouder|partner|telefoon|vader|woning"
    r"|zaak|zoon|zus)\w*)?"
)
#: Ordinary words that look like a short name with an ending, such as of Jong, Berg, Wil and Zoë.
_ORDINARY = re.compile(r"bergen|boeren|handen|jongen?|jongens|kostens?|willen|zoens?|zoenen")
_LONE_LETTERS = re.compile(r"[\s,]{1,3}((?:[a-z](?![^\W_])\.?[\s-]?)+)")
_HYPHENS = re.compile(r"[^\w\s]{1,2}(\s{0,2}\n\s{0,2})?|\s{0,2}\n\s{0,2}|_{1,2}")


@dataclass(frozen=True, slots=True)
class Term:
    """Stand for one way to write a name, as letters; between its words anything may stand."""

    letters: str
    breaks: frozenset[int] = frozenset()  # a word begins at this letter
    is_family: bool = False

    @classmethod
    def of(cls, text: str, *, is_family: bool = False) -> Term:
        """Return the term of one or more words."""
        words = words_of(text)
        ends = [sum(map(len, words[:count])) for count in range(1, len(words))]
        return cls("".join(words), frozenset(ends), is_family)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """Hold one person, alias or case by name, and what stands there instead."""

    label: str
    terms: tuple[Term, ...]
    initials: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()


def initials(name: str) -> str:
    """Return the initials of a name as typed: ``S.O.`` for ``S. van Oefenaar`` and ``Oefenaar, Sanne``."""
    words = [word for word in _given_first(name).split() if letters_of(word)]
    kept = [w for w in words if w in _names_in(name) or (len(letters_of(w)) == 1 and w[0].isupper())]
    shown = [next(c for c in word if c.isalnum()).upper() for word in kept or words]
    return "".join(f"{letter}." for letter in (*shown[:1], *shown[1:][-1:]))


def is_function(text: str) -> bool:
    """Tell whether a text names a function ("Dienstdoende chef") and nobody by name."""
    return not _names_in(text)


def name_of_subject(label: str, given: str, prefix: str, family: str) -> KnownName:
    """Return how a person is known whose given names, prefix and family name are known apart."""
    firsts = given.split()
    whole = f"{prefix} {family}".strip()
    phrases = [whole, f"{given} {whole}", f"{whole} {given}", f"{family} {given}", f"{given} {family}"]
    for first in firsts[:1]:
        phrases += [f"{first} {whole}", f"{first} {family}", f"{family} {first}", f"{whole} {first}"]
    phrases.append("".join(firsts))
    singles = [(word, False) for word in re.split(r"[\s-]+", given)]
    singles += [(word, True) for word in re.split(r"[\s-]+", family)] + [(family, True)]
    terms = [Term.of(word, is_family=is_family) for word, is_family in singles if _stands_alone(word)]
    terms += [Term.of(phrase, is_family=True) for phrase in phrases if len(words_of(phrase)) > 1]
    return KnownName(
        label=label,
        terms=tuple(dict.fromkeys((*terms, *_spelled_out(terms, (given, prefix, family))))),
        initials=frozenset(word[0] for word in words_of(given)),
        particles=frozenset(words_of(prefix))
        | (frozenset({"v", "d", "vd", "vdr"}) if prefix else frozenset()),
    )


def name_of_professional(text: str) -> KnownName | None:
    """Return how a professional is known whose name is one text; None for a function without a name."""
    names = _names_in(text)
    if not names:
        return None
    words = words_of(_given_first(text))
    parts = dict.fromkeys(part for name in names for part in (name, *name.split("-")))
    return KnownName(
        label=initials(text),
        terms=tuple(Term.of(part, is_family=True) for part in parts if _stands_alone(part)),
        initials=frozenset(word for word in words if len(word) == 1) | {words[0][0]},
        particles=frozenset(words) & PARTICLES | _set("v d vd"),
    )


def name_of_alias(label: str, alias: str) -> KnownName:
    """Return how something is known by an alias; of more words the last one counts alone, too."""
    words = alias.split()
    texts = [alias] if len(words) < 2 else [alias, words[-1]]
    return KnownName(
        label=label,
        terms=tuple(dict.fromkeys(Term.of(t) for t in texts if len(words_of(t)) > 1 or _stands_alone(t))),
    )


def occurrences(term: Term, name: KnownName, folded: FoldedText) -> Iterator[tuple[int, int]]:
    """Give every span of a text in which the term stands, inflected, glued or broken; whole words."""
    size, at = len(term.letters), folded.letters.find(term.letters)
    while at >= 0:
        first, last = folded.places[at], folded.places[at + size - 1]
        if _hangs_together(term, folded, at) and _is_the_name(term, name, folded, at):
            yield _with_what_belongs(term, name, folded, folded.word_start(first), folded.word_end(last))
        at = folded.letters.find(term.letters, at + 1)


def _stands_alone(word: str) -> bool:
    letters = letters_of(word)
    return len(letters) > 1 and letters not in _COMMON


def _given_first(text: str) -> str:
    """Return a name without what stands in brackets, and ``Oefenaar, Sanne`` the other way round."""
    before, _, after = re.sub(r"\(.*?\)", " ", text).partition(",")
    after = after if any(_is_name(word) for word in after.split()) else ""
    return f"{after} {before}".strip()


def _names_in(text: str) -> list[str]:
    """Return the words of a typed person that are names; a small letter among capitals is none."""
    names = [word for word in _given_first(text).split() if _is_name(word)]
    return [word for word in names if word[:1].isupper()] or names


def _is_name(word: str) -> bool:
    letters = letters_of(word)
    if len(letters) < 2 or letters in _TITLES or not _stands_alone(word) or not letters.isalpha():
        return False
    return not any(part in _FUNCTIONS or part.endswith(_FUNCTION_ENDINGS) for part in words_of(word))


def _spelled_out(terms: list[Term], parts: tuple[str, ...]) -> Iterator[Term]:
    """Give the terms with ä, ö, ü, å and ø written in two letters, as in "Mueller"."""
    two = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
    for word in " ".join(parts).replace("-", " ").split():
        spelled = word.casefold().translate(two)
        if letters_of(spelled) != letters_of(word):
            is_family = any(term.is_family and term.letters == letters_of(word) for term in terms)
            yield Term.of(spelled, is_family=is_family)


def _hangs_together(term: Term, folded: FoldedText, at: int) -> bool:
    """Tell whether the letters are one name: what stands between them is a hyphen, a line end or nothing.

    A name may also be s p a c e d out; between its words a few signs may stand.
    """
    size, places = len(term.letters), folded.places
    gaps = [folded.text[places[at + i - 1] + 1 : places[at + i]] for i in range(1, size)]
    if size > 2 and all(gaps) and max(map(len, gaps)) <= 3:
        return True
    for i, gap in enumerate(gaps, 1):
        if not gap or (i in term.breaks and len(gap) <= 4):
            continue
        if size < 4 or not _HYPHENS.fullmatch(gap):
            return False
    return True


def _is_the_name(term: Term, name: KnownName, folded: FoldedText, at: int) -> bool:
    """Tell whether it is the name and no other word that happens to hold its letters.

    Long names are found inside a word, names of five letters at its beginning; shorter ones need a known
    ending, or "politie" would be a Van der Pol. Of a name in more words the last one counts. Too much is
    better than too little.
    """
    places, size = folded.places, len(term.letters)
    first, last = places[at], places[at + size - 1]
    before = folded.text[folded.word_start(first) : first]
    if before:
        glued = len(before) == 1 and before in name.initials
        new_word = folded.is_capital(first) and not folded.is_capital(first - 1)
        return size > 5 or (size > 3 and (glued or new_word))
    apart = (i for i in term.breaks if places[at + i] > places[at + i - 1] + 1)
    size -= (own := max(apart, default=0))
    first = places[at + own]
    tail, word = folded.text[last + 1 : folded.word_end(last)], folded.text[first : folded.word_end(last)]
    if size > 4 or not tail:
        return True
    if _ORDINARY.fullmatch(word):
        return False
    if size < 3:
        return tail == "s" and term.letters[-1] not in "aeiou"
    return bool(_ENDING.fullmatch(tail.removeprefix(term.letters[-1])))


def _with_what_belongs(
    term: Term, name: KnownName, folded: FoldedText, start: int, end: int
) -> tuple[int, int]:
    """Return the span with the initials and prefixes before a family name, and initials after a comma."""
    if not term.is_family:
        return start, end
    while (before := _word_before(folded, start)) is not None:
        word = folded.text[before[0] : before[1]]
        dotted = folded.text[before[1] : before[1] + 1] == "."
        is_initial = len(word) == 1 and (dotted or (word in name.initials and folded.is_capital(before[0])))
        if not is_initial and word not in name.particles:
            break
        start = before[0]
    after = _LONE_LETTERS.match(folded.text, end)
    if after and set(words_of(after[1])) <= name.initials and folded.is_capital(after.start(1)):
        end = after.start(1) + len(after[1].rstrip(" -\n"))
    return start, end


def _word_before(folded: FoldedText, start: int) -> tuple[int, int] | None:
    end = start
    while end > 0 and not folded.is_letter(end - 1):
        end -= 1
    if end == 0 or start - end > 3 or folded.text[end:start].strip(" \n.-'_"):
        return None
    return folded.word_start(end - 1), end
