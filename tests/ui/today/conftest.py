from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import Room, in_worker, make_desk, make_room, practice_desk
from zvdesk.services import vaults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    """Give a new house without cases."""
    desk = in_worker(qtbot, jobs, lambda: make_desk(tmp_path))
    made = make_room(qtbot, jobs, desk)
    yield made
    jobs.run(lambda: vaults.lock(desk))
    made.settle()
    assert not made.errors, made.errors


@pytest.fixture
def full_room(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    """Give the practice house."""
    desk = in_worker(qtbot, jobs, lambda: practice_desk(tmp_path_factory, tmp_path))
    made = make_room(qtbot, jobs, desk)
    yield made
    jobs.run(lambda: vaults.lock(desk))
    made.settle()
    assert not made.errors, made.errors
