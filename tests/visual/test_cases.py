from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.exchange.referral_files import MISSING, changed
from tests.ui.cases.rooms import practice_room
from tests.ui.conftest import jobs, keeper, theme
from tests.visual.screens import LOOKS, Camera, Look
from zvdesk.resources import resources_folder
from zvdesk.services import cases
from zvdesk.ui.cases.page import CasesPage
from zvdesk.ui.cases.parts import PARTS
from zvdesk.ui.cases.record_list import RecordList

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_cases_are_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with practice_room(qtbot, jobs, tmp_path) as room:
        camera = Camera(qtbot, room, look)
        page = CasesPage(room.context)
        camera.window.add_page("cases", "Casussen", "folder-open", page)
        camera.show("cases")
        camera.shoot("cases-list")
        import_one_and_refuse_one(page, tmp_path)
        camera.shoot("cases-import")
        page.report.dismiss()

        page.focus_search()
        page.list.words.setText("veilig")
        qtbot.waitUntil(lambda: bool(page.list.hits.rows_model.rows))
        camera.shoot("cases-search")
        page.list.words.clear()
        shoot_every_part(camera, page, room)
        page.begin_new()
        camera.shoot("case-new")


def import_one_and_refuse_one(page: CasesPage, folder: Path) -> None:
    referrals = sorted((resources_folder() / "practice" / "referrals").glob("*.json"))
    bad = folder / "melding-zonder-contact.json"
    bad.write_text(json.dumps(changed(("contact", "naam"), MISSING)), encoding="utf-8")
    page.import_files([referrals[0], bad])


def shoot_every_part(camera: Camera, page: CasesPage, room: Room) -> None:
    """Picture every part of a case, and the parts with records again with the first one open."""
    rows = room.do(lambda: cases.case_rows(room.desk))
    page.open_case(next(row.id for row in rows if row.alias == "Koers"))
    room.settle()
    for number, part in enumerate(PARTS):
        page.view.show_part(number)
        camera.shoot(f"case-{number + 1:02}")
        lists = page.view.sections[number].findChildren(RecordList)
        first = next((shown for shown in lists if shown.lines), None)
        if first is not None and part.count(page.view.model):
            first.open_record(next(iter(first.lines)))
            camera.shoot(f"case-{number + 1:02}-open")
