"""Hold what was typed in one field before, so that undo survives another step, another case and a crash."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST_STATES = 60
MOST_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EditHistory:
    """Hold the earlier and later texts of one field of one case.

    ``field`` names the field: ``note:<item>:<step>``, ``<Record>:<id>:<field>``, ``capture:<item>``.
    ``texts`` are oldest first; ``place`` is the one that stands in the field now.
    """

    id: str = ""
    case_id: str
    meeting_id: str = ""
    field: str
    texts: tuple[str, ...] = ("",)
    place: int = 0

    @property
    def text(self) -> str:
        """Return what stands in the field now."""
        return self.texts[self.place]

    @property
    def can_undo(self) -> bool:
        """Tell whether there is an earlier text."""
        return self.place > 0

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a later text."""
        return self.place < len(self.texts) - 1

    def typed(self, text: str) -> EditHistory:
        """Return the history with a new text; what was undone goes, and so does the oldest of too many."""
        if text == self.text:
            return self
        texts = (*self.texts[: self.place + 1], text)[-MOST_STATES:]
        while len(texts) > 2 and sum(map(len, texts)) > MOST_CHARACTERS:
            texts = texts[1:]
        return replace(self, texts=texts, place=len(texts) - 1)

    def undone(self) -> EditHistory:
        """Return the history one text back."""
        return replace(self, place=max(0, self.place - 1))

    def redone(self) -> EditHistory:
        """Return the history one text on."""
        return replace(self, place=min(len(self.texts) - 1, self.place + 1))
