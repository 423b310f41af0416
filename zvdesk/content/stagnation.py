"""Read the rules that say when the cooperation on a case may stagnate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zvdesk.content.reading import read_toml
from zvdesk.content.shapes import MAXIMUM_VERSION, SOURCES
from zvdesk.domain.stagnation import StagnationKind, StagnationRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zvdesk.content.reading import Cursor

MOST = 99
_PLACES = {"n", "names"}


def stagnation_rules(paths: Iterable[Path]) -> tuple[StagnationRule, ...]:
    """Return the rules of each list, of which only the newest version is in force.

    Raises ContentInvalid, also for a sentence without {names} or with a place that nothing fills.
    """
    newest: dict[str, tuple[int, Cursor, tuple[StagnationRule, ...]]] = {}
    for path in paths:
        top = read_toml(path)
        head = top.child("lijst")
        id_, version = head.code("id"), head.number("versie", 1, MAXIMUM_VERSION)
        head.text("naam")
        rules = tuple(_rule(cursor) for cursor in top.children("regel", may_be_empty=True))
        top.finish()
        top.distinct("regel", (rule.code for rule in rules), "code")
        if id_ in newest and newest[id_][0] == version:
            raise top.invalid("lijst.id", "duplicate")
        if id_ not in newest or newest[id_][0] < version:
            newest[id_] = (version, top, rules)
    found: dict[str, StagnationRule] = {}
    for _version, top, rules in newest.values():
        for number, rule in enumerate(rules, 1):
            if rule.code in found:
                raise top.invalid(f"regel[{number}].code", "duplicate")
            found[rule.code] = rule
    return tuple(found.values())


def _rule(cursor: Cursor) -> StagnationRule:
    sentence = cursor.text("zin")
    places = set(re.findall(r"\{([^{}]*)\}", sentence))
    if not {"names"} <= places <= _PLACES:
        raise cursor.invalid("zin", "not_in_list")
    return StagnationRule(
        code=cursor.code("code"),
        kind=cursor.choice("soort", StagnationKind),
        threshold=cursor.number("drempel", 1, MOST),
        sentence=sentence,
        source=cursor.listed("bron", SOURCES),
    )
