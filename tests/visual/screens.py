"""Grab a page at the sizes and in the looks that a person has to judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.ui.theme import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.theme import ThemeKeeper

SCREENS = Path(__file__).parents[2] / "build" / "screens"
_LOOKS = ((1366, Mode.LIGHT), (1920, Mode.LIGHT), (1366, Mode.DARK), (1920, Mode.DARK))
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
    SCREENS.mkdir(parents=True, exist_ok=True)
    for width, mode in _LOOKS[:looks]:
        if keeper.mode is not mode:
            keeper.set_mode(mode)
        widget.resize(*(size or (width, _HEIGHTS[width])))
        widget.show()
        settle()
        assert widget.grab().save(str(SCREENS / f"{name}-{width}-{mode.value}.png"))
    if keeper.mode is not Mode.LIGHT:
        keeper.set_mode(Mode.LIGHT)
