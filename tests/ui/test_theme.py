from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from zvdesk.resources import resources_folder
from zvdesk.ui import tokens
from zvdesk.ui.theme import Mode, Theme, ThemeKeeper, current_theme
from zvdesk.ui.tokens import Size, Token

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_bundled_family_is_used_in_its_three_weights() -> None:
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        shown = QFontInfo(current_theme().font(weight=weight))
        assert (shown.family(), shown.weight()) == (tokens.FONT_FAMILY, weight)


def test_figures_align() -> None:
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        metrics = QFontMetricsF(current_theme().font(weight=weight))
        assert len({metrics.horizontalAdvance(digit) for digit in string.digits}) == 1


def test_who_changes_a_font_changes_it_for_nobody_else() -> None:
    current_theme().font().setPixelSize(99)
    assert current_theme().font().pixelSize() == current_theme().px(Size.BODY)


def test_the_text_grows_and_shrinks_within_its_bounds(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    with qtbot.waitSignal(keeper.textSizeChanged):
        keeper.enlarge()
    assert current_theme().text_size == 16
    for _ in range(20):
        keeper.enlarge()
    assert (current_theme().text_size, current_theme().px(Size.BODY)) == (28, 30)
    for _ in range(20):
        keeper.shrink()
    assert current_theme().text_size == 12
    keeper.reset_text_size()
    assert current_theme().px(Size.TITLE) == 26


def test_a_label_takes_the_size_of_its_step(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    label = QLabel("Vandaag")
    label.setProperty("kind", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 26
    keeper.set_text_size(28)
    label.ensurePolished()
    assert label.font().pixelSize() == 52


@pytest.mark.parametrize(
    ("mode", "paper"),
    [
        (Mode.LIGHT, tokens.LIGHT[Token.PAPER]),
        (Mode.DARK, tokens.DARK[Token.PAPER]),
        (Mode.CONTRAST, tokens.CONTRAST_LIGHT[Token.PAPER]),
        (Mode.SYSTEM, tokens.LIGHT[Token.PAPER]),
    ],
)
def test_a_mode_colours_the_application(
    qapp: QApplication, keeper: ThemeKeeper, mode: Mode, paper: str
) -> None:
    keeper.set_mode(mode)
    assert keeper.mode is mode
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == paper


def test_the_stylesheet_fills_in_every_token() -> None:
    filled = Theme(tokens.DARK, 28).stylesheet()
    assert "$" not in filled
    assert tokens.DARK[Token.ACCENT] in filled


def test_every_token_name_in_the_stylesheet_is_used_as_declared() -> None:
    template = string.Template((resources_folder() / "theme.qss").read_text(encoding="utf-8"))
    known = (
        {token.value for token in Token} | {size.name.lower() for size in Size} | {"radius", "radius_card"}
    )
    assert set(template.get_identifiers()) <= known
