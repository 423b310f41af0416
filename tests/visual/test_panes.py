from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui import conftest as window
from tests.ui.meeting.at_table import AtTable, at_table
from tests.ui.meeting.test_changeover_pane import to_next_case
from tests.ui.meeting.test_evaluation_pane import evaluated
from tests.ui.meeting.test_poll_pane import opened as asked
from tests.ui.meeting.test_read_back_page import agreed, goto
from tests.visual.screens import shoot as grab
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.agenda import Step
from zvdesk.domain.read_back import unread
from zvdesk.services import presence
from zvdesk.ui.meeting.attendance_pane import AttendancePane
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.meeting.panes import PANES
from zvdesk.ui.meeting.round_pane import RoundPane

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

_KEY = Qt.Key
keeper, theme, jobs = window.keeper, window.theme, window.jobs  # the fixtures of the window


@pytest.fixture
def place(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[AtTable]:
    yield from at_table(tmp_path, jobs, qtbot, with_third=True)


def shoot(place: AtTable, keeper: ThemeKeeper, name: str, looks: int = 1) -> None:
    grab(keeper, place.area, f"pane-{name}", place.settle, looks=looks)


def shoot_large(place: AtTable, keeper: ThemeKeeper, name: str) -> None:
    keeper.set_text_size(28)
    grab(keeper, place.area, f"pane-{name}-large", place.settle, looks=1)
    keeper.reset_text_size()


def take(place: AtTable, widget: QWidget) -> None:
    widget.setFocus()
    place.settle()


def test_attendance(place: AtTable, keeper: ThemeKeeper) -> None:
    place.start()
    pane = place.host(AttendancePane(place.table))
    pane.take_focus()
    shoot(place, keeper, "attendance-empty")
    place.press(pane.list, _KEY.Key_A, ctrl=True)
    place.press(pane.list, _KEY.Key_Down, _KEY.Key_Space)
    pane.list.choose(next(row.key for row in pane.list.rows if row.key.startswith(place.third_id)))
    place.press(pane.list, _KEY.Key_Space)
    shoot(place, keeper, "attendance-barred")
    place.press(pane.list, _KEY.Key_Up, _KEY.Key_Up, _KEY.Key_Space)
    place.type(pane.line, "om", enter=False)
    shoot(place, keeper, "attendance", looks=4)
    pane.take_focus()
    shoot_large(place, keeper, "attendance")


def test_changeover(place: AtTable, keeper: ThemeKeeper) -> None:
    pane = to_next_case(place)
    shoot(place, keeper, "changeover", looks=4)
    place.press(pane.list, _KEY.Key_Space)
    shoot(place, keeper, "changeover-one")
    shoot_large(place, keeper, "changeover")
    place.press(pane.list, _KEY.Key_Return)
    shoot(place, keeper, "changeover-done")


def test_round(place: AtTable, keeper: ThemeKeeper) -> None:
    place.start()
    view = place.view
    ids = tuple(i for i in view.item.invited_ids if i != place.third_id)
    place.do(lambda: presence.set_all_here(place.desk, view.meeting.id, view.item.id, ids))
    place.table.reload()
    place.settle()
    pane = place.host(RoundPane(place.table))
    pane.take_focus()
    shoot(place, keeper, "round-begin")
    place.type(pane.minutes, "2")
    place.press(pane.list, _KEY.Key_Return, _KEY.Key_Return)
    shoot(place, keeper, "round", looks=4)
    shoot_large(place, keeper, "round")


def test_poll(place: AtTable, keeper: ThemeKeeper) -> None:
    pane = asked(place, Step.ANALYSIS)
    names = [place.view.organisation(i) for i in place.view.item.present_ids]
    shoot(place, keeper, "poll-begin")
    place.type(pane.line, f"{names[0]} 3 {names[1]} 2 brandweer 3 {names[2]} 4", enter=False)
    shoot(place, keeper, "poll-typed", looks=4)
    shoot_large(place, keeper, "poll-typed")
    pane.line.clear()
    place.type(pane.line, " ".join(f"{n} {v}" for n, v in zip(names, (3, 2, 4, 7, 3), strict=False)))
    shoot(place, keeper, "poll-spread")
    place.table.jump(Step.FOLLOW_UP)
    place.settle()
    place.type(pane.line, " ".join(f"{n} {v}" for n, v in zip(names, (6, 6, 7, 2, 7), strict=False)))
    place.type(pane.talk.line, "de huur is nog niet betaald")
    shoot(place, keeper, "poll", looks=4)
    shoot_large(place, keeper, "poll")


def test_evaluation(place: AtTable, keeper: ThemeKeeper) -> None:
    pane = evaluated(place)
    shoot(place, keeper, "evaluation-begin")
    place.press(pane.box.grid, *[_KEY.Key_1, _KEY.Key_2, _KEY.Key_1, _KEY.Key_3] * 2)
    shoot(place, keeper, "evaluation", looks=4)
    shoot_large(place, keeper, "evaluation")


def test_read_back(place: AtTable, keeper: ThemeKeeper) -> None:
    page = agreed(place)
    shoot(place, keeper, "read-outline")
    goto(place, page, ActionItem)
    shoot(place, keeper, "read-action", looks=4)
    shoot_large(place, keeper, "read-action")
    place.press(page.object, _KEY.Key_Return)
    shoot(place, keeper, "read-reserve")
    place.press(page, _KEY.Key_Escape)
    place.press(page.change, _KEY.Key_Return)
    shoot(place, keeper, "read-mend")
    place.press(page, _KEY.Key_Escape)
    for _ in unread(place.file, place.item):
        place.press(page.agree, _KEY.Key_Return)
    shoot(place, keeper, "read-parked")
    place.type(page.parked.line, "de corporatie zoekt dit eerst uit")
    shoot(place, keeper, "read-done")


def test_in_the_cockpit(place: AtTable, keeper: ThemeKeeper) -> None:
    """Show each pane where it stands in the cockpit, at the size of a laptop and in large letters."""
    desk, meeting_id = place.desk, place.practice.meeting_id
    page = MeetingsPage(place.context)
    place.qtbot.addWidget(page)
    place.area = page
    place.start(Step.ANALYSIS)
    view = place.view
    ids = tuple(i for i in view.item.invited_ids if i != place.third_id)
    place.do(lambda: presence.set_all_here(desk, meeting_id, view.item.id, ids))
    page.open_meeting(meeting_id)
    page.resize(1366, 768)
    page.show()
    place.settle()
    for name in set(PANES) - {"changeover"}:
        page.lead.ways.open_pane(name)
        place.settle()
        shoot(place, keeper, f"cockpit-{name}")
        page.lead.parts.panes.close()
