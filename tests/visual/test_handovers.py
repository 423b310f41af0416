from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.cases.rooms import new_room
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.handovers.laptops import two_laptops
from tests.visual.screens import EVERY, LOOKS, Camera, Look, save
from zvdesk.domain.handovers import Reach
from zvdesk.domain.people import Role
from zvdesk.services import waiting_packages
from zvdesk.ui.cases.page import CasesPage
from zvdesk.ui.handovers.card_forms import ShowForm
from zvdesk.ui.handovers.give_dialog import GiveDialog
from zvdesk.ui.handovers.page import COLLEAGUES, IN, OUT, HandoversPage
from zvdesk.ui.handovers.preview_card import PreviewCard
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.today.page import TodayPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_handing_over_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room = two.room
        camera = Camera(qtbot, room, look)
        page = HandoversPage(room.context)
        camera.window.add_page("handovers", "Overdragen", "package-open", page)
        camera.show("handovers")
        dialog = GiveDialog(room.context, Reach.CASE, two.case_id, page)
        dialog.open()
        room.settle()
        dialog.fields.folder.setText(str(two.stick))
        qtbot.wait(60)
        save(dialog, f"handovers-give-{look}")
        dialog.fields.passphrase._line.setText(two.words)
        dialog.button.click()
        room.settle()
        save(dialog, f"handovers-given-{look}")
        dialog.accept()
        (sent,) = two.stick.iterdir()
        came = two.get()
        room.do(lambda: waiting_packages.watch(two.stick))
        today, listed = TodayPage(room.context), CasesPage(room.context)
        camera.window.add_page("today", "Vandaag", "house", today)
        camera.window.add_page("cases", "Casussen", "folder-open", listed)
        camera.show("today")
        camera.shoot("handovers-today")
        camera.show("cases")
        camera.shoot("handovers-cases")
        listed.open_case(two.case_id)
        camera.shoot("handovers-case")
        camera.show("handovers")
        page.tabs.setCurrentIndex(OUT)
        camera.shoot("handovers-out")
        page.out.buttons[0].click()
        camera.shoot("handovers-take-over")
        assert page.out.form is not None
        page.out.form.reason.setText("De laptop is gestolen.")
        page.out.form.submit()
        room.settle()
        page.tabs.setCurrentIndex(IN)
        camera.shoot("handovers-waiting")
        late = two.send_back(sent)
        for path, name in ((came, "preview"), (late, "late")):
            page.open_file(path)
            camera.shoot(f"handovers-ask-{name}")
            page.inside.form.passphrase._line.setText(two.words)
            page.inside.form.submit()
            camera.shoot(f"handovers-{name}")
        (shown,) = page.inside.cards
        assert isinstance(shown, PreviewCard)
        shown.compare.click()
        camera.shoot("handovers-differences")
        page.tabs.setCurrentIndex(COLLEAGUES)
        camera.shoot("handovers-colleagues")
        card = tmp_path / "kaart.zvkaart"
        card.write_bytes(room.do(lambda: two.other.card))
        page.open_file(card)
        camera.shoot("handovers-add")
        form = ShowForm(room.context)
        page.colleagues.open_form(form)
        form.passphrase._line.setText(two.words)
        form.submit()
        room.settle()
        qtbot.wait(60)
        assert page.colleagues.dialog is not None
        save(page.colleagues.dialog, f"handovers-card-{look}")
        page.colleagues.dialog.accept()
        room.do(lambda: waiting_packages.watch(None))


@pytest.mark.parametrize("look", LOOKS if EVERY else LOOKS[-1:], ids=str)
def test_a_running_meeting_that_goes_to_a_colleague_is_pictured(
    qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path, look: Look
) -> None:
    look.put_on(keeper)
    with two_laptops(qtbot, jobs, tmp_path, Role.CHAIR) as two:
        room, camera = two.room, Camera(qtbot, two.room, look)
        two.begin()
        page = MeetingsPage(room.context)
        camera.window.add_page("meetings", "Overleggen", "calendar", page)
        camera.show("meetings")
        page.open_meeting(two.meeting_id)
        camera.shoot("handovers-cockpit")
        dialog = GiveDialog(room.context, Reach.MEETING, two.meeting_id, page)
        dialog.open()
        room.settle()
        dialog.fields.folder.setText("/media/stick")
        qtbot.wait(60)
        save(dialog, f"handovers-give-running-{look}")
        dialog.fields.folder.setText(str(two.stick))
        dialog.fields.passphrase._line.setText(two.words)
        dialog.button.click()
        room.settle()
        dialog.accept()
        camera.shoot("handovers-running-out")
        page.show_list()
        camera.shoot("handovers-running-listed")


def test_empty_rooms_teach(qtbot: QtBot, jobs: Jobs, keeper: ThemeKeeper, tmp_path: Path) -> None:
    look = LOOKS[0]
    look.put_on(keeper)
    with new_room(qtbot, jobs, tmp_path) as room:
        camera = Camera(qtbot, room, look)
        page = HandoversPage(room.context)
        camera.window.add_page("handovers", "Overdragen", "package-open", page)
        camera.show("handovers")
        for number, name in enumerate(("out", "in", "colleagues")):
            page.tabs.setCurrentIndex(number)
            camera.shoot(f"handovers-empty-{name}")
