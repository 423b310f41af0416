"""A meeting is prepared for a chair who works on another laptop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.exchange.holders import holder
from tests.ui.meeting.room import Room, open_room
from zvdesk.services import colleagues, meetings
from zvdesk.services.colleagues import read_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def test_a_colleague_with_a_vault_of_their_own_can_be_the_chair(room: Room) -> None:
    desk = room.practice.desk
    now = desk.clock.now()
    one = holder("A. Ander", practice=True, since=now - timedelta(days=1), until=now + timedelta(days=900))
    card = read_card(one.card)
    room.do(lambda: colleagues.meet(desk, card, card.fingerprint))
    room.page.show()
    room.page.activated()
    room.settle()
    room.page.begin_new()
    new = room.page.overview.new
    offered = [new.fields.chair.itemText(row) for row in range(new.fields.chair.count())]
    assert "A. Ander, voorzitter, eigen laptop" in offered
    assert new.fields.chair.value == room.meeting.chair_id  # the chair of this vault stays the usual one
    new.fields.title.setText("Tafel Proef")
    new.fields.chair.set_value(card.id)
    with room.qtbot.waitSignal(new.made, timeout=10_000) as made:
        new.make.click()
    room.settle()
    assert made.args is not None
    meeting_id = str(made.args[0])
    assert room.do(lambda: meetings.meeting(desk, meeting_id)).chair_id == card.id
    assert room.page.prepare.fields.chair.value == card.id
