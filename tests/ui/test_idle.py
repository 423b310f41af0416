from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from tests.ui.frame.conftest import cheap_keys, vault, vault_and_paper
from tests.ui.frame.desktops import desktop, settle, unlock
from zvdesk.ui.idle import IdleLock, Stopwatch
from zvdesk.ui.meeting.idle_strip import IdleStrip
from zvdesk.ui.settings_room.page import SettingsPage
from zvdesk.ui.vault.gate import UNLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["cheap_keys", "vault", "vault_and_paper"]


class FastStopwatch(Stopwatch):
    """Let a test say that time went by, on top of the time that did."""

    passed = 0.0

    def seconds(self) -> float:
        return super().seconds() + self.passed

    def restart(self, *, ago: float = 0.0) -> None:
        super().restart(ago=ago)
        self.passed = 0.0


class Watched:
    def __init__(self, minutes: int = 5, meeting: int = 20) -> None:
        self.time = FastStopwatch()
        self.idle = IdleLock(minutes, meeting, watch=lambda: self.time)
        self.warned: list[int] = []
        self.told: list[str] = []
        self.idle.warned.connect(self.warned.append)
        self.idle.extended.connect(lambda: self.told.append("extended"))
        self.idle.lockAsked.connect(lambda: self.told.append("lock"))

    def go_to(self, left: float) -> None:
        """Let so much time pass that this many seconds are left, and half of one: the real clock goes on."""
        self.time.passed += self.idle._limit - self.time.seconds() - left - 0.5
        self.idle.tick()


@pytest.fixture
def watched(theme: ThemeKeeper) -> Iterator[Watched]:
    assert theme  # there is an application
    made = Watched()
    made.idle.start()
    yield made
    made.idle.stop()


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_warns_two_minutes_ahead_and_each_ten_seconds_and_then_locks_once(watched: Watched) -> None:
    for left in (121, 120, 119, 111, 110, 105, 60, 10, 1, 0, -3):
        watched.go_to(left)
    assert watched.warned == [120, 110, 60, 10]
    assert watched.told == ["lock"]


@pytest.mark.parametrize("sign", ["key", "press", "move", "wheel"])
def test_any_key_or_pointer_extends(watched: Watched, field: QLineEdit, sign: str) -> None:
    watched.go_to(30)
    if sign == "key":
        QTest.keyClick(field, Qt.Key.Key_A)
    elif sign == "press":
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    elif sign == "move":
        QTest.mouseMove(field, QPoint(3, 4))
    else:
        QTest.wheelEvent(field.windowHandle(), QPointF(3, 4), QPoint(0, 10))
    assert set(watched.told) == {"extended"}
    assert watched.idle.seconds_left >= 299
    watched.go_to(121)
    assert watched.warned == [30]
    watched.go_to(120)
    assert watched.warned == [30, 120]


def test_a_pointer_that_stands_still_is_nobody(watched: Watched, field: QLineEdit) -> None:
    def move(x: float) -> None:
        at = QPointF(x, 3)
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, at, none, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(field, event)

    move(3)
    watched.told.clear()
    move(3)
    assert watched.told == []
    move(4)
    assert set(watched.told) == {"extended"}


def test_a_led_meeting_has_the_longer_term(watched: Watched) -> None:
    watched.idle.set_meeting(is_led=True)
    assert 1199 <= watched.idle.seconds_left <= 1200
    watched.idle.set_meeting(is_led=False)
    assert 299 <= watched.idle.seconds_left <= 300
    watched.idle.set_minutes(7)
    assert 419 <= watched.idle.seconds_left <= 420
    watched.idle.stop()
    assert 299 <= watched.idle.seconds_left <= 300


def test_terms_have_bounds_and_are_told(watched: Watched) -> None:
    got: list[tuple[int, int]] = []
    watched.idle.termsChanged.connect(lambda *terms: got.append(terms))
    watched.idle.set_terms(0, 61)
    assert got == [(1, 60)]
    assert 59 <= watched.idle.seconds_left <= 60
    watched.go_to(40)
    watched.go_to(30)
    assert watched.warned == [30]  # half of a short term


def test_a_key_that_wakes_a_machine_that_slept_too_long_does_not_extend(
    watched: Watched, field: QLineEdit, qtbot: QtBot
) -> None:
    watched.time.passed = 3600
    with qtbot.waitSignal(watched.idle.lockAsked, timeout=500):
        QTest.keyClick(field, Qt.Key.Key_A)
    assert (watched.told, field.text()) == (["lock"], "")


