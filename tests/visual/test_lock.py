from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.walker import clipped
from tests.ui.conftest import keeper, theme
from tests.visual.screens import LOOKS, Look
from zvdesk.errors import FolderUnusable
from zvdesk.texts.messages import message
from zvdesk.ui.departure import COVER, PATIENCE, Departure
from zvdesk.ui.jobs import Jobs
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_cover_is_pictured(qtbot: QtBot, keeper: ThemeKeeper, look: Look) -> None:
    look.put_on(keeper)
    window, jobs = MainWindow(), Jobs()
    qtbot.addWidget(window)
    departure = Departure(window, jobs)
    window.resize(*look.size)
    window.show()
    window.show_page(COVER)
    departure.cover.show_closing()
    for name in ("vergrendelt", "vergrendelt-schijf-vol"):
        qtbot.waitUntil(partial(lambda: not clipped(departure.cover)))
        look.picture(window, name)
        departure.cover.show_failure(message(FolderUnusable("/k", "no_space")), PATIENCE)
    assert jobs.finish()
