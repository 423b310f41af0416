from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import Room, new_room
from zvdesk.ui.cases.page import CasesPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    with new_room(qtbot, jobs, tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> CasesPage:
    made = CasesPage(room.context)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    made.activated()
    room.settle()
    return made
