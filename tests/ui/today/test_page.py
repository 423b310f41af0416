from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.accessibility.walker import clipped, missing_names, mouse_only
from zvdesk.ui.today.page import TodayPage
from zvdesk.ui.today.words import distance, greeting, long_day
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import LinkButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.ui.theme import ThemeKeeper


def shown(qtbot: QtBot, room: Room) -> TodayPage:
    page = TodayPage(room.context)
    qtbot.addWidget(page)
    page.resize(1150, 740)
    page.show()
    page.activated()
    room.settle()
    qtbot.wait(60)
    return page


def words_of(page: TodayPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_a_new_house_says_what_belongs_here_and_begins(qtbot: QtBot, room: Room) -> None:
    page = shown(qtbot, room)
    assert page.empty.isVisible()
    assert "oefencasussen" in words_of(page)
    page.begin_new()
    room.settle()
    assert room.went[0][0] == "case"


def test_today_shows_the_table_what_is_late_and_leads_there(qtbot: QtBot, full_room: Room) -> None:
    page = shown(qtbot, full_room)
    first = page.meetings[0]
    assert first.button.text() == "Begin het overleg"
    words = words_of(page)
    assert "te laat" in words
    assert "Lijsten te verstrekken" in words
    first.button.click()
    case = next(b for b in first.findChildren(LinkButton) if "Koers" in b.text())
    case.click()
    link = next(b for b in page.attention.findChildren(LinkButton) if b.text() == "Bekijk")
    link.click()
    assert [key for key, _value in full_room.went] == ["meeting", "case", "case"]
    assert page.shown is not None
    told = page.bars.accessibleDescription()
    counts = [f"{load.organisation}: {load.late} te laat, {load.running} open" for load in page.shown.loads]
    assert counts
    assert all(line in told for line in counts)


@pytest.mark.parametrize("text_size", [14, 28])
def test_today_speaks_and_fits(qtbot: QtBot, full_room: Room, keeper: ThemeKeeper, text_size: int) -> None:
    keeper.set_text_size(text_size)
    page = shown(qtbot, full_room)
    assert missing_names(page) + mouse_only(page) + clipped(page) == []


def test_days_are_said_as_people_say_them() -> None:
    today = date(2026, 11, 24)
    assert long_day(today) == "dinsdag 24 november"
    assert distance(date(2026, 11, 19), today) == ("5 dagen te laat", Tone.DANGER)
    assert distance(today, today) == ("vandaag", Tone.WARN)
    assert distance(date(2026, 11, 25), today)[0] == "morgen"
    assert distance(date(2026, 11, 30), today)[0] == "over 6 dagen"
    assert distance(date(2027, 1, 5), today)[0] == "over 6 weken"
    assert [greeting(hour) for hour in (3, 9, 14, 20)] == [
        "Goedenacht",
        "Goedemorgen",
        "Goedemiddag",
        "Goedenavond",
    ]
