"""Picture how the papers of a case are made, and the sheet with the certificate of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import practice_room
from tests.ui.conftest import jobs, keeper, theme
from tests.visual.screens import EVERY, LOOKS, Camera, Look, save
from zvdesk.services import cases
from zvdesk.ui.cases.page import CasesPage
from zvdesk.ui.settings_room.certificate_card import SheetDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.making_dialog import MakingDialog
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS if EVERY else LOOKS[1:], ids=str)
def test_the_papers_of_a_case_are_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with practice_room(qtbot, jobs, tmp_path) as room:
        camera = Camera(qtbot, room, look)
        page = CasesPage(room.context)
        camera.window.add_page("cases", "Casussen", "folder-open", page)
        camera.show("cases")
        rows = room.do(lambda: cases.case_rows(room.desk))
        page.open_case(rows[0].id)
        camera.shoot("case-papers-head")
        for line, name in enumerate(("overview", "access", "form")):
            page.view.head.papers.menu_below.actions()[line].trigger()
            assert page.view.dialog is not None
            picture(room, page.view.dialog, look, f"case-papers-{name}-{look}")
        sheet = SheetDialog(room.context, page)
        sheet.open()
        sheet.fields.folder.setText(str(tmp_path / "blad"))
        sheet.button.click()
        picture(room, sheet, look, f"case-papers-sheet-{look}")


def picture(room: Room, dialog: MakingDialog, look: Look, name: str) -> None:
    if dialog.width() > look.size[0] // 2:
        dialog.resize(min(look.size[0], look.text_size * 84), look.size[1] - 60)
    room.settle()
    room.settle()
    room.qtbot.wait(80)
    save(dialog, name)
    dialog.accept()
