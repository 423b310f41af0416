from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.exchange.referral_files import MISSING, changed
from tests.ui.cases.rooms import in_worker, make_room, practice_desk
from tests.ui.conftest import jobs, keeper, theme
from tests.visual.test_gallery import SCREENS, SIZES
from zvdesk.resources import resources_folder
from zvdesk.services import cases, vaults
from zvdesk.ui.cases.page import CasesPage
from zvdesk.ui.cases.parts import PARTS
from zvdesk.ui.cases.record_list import RecordList
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.jobs import Jobs

__all__ = ["jobs", "keeper", "theme"]
LOOKS = [
    (Mode.LIGHT, SIZES[0], 14),
    (Mode.DARK, SIZES[0], 14),
    (Mode.LIGHT, SIZES[1], 14),
    (Mode.DARK, SIZES[1], 14),
    (Mode.LIGHT, SIZES[0], 28),
]


def picture(window: MainWindow, name: str, mode: Mode, size: tuple[int, int], text_size: int) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    file = f"{name}-{size[0]}x{size[1]}-{mode.value}-{text_size * 100 // 14}.png"
    assert window.grab().save(str(SCREENS / file))
    assert (window.width(), window.height()) == size, "the window does not fit the screen"


def window_with(qtbot: QtBot, room: Room, key: str, title: str, icon: str, page: CasesPage) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_page(key, title, icon, page)
    window.set_unlocked(room.desk.actor.name, "voorzitter")
    window.set_practice(True)
    return window


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0].value}-{look[1][0]}-{look[2]}")
def test_the_cases_are_pictured(
    qtbot: QtBot,
    jobs: Jobs,
    keeper: ThemeKeeper,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    look: tuple[Mode, tuple[int, int], int],
) -> None:
    mode, size, text_size = look
    keeper.set_mode(mode)
    keeper.set_text_size(text_size)
    desk = in_worker(qtbot, jobs, lambda: practice_desk(tmp_path_factory, tmp_path))
    room = make_room(qtbot, jobs, desk)
    page = CasesPage(room.context)
    window = window_with(qtbot, room, "cases", "Casussen", "folder-open", page)
    window.resize(*size)
    window.show()
    window.show_page("cases")
    room.settle()
    qtbot.wait(30)
    picture(window, "cases-list", mode, size, text_size)

    referrals = sorted((resources_folder() / "practice" / "referrals").glob("*.json"))
    bad = tmp_path / "melding-zonder-contact.json"
    bad.write_text(json.dumps(changed(("contact", "naam"), MISSING)), encoding="utf-8")
    page.import_files([referrals[0], bad])
    room.settle()
    qtbot.wait(30)
    picture(window, "cases-import", mode, size, text_size)
    page.report.dismiss()

    page.focus_search()
    page.list.words.setText("veilig")
    qtbot.waitUntil(lambda: bool(page.list.hits.rows_model.rows))
    qtbot.wait(30)
    picture(window, "cases-search", mode, size, text_size)
    page.list.words.clear()

    rows = in_worker(qtbot, jobs, lambda: cases.case_rows(desk))
    page.open_case(next(r.id for r in rows if r.alias == "Koers"))
    room.settle()
    for number, part in enumerate(PARTS):
        page.view.show_part(number)
        qtbot.wait(30)
        picture(window, f"case-{number + 1:02}", mode, size, text_size)
        lists = page.view.sections[number].findChildren(RecordList)
        if lists and part.count(page.view.model):
            first = next((shown for shown in lists if shown.lines), None)
            if first is not None:
                first.open_record(next(iter(first.lines)))
                room.settle()
                qtbot.wait(30)
                picture(window, f"case-{number + 1:02}-open", mode, size, text_size)
    page.begin_new()
    room.settle()
    qtbot.wait(30)
    picture(window, "case-new", mode, size, text_size)
    jobs.run(lambda: vaults.lock(desk))
    room.settle()
    assert not room.errors
