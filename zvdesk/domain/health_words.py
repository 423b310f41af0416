"""Notice words about health, so that the chair decides before a beamer shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zvdesk.domain.masking_fold import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LONG = 7  # letters; so long a beginning is also noticed inside a compound: "drugsverslaving"
_HYPHENS = re.compile(r"-\s*")
_WHOLE, _ANYWHERE = "=", "*"


def speaks_of_health(text: str, beginnings: Collection[str], harmless: Iterable[str] = ()) -> bool:
    """Tell whether a word of the text begins as a word about health does, however it is written.

    A beginning of more words ("ggz opname") counts when they stand together; ``=FACT`` is a whole word only,
    and ``*psych`` is found anywhere in a word. Harmless are the names of organisations: they are taken out,
    except where they are part of such a group of words.
    """
    known = [one for one in map(_known, beginnings) if one.strip()]
    spoken = _folded(text) + "." + _folded(_HYPHENS.sub("", text))
    if any(one in spoken for one in known if " " in one.strip()):
        return True
    for name in sorted(map(_folded, harmless), key=len, reverse=True):
        spoken = spoken.replace(name, " . ") if name.strip() else spoken
    glued = "".join(letter for letter in spoken if letter.isalnum())
    long = (one[1:] for one in known if len(one) > _LONG and one[0] == " " != one[-1])
    return any(one in spoken for one in known) or any(one in glued for one in long)


def _known(word: str) -> str:
    """Return what to look for among folded words with a space around each."""
    folded = _folded(word)
    if word.startswith(_WHOLE):
        return folded
    return folded.strip() if word.startswith(_ANYWHERE) else folded.rstrip()


def _folded(text: str) -> str:
    return f" {' '.join(words_of(text))} "
