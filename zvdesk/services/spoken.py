"""Draw a passphrase that somebody can read aloud over the telephone and somebody else can type."""

from __future__ import annotations

import re
import secrets
from functools import cache

from zvdesk.resources import resources_folder

WORDS = 6
LONGEST = 32  # letters and spaces: some readers of PDF pass on no more
_SOUNDS_LIKE_ANOTHER = re.compile(r"ei|ij|au|ou|c(?!h)|x|y|q|th|ph|[db]$")


def spoken_passphrase() -> str:
    """Return six words with a space between them, of which the sound leaves one way to write each.

    That is one of 2 to the power 60, equally likely each: who has the file can try as often as they like.
    """
    while True:
        words = " ".join(secrets.choice(_words()) for _ in range(WORDS))
        if len(words) <= LONGEST:
            return words


@cache
def _words() -> tuple[str, ...]:
    every = (resources_folder() / "words" / "nl.txt").read_text(encoding="utf-8").split()
    return tuple(word for word in every if not _SOUNDS_LIKE_ANOTHER.search(word))
