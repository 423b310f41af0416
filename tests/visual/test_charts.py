from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.charts.views import pictures
from tests.ui.conftest import keeper, theme
from tests.visual.screens import EVERY, save
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

__all__ = ["keeper", "theme"]
KINDS = ("level-path", "domain-trend", "action-bars", "spread", "evaluation")
_LOOKS = (
    (Mode.LIGHT, 28, 460),
    (Mode.CONTRAST, 14, 880),
    (Mode.LIGHT, 14, 880),
    (Mode.DARK, 14, 880),
    (Mode.LIGHT, 14, 400),
    (Mode.LIGHT, 28, 880),
)


def board(kind: str) -> QWidget:
    page = QWidget()
    page.setProperty("kind", "card")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.THREE)
    layout.setSpacing(Space.TWO)
    for name, picture in pictures():
        if name.startswith(kind):
            layout.addWidget(Text(name, Style.CAPTION))
            layout.addWidget(picture)
    layout.addStretch(1)
    return page


@pytest.mark.parametrize(("mode", "text_size", "width"), _LOOKS if EVERY else _LOOKS[:2])
def test_the_pictures_are_pictured(
    qtbot: QtBot, keeper: ThemeKeeper, mode: Mode, text_size: int, width: int
) -> None:
    keeper.set_mode(mode)
    keeper.set_text_size(text_size)
    for kind in KINDS:
        made = board(kind)
        qtbot.addWidget(made)
        made.resize(width, made.heightForWidth(width))
        made.show()
        qtbot.wait(10)
        save(made, f"charts-{kind}-{mode.value}-{text_size * 100 // 14}-{width}")
