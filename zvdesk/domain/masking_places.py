"""Find known names in a text however they are written there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import words_of
from zvdesk.domain.masking_people import TITLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from zvdesk.domain.masking_fold import FoldedText
    from zvdesk.domain.masking_names import KnownName, Term

_COMPOUNDS = (
    r"(?:aanpak|adres|appje|auto|broer|buurt|case|casus|dochter|dossier|famil|gesprek|gezin|groep|huis|hulp"
    r"|kamer|kind|mama|moeder|opvang|ouder|overleg|papa|partner|plan|probleem|situatie|team|telefoon|traject|vader"
    r"|werk|woning|zaak|zoon|zus)[^\W_]*"
)
#: What may follow a short name in the same word: a case ending, and what compounds people make of a name.
_ENDING = re.compile(rf"(?:s|es|en|n|e?t?jes?|pjes?|kes?|ekes?|ies?)?(?:{_COMPOUNDS})?")
_SHORT_ENDING = re.compile(rf"e?tjes?|(?:{_COMPOUNDS})")
_BEFORE_SHORT = re.compile(r"(?:de|fam|gezin|mama|mamavan|papa|zaak|zaakde)")
_LONE_LETTERS = re.compile(r"[\s,]{1,3}((?:[a-z](?![^\W_])\.?[\s-]?){1,6})")
_HYPHENS = re.compile(r"[^\w\s]{1,2}(\s{0,8}\n\s{0,8})?|\s{0,8}\n\s{0,8}|_{1,2}")
_SPACES = re.compile(r"\s|[-\u2010-\u2015]\s{1,2}")
_GENITIVE = re.compile(r"['’]s(?![^\W_])")
_CALLED = TITLES | frozenset({"familie", "fam", "gezin"})
_ARTICLES = frozenset({"de", "den", "der", "het"})
_LONGEST = 40  # letters of a word that are looked at
_FARTHEST = 12  # signs between two letters of one name
_MOST_BEFORE = 6  # initials and prefixes before a family name


def occurrences(
    term: Term, name: KnownName, folded: FoldedText, everyday: Collection[str] = ()
) -> Iterator[tuple[int, int]]:
    """Give every span of a text in which the term stands, inflected, glued or broken; whole words.

    Everyday words that hold the name ("samen" for Sam) do not count when they are written in lower case.
    """
    text, places = (folded.loose, folded.loose_places) if term.is_loose else (folded.letters, folded.places)
    size, at = len(term.letters), text.find(term.letters)
    while at >= 0:
        hit = places[at : at + size]
        if _hangs_together(term, folded, hit) and _is_the_name(term, name, folded, hit, everyday):
            start, end = folded.word_start(hit[0]), folded.word_end(hit[-1])
            yield _with_what_belongs(term, name, folded, start, end)
        at = text.find(term.letters, at + 1)


def _hangs_together(term: Term, folded: FoldedText, hit: tuple[int, ...]) -> bool:
    """Tell whether the letters are one name: what stands between them is a hyphen, a line end or nothing.

    A name may also be s p a c e d out; between its words a few signs may stand, and a long name may have
    a space inside when nothing else is in its words.
    """
    size = len(hit)
    if hit[-1] - hit[0] == size - 1:
        return True
    if any(after - before > _FARTHEST for before, after in pairwise(hit)):
        return False
    gaps = [
        "".join(c for c in folded.text[before + 1 : after] if not c.isalnum())
        for before, after in pairwise(hit)
    ]
    if size > 2 and all(gaps) and max(map(len, gaps)) <= 6:
        return True
    spaces = 0
    for i, gap in enumerate(gaps, 1):
        if not gap or (i in term.breaks and (len(gap) <= 4 or gap.isspace())):
            continue
        if size < 4 or (not _HYPHENS.fullmatch(gap) and (size < 6 or not _SPACES.fullmatch(gap))):
            return False
        spaces += not _HYPHENS.fullmatch(gap)
    is_whole = folded.word_start(hit[0]) == hit[0] and folded.text[
        hit[-1] + 1 : folded.word_end(hit[-1])
    ] in (
        "",
        "s",
    )
    return spaces == 0 or (spaces <= 2 and is_whole)


def _is_the_name(
    term: Term, name: KnownName, folded: FoldedText, hit: tuple[int, ...], everyday: Collection[str]
) -> bool:
    """Tell whether it is the name and no other word that happens to hold its letters.

    Long names are found inside a word, names of five letters at its beginning; shorter ones need a known
    ending, or "politie" would be a Van der Pol. Of a name in more words the last one counts. Too much is
    better than too little.
    """
    start, end = folded.word_start(hit[0]), folded.word_end(hit[-1])
    if term.is_common:
        return (start, end) == (hit[0], hit[-1] + 1) and _is_called(name, folded, start, end)
    if start < hit[0]:
        return not term.is_loose and _is_inside(name, folded, hit, everyday)
    own = max((i for i in term.breaks if hit[i] > hit[i - 1] + 1), default=0)
    tail = folded.text[hit[-1] + 1 : min(end, hit[-1] + _LONGEST)]
    if not tail:
        is_lower = not any(folded.capitals[start:end])
        return not ((term.is_part or term.is_loose) and is_lower and folded.text[start:end] in everyday)
    if _stays(folded, hit[own], end, everyday):
        return False
    last, size = folded.text[hit[-1]], len(hit) - own
    if size > 4 and not term.is_loose:
        return True
    is_new = folded.capitals[hit[-1] + 1] and not folded.capitals[hit[-1]]
    if tail[0].isdigit() or is_new or (size > 2 and folded.handles[hit[-1]]):
        return True
    ending = tail.removeprefix(last)
    if size < 3:
        is_genitive = tail == "s" and last not in "aeiou"
        is_compound = folded.capitals[hit[own]] or ending.startswith(("t", "e"))
        return is_genitive or (is_compound and bool(_SHORT_ENDING.fullmatch(ending)))
    return bool(_ENDING.fullmatch(ending)) or (last == "j" and tail == "e")


def _is_inside(name: KnownName, folded: FoldedText, hit: tuple[int, ...], everyday: Collection[str]) -> bool:
    """Tell whether a name that other letters stand before in the same word is the name."""
    size, first, start, end = len(hit), hit[0], folded.word_start(hit[0]), folded.word_end(hit[-1])
    is_new = not folded.capitals[first - 1] or not folded.capitals[first + 1]
    if folded.capitals[first] and is_new:
        return True
    if _stays(folded, start, end, everyday):
        return False
    if size > 5 or (size > 2 and folded.handles[first]):
        return True
    before = folded.text[start : min(first, start + _LONGEST)]
    glued = len(before) == 1 and before in name.initials
    return (size > 3 and glued) or (size > 2 and end == hit[-1] + 1 and bool(_BEFORE_SHORT.fullmatch(before)))


def _stays(folded: FoldedText, start: int, end: int, everyday: Collection[str]) -> bool:
    return end - start < _LONGEST and folded.text[start:end] in everyday and folded.is_plain(start, end)


def _is_called(name: KnownName, folded: FoldedText, start: int, end: int) -> bool:
    """Tell whether an everyday word is a name here: behind a title or an initial, with 's, or a capital."""
    before = _word_before(folded, start)
    if before and folded.text[before[0] : before[1]] in _ARTICLES:
        before = _word_before(folded, before[0])
    if before and (folded.text[before[0] : before[1]] in _CALLED or _belongs(name, folded, *before)):
        return True
    if not folded.capitals[start]:
        return False
    return bool(_GENITIVE.match(folded.text, end)) or not folded.opens_sentence(start)


