from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import new_room, practice_room
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.today.test_planning import moved, plan_more
from tests.visual.screens import LOOKS, SIZES, Camera, Look, save
from zvdesk.domain.actions import ActionAnswer
from zvdesk.services import cases
from zvdesk.ui.actions_room.page import ActionsPage, Shown
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.today.page import TodayPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.jobs import Jobs

__all__ = ["jobs", "keeper", "theme"]


def shoot_today(qtbot: QtBot, room: Room, look: Look, name: str) -> Camera:
    camera = Camera(qtbot, room, look)
    camera.window.add_page("today", "Vandaag", "house", TodayPage(room.context))
    camera.show("today")
    camera.shoot(name)
    return camera


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_today_and_the_actions_are_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with practice_room(qtbot, jobs, tmp_path) as room:
        camera = shoot_today(qtbot, room, look, "today")
        actions = ActionsPage(room.context)
        camera.window.add_page("actions", "Acties", "list-checks", actions)
        camera.show("actions")
        camera.shoot("actions")
        actions.table.choose(0)
        camera.shoot("actions-open")
        answer_not_done(actions)
        camera.shoot("actions-answer")
        actions.filters.set_value(Shown.BY_ORGANISATION)
        actions.filters.chosen.emit(Shown.BY_ORGANISATION)
        camera.shoot("actions-late")
        actions.ensureWidgetVisible(actions.late_card)
        camera.shoot("actions-late-card")
        actions.remind_all.click()
        assert actions.dialog is not None
        actions.dialog.fields.folder.setText("/home/voorbeeld/Documenten/zvdesk")
        room.settle()
        save(actions.dialog, f"actions-remind-{look}")
        actions.dialog.accept()


def answer_not_done(page: ActionsPage) -> None:
    page.progress.answer.set_value(ActionAnswer.NOT_DONE)
    page.progress.answer.chosen.emit(ActionAnswer.NOT_DONE)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_new_house_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, mode: Mode
) -> None:
    look = Look(mode, SIZES[0])
    look.put_on(keeper)
    with new_room(qtbot, jobs, tmp_path) as room:
        shoot_today(qtbot, room, look, "today-new")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_house_that_plans_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with practice_room(qtbot, jobs, tmp_path) as room:
        room.do(lambda: plan_more(room.desk))
        case_id = room.do(lambda: cases.case_rows(room.desk)[0].id)
        case = room.do(lambda: cases.case_file(room.desk, case_id).case)
        room.do(lambda: moved(room.desk, case, 3, "Huurschuld bespreken met de woningcorporatie"))
        shoot_today(qtbot, room, look, "today-planning")
