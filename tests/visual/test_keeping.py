from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import jobs, keeper, theme
from tests.ui.keeping.house import keeping_house
from tests.visual.screens import LOOKS, Camera, Look
from zvdesk.domain.keeping import DestructionGround
from zvdesk.services import destruction, shielding
from zvdesk.ui.keeping.page import KeepingPage
from zvdesk.ui.keeping.shielding_forms import OpenForm

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_room_that_keeps_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with keeping_house(qtbot, jobs, tmp_path) as house:
        room = house.room
        camera = Camera(qtbot, room, look)
        page = KeepingPage(room.context)
        camera.window.add_page("keeping", "Bewaren", "archive", page)
        camera.show("keeping")
        page.activated()
        camera.shoot("keeping-terms")
        page.terms.begin_extend()
        room.settle()
        camera.shoot("keeping-extend")
        page.terms.begin_destroy()
        room.settle()
        camera.shoot("keeping-destroy")
        page.tabs.setCurrentIndex(1)
        camera.shoot("keeping-nothing-shielded")
        rows = page.terms.table.rows_model.rows
        due, warned = (next(r for r in rows if r.number == house.numbers[n]) for n in ("due", "warned"))
        room.do(lambda: shielding.shield(room.desk, warned.case_id))
        page.activated()
        camera.shoot("keeping-shielded")
        page.shielded.open.click()
        form = page.shielded.form
        assert isinstance(form, OpenForm)
        camera.shoot("keeping-open")
        form.reason.setText("Verzoek om inzage van de betrokkene")
        form.passphrase._line.setText(house.passphrase)
        form.submit()
        camera.shoot("keeping-reader")
        page.close_reader()
        page.tabs.setCurrentIndex(2)
        camera.shoot("keeping-documents")
        room.do(lambda: destruction.destroy(room.desk, due.case_id, DestructionGround.TERM))
        page.tabs.setCurrentIndex(3)
        camera.shoot("keeping-destructions")
        page.destructions.certificate.click()
        camera.shoot("keeping-certificate")
