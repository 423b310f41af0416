"""Read the lists of words for the beamer: those about health, and everyday ones that are no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.content.reading import read_toml
from zvdesk.content.shapes import MAXIMUM_VERSION, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEALTH, _EVERYDAY = "gezondheid", "alledaags"


def health_words(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return the words that ask the chair before they show on a beamer, each once.

    Of a list only the newest version is in force. Raises ContentInvalid for the first file that is not right.
    """
    return _words(paths, _HEALTH)


def everyday_words(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return the words that may hold a name and stay in lower case; else as ``health_words``."""
    return _words(paths, _EVERYDAY)


def _words(paths: Iterable[Path], kind: str) -> tuple[str, ...]:
    newest: dict[str, tuple[int, tuple[str, ...]]] = {}
    for path in paths:
        top = read_toml(path)
        head = top.child("lijst")
        id_, version = head.code("id"), head.number("versie", 1, MAXIMUM_VERSION)
        is_asked = head.listed("soort", (_HEALTH, _EVERYDAY), _HEALTH) == kind
        head.text("naam")
        head.listed("bron", SOURCES)
        words = head.texts("woorden")
        top.finish()
        if id_ in newest and newest[id_][0] == version:
            raise top.invalid("lijst.id", "duplicate")
        newest[id_] = max(newest.get(id_, (0, ())), (version, words if is_asked else ()))
    return tuple(dict.fromkeys(word for _, words in newest.values() for word in words))
