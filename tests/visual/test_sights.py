from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import conftest as window
from tests.ui.meeting.room import Room, open_room
from tests.ui.meeting.sights import LONG, decide, hold_everything, to_level
from tests.visual.screens import shoot
from zvdesk.domain.agenda import Step
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper


keeper, theme, jobs = window.keeper, window.theme, window.jobs  # the fixtures of the window


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def test_the_regiekaart_at_every_level(room: Room, keeper: ThemeKeeper) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    hold_everything(room)
    for number, level in enumerate(room.view.context.scheme.levels, 1):
        to_level(room, level.code)
        shoot(keeper, room.page, f"sight-level-{number}", room.settle, looks=3)


@pytest.mark.parametrize("text_size", [14, 28])
def test_the_read_back_in_the_cockpit(room: Room, keeper: ThemeKeeper, text_size: int) -> None:
    room.begin()
    room.to_step(Step.FOLLOW_UP)
    decide(room, LONG)
    room.page.lead.ways.open_pane("read_back")
    keeper.set_text_size(text_size)
    shoot(keeper, room.page, f"sight-read-back-{text_size}", room.settle, looks=1)


def test_the_cover_of_mirrored_screens(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    main = MainWindow()
    qtbot.addWidget(main)
    main.set_covered(True)
    shoot(keeper, main, "sight-mirrored", lambda: qtbot.wait(50), looks=3)
