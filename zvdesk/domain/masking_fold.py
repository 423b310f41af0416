"""Fold a text letter by letter, and remember where in the text each letter stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Cyrillic and Greek letters that look like ours, as they are written; capitals that differ come first.
_AS_WRITTEN = str.maketrans(
    "ΗΜΝΥΡΧΖВвНнΒβΕεημζᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "hmnypxzbbhhbbeenmzabcdefghijklmnoprstuvwyz"
)
#: The same as they stand after folding, and letters that ``fold`` leaves.
_FOLDED = str.maketrans(
    "аеорсухіјѕһԁкмтαορνικτυ" + "ħŧŋəɨʉ",
    "aeopcyxijshdkmtaopvikty" + "htneiu",
)
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u3164")  # Hangul fillers
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
#: What stands for other letters: marks of HTML, letters written as a code, bytes of a web address.
_CODED = re.compile(r"</?(?:b|i|u|em|strong|span)>|&#?\w{1,12};|(?:%[0-9A-Fa-f]{2})+", re.IGNORECASE)
_BY_NUMBER = re.compile(r"&#(?:(x)(?=[0-9a-f])|(?=\d{1,7};))([0-9a-f]{1,7});", re.IGNORECASE)
_WITH_MARK = re.compile(
    r"&([a-z])(?:acute|breve|caron|cedil|circ|dblac|dot|grave|macr|ogon|ring|slash|strok|tilde|uml);",
    re.IGNORECASE,
)
_BY_NAME = {
    **{"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " "},
    **{"&szlig;": "ß", "&aelig;": "æ", "&oelig;": "œ", "&thorn;": "þ", "&eth;": "ð"},
    **{"&imath;": "i", "&inodot;": "i", "&shy;": ""},
}
_UNICODE_END = 0x110000
#: A name with @ or #, a web address, a file name.
_HANDLE_SIGNS = re.compile(r"[@#_]|://|\.(?:docx?|pdf|xlsx?|pptx?|jpe?g|png|txt|msg|zip)\b")
_LOOSE = str.maketrans("ycd", "ikt")  # letters that people mix up in names


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """Return one character as it is compared: lower case, no diacritics, plain digits, often nothing."""
    if letter.isspace():
        return "\n" if letter in _LINE_ENDS else " "
    if unicodedata.category(letter)[0] in "CM" or letter in _DRAWN_AS_NOTHING:
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    seen = letter.translate(_AS_WRITTEN)
    if unicodedata.category(seen) == "Lm" and fold(seen) == seen:
        return "'"
    return fold(seen).translate(_FOLDED)


def letters_of(text: str) -> str:
    """Return only the letters and digits of a text, folded."""
    return "".join(c for letter in text for c in fold_letter(letter) if c.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: its runs of letters and digits."""
    return FoldedText.of(text).words


