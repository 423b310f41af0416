"""Find what was copied from a contribution: no raw contribution goes on the beamer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import letters_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zvdesk.domain.masking_fold import FoldedText

WORDS = 4  # so many words after each other are a copy
CHARACTERS = 20  # and so are fewer words of this length together
_SHORTEST = 10  # letters; a whole contribution of less, such as "Akkoord", says nothing by itself


@dataclass(frozen=True, slots=True)
class Copies:
    """Hold every run of words that counts as copied, as words and as letters."""

    runs: frozenset[str]  # words with a space between them
    pieces: frozenset[str]  # CHARACTERS letters each, for text that is broken or glued otherwise

    @classmethod
    def of(cls, texts: Iterable[str], harmless: Iterable[str] = ()) -> Copies:
        """Return the runs of texts, without those of a harmless text, such as an organisation's name."""
        runs, pieces = set[str](), set[str]()
        for text in texts:
            words, letters = words_of(text), letters_of(text)
            runs.update(run for count, run in _runs(words) if count == WORDS or len(run) >= CHARACTERS)
            if 0 < len(words) < WORDS and len(letters) >= _SHORTEST:
                runs.add(" ".join(words))
            pieces.update(_pieces(letters))
        for text in harmless:
            runs.difference_update(run for _, run in _runs(words_of(text)))
            pieces.difference_update(_pieces(letters_of(text)))
        return cls(frozenset(runs), frozenset(pieces))

    def spans(self, folded: FoldedText) -> Iterator[tuple[int, int]]:
        """Give every span of a text that was copied; whole words."""
        words, spans = folded.words, folded.spans
        for count in range(1, WORDS + 1):
            for i in range(len(words) - count + 1):
                if " ".join(words[i : i + count]) in self.runs:
                    yield spans[i][0], spans[i + count - 1][1]
        for i in range(len(folded.letters) - CHARACTERS + 1):
            if folded.letters[i : i + CHARACTERS] in self.pieces:
                first, last = folded.places[i], folded.places[i + CHARACTERS - 1]
                yield folded.word_start(first), folded.word_end(last)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Give every run of up to WORDS words, with how many words it has."""
    for count in range(1, WORDS + 1):
        for i in range(len(words) - count + 1):
            yield count, " ".join(words[i : i + count])


def _pieces(letters: str) -> Iterator[str]:
    yield from (letters[i : i + CHARACTERS] for i in range(len(letters) - CHARACTERS + 1))
