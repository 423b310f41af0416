"""A real X server grows, loses and mirrors monitors while the audience looks on (xrandr, under Xvfb)."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.conftest import IN_CI
from tests.ui.audience.canaries import canary_views
from tests.ui.audience.desktops import told
from tests.ui.audience.test_canaries import left_in
from zvdesk.ui.audience.controller import AudienceScreens, Mode
from zvdesk.ui.audience.screens import QtScreens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.journey

LAPTOP = ("laptop", "960/254x1080/285+0+0", "screen")
BEAMER = ("beamer", "960/254x1080/285+960+0", "none")
MIRROR = ("beamer", "960/254x1080/285+0+0", "none")


class Desk:
    """Hold the monitors of the X server, the chair's window on the laptop, and the audience's page."""

    def __init__(self, xrandr: Path, qtbot: QtBot) -> None:
        self._xrandr, self._qtbot = xrandr, qtbot
        self.plug(LAPTOP)
        self.wait_for("laptop")
        self.chair = QWidget()
        qtbot.addWidget(self.chair)
        self.line = QLineEdit(self.chair)
        self.chair.setGeometry(100, 100, 600, 400)
        self.chair.show()
        qtbot.waitUntil(lambda: self.chair.screen().name() == "laptop")
        self.screens = AudienceScreens(QtScreens(self.chair), "Huis Oefenstad")
        self.moved: list[str] = []
        self.screens.chairMoved.connect(lambda: self.moved.append(self.mode.value))

    @property
    def mode(self) -> Mode:
        return self.screens.state.mode

    def plug(self, monitor: tuple[str, str, str]) -> None:
        subprocess.run([self._xrandr, "--setmonitor", *monitor], check=True, timeout=20)

    def unplug(self, name: str) -> None:
        subprocess.run([self._xrandr, "--delmonitor", name], check=False, capture_output=True, timeout=20)

    def wait_for(self, *names: str) -> None:
        self._qtbot.waitUntil(lambda: {one.name() for one in QGuiApplication.screens()} == set(names))

    def until_at(self, window: QWidget, left: int) -> None:
        self._qtbot.waitUntil(lambda: window.geometry().left() == left)

    def until(self, mode: Mode) -> None:
        self._qtbot.waitUntil(lambda: self.mode is mode)


@pytest.fixture
def desk(requires: Callable[[str], Path], qtbot: QtBot) -> Iterator[Desk]:
    xrandr = requires("xrandr")
    if QGuiApplication.platformName() != "xcb":
        reason = "there is no X server"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    made = Desk(xrandr, qtbot)
    yield made
    made.screens.stop()
    made.unplug("beamer")
    made.unplug("laptop")
    qtbot.wait(200)


def test_the_audience_follows_real_monitors(desk: Desk) -> None:
    first, second = canary_views()
    pane = desk.screens.make_pane(desk.chair)
    desk.screens.start()
    desk.screens.show_view(first)
    assert desk.mode is Mode.WAITING
    desk.line.setFocus()
    for view in (first, second):
        desk.plug(BEAMER)
        desk.until(Mode.EXTENDED)
        window = desk.screens.window
        assert window is not None
        desk.screens.show_view(view)
        desk.until_at(window, 960)
        assert (window.width(), window.height()) == (960, 1080)
        assert view.case_number in told(window)
        assert QApplication.focusWidget() in (desk.line, None)
        assert not window.isActiveWindow()
        desk.unplug("beamer")
        desk.until(Mode.WAITING)
        assert desk.screens.window is None
        desk.plug(MIRROR)
        desk.until(Mode.MIRRORED)
        assert view.case_number in told(pane)
        assert not left_in(told(pane))
        desk.unplug("beamer")
        desk.until(Mode.WAITING)
        assert view.case_number not in told(pane)
    assert desk.moved == []


def test_the_chair_is_told_when_its_own_screen_goes(desk: Desk, qtbot: QtBot) -> None:
    desk.screens.start()
    desk.plug(BEAMER)
    desk.until(Mode.EXTENDED)
    desk.screens.show_view(canary_views()[0])
    window = desk.screens.window
    assert window is not None
    assert "2026-0001" in told(window)
    seen: list[str] = []
    desk.screens.chairMoved.connect(lambda: seen.append(told(window)))
    desk.unplug("laptop")
    qtbot.waitUntil(lambda: bool(seen))
    assert "2026-0001" not in seen[0]
    qtbot.waitUntil(lambda: desk.screens.window is None)  # the X server gives the whole desktop back as one
