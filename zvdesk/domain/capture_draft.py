"""Collect what is read from a capture line while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zvdesk.domain.capture import HOLDS, CaptureKind, Chip, ChipKind, Mark, MarkReason
from zvdesk.domain.capture_words import one_line

if TYPE_CHECKING:
    from zvdesk.domain.capture import CaptureTable, ChipValue, Chosen
    from zvdesk.domain.capture_words import FoldedLine


@dataclass(slots=True)
class Draft:
    """Collect what is understood, by places in the folded line, and what then stays of the text."""

    line: str
    folded: FoldedLine
    table: CaptureTable
    chosen: Chosen
    kind: CaptureKind
    chips: list[Chip] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)  # places in the typed line
    ends: list[int] = field(default_factory=list)  # of the chips, in the folded line

    def holds(self, kind: ChipKind) -> bool:
        """Tell whether a record of this kind has room for such a fact."""
        return kind in HOLDS[self.kind]

    def take(
        self, kind: ChipKind, start: int, end: int, value: ChipValue, instead: str | None = None
    ) -> None:
        """Make a chip of these words; ``instead`` stands in the text in their place."""
        begin, until = self.folded.span(start, end)
        text = self.line[begin:until]
        self.chips.append(Chip(kind=kind, start=begin, end=until, text=text, value=value))
        self.edits.append((begin, until, " " if instead is None else instead))
        self.ends.append(end)

    def add(self, kind: ChipKind, at: int, value: ChipValue, text: str = "") -> None:
        """Make a chip that has no words of its own in the line."""
        self.chips.append(Chip(kind=kind, start=at, end=at, text=text, value=value))

    def mark(self, reason: MarkReason, start: int | None = None, end: int = 0) -> None:
        """Mark words, or the end of the line for what it lacks."""
        begin, until = (len(self.line),) * 2 if start is None else self.folded.span(start, end)
        self.marks.append(Mark(start=begin, end=until, reason=reason))

    def value(self, kind: ChipKind) -> ChipValue:
        """Return what the last chip of this kind says."""
        return next((chip.value for chip in reversed(self.chips) if chip.kind is kind), None)

    def text(self, start: int, end: int) -> str:
        """Return a part of the typed line without what was taken out of it."""
        out, index = [], start
        for begin, until, instead in self.edits:
            if index <= begin and until <= end:
                out += [self.line[index:begin], instead]
                index = until
        return one_line("".join([*out, self.line[index:end]]))

    def follows(self, start: int) -> bool:
        """Tell whether only space parts this place from the organisation that was just taken."""
        last = self.chips[-1]
        return last.kind is ChipKind.ORGANISATION and not self.line[last.end : self.folded.at[start]].strip()

    def add_chosen(self, kind: ChipKind) -> None:
        """Add what was chosen by hand when no words of the line stand for it."""
        value = self.chosen.get(kind)
        if value and self.holds(kind) and self.value(kind) is None:
            self.add(kind, len(self.line), value)
