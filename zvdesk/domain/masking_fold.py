"""Fold a text letter by letter, and remember where in the text each letter stood."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Cyrillic and Greek letters that look like ours, as they stand after folding.
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁкмтαορνικτυ", "aeopcyxijshdkmtaopvikty")
_MORE_LETTERS = str.maketrans("ħŧŋəɨʉ", "htneiu")
_DRAWN_AS_NOTHING = frozenset("\u115f\u1160\u3164")  # Hangul fillers
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """Return one character as it is compared: lower case, no diacritics, plain digits, often nothing."""
    if letter.isspace():
        return "\n" if letter in _LINE_ENDS else " "
    if unicodedata.category(letter)[0] in "CM" or letter in _DRAWN_AS_NOTHING:
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.category(letter) == "Lm" and fold(letter) == letter:
        return "'"
    return fold(letter).translate(_LOOKALIKES).translate(_MORE_LETTERS)


def letters_of(text: str) -> str:
    """Return only the letters and digits of a text, folded."""
    return "".join(c for letter in text for c in fold_letter(letter) if c.isalnum())


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text: its runs of letters and digits."""
    return FoldedText.of(text).words


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Hold a text beside its folded copy; every span is one of the folded copy until ``outer``."""

    original: str
    text: str
    at: tuple[int, ...]  # place in ``text`` -> place in ``original``
    letters: str  # letters and digits only
    places: tuple[int, ...]  # place in ``letters`` -> place in ``text``
    spans: tuple[tuple[int, int], ...]  # of the words in ``text``

    @classmethod
    def of(cls, original: str) -> FoldedText:
        """Return the folded copy of a text."""
        pairs = [(c, i) for i, letter in enumerate(original) for c in fold_letter(letter)]
        text = "".join(c for c, _ in pairs)
        places = tuple(i for i, c in enumerate(text) if c.isalnum())
        return cls(
            original=original,
            text=text,
            at=tuple(i for _, i in pairs),
            letters="".join(text[i] for i in places),
            places=places,
            spans=tuple(_word_spans(text)),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple(self.text[start:end] for start, end in self.spans)

    def is_letter(self, place: int) -> bool:
        """Tell whether a letter or digit stands at a place; beyond either end there is none."""
        return 0 <= place < len(self.text) and self.text[place].isalnum()

    def is_capital(self, place: int) -> bool:
        """Tell whether the letter at a place was written as a capital."""
        return self.original[self.at[place]].isupper()

    def word_start(self, place: int) -> int:
        """Return where the word around a place begins."""
        while self.is_letter(place - 1):
            place -= 1
        return place

    def word_end(self, place: int) -> int:
        """Return where the word around a place ends: the place after its last letter."""
        while self.is_letter(place):
            place += 1
        return place

    def is_apart(self, start: int, end: int) -> bool:
        """Tell whether nothing but a few signs stands between two places."""
        return end - start <= 4 and not any(self.is_letter(place) for place in range(start, end))

    def outer(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original that a span of the folded copy stands for, marks included."""
        last = self.at[end - 1]
        while end < len(self.text) and self.at[end] == last:
            end += 1
        return self.at[start], self.at[end] if end < len(self.text) else len(self.original)


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    start = -1
    for place, letter in enumerate(text + " "):
        if letter.isalnum():
            start = place if start < 0 else start
        elif start >= 0:
            yield start, place
            start = -1
