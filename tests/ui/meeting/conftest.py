"""Give the tests of the meeting the room on a practice house."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.meeting.room import Room, open_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)
