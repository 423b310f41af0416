from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import Room, in_worker, make_desk, make_room
from zvdesk.services import vaults
from zvdesk.ui.cases.page import CasesPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    desk = in_worker(qtbot, jobs, lambda: make_desk(tmp_path))
    made = make_room(qtbot, jobs, desk)
    yield made
    jobs.run(lambda: vaults.lock(desk))
    made.settle()
    assert not made.errors, made.errors


@pytest.fixture
def page(qtbot: QtBot, room: Room) -> CasesPage:
    made = CasesPage(room.context)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    made.activated()
    room.settle()
    return made
