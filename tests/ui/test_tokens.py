from __future__ import annotations

import re
from pathlib import Path

import pytest

from zvdesk.resources import resources_folder
from zvdesk.ui import tokens
from zvdesk.ui.tokens import Token

SETS = {
    "light": tokens.LIGHT,
    "dark": tokens.DARK,
    "contrast light": tokens.CONTRAST_LIGHT,
    "contrast dark": tokens.CONTRAST_DARK,
}


@pytest.mark.parametrize("name", SETS)
def test_a_set_gives_every_token_as_a_colour(name: str) -> None:
    assert set(SETS[name]) == set(Token)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in SETS[name].values())


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("pair", tokens.PAIRS, ids=lambda pair: f"{pair[0].value} on {pair[1].value}")
def test_every_pair_that_is_used_can_be_read(name: str, pair: tuple[Token, Token, float]) -> None:
    front, ground, at_least = pair
    assert tokens.contrast(SETS[name][front], SETS[name][ground]) >= at_least


@pytest.mark.parametrize("name", ["contrast light", "contrast dark"])
def test_high_contrast_text_has_seven_to_one(name: str) -> None:
    colours = SETS[name]
    for front in (Token.INK, Token.INK_2, Token.ACCENT, Token.DANGER, Token.WARN, Token.OK):
        assert tokens.contrast(colours[front], colours[Token.PAPER]) >= 7


def test_contrast_is_that_of_wcag() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("level", ["#2E7D32", "#B45309", "#C62828", "#7F1D1D", "#FFFF00", "#000000"])
def test_a_colour_from_data_is_moved_until_it_can_be_read(name: str, level: str) -> None:
    ground = SETS[name][Token.SURFACE]
    assert tokens.contrast(tokens.readable(level, ground), ground) >= 4.5


def test_no_colour_stands_outside_the_tokens() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(")
    inside = [*Path(tokens.__file__).parent.rglob("*.py"), resources_folder() / "theme.qss"]
    held = [
        f"{path.name}: {line.strip()}"
        for path in inside
        if path.name != "tokens.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if colour.search(line) and "currentColor" not in line
    ]
    assert held == []
