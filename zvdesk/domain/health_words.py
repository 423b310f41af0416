"""Notice words about health, so that the chair decides before a beamer shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LONG = 7  # letters; so long a beginning is also noticed inside a compound: "drugsverslaving"


def speaks_of_health(text: str, beginnings: Collection[str], harmless: Iterable[str] = ()) -> bool:
    """Tell whether a word of the text begins as a word about health does, however it is written.

    A beginning of more words ("ggz opname") counts when they stand together. Harmless are the names of
    organisations: they are taken out, except where they are part of such a group of words.
    """
    spoken, folded = _folded(text), [one for one in map(_folded, beginnings) if one.strip()]
    groups = [beginning for beginning in folded if " " in beginning.strip()]
    if any(group.rstrip() in spoken for group in groups):
        return True
    for name in sorted(map(_folded, harmless), key=len, reverse=True):
        spoken = spoken.replace(name, " . ") if name.strip() else spoken
    glued = "".join(letter for letter in spoken if letter.isalnum())
    return any(
        beginning.rstrip() in spoken or (len(beginning.strip()) >= _LONG and beginning.strip() in glued)
        for beginning in folded
    )


def _folded(text: str) -> str:
    return f" {' '.join(words_of(text))} "
