"""Fold a typed line so that its words can be compared, and lead every place back to the line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zvdesk.domain.capture import CaptureKind, MarkReason
from zvdesk.domain.capture_day_forms import words_of
from zvdesk.domain.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What may stand after the slash; the first word of a kind is what zvdesk writes itself.
COMMANDS: Mapping[CaptureKind, tuple[str, ...]] = {
    CaptureKind.ACTION: ("a", "actie"),
    CaptureKind.DECISION: ("b", "besluit"),
    CaptureKind.INFORMATION: ("i", "info", "informatie"),
    CaptureKind.RESERVATION: ("v", "voorbehoud"),
    CaptureKind.PARKED: ("p", "parkeer", "parkeren"),
    CaptureKind.CONDITIONAL: ("als",),
}
_KINDS = {word: kind for kind, words in COMMANDS.items() for word in words}
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_SPACES = {code: " " for code in range(128) if chr(code).isspace()}
_WORD = re.compile(r"[^ ]+")
_LOOSE_CLOSER = re.compile(r" ([)\]])")
_DAN = re.compile(r"(?:(?<= )|^)dan[,:]?(?= |$)")
_COMPARES = words_of(
    "meer minder eerder later langer vaker ouder jonger groter kleiner hoger lager korter verder beter"
    " slechter erger sneller anders niets niemand"
)


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """Hold a line in lower case without diacritics and with single spaces; ``at[i]`` is its place there."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the typed line of a place in the folded one."""
        return self.at[start], max(self.at[start], self.at[end])


@dataclass(frozen=True, slots=True)
class Unread:
    """Hold words that look like something but stay text, by their place in the folded line."""

    start: int
    end: int
    reason: MarkReason


@dataclass(frozen=True, slots=True)
class Command:
    """Say what the first word asks for; ``kind`` is None for an unknown command."""

    kind: CaptureKind | None
    end: int  # of the command in the folded line; 0 when there is none
    is_escaped: bool = False  # the line begins with two slashes: the first only keeps the second


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    return fold(char).replace(" ", "")


def fold_line(line: str) -> FoldedLine:
    """Fold a line; what shows nothing of its own belongs to the character it stands with."""
    if line.isascii():
        plain = line.casefold().translate(_SPACES)
        if "  " not in plain and plain == plain.strip():
            return FoldedLine(plain, range(len(plain) + 1))
    out: list[str] = []
    at: list[int] = []
    waiting = -1  # where invisible characters began before the first letter of a word
    end = 0
    for index, char in enumerate(line):
        folded = _folded(char)
        if folded == " ":
            waiting = -1 if out else waiting
            if out and out[-1] != " ":
                out.append(" ")
                at.append(index)
            continue
        if folded:
            begin = index if waiting < 0 else waiting
            waiting = -1
            out.extend(folded)
            at.extend([begin] * len(folded))
        elif waiting < 0 and (not out or out[-1] == " "):
            waiting = index
        if waiting < 0:
            end = index + 1
    if out and out[-1] == " ":
        del out[-1], at[-1]
    return FoldedLine("".join(out), [*at, end])


def read_command(folded: str) -> Command:
    """Read the first word: a command, two slashes, or no command at all."""
    found = _WORD.match(folded)
    if found is None or not folded.startswith("/"):
        return Command(None, 0)
    if folded.startswith("//"):
        return Command(None, 0, is_escaped=True)
    return Command(_KINDS.get(found[0][1:].rstrip(".,:;")), found.end())


def find_dan(folded: str, start: int, taken: Sequence[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """Return where the ``dan`` stands that parts trigger and response, or None.

    A ``dan`` after a comma goes first. One after a comparison ("meer dan") or inside a name never counts.
    """
    first: tuple[int, int] | None = None
    inside = {index for begin, end in taken for index in range(begin, end)}
    for found in _DAN.finditer(folded, start):
        before = word_before(folded, found.start())
        if found.start() in inside or before in _COMPARES:
            continue
        if before.endswith(","):
            return found.span()
        first = first or found.span()
    return first


def word_before(folded: str, index: int) -> str:
    """Return the word that ends before this place, with its punctuation."""
    end = index - 1 if index and folded[index - 1] == " " else index
    return folded[folded.rfind(" ", 0, end) + 1 : end]


def word_after(folded: str, index: int) -> str:
    """Return the word that begins after this place."""
    found = _WORD.search(folded, index)
    return found[0] if found else ""


def one_line(text: str) -> str:
    """Return the text on one line with single spaces, without a comma that lost its neighbour."""
    return _LOOSE_CLOSER.sub(r"\1", " ".join(text.split())).strip(" ,;")
