"""The glossary binds each Dutch word to one identifier that exists, and misses no noun of the domain."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

import zvdesk
from tests.architecture.product import TOP

if TYPE_CHECKING:
    from types import ModuleType

#: The window is left out: a glossary of Qt classes helps nobody, and the words of the field are below it.
OUTSIDE = ("zvdesk.ui", "zvdesk.app", "zvdesk.__main__", "zvdesk.selftest", "zvdesk.storage.migrations.")
_ROW = re.compile(r"\| (?P<word>[^|]+) \| `(?P<name>[^`|]+)` \|")


def rows() -> list[tuple[str, str]]:
    lines = (TOP / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line.startswith("|") and not line.startswith(("| Dutch |", "|---"))]
    matches = [_ROW.match(line) for line in wanted]
    assert all(matches), [line for line, match in zip(wanted, matches, strict=True) if not match]
    return [(match["word"], match["name"]) for match in matches if match]


@cache
def modules() -> tuple[ModuleType, ...]:
    names = (found.name for found in pkgutil.walk_packages(zvdesk.__path__, "zvdesk."))
    return tuple(importlib.import_module(name) for name in names if not name.startswith(OUTSIDE))


def domain_classes() -> dict[str, list[str]]:
    """Return the modules that define each public class of the domain, by the name of the class."""
    found: dict[str, list[str]] = {}
    for module in modules():
        if not module.__name__.startswith("zvdesk.domain."):
            continue
        for name, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == module.__name__ and not name.startswith("_"):
                found.setdefault(name, []).append(module.__name__.rpartition(".")[2])
    return found


def exists(identifier: str) -> bool:
    """Tell whether a module has ``Name`` or ``Name.member``; the module's own name may stand before it."""
    parts = identifier.split(".")
    for module in modules():
        own = parts[1:] if parts[0] == module.__name__.rpartition(".")[2] else parts
        value: object = module
        for part in own:
            value = getattr(value, part, None)
            if value is None:
                break
        else:
            if own:
                return True
    return False


def test_every_noun_of_the_domain_is_in_the_glossary() -> None:
    listed = {name for _, name in rows()}
    wanted = {
        f"{module}.{name}" if len(homes) > 1 else name
        for name, homes in domain_classes().items()
        for module in homes
    }
    assert not wanted - listed


@pytest.mark.parametrize("identifier", [name for _, name in rows()])
def test_every_identifier_exists(identifier: str) -> None:
    assert exists(identifier)


def test_no_identifier_stands_there_twice() -> None:
    assert not repeated([name for _, name in rows()])


def test_no_word_stands_there_twice() -> None:
    assert not repeated([word.strip() for words, _ in rows() for word in words.split(", ")])


def repeated(words: list[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]
