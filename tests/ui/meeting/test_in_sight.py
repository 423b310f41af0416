from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.meeting.room import Room, open_room
from tests.ui.meeting.sights import LONG, MANDATE, decide, hold_everything, in_sight, out_of_sight, to_level
from zvdesk.domain.agenda import Step
from zvdesk.domain.escalation import Responsibility
from zvdesk.services import cases
from zvdesk.texts.labels import RESPONSIBILITIES
from zvdesk.ui.meeting.read_back_page import ReadBackPage
from zvdesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

PURPOSE = (
    "Veilig thuis voor moeder en haar twee kinderen, rust in de straat, en één plan waarin iedere "
    "organisatie weet wat zij doet en wanneer wij zien dat het beter gaat."
)
BAND = 30  # pixels: a practice vault has its band above the page


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


@pytest.mark.parametrize("size", [(1366, 768 - BAND), (1920, 1080 - BAND)])
def test_the_whole_regiekaart_is_in_sight_at_every_level(room: Room, size: tuple[int, int]) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    hold_everything(room)
    room.page.resize(*size)
    card = room.page.lead.parts.card
    for level in room.view.context.scheme.levels:
        to_level(room, level.code)
        room.settle()
        assert in_sight(card, room.page), level.code
        assert out_of_sight(card, room.page) == [], level.code
        assert not room.page.lead.parts.columns.areas[2].verticalScrollBar().isVisible(), level.code
        assert card._level.label == f"{level.code} · {level.colour_name}"
        assert in_sight(card._level, room.page)
        words = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
        wanted = (*RESPONSIBILITIES.values(), *level.scale_up, *level.scale_down, level.stuck)
        assert [one for one in wanted if one not in words] == []
        assert words.count(MANDATE) == len(Responsibility)


@pytest.mark.parametrize("width", [1024, 1180, 1366])
def test_the_name_of_no_level_is_cut_off(room: Room, width: int) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    room.page.resize(width, 640)
    card = room.page.lead.parts.card
    for level in room.view.context.scheme.levels:
        to_level(room, level.code)
        assert in_sight(card._level, room.page), level.code
        assert card._level.width() >= card._level.sizeHint().width(), level.code
    scale = current_theme().scale
    assert card._level.sizeHint().width() > 150 * scale  # the last one is the longest


def test_a_level_with_a_long_name_takes_the_place_of_the_heading(room: Room) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    room.page.resize(1024, 640)
    card = room.page.lead.parts.card
    shown = card._shown
    assert shown is not None
    card.show_view(replace(shown, level_name="donker roodbruin"))
    room.settle()
    assert in_sight(card._level, room.page)
    assert card._level.width() >= card._level.sizeHint().width()
    assert not card._title.isVisible()


@pytest.mark.parametrize("text_size", [14, 28])
def test_purpose_and_ground_are_whole(room: Room, keeper: ThemeKeeper, text_size: int) -> None:
    room.begin()
    room.to_step(Step.LEAD)
    top = room.page.lead.parts.top
    keeper.set_text_size(text_size)

    desk, case_id = room.practice.desk, room.view.file.case.id

    def keep() -> None:
        cases.save(desk, replace(cases.case_file(desk, case_id).case, purpose=PURPOSE))

    room.do(keep)
    room.page.lead.table.reload()
    room.settle()
    assert top._purpose.text().endswith(PURPOSE)
    assert out_of_sight(top, room.page) == []
    assert room.view.regime.short_name in {label.text() for label in top.findChildren(QLabel)}
    if text_size == 14:
        assert room.view.regime.ground in top._ground_words.text()
        assert in_sight(top._ground_words, room.page)
    assert room.page.width() == 1366


@pytest.mark.parametrize("text_size", [14, 20, 28])
def test_the_answers_of_the_read_back_stay_in_sight(room: Room, keeper: ThemeKeeper, text_size: int) -> None:
    room.begin()
    room.to_step(Step.FOLLOW_UP)
    decide(room, LONG)
    keeper.set_text_size(text_size)
    room.page.resize(1366, 768 - 2 * BAND)
    lead = room.page.lead
    lead.ways.open_pane("read_back")
    room.settle()
    pane = lead.parts.panes.pane("read_back")
    assert isinstance(pane, ReadBackPage)
    seen = 0
    while pane.current_id:
        seen += 1
        for answer in (pane.agree, pane.object, pane.back, pane.on, pane.leave):
            assert in_sight(answer, room.page), (seen, answer.text())
        assert pane.words.width() <= pane.width()
        assert pane.scrolling.viewport().height() > 100
        pane.on.click()
        room.settle()
    assert seen > 1
    assert in_sight(pane.finish, room.page)
    assert not lead.bar.isVisible()
    pane.leave.click()
    room.settle()
    assert lead.bar.isVisible()
