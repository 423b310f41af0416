"""Break text into lines: pure measuring, no drawing and no markup.

A text is only ever a text here. There is no markup language between a person's words and the paper, so
there is nothing to escape and nothing that ``<img src=...>`` could open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.documents.fonts import Weight, printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAG_PADDING = 4.0  # left and right of the words of a filled tag
_UNITS = frozenset(("minuut", "minuten", "uur", "dag", "dagen", "week", "weken", "maand", "maanden", "jaar"))


@dataclass(frozen=True, slots=True)
class Style:
    """Say how a text looks; sizes in points, the colour as ``#RRGGBB``."""

    size: float = 9.5
    leading: float = 13.5
    weight: Weight = Weight.REGULAR
    colour: str = "#1A2024"
    fill: str = ""  # a filled tag behind the words

    def bold(self) -> Style:
        """Return the same style in bold."""
        return replace(self, weight=Weight.BOLD)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold a stretch of text in one style."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a stretch of one line, set off from the left edge of its block."""

    offset: float
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of text."""

    pieces: tuple[Piece, ...]
    height: float
    width: float


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    style: Style
    glued: bool  # no space before it


def wrap(runs: Sequence[Run], available: float) -> tuple[Line, ...]:
    """Break runs of text into lines of at most the available width.

    A word that is too long for a line is cut at a space or a hyphen, or else between letters. Each line but
    the last ends in a space, so that a reader that joins lines does not join words.
    """
    return _wrapped(tuple(runs), available)


@lru_cache(maxsize=2_000)
def _wrapped(runs: tuple[Run, ...], available: float) -> tuple[Line, ...]:
    """Wrap each text once: a set of lists repeats names, days and headings hundreds of times."""
    leading = max((run.style.leading for run in runs), default=0.0)
    lines: list[Line] = []
    *above, last = _paragraphs(runs)
    for paragraph in above:
        lines.extend(_fill(paragraph, available, leading, is_last=False))
    lines.extend(_fill(last, available, leading, is_last=True))
    return tuple(lines)


def _paragraphs(runs: Sequence[Run]) -> Iterator[list[_Word]]:
    words: list[_Word] = []
    glued = True
    for run in runs:
        for number, part in enumerate(printable(run.text).split("\n")):
            if number:
                yield words
                words, glued = [], True
            if part[:1] == " ":
                glued = False
            for word in _words(part):
                words.append(_Word(word, run.style, glued))
                glued = False
            if part:
                glued = part[-1] != " "
    yield words


def _words(part: str) -> list[str]:
    """Split at spaces, but keep together a telephone number, and a number with its unit."""
    words: list[str] = []
    for word in part.split():
        if words and _belong_together(words[-1], word):
            words[-1] += " " + word
        else:
            words.append(word)
    return words


def _belong_together(before: str, word: str) -> bool:
    if before[-1].isdigit():
        return word[0].isdigit() or word.rstrip(".,;:!?)") in _UNITS
    return before.casefold() == "binnen" and word[0].isdigit()


def _fill(words: list[_Word], available: float, leading: float, *, is_last: bool) -> Iterator[Line]:
    line = _Open()
    for word in words:
        wide = width(word.text, word.style.weight, word.style.size)
        gap = line.gap(word)
        if line.parts and line.x + gap + wide > available:
            yield line.close(leading, ends_in_space=not word.glued)
            line = _Open()
            gap = line.gap(word)
        text = word.text
        while wide > available and len(text) > 1:
            head = _longest(text, word.style, available)
            head = head[: max(head.rfind("-"), head.rfind(" ")) + 1] or head  # not inside a word if it can
            yield Line((Piece(0.0, head, word.style),), leading, available)
            text = text[len(head) :]
            wide = width(text, word.style.weight, word.style.size)
        line.append(word, text, gap, wide)
    yield line.close(leading, ends_in_space=not is_last)


class _Open:
    """Hold a line that is being filled."""

    __slots__ = ("parts", "x")

    def __init__(self) -> None:
        self.parts: list[tuple[float, list[str], Style]] = []
        self.x = 0.0

    def gap(self, word: _Word) -> float:
        """Return the white before a word: its space, and the edge of a filled tag."""
        space = 0.0 if word.glued or not self.parts else width(" ", word.style.weight, word.style.size)
        before = self.parts[-1][2].fill if self.parts else ""
        return space if before == word.style.fill else space + TAG_PADDING

    def append(self, word: _Word, text: str, gap: float, wide: float) -> None:
        """Put a word, or what is left of it, at the end, after its gap."""
        start = self.x + gap
        space = "" if word.glued or not self.parts else " "
        if self.parts and self.parts[-1][2] == word.style:
            self.parts[-1][1].append(space + text)
        else:
            offset = start - width(" ", word.style.weight, word.style.size) if space else start
            self.parts.append((offset, [space + text], word.style))
        self.x = start + wide

    def close(self, leading: float, *, ends_in_space: bool) -> Line:
        """Return the finished line."""
        if ends_in_space and self.parts:
            self.parts[-1][1].append(" ")
        pieces = tuple(Piece(offset, "".join(texts), style) for offset, texts, style in self.parts)
        return Line(pieces, leading, self.x)


def _longest(text: str, style: Style, available: float) -> str:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle], style.weight, style.size) <= available:
            low = middle
        else:
            high = middle - 1
    return text[:low]
