from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import new_room, practice_room
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.distribution.house import made_documents
from tests.visual.screens import LOOKS, Camera, Look, save
from zvdesk.domain.distribution import Stage
from zvdesk.domain.people import Actor, Role
from zvdesk.services import distribution
from zvdesk.ui.distribution.making import CalendarsDialog, MailDialog, TablesDialog
from zvdesk.ui.distribution.page import DistributionPage, load
from zvdesk.ui.widgets.made_view import Outcome

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.distribution.making import SetDialog
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
        dialogs = (TablesDialog, MailDialog, CalendarsDialog)
        for kind, name in zip(dialogs, ("tables", "mail", "calendar"), strict=True):
            page._open(kind)
            assert page.dialog is not None
            page.dialog.fields.folder.setText("/home/voorbeeld/Documenten/zvdesk")
            picture_dialog(qtbot, room, page.dialog, f"distribution-{name}-{look}")
        page._open(CalendarsDialog)
        assert page.dialog is not None
        page.dialog.fields.folder.setText(str(tmp_path / "agenda"))
        page.dialog.button.click()
        picture_dialog(qtbot, room, page.dialog, f"distribution-made-{look}")
        page._open(MailDialog)
        picture_spoken(qtbot, room, page, f"distribution-spoken-{look}")
        page.make.open_menu()
        qtbot.wait(60)
        save(page.make.menu_below, f"distribution-menu-{look}")
        page.make.menu_below.close()
        page.pane.open.click()  # nothing of these documents is on disk
        camera.shoot("distribution-gone")
        picture_third(room, page, camera)
        picture_secretary(room, camera)


def picture_secretary(room: Room, camera: Camera) -> None:
    actor = room.desk.actor
    room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.SECRETARY)
    page = DistributionPage(room.context)
    camera.window.add_page("secretary", "Secretaris", "send", page)
    camera.show("secretary")
    page.activated()
    room.settle()
    page.table.choose(1)
    camera.shoot("distribution-secretary")
    room.desk.actor = actor


def picture_dialog(qtbot: QtBot, room: Room, dialog: SetDialog, name: str) -> None:
    room.settle()
    qtbot.wait(60)
    save(dialog, name)
    dialog.accept()


def picture_spoken(qtbot: QtBot, room: Room, page: DistributionPage, name: str) -> None:
    dialog = page.dialog
    assert dialog is not None
    names = list(dialog.names.values())[:3]
    outcome = Outcome(
        "3 conceptmails zijn gemaakt",
        Path("/home/voorbeeld/Documenten/zvdesk"),
        (f"Vul zelf een mailadres in voor: {names[0]}.",),
        (f"{names[-1]}: Er is in deze map geen ondertekende lijst voor deze organisatie.",),
        spoken=tuple((who, "boomhut fietsbel sneeuwpop waterval kastanje") for who in names),
    )
    dialog.tell(outcome)
    picture_dialog(qtbot, room, dialog, name)


def picture_third(room: Room, page: DistributionPage, camera: Camera) -> None:
    """Look for a derde in every meeting: what it lacks is told in the pane."""
    for row in room.do(lambda: load(room.desk, "")).meetings:
        page.open_board(row.id)
        room.settle()
        page.which.set_value(False)
        page.which.chosen.emit(False)
        third = next((n for n, r in enumerate(page.table.rows_model.rows) if r.is_third), None)
        if third is not None:
            page.table.choose(third)
            camera.shoot("distribution-third")
            return
    pytest.fail("the practice house has a derde")


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
