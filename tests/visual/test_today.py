from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import in_worker, make_desk, make_room, practice_desk
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.today.test_planning import moved, plan_more
from tests.visual.test_cases import LOOKS, picture
from zvdesk.services import cases, vaults
from zvdesk.ui.actions_room.page import ActionsPage
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.today.page import TodayPage
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0].value}-{look[1][0]}-{look[2]}")
def test_today_and_the_actions_are_pictured(
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
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_page("today", "Vandaag", "house", TodayPage(room.context))
    actions = ActionsPage(room.context)
    window.add_page("actions", "Acties", "list-checks", actions)
    window.set_unlocked(room.desk.actor.name, "voorzitter")
    window.set_practice(True)
    window.resize(*size)
    window.show()
    for key in ("today", "actions"):
        window.show_page(key)
        room.settle()
        qtbot.wait(60)
        picture(window, key, mode, size, text_size)
    actions.table.choose(0)
    room.settle()
    qtbot.wait(60)
    picture(window, "actions-open", mode, size, text_size)
    jobs.run(lambda: vaults.lock(desk))
    room.settle()
    assert not room.errors


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_new_house_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, mode: Mode
) -> None:
    keeper.set_mode(mode)
    desk = in_worker(qtbot, jobs, lambda: make_desk(tmp_path))
    room = make_room(qtbot, jobs, desk)
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_page("today", "Vandaag", "house", TodayPage(room.context))
    window.set_unlocked(room.desk.actor.name, "voorzitter")
    window.resize(1366, 768)
    window.show()
    window.show_page("today")
    room.settle()
    qtbot.wait(60)
    picture(window, "today-new", mode, (1366, 768), 14)
    jobs.run(lambda: vaults.lock(desk))
    room.settle()
    assert not room.errors


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0].value}-{look[1][0]}-{look[2]}")
def test_a_house_that_plans_is_pictured(
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
    room.do(lambda: plan_more(desk))
    case_id = room.do(lambda: cases.case_rows(desk)[0].id)
    case = room.do(lambda: cases.case_file(desk, case_id).case)
    room.do(lambda: moved(desk, case, 3, "Huurschuld bespreken met de woningcorporatie"))
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_page("today", "Vandaag", "house", TodayPage(room.context))
    window.set_unlocked(room.desk.actor.name, "voorzitter")
    window.set_practice(True)
    window.resize(*size)
    window.show()
    window.show_page("today")
    room.settle()
    qtbot.wait(60)
    picture(window, "today-planning", mode, size, text_size)
    jobs.run(lambda: vaults.lock(desk))
    room.settle()
    assert not room.errors
