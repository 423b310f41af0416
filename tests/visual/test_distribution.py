from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import new_room, practice_room
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.distribution.house import made_documents
from tests.visual.screens import LOOKS, Camera, Look
from zvdesk.domain.distribution import Stage
from zvdesk.services import distribution
from zvdesk.ui.distribution.page import DistributionPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_room_of_what_goes_out_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with practice_room(qtbot, jobs, tmp_path) as room:
        meeting_id = room.do(lambda: made_documents(room.desk))
        rows = room.do(lambda: distribution.board(room.desk, meeting_id)).rows
        documents = [row.document.id for row in rows if row.document is not None]
        room.do(lambda: distribution.mark_checked(room.desk, documents[1:]))
        camera = Camera(qtbot, room, look)
        page = DistributionPage(room.context)
        camera.window.add_page("distribution", "Verstrekken", "send", page)
        camera.show("distribution")
        page.open_board(meeting_id)
        room.settle()
        shown = page.table.rows_model.rows
        page.table.choose(next(n for n, row in enumerate(shown) if row.stage is Stage.CHECKED))
        camera.shoot("distribution-board")
        third = next((n for n, row in enumerate(shown) if row.is_third), None)
        if third is not None:
            page.table.choose(third)
            camera.shoot("distribution-third")


def test_the_empty_room_is_pictured(qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path) -> None:
    look = LOOKS[0]
    look.put_on(keeper)
    with new_room(qtbot, jobs, tmp_path) as room:
        camera = Camera(qtbot, room, look)
        page = DistributionPage(room.context)
        camera.window.add_page("distribution", "Verstrekken", "send", page)
        camera.show("distribution")
        page.activated()
        room.settle()
        camera.shoot("distribution-empty")