def _with_what_belongs(
    term: Term, name: KnownName, folded: FoldedText, start: int, end: int
) -> tuple[int, int]:
    """Return the span with the initials and prefixes before a family name, and initials after a comma."""
    if not term.is_family:
        return start, end
    for _ in range(_MOST_BEFORE):
        before = _word_before(folded, start)
        if before is None or not _belongs(name, folded, *before):
            break
        start = before[0]
    after = _LONE_LETTERS.match(folded.text, end)
    if after and set(words_of(after[1])) <= name.initials and folded.capitals[after.start(1)]:
        end = after.start(1) + len(after[1].rstrip(" -\n"))
    return start, end


def _belongs(name: KnownName, folded: FoldedText, start: int, end: int) -> bool:
    word, is_dotted = folded.text[start:end], folded.text[end : end + 1] == "."
    if word in name.particles or (len(word) == 1 and is_dotted):
        return True
    is_initials = all(folded.capitals[start:end]) and set(word) <= name.initials
    return is_initials or (
        is_dotted
        and len(word) <= 3
        and word[0] in name.initials
        and word not in TITLES
        and folded.capitals[start]
    )


def _word_before(folded: FoldedText, start: int) -> tuple[int, int] | None:
    end = start
    while end > max(0, start - 4) and not folded.is_letter(end - 1):
        end -= 1
    if end == 0 or start - end > 3 or folded.text[end:start].strip(" \n.-'_"):
        return None
    return folded.word_start(end - 1), end
