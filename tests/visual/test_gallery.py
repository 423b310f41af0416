from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import jobs, keeper, theme
from tests.ui.gallery import filled_window
from zvdesk.ui.theme import Mode, ThemeKeeper

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

__all__ = ["jobs", "keeper", "theme"]
SCREENS = Path(__file__).parents[2] / "build" / "screens"
SIZES = ((1366, 768), (1920, 1080))


def grab_pages(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, mode: Mode, size: tuple[int, int], text_size: int
) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    keeper.set_mode(mode)
    keeper.set_text_size(text_size)
    window = filled_window(jobs)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for page in ("today", "cases", "meeting"):
        window.show_page(page)
        if page == "cases":
            window.notices.undo("De actie is vervallen.", lambda: None)
            window.notices.error("De kopie is niet gemaakt. Uw gegevens zijn veilig. Kies een andere map.")
        qtbot.wait(20)
        name = f"kit-{page}-{size[0]}x{size[1]}-{mode.value}-{text_size * 100 // 14}.png"
        assert window.grab().save(str(SCREENS / name))
        assert (window.width(), window.height()) == size, "the window does not fit the screen"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_kit_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, mode: Mode, size: tuple[int, int]
) -> None:
    grab_pages(qtbot, jobs, keeper, mode, size, 14)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.CONTRAST])
def test_the_kit_is_pictured_at_twice_the_size(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, mode: Mode
) -> None:
    grab_pages(qtbot, jobs, keeper, mode, SIZES[0], 28)
