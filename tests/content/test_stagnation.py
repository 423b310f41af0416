"""The rules of the stagnation meter are data that a house may replace, each with a sentence and a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.content.library import load_library
from zvdesk.content.stagnation import stagnation_rules
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.errors import ContentInvalid

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
[[regel]]
code = "eigen"
soort = "te_laat"
drempel = 4
zin = "Te laat: {names}."
bron = "J"
"""


def listed(folder: Path, name: str, rules: str = RULE, *, id_: str = "regio", version: int = 1) -> Path:
    path = folder / name
    head = f'[lijst]\nid = "{id_}"\nversie = {version}\nnaam = "Regio"\n'
    path.write_text(head + rules, encoding="utf-8")
    return path


def test_there_is_a_shipped_rule_of_each_kind() -> None:
    rules = load_library().stagnation_rules
    assert [rule.kind for rule in rules] == list(StagnationKind)
    assert {rule.code for rule in rules if rule.threshold == 3} == {"acties_verschoven"}
    for rule in rules:
        assert "{names}" in rule.sentence
        assert rule.sentence.endswith(".")
        assert len(rule.sentence.split()) <= 20
        assert rule.source == "J"


def test_a_house_adds_rules_and_replaces_a_list_by_a_newer_one(tmp_path: Path) -> None:
    folder = tmp_path / "stagnation"
    folder.mkdir()
    listed(folder, "eigen.toml")
    assert load_library(tmp_path).stagnation_rules[-1].threshold == 4
    listed(folder, "nieuw.toml", "", id_="stagnatie-standaard", version=2)
    assert [rule.code for rule in load_library(tmp_path).stagnation_rules] == ["eigen"]


def test_an_older_list_is_not_in_force(tmp_path: Path) -> None:
    paths = [listed(tmp_path, "b.toml", version=2), listed(tmp_path, "a.toml", RULE.replace("4", "9"))]
    assert [rule.threshold for rule in stagnation_rules(paths)] == [4]


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("{names}", "iets", "regel[1].zin", "not_in_list"),
        ("{names}", "{names} {person}", "regel[1].zin", "not_in_list"),
        ("te_laat", "risico", "regel[1].soort", "not_in_list"),
        ("= 4", "= 0", "regel[1].drempel", "out_of_range"),
        ('bron = "J"', 'bron = "X"', "regel[1].bron", "not_in_list"),
        ('bron = "J"', 'bron = "J"\nextra = 1', "regel[1].extra", "unknown_key"),
        (RULE, RULE + RULE, "regel[2].code", "duplicate"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    path = listed(tmp_path, "fout.toml", RULE.replace(old, new))
    with pytest.raises(ContentInvalid) as caught:
        stagnation_rules([path])
    assert (caught.value.file, caught.value.key, caught.value.reason) == ("fout.toml", key, reason)


def test_the_same_list_or_rule_twice_is_refused(tmp_path: Path) -> None:
    first = listed(tmp_path, "a.toml")
    for second, key in (
        (listed(tmp_path, "b.toml"), "lijst.id"),
        (listed(tmp_path, "c.toml", id_="ander"), "regel[1].code"),
    ):
        with pytest.raises(ContentInvalid) as caught:
            stagnation_rules([first, second])
        assert (caught.value.key, caught.value.reason) == (key, "duplicate")
