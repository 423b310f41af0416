from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import jobs, keeper, theme
from tests.ui.gallery import filled_window
from tests.visual.screens import LOOKS, SIZES, Look
from zvdesk.ui.theme import Mode, ThemeKeeper

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", [*LOOKS, Look(Mode.CONTRAST, SIZES[0], 28)], ids=str)
def test_the_kit_is_pictured(qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, look: Look) -> None:
    look.put_on(keeper)
    window = filled_window(jobs)
    qtbot.addWidget(window)
    window.resize(*look.size)
    window.show()
    for page in ("today", "cases", "meeting"):
        window.show_page(page)
        if page == "cases":
            window.notices.undo("De actie is vervallen.", lambda: None)
            window.notices.error("De kopie is niet gemaakt. Uw gegevens zijn veilig. Kies een andere map.")
        qtbot.wait(20)
        look.picture(window, f"kit-{page}")
