"""Hold what someone corrected in a line, as long as the words that it was about stand there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zvdesk.domain.capture import CaptureKind, ChipKind
from zvdesk.domain.capture_reading import read_line

if TYPE_CHECKING:
    from zvdesk.domain.capture import Capture, CaptureTable, ChipValue, Chosen

_GAP, _NOTHING = "\t", ""


class Corrections:
    """Hold the corrections of one line; ``written`` is all of them as one text, to be kept with the line."""

    def __init__(self) -> None:
        self._chosen: dict[ChipKind, ChipValue] = {}
        self._words: dict[ChipKind, str] = {}  # what stood in the line for the fact when it was corrected

    @property
    def chosen(self) -> Chosen:
        """Return what overrules the line."""
        return dict(self._chosen)

    @property
    def written(self) -> str:
        """Return the corrections as text: for each what was chosen, and instead of which words."""
        return "\n".join(
            _GAP.join((kind.value, _written(value), self._words.get(kind, "")))
            for kind, value in self._chosen.items()
        )

    def read(self, written: str) -> None:
        """Take the corrections that such a text says."""
        self.take({})
        for line in filter(None, written.split("\n")):
            kind, value, words = line.split(_GAP, 2)
            self._chosen[ChipKind(kind)] = _value(ChipKind(kind), value)
            self._words[ChipKind(kind)] = words

    def take(self, chosen: Chosen) -> None:
        """Take these, whatever the line says."""
        self._chosen, self._words = dict(chosen), {}

    def correct(self, kind: ChipKind, value: ChipValue, capture: Capture) -> None:
        """Correct one fact of a line; a person of another organisation becomes plain words."""
        words = _typed(read_line(capture.line, capture.table))
        self._set(kind, value, words)
        seat = capture.table.seat(str(value)) if kind is ChipKind.ORGANISATION else None
        if seat is not None and capture.person and capture.person not in seat.persons:
            self._set(ChipKind.PERSON, None, words)

    def keep_for(self, line: str, table: CaptureTable) -> None:
        """Forget what is about words that have changed; everything when the line is empty."""
        if not line.strip():
            self.take({})
        if not self._words:
            return
        now = _typed(read_line(line, table))
        for kind in [kind for kind, words in self._words.items() if now.get(kind, "") != words]:
            del self._words[kind]
            self._chosen.pop(kind, None)

    def rewritten(self, capture: Capture) -> None:
        """Take over what a rewritten line still has of them."""
        self._chosen = dict(capture.chosen)
        self._words = {kind: words for kind, words in self._words.items() if kind in self._chosen}

    def _set(self, kind: ChipKind, value: ChipValue, words: dict[ChipKind, str]) -> None:
        self._chosen[kind] = value
        self._words[kind] = words.get(kind, "")


def _typed(capture: Capture) -> dict[ChipKind, str]:
    return {chip.kind: chip.text for chip in capture.chips}


def _written(value: ChipValue) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, CaptureKind) else str(value)


def _value(kind: ChipKind, written: str) -> ChipValue:
    if written == _NOTHING:
        return None
    if kind is ChipKind.DAY:
        return date.fromisoformat(written)
    if kind in (ChipKind.URGENT, ChipKind.WITHIN):
        return int(written)
    return CaptureKind(written) if kind is ChipKind.KIND else written