def loosened(word: str) -> tuple[str, tuple[int, ...]]:
    """Return a folded word as in a name that is spelled otherwise, and where each letter stood in it.

    A doubled letter counts once, ``ij`` and ``y`` as ``i``, ``c`` as ``k``, ``d`` as ``t``.
    """
    kept: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(word.translate(_LOOSE)):
        is_second = letter == "j" and word[place - 1 : place] == "i"
        if not is_second and (not kept or kept[-1] != letter or letter.isdigit()):
            kept.append(letter)
            places.append(place)
    return "".join(kept), tuple(places)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Hold a text beside its folded copy; every span is one of the folded copy until ``outer``."""

    original: str
    text: str
    at: tuple[int, ...]  # place in ``text`` -> place in ``original``
    capitals: tuple[bool, ...]  # per place in ``text``
    letters: str  # letters and digits only
    places: tuple[int, ...]  # place in ``letters`` -> place in ``text``
    loose: str  # the letters, loosened
    loose_places: tuple[int, ...]  # place in ``loose`` -> place in ``text``
    spans: tuple[tuple[int, int], ...]  # of the words in ``text``
    starts: tuple[int, ...]  # place in ``text`` -> where the word around it begins, or the place itself
    ends: tuple[int, ...]  # and where that word ends
    handles: bytes  # per place in ``text``, 1 within a file name, web address or name with @ or #

    @classmethod
    def of(cls, original: str) -> FoldedText:
        """Return the folded copy of a text."""
        triples = [(c, i, u.isupper()) for i, u in _units(original) for c in fold_letter(u)]
        text = "".join(c for c, _, _ in triples)
        places = tuple(i for i, c in enumerate(text) if c.isalnum())
        spans = tuple(_word_spans(text))
        loose = [(start, *loosened(text[start:end])) for start, end in spans]
        starts, ends = list(range(len(text))), list(range(len(text)))
        for start, end in spans:
            starts[start:end] = [start] * (end - start)
            ends[start:end] = [end] * (end - start)
        handles = bytearray(len(text))
        for token in re.finditer(r"\S+", text):
            if _HANDLE_SIGNS.search(token[0]):
                handles[token.start() : token.end()] = b"\x01" * len(token[0])
        return cls(
            original=original,
            text=text,
            at=tuple(i for _, i, _ in triples),
            capitals=tuple(is_capital for _, _, is_capital in triples),
            letters="".join(text[i] for i in places),
            places=places,
            loose="".join(letters for _, letters, _ in loose),
            loose_places=tuple(start + i for start, _, kept in loose for i in kept),
            spans=spans,
            starts=tuple(starts),
            ends=tuple(ends),
            handles=bytes(handles),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple(self.text[start:end] for start, end in self.spans)

    def is_letter(self, place: int) -> bool:
        """Tell whether a letter or digit stands at a place; beyond either end there is none."""
        return 0 <= place < len(self.text) and self.text[place].isalnum()

    def word_start(self, place: int) -> int:
        """Return where the word around a place, or just before it, begins."""
        return self.starts[place - 1] if self.is_letter(place - 1) else place

    def word_end(self, place: int) -> int:
        """Return where the word around a place ends: the place after its last letter."""
        return self.ends[place] if self.is_letter(place) else place

    def is_apart(self, start: int, end: int) -> bool:
        """Tell whether nothing but a few signs stands between two places."""
        return end - start <= 4 and not any(self.is_letter(place) for place in range(start, end))

    def opens_sentence(self, start: int) -> bool:
        """Tell whether the word at a place is the first of a sentence, as far as can be seen."""
        before = self.text[max(0, start - 12) : start].rstrip(" \"'([*-")
        return not before or before[-1] in ".!?:\n•"

    def is_plain(self, start: int, end: int) -> bool:
        """Tell whether a word is written in lower case, but for the capital that opens a sentence."""
        first = start + (self.capitals[start] and self.opens_sentence(start))
        return not any(self.capitals[first:end])

    def outer(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original that a span of the folded copy stands for, marks included."""
        last = self.at[end - 1]
        while end < len(self.text) and self.at[end] == last:
            end += 1
        return self.at[start], self.at[end] if end < len(self.text) else len(self.original)


def _units(original: str) -> Iterator[tuple[int, str]]:
    """Give every character of a text with its place; those of a code all have the place of the code."""
    done = 0
    for found in _CODED.finditer(original):
        coded = found[0]
        yield from enumerate(original[done : found.start()], done)
        yield from ((found.start(), letter) for letter in _meant(coded))
        done = found.end()
    yield from enumerate(original[done:], done)


def _meant(coded: str) -> str:
    """Return the letters that a code stands for; what is no code stays."""
    if coded[0] == "<":
        return ""
    if coded[0] == "%":
        return bytes.fromhex(coded.replace("%", "")).decode("utf-8", errors="replace")
    if found := _BY_NUMBER.fullmatch(coded):
        number = int(found[2], 16 if found[1] else 10)
        return chr(number) if number < _UNICODE_END else coded
    if found := _WITH_MARK.fullmatch(coded):
        return found[1]
    return _BY_NAME.get(coded.lower(), coded)


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    start = -1
    for place, letter in enumerate(text + " "):
        if letter.isalnum():
            start = place if start < 0 else start
        elif start >= 0:
            yield start, place
            start = -1
