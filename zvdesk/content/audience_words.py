"""Read the lists of words about health that ask the chair before they show on a beamer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.content.reading import read_toml
from zvdesk.content.shapes import MAXIMUM_VERSION, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def health_words(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return the words of all lists together, each once; of a list only the newest version is in force.

    Raises ContentInvalid for the first file that is not right.
    """
    newest: dict[str, tuple[int, tuple[str, ...]]] = {}
    for path in paths:
        top = read_toml(path)
        head = top.child("lijst")
        id_, version = head.code("id"), head.number("versie", 1, MAXIMUM_VERSION)
        head.text("naam")
        head.listed("bron", SOURCES)
        words = head.texts("woorden")
        top.finish()
        if id_ in newest and newest[id_][0] == version:
            raise top.invalid("lijst.id", "duplicate")
        newest[id_] = max(newest.get(id_, (0, ())), (version, words))
    return tuple(dict.fromkeys(word for _, words in newest.values() for word in words))
