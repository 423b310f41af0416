"""Grab a page at the sizes and in the looks that a person has to judge.

``make screens`` takes them all; the suite takes the two that differ most, to know that it can be done.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.ui.theme import Mode
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.theme import ThemeKeeper

SCREENS = Path(__file__).parents[2] / "build" / "screens"
_QUICK = 90  # of 100, which is not compressed at all
SIZES = ((1366, 768), (1920, 1080))
EVERY = os.environ.get("ZVDESK_LOOKS") == "every"
_LOOKS = ((1366, Mode.LIGHT), (1920, Mode.LIGHT), (1366, Mode.DARK), (1920, Mode.DARK))
_TAKEN = _LOOKS if EVERY else (_LOOKS[0], _LOOKS[-1])
_HEIGHTS = {1366: 768, 1920: 1080}


def shoot(
    keeper: ThemeKeeper,
    widget: QWidget,
    name: str,
    settle: Callable[[], None],
    size: tuple[int, int] | None = None,
    looks: int = len(_LOOKS),
) -> None:
    """Write ``name-width-mode.png`` in each of the first looks; ``size`` overrides the size of the screen."""
    for width, mode in [look for look in _LOOKS[:looks] if look in _TAKEN]:
        if keeper.mode is not mode:
            keeper.set_mode(mode)
        widget.resize(*(size or (width, _HEIGHTS[width])))
        widget.show()
        settle()
        save(widget, f"{name}-{width}-{mode.value}")
    if keeper.mode is not Mode.LIGHT:
        keeper.set_mode(Mode.LIGHT)


def save(widget: QWidget, name: str) -> None:
    """Write the picture of a widget; little compressed, for that takes longer than painting it."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    assert widget.grab().save(str(SCREENS / f"{name}.png"), "PNG", _QUICK)


@dataclass(frozen=True, slots=True)
class Look:
    """Hold how a whole window is pictured; as text it is the end of the picture's name."""

    mode: Mode
    size: tuple[int, int]
    text_size: int = 14

    def __str__(self) -> str:
        width, height = self.size
        return f"{width}x{height}-{self.mode.value}-{self.text_size * 100 // 14}"

    def put_on(self, keeper: ThemeKeeper) -> None:
        """Dress the program; the fixture ``theme`` undoes it."""
        if keeper.mode is not self.mode:
            keeper.set_mode(self.mode)
        keeper.set_text_size(self.text_size)

    def picture(self, window: QWidget, name: str) -> None:
        """Write the picture of a window that stands as this look says."""
        save(window, f"{name}-{self}")
        assert (window.width(), window.height()) == self.size, f"{name} does not fit the screen"


_FEW = (Look(Mode.DARK, SIZES[1]), Look(Mode.LIGHT, SIZES[0], 28))
#: Give them to parametrize with ``ids=str``.
LOOKS = (
    (*(Look(mode, size) for size in SIZES for mode in (Mode.LIGHT, Mode.DARK)), _FEW[1]) if EVERY else _FEW
)


class Camera:
    """Picture the pages of a window of its own, in one look, with what a room knows."""

    def __init__(self, qtbot: QtBot, room: Room, look: Look) -> None:
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.set_unlocked(room.desk.actor.name, "voorzitter")
        self.window.set_practice(True)
        self.window.resize(*look.size)
        self._qtbot, self._room, self._look = qtbot, room, look

    def show(self, key: str) -> None:
        """Show the window with a page in front."""
        self.window.show()
        self.window.show_page(key)

    def shoot(self, name: str) -> None:
        """Write the picture once everything has come in."""
        self._room.settle()
        self._qtbot.wait(60)
        self._look.picture(self.window, name)
