"""Break text into lines: pure measuring, no drawing and no markup.

A text is only ever a text here. There is no markup language between a person's words and the paper, so
there is nothing to escape and nothing that ``<img src=...>`` could open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.documents.fonts import Weight, printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAG_PADDING = 4.0  # left and right of the words of a filled tag


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

    A word that is too long for a line is cut between letters. Each line but the last of a paragraph ends in a
    space, so that a reader that joins lines does not join words.
    """
    leading = max((run.style.leading for run in runs), default=0.0)
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        lines.extend(_fill(paragraph, available, leading))
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
    """Split at spaces, but keep the groups of a telephone number together."""
    words: list[str] = []
    for word in part.split():
        if words and words[-1][-1].isdigit() and word[0].isdigit():
            words[-1] += " " + word
        else:
            words.append(word)
    return words


def _fill(words: list[_Word], available: float, leading: float) -> Iterator[Line]:
    pieces: list[Piece] = []
    x = 0.0
    for word in words:
        space = 0.0 if word.glued or not pieces else width(" ", word.style.weight, word.style.size)
        gap = space + _padding(pieces, word)
        wide = width(word.text, word.style.weight, word.style.size)
        if pieces and x + gap + wide > available:
            yield _line(pieces, leading, x, ends_in_space=not word.glued)
            pieces, x, space = [], 0.0, 0.0
            gap = _padding(pieces, word)
        text = word.text
        while wide > available and len(text) > 1:
            head = _longest(text, word.style, available)
            yield _line([Piece(0.0, head, word.style)], leading, available, ends_in_space=False)
            text = text[len(head) :]
            wide = width(text, word.style.weight, word.style.size)
        _append(pieces, space, Piece(x + gap, text, word.style))
        x += gap + wide
    yield _line(pieces, leading, x, ends_in_space=False)


def _padding(pieces: list[Piece], word: _Word) -> float:
    before = pieces[-1].style.fill if pieces else ""
    return 0.0 if before == word.style.fill else TAG_PADDING


def _append(pieces: list[Piece], space: float, piece: Piece) -> None:
    text = " " + piece.text if space else piece.text
    if pieces and pieces[-1].style == piece.style:
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + text)
    else:
        pieces.append(replace(piece, offset=piece.offset - space, text=text))


def _line(pieces: list[Piece], leading: float, wide: float, *, ends_in_space: bool) -> Line:
    if ends_in_space:
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + " ")
    return Line(tuple(pieces), leading, wide)


def _longest(text: str, style: Style, available: float) -> str:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle], style.weight, style.size) <= available:
            low = middle
        else:
            high = middle - 1
    return text[:low]
