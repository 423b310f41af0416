"""Everything the product can say, it can say in Dutch."""

from __future__ import annotations

import importlib
import pkgutil
from enum import Enum
from string import Formatter
from typing import TYPE_CHECKING

import pytest

import zvdesk.domain
from zvdesk import errors
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.today import Matter
from zvdesk.texts import labels
from zvdesk.texts.blockers import SENTENCES
from zvdesk.texts.messages import MESSAGES

if TYPE_CHECKING:
    from types import ModuleType

#: Enums that nobody sees as a word: a blocker is a sentence, a matter a line on the first page.
SAID_OTHERWISE: set[type[Enum]] = {BlockerCode, Matter}


def domain_modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(zvdesk.domain.__path__, "zvdesk.domain.")
    return [importlib.import_module(module.name) for module in found]


def own(module: ModuleType, kind: type) -> list[type]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, kind) and value.__module__ == module.__name__
    ]


ENUMS = [enum for module in domain_modules() for enum in own(module, Enum) if enum not in SAID_OTHERWISE]
FAILURES = [*own(errors, errors.ExplainedError), Blocked]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_value_of_the_domain_has_a_label(enum: type[Enum]) -> None:
    tables = [table for table in labels.ALL if all(isinstance(key, enum) for key in table)]
    assert len(tables) == 1
    assert set(tables[0]) == set(enum)
    assert all(text.strip() for text in tables[0].values())


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.__name__)
def test_every_failure_has_a_message(failure: type) -> None:
    assert failure is errors.ExplainedError or failure in MESSAGES


def test_every_failure_is_named_in_one_place() -> None:
    classes, found = [errors.ExplainedError], set[type]()
    while classes:
        classes += (below := classes.pop().__subclasses__())
        found.update(below)
    assert {cls for cls in found if cls.__module__.startswith("zvdesk")} <= set(FAILURES)


@pytest.mark.parametrize("code", BlockerCode, ids=lambda code: code.value)
def test_every_blocker_has_a_sentence(code: BlockerCode) -> None:
    sentence = SENTENCES[code]
    assert sentence.strip().endswith((".", "?"))
    assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= {"names", "first", "second"}
