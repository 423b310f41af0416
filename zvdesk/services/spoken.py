"""Draw a passphrase that somebody can read aloud over the telephone and somebody else can type."""

from __future__ import annotations

import re
import secrets
from functools import cache

from zvdesk.resources import resources_folder

WORDS = 6  # 62 bits: who has the file can try as often as they like
_SOUNDS_LIKE_ANOTHER = re.compile(r"ei|ij|au|ou|c(?!h)|x|y|q|th|ph|[db]$")


def spoken_passphrase() -> str:
    """Return six words with a space between them, of which the sound leaves one way to write each."""
    return " ".join(secrets.choice(_words()) for _ in range(WORDS))


@cache
def _words() -> tuple[str, ...]:
    every = (resources_folder() / "words" / "nl.txt").read_text(encoding="utf-8").split()
    return tuple(word for word in every if not _SOUNDS_LIKE_ANOTHER.search(word))
