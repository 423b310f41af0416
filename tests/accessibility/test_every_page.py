"""Walk every page of the real window, and every pane of the cockpit, at the size of a small laptop."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from tests.accessibility.walker import clipped, describe, focusable, missing_names, mouse_only
from tests.houses import practice_in
from tests.ui.conftest import keeper, theme
from tests.ui.frame.desktops import desktop, settle, unlock
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.services import cases, meetings, trust, vaults
from zvdesk.ui.handovers.page import HandoversPage
from zvdesk.ui.keeping.page import KeepingPage
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.meeting.panes import PANES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["keeper", "theme"]
WIDTH, HEIGHT = 1366, 768
#: On one line: what stands less than this lower, in pixels, is read in the same line.
LINE = 24


def faults(window: QWidget) -> list[str]:
    """Return what a keyboard, a screen reader or a small screen would miss in what is shown now."""
    found = [f"the window is {window.width()}x{window.height()}"] if _is_too_large(window) else []
    return [*found, *missing_names(window), *mouse_only(window), *clipped(window), *out_of_order(window)]


def _is_too_large(window: QWidget) -> bool:
    return window.width() > WIDTH or window.height() > HEIGHT


def out_of_order(window: QWidget) -> list[str]:
    """Return a line for each pair of neighbours that Tab goes through against the order of reading."""
    stops = [w for w in _chain(window) if w.isVisibleTo(window) and w.isEnabled()]
    found = []
    for before, after in pairwise(stops):
        if before.parentWidget() is not after.parentWidget():
            continue
        one, other = (w.mapTo(window, QPoint(0, 0)) for w in (before, after))
        if other.y() < one.y() - LINE or (abs(other.y() - one.y()) <= LINE and other.x() < one.x()):
            found.append(f"Tab goes back: {describe(before)} -> {describe(after)}")
    return found


def _chain(window: QWidget) -> Iterator[QWidget]:
    wanted = set(focusable(window))
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget in wanted:
            yield widget
        widget = widget.nextInFocusChain()


@pytest.mark.parametrize("text_size", [14, 28])
def test_every_page_is_for_everyone(
    qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path, text_size: int
) -> None:
    made = practice_in(tmp_path / "oefen.zvkluis")
    words, folder, meeting_id = made.passphrase, made.desk.vault.folder, made.meeting_id
    rows = meetings.meeting_rows(made.desk)
    closed_id = next(row.id for row in rows if row.id != meeting_id)
    case_id = cases.case_rows(made.desk)[0].id
    trust.trust_certificate(made.desk.house.certificate)
    vaults.lock(made.desk)
    keeper.set_text_size(text_size)
    found: dict[str, list[str]] = {}
    with desktop(qtbot, keeper, folder) as shown:
        shown.window.resize(WIDTH, HEIGHT)

        def look(name: str) -> None:
            settle(qtbot, shown)
            qtbot.wait(150)
            wrong = faults(shown.window)
            if wrong:
                found[name] = wrong

        look("ontgrendelen")
        unlock(qtbot, shown, words)
        for key in shown.rooms:
            shown.go(key, "")
            look(key)
        room = shown.holders["handovers"].room
        assert isinstance(room, HandoversPage)
        shown.go("handovers", "")
        for number in range(1, room.tabs.count()):
            room.tabs.setCurrentIndex(number)
            look(room.tabs.tabText(number))
        room.open_file("/k/a.zvpakket")
        look("een pakket openen")
        room.colleagues.save_card.click()
        room.tabs.setCurrentIndex(room.tabs.count() - 1)
        look("de eigen kaart bewaren")
        for kind, key in (("case", case_id), ("meeting", closed_id), ("meeting", meeting_id)):
            shown.go(kind, key)
            look(f"{kind} {key}")
        walk_the_cockpit(shown, meeting_id, look)
    lines = [f"{page}: {fault}" for page, faults_there in found.items() for fault in faults_there]
    assert not lines, "\n".join(lines)


@pytest.mark.parametrize("text_size", [14, 28])
def test_the_rooms_that_a_chair_does_not_have_are_for_everyone(
    qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path, text_size: int
) -> None:
    made = practice_in(tmp_path / "oefen.zvkluis")
    folder = made.desk.vault.folder
    words = next(p.passphrase for p in made.people if p.role is Role.FUNCTIONAL_ADMIN)
    vaults.lock(made.desk)
    keeper.set_text_size(text_size)
    found: dict[str, list[str]] = {}
    with desktop(qtbot, keeper, folder) as shown:
        shown.window.resize(WIDTH, HEIGHT)

        def look(name: str) -> None:
            settle(qtbot, shown)
            qtbot.wait(150)
            wrong = faults(shown.window)
            if wrong:
                found[name] = wrong

        unlock(qtbot, shown, words)
        shown.go("log", "")
        look("log")
        shown.go("keeping", "")
        look("termijnen")
        room = shown.holders["keeping"].room
        assert isinstance(room, KeepingPage)
        terms = room.terms
        for name, begin in (
            ("verlengen", terms.begin_extend),
            ("afschermen", terms.begin_shield),
            ("vernietigen", terms.begin_destroy),
        ):
            begin()
            look(name)
            assert terms.form is not None
        for number in range(1, room.tabs.count()):
            room.tabs.setCurrentIndex(number)
            look(room.tabs.tabText(number))
    lines = [f"{page}: {fault}" for page, faults_there in found.items() for fault in faults_there]
    assert not lines, "\n".join(lines)


def walk_the_cockpit(shown: Desktop, meeting_id: str, look: Callable[[str], None]) -> None:
    """Show the cockpit before a case, in every step, and with every pane."""
    room = shown.holders["meetings"].room
    assert isinstance(room, MeetingsPage)
    table = room.lead.table
    shown.jobs.run(
        lambda: meetings.advance(room._context.desk, meeting_id, MeetingEvent.BEGIN),
        lambda _meeting: room.open_meeting(meeting_id),
        owner=shown,
    )
    look("voor de casus")
    table.go(ItemEvent.START)
    look("begonnen")
    for step in Step:
        table.jump(step)
        look(f"stap {step.value}")
    for name in PANES:
        room.lead.ways.open_pane(name)
        look(f"paneel {name}")
        room.lead.ways.open_pane(name)
