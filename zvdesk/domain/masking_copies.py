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
_SHORTEST = 4  # letters; a contribution of less says nothing by itself


@dataclass(frozen=True, slots=True)
class Copies:
    """Hold every run of words that counts as copied, as words and as letters."""

    runs: frozenset[str]  # words with a space between them
    pieces: frozenset[str]  # CHARACTERS letters each, for text that is broken or glued otherwise

    @classmethod
    def of(cls, texts: Iterable[str], harmless: Iterable[str] = ()) -> Copies:
        """Return the runs of texts, without those of a harmless text (an organisation's name)."""
        named = tuple(" ".join(words_of(text)) for text in harmless)
        joined = tuple(letters_of(text) for text in harmless)
        runs, pieces = set[str](), set[str]()
        for text in texts:
            words, letters = words_of(text), letters_of(text)
            runs.update(run for run in _runs(words) if not any(run in name for name in named))
            if 0 < len(words) < WORDS and len(letters) >= _SHORTEST:
                runs.add(" ".join(words))
            found = (letters[i : i + CHARACTERS] for i in range(len(letters) - CHARACTERS + 1))
            pieces.update(piece for piece in found if not any(piece in name for name in joined))
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


def _runs(words: tuple[str, ...]) -> Iterator[str]:
    for count in range(1, WORDS + 1):
        for i in range(len(words) - count + 1):
            run = " ".join(words[i : i + count])
            if count == WORDS or len(run) >= CHARACTERS:
                yield run
