from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.meeting.room import Room, open_room
from tests.ui.meeting.sights import MANDATE, hold_everything, in_sight, out_of_sight, to_level
from zvdesk.domain.agenda import Step
from zvdesk.domain.escalation import Responsibility
from zvdesk.texts.labels import RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

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
