from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.frame.desktops import desktop, settle, unlock
from zvdesk.ui.meeting.page import MeetingsPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def lead(qtbot: QtBot, made: Desktop) -> MeetingsPage:
    """Bring the room of the meetings in sight with the cockpit, in a window that fits on any screen."""
    made.window.setMinimumSize(1, 1)
    made.go("meetings", "")
    settle(qtbot, made)
    page = made.holders["meetings"].build()
    assert isinstance(page, MeetingsPage)
    page._turn_to(page.lead)
    settle(qtbot, made)
    return page


def test_the_cockpit_fills_the_screen_and_gives_it_back(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        window = made.window
        screen = window.screen()
        page = lead(qtbot, made)
        assert window.isFullScreen()
        made.go("keys", "")
        assert window.isFullScreen()
        made.go("cases", "")
        assert not window.isFullScreen()
        made.go("meetings", "")
        assert window.isFullScreen()
        assert window.screen() is screen
        page.show_list()
        assert not window.isFullScreen()


def test_who_leaves_full_screen_is_remembered(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        page, before = lead(qtbot, made), made.settings
        QTest.keyClick(made.window, Qt.Key.Key_F11)
        assert not made.window.isFullScreen()
        assert made.settings == replace(before, full_screen_meeting=False)
        page.show_list()
        page._turn_to(page.lead)
        assert not made.window.isFullScreen()
        QTest.keyClick(made.window, Qt.Key.Key_F11)
        assert made.settings.full_screen_meeting
        page.show_list()
        assert not made.window.isFullScreen()
        QTest.keyClick(made.window, Qt.Key.Key_F11)  # outside a meeting it is only for now
        assert made.window.isFullScreen()
        assert made.settings.full_screen_meeting
        page._turn_to(page.lead)
        page.show_list()
        assert made.window.isFullScreen()  # as it was before the cockpit


def test_what_is_kept_of_the_window_is_not_the_full_screen(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        lead(qtbot, made)
        made.window.close()
        assert not made.window.isFullScreen()


def shown(made: Desktop) -> list[QLabel]:
    return [label for label in made.window.findChildren(QLabel) if label.isVisible() and label.text()]


def test_mirrored_screens_cover_every_page_but_the_cockpit(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        window = made.window
        assert made.audience is not None
        for key in ("today", "cases", "actions"):
            made.go(key, "")
            settle(qtbot, made)
            made.audience.set_mirrored(True)
            settle(qtbot, made)
            assert all(window.cover.isAncestorOf(label) for label in shown(made)), key
            assert "Shift F9" in " ".join(label.text() for label in shown(made))
            assert window.focusWidget() is window.cover.undo, key
            assert not window.rail.isVisible()
            QTest.keyClick(window, Qt.Key.Key_2, CTRL)
            QTest.keyClick(window, Qt.Key.Key_K, CTRL)
            settle(qtbot, made)
            assert window.current == key
            assert not missing_names(window)
            assert not mouse_only(window.cover)
            assert clipped(window.cover) == []
            QTest.keyClick(window.cover.undo, Qt.Key.Key_F9, SHIFT)
            settle(qtbot, made)
            assert not window.cover.isVisible()
            assert window.rail.isVisible()
        made.audience.set_mirrored(True)
        window.lockRequested.emit()
        settle(qtbot, made)
        assert not window.cover.isVisible()


def test_a_cockpit_that_opens_while_mirrored_is_covered_from_the_start(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        assert made.audience is not None
        made.audience.set_mirrored(True)
        page = lead(qtbot, made)
        assert not made.window.cover.isVisible()
        assert page.lead.cover.is_masked


def test_a_screen_on_which_the_window_does_not_fit_is_not_filled(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        page = lead(qtbot, made)
        page.show_list()
        made.window.setMinimumSize(made.window.screen().size() + QSize(1, 0))
        page._turn_to(page.lead)
        assert not made.window.isFullScreen()
