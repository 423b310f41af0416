from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from zvdesk.resources import resources_folder
from zvdesk.ui.icons import UnknownIcon, icon, pixmap
from zvdesk.ui.theme import Mode, ThemeKeeper, current_theme
from zvdesk.ui.tokens import Token

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

NAMES = sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg"))


def colours(picture: QPixmap) -> set[str]:
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_of_its_token(name: str) -> None:
    wanted = current_theme().colour(Token.ACCENT)
    drawn = [QColor(colour) for colour in colours(pixmap(name, Token.ACCENT, 48))]
    assert drawn
    for colour in drawn:  # Qt rounds a little where strokes meet
        assert abs(colour.red() - wanted.red()) + abs(colour.green() - wanted.green()) <= 2


def test_an_icon_follows_the_theme(keeper: ThemeKeeper) -> None:
    made = icon("house", Token.INK)
    keeper.set_mode(Mode.DARK)
    assert colours(made.pixmap(QSize(48, 48))) == {current_theme().colour(Token.INK).name()}


def test_an_icon_knows_off_and_on() -> None:
    made = icon("house", Token.INK, Token.ACCENT)
    size = QSize(48, 48)
    on = made.pixmap(size, QIcon.Mode.Normal, QIcon.State.On)
    off = made.pixmap(size, QIcon.Mode.Disabled, QIcon.State.Off)
    assert colours(on) == {current_theme().colour(Token.ACCENT).name()}
    assert colours(off) == {current_theme().colour(Token.CONTROL).name()}


def test_a_copy_of_an_icon_draws_the_same() -> None:
    copy = QIcon(icon("house", Token.INK))
    copy.addPixmap(pixmap("house", Token.INK, 16))
    assert not icon("house").pixmap(QSize(24, 24)).isNull()


def test_an_icon_is_crisp_on_a_fine_screen() -> None:
    picture = pixmap("house", Token.INK, 24, 2.0)
    assert (picture.width(), picture.deviceIndependentSize().width()) == (48, 24)


def test_an_unknown_name_fails_loudly() -> None:
    with pytest.raises(UnknownIcon):
        icon("no-such-icon")


def test_the_licence_is_bundled_and_the_icons_are_drawn_by_us_only() -> None:
    folder = resources_folder() / "icons"
    assert "ISC License" in (folder / "LICENSE").read_text(encoding="utf-8")
    for name in NAMES:
        source = (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert "currentColor" in source
        assert not re.search(r"<script|href|<image", source)
