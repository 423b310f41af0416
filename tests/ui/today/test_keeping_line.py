"""The first page tells who watches over the terms what must go, and leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.keeping.house import keeping_house
from zvdesk.ui.today.cards import KeepingLine
from zvdesk.ui.today.page import TodayPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


def test_what_must_go_is_told_and_leads_to_the_room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with keeping_house(qtbot, jobs, tmp_path) as house:
        page = TodayPage(house.room.context)
        qtbot.addWidget(page)
        page.resize(1150, 740)
        page.show()
        page.activated()
        house.room.settle()
        line = page.keeping
        assert line.isVisibleTo(page)
        assert (line._must.text(), line._nearly.text()) == ("1 casus moet weg", "2 bijna")
        line.button.click()
        assert house.room.went == [("keeping", "")]


def test_nothing_to_tell_is_not_shown(qtbot: QtBot) -> None:
    line = KeepingLine()
    qtbot.addWidget(line)
    line.show_counts(2, 0)
    assert line._must.text() == "2 casussen moeten weg"
    assert line._nearly.isHidden()
    line.show_counts(0, 0)
    assert line.isHidden()
