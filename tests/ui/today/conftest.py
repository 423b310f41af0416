from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import Room, new_room, practice_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    """Give a new house without cases."""
    with new_room(qtbot, jobs, tmp_path) as made:
        yield made


@pytest.fixture
def full_room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    """Give the practice house."""
    with practice_room(qtbot, jobs, tmp_path) as made:
        yield made
