"""The part Verstrekkingen tells who heard the case at the table, beside who got a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.cases.rooms import practice_room
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, MeetingState
from zvdesk.services import cases, house, meetings, presence
from zvdesk.ui.cases.page import CasesPage
from zvdesk.ui.cases.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.cases.rooms import Room
    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs

THIS = next(n for n, part in enumerate(PARTS) if part.words == "Verstrekkingen")


@pytest.fixture
def practised(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    with practice_room(qtbot, jobs, tmp_path) as made:
        yield made


def discuss_first(desk: Desk) -> tuple[str, str]:
    """Begin today's meeting, let one person hear its first case, and end that; return case and who."""
    row = next(row for row in meetings.meeting_rows(desk) if row.state is MeetingState.OPEN)
    held = meetings.advance(desk, row.id, MeetingEvent.BEGIN)
    item = held.items[0]
    meetings.advance_item(desk, row.id, item.id, ItemEvent.START)
    presence.set_here(desk, row.id, item.id, item.invited_ids[0], "W. Waarnemer", is_here=True)
    meetings.advance_item(desk, row.id, item.id, ItemEvent.POSTPONE, reason="Te laat")
    name = house.organisations_by_id(desk)[item.invited_ids[0]].name
    return item.case_id, f"Aan tafel: {name}, W. Waarnemer"


def test_who_was_at_the_table_is_told_without_a_version(practised: Room, qtbot: QtBot) -> None:
    case_id, words = practised.do(lambda: discuss_first(practised.desk))
    page = CasesPage(practised.context)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.activated()
    practised.settle()
    page.open_case(case_id)
    practised.settle()
    page.view.show_part(THIS)
    told = [label.text() for label in page.view.sections[THIS].findChildren(QLabel) if label.isVisible()]
    assert words in told
    assert not any("versie" in line for line in told)
    assert any("vernietigen vóór" in line for line in told)
    regime = practised.do(lambda: cases.case_file(practised.desk, case_id).case.regime_id)
    assert any(practised.desk.library.regime(regime).ground in line for line in told)
