from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import jobs, keeper, theme
from tests.ui.log_room.entry import entered
from tests.visual.screens import LOOKS, Camera, Look, save
from zvdesk.services import cases
from zvdesk.ui.log_room.export_dialog import LogExportDialog
from zvdesk.ui.log_room.page import LogPageView, Shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_log_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with entered(qtbot, jobs, tmp_path) as entry:
        room = entry.room
        camera = Camera(qtbot, room, look)
        page = LogPageView(room.context)
        camera.window.add_page("log", "Logboek", "history", page)
        camera.show("log")
        page.standing.begin()
        camera.shoot("log")
        page.shown.set_value(Shown.ACCESS)
        page.shown.chosen.emit(Shown.ACCESS)
        camera.shoot("log-which-case")
        page.filters.case.setText(room.do(lambda: cases.case_rows(room.desk)[0].number))
        page.filters.changed.emit()
        camera.shoot("log-access")
        dialog = LogExportDialog(room.context, page.filters.wanted(), for_person=True, parent=page)
        dialog.show()
        room.settle()
        qtbot.wait(60)
        save(dialog, f"log-export-{look}")
        dialog.reject()