def test_a_stopwatch_counts_a_clock_that_was_set_on() -> None:
    watch = Stopwatch()
    assert 0 <= watch.seconds() < 5
    watch._since -= 3_600_000  # as if the machine slept an hour
    assert 3600 <= watch.seconds() < 3605
    watch._since += 9_999_000  # as if the clock was set back
    assert 0 <= watch.seconds() < 5


def test_nothing_is_watched_before_the_start_and_after_the_end(field: QLineEdit) -> None:
    made = Watched()
    QTest.keyClick(field, Qt.Key.Key_A)
    assert (made.told, made.idle.is_watching) == ([], False)
    made.idle.start()
    assert made.idle.is_watching
    made.idle.stop()
    made.told.clear()
    QTest.keyClick(field, Qt.Key.Key_A)
    assert (made.told, made.idle.is_watching) == ([], False)


def test_the_strip_counts_down_and_goes_with_a_key(watched: Watched, field: QLineEdit, qtbot: QtBot) -> None:
    strip = IdleStrip(watched.idle)
    qtbot.addWidget(strip)
    assert strip.isHidden()
    watched.go_to(100)
    assert strip.isVisible()
    assert strip.words.text() == "Over 1:40 vergrendelt zvdesk. Druk op een toets om door te gaan."
    QTest.keyClick(field, Qt.Key.Key_A)
    assert not strip.isVisible()


def notices(made: Desktop) -> list[str]:
    return [notice.text for notice in made.window.notices.notices]


def test_the_window_warns_and_then_locks_as_ctrl_l_does(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        watches = [made.idle.is_watching]
        unlock(qtbot, made)
        watches.append(made.idle.is_watching)
        made.idle.warned.emit(100)
        assert notices(made) == []
        made.idle.warned.emit(30)
        made.idle.warned.emit(20)
        assert notices(made) == ["Over 30 seconden vergrendelt zvdesk. Druk op een toets om door te gaan."]
        QTest.keyClick(made.window, Qt.Key.Key_Shift)
        assert notices(made) == []
        dialog = QDialog(made.window)
        dialog.open()
        made.idle.lockAsked.emit()
        settle(qtbot, made)
        assert not dialog.isVisible()
        assert made.window.current == UNLOCK
        assert [*watches, made.idle.is_watching] == [False, True, False]


def test_a_led_meeting_has_no_notice_but_its_own_strip(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        made.idle.set_meeting(is_led=True)
        made.idle.warned.emit(30)
        assert notices(made) == []


def test_the_terms_are_set_on_the_page_of_the_settings(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        made.go("settings", "")
        settle(qtbot, made)
        page = made.holders["settings"].room
        assert isinstance(page, SettingsPage)
        assert (page.lock.usual.value(), page.lock.meeting.value()) == (5, 20)
        page.lock.usual.setValue(9)
        page.lock.meeting.setValue(45)
        assert (made.settings.idle_minutes, made.settings.idle_minutes_meeting) == (9, 45)
        assert 539 <= made.idle.seconds_left <= 540


class Somebody:
    """Stand for a system that knows how long ago anybody touched it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def ask(self, then: Callable[[float], None]) -> None:
        then(self.seconds)


@pytest.mark.parametrize(("ago", "left"), [(0.5, 299), (100, 200), (900, 30)])
def test_who_works_in_another_program_is_not_away(theme: ThemeKeeper, ago: float, left: int) -> None:
    assert theme
    time = FastStopwatch()
    idle = IdleLock(5, 20, watch=lambda: time, presence=Somebody(ago))
    idle.start()
    time.passed = 270
    idle.tick()
    assert left - 2 <= idle.seconds_left <= left
    idle.stop()


def test_who_comes_after_the_term_comes_too_late(theme: ThemeKeeper) -> None:
    assert theme
    time = FastStopwatch()
    idle = IdleLock(5, 20, watch=lambda: time, presence=Somebody(0))
    asked: list[bool] = []
    idle.lockAsked.connect(lambda: asked.append(True))
    idle.start()
    time.passed = 3600  # as after a sleep
    idle.note_presence(0)
    idle.tick()
    assert asked == [True]
    idle.stop()
