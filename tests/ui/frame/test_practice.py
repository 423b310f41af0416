from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from tests.ui.frame.desktops import desktop, settle, unlock
from zvdesk.services import cases
from zvdesk.ui.case_parts import CasePart, at_part
from zvdesk.ui.cases.page import CasesPage
from zvdesk.ui.cases.parts import PARTS
from zvdesk.ui.vault.gate import PRACTICE, UNLOCK, WELCOME
from zvdesk.ui.vault.practice_page import PracticePage
from zvdesk.ui.vault.welcome_page import WelcomePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper


def notices(made: Desktop) -> list[str]:
    return [notice.text for notice in made.window.notices.notices]


def test_one_click_makes_the_practice_table_and_every_room_opens_on_it(
    qtbot: QtBot, keeper: ThemeKeeper
) -> None:
    with desktop(qtbot, keeper, None) as made:
        welcome = made.window.page(WELCOME)
        assert isinstance(welcome, WelcomePage)
        welcome.practice.click()
        settle(qtbot, made)
        page = made.window.page(PRACTICE)
        assert isinstance(page, PracticePage)
        shown = [label.text() for label in page.findChildren(QLabel)]
        assert all(person.passphrase in shown for person in page.practice.people)
        passphrase, desk = page.practice.passphrase, page.practice.desk
        page.begin.click()
        settle(qtbot, made)
        assert made.window.current == "today"
        assert made.window._band.isVisible()
        closed = {"log", "keeping"}  # not for a chair
        for key in closed:
            made.go(key, "")
            assert made.window.current == "today"
            assert made.window.rail.item(key).isHidden()
        for key in made.rooms.keys() - closed:
            made.go(key, "")
            settle(qtbot, made)
            assert (made.window.current, notices(made)) == (key, [])
        found: list[str] = []
        made.jobs.run(lambda: cases.case_rows(desk), lambda rows: found.append(rows[0].id), owner=made)
        settle(qtbot, made)
        made.go("case", at_part(found[0], CasePart.THIRDS))
        settle(qtbot, made)
        cases_room = made.holders["cases"].room
        assert isinstance(cases_room, CasesPage)
        assert PARTS[cases_room.view.part].title() == "Derden"
        assert cases_room.view.items[cases_room.view.part].isChecked()
        made.lock()
        settle(qtbot, made)
        assert made.window.current == UNLOCK
        assert made.window._band.isVisible()
        unlock(qtbot, made, passphrase)
        settle(qtbot, made)
        room = made.holders["cases"].room
        assert isinstance(room, CasesPage)
        assert room.place() == ("case", found[0])
        assert notices(made) == []
