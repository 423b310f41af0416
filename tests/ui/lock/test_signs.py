"""The signs of Windows and macOS, played; those of Linux are in tests/promises with a real bus."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtWidgets import QWidget

from zvdesk.ui.lock import presence, watch
from zvdesk.ui.lock.mac_signs import MacSigns
from zvdesk.ui.lock.reasons import LockReason
from zvdesk.ui.lock.watch import LockWatch
from zvdesk.ui.lock.windows_signs import Message, WindowsSigns

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

LOCK, CONSOLE, REMOTE, UNLOCK = 0x7, 0x2, 0x4, 0x8
SESSION, POWER, PAINT = 0x02B1, 0x0218, 0x000F


class Recorder:
    """Stand for a library of the system."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> object:
        def called(*arguments: object) -> int:
            self.calls.append((name, *arguments))
            return 1

        return called

    def names(self) -> list[object]:
        return [call[0] for call in self.calls]


@pytest.mark.parametrize(
    ("message", "parameter", "reason"),
    [
        (SESSION, LOCK, LockReason.SYSTEM_LOCK),
        (SESSION, CONSOLE, LockReason.USER_SWITCH),
        (SESSION, REMOTE, LockReason.USER_SWITCH),
        (POWER, 0x4, LockReason.SLEEP),
        (SESSION, UNLOCK, None),
        (POWER, 0x7, None),
        (PAINT, LOCK, None),
    ],
)
def test_windows_messages(qtbot: QtBot, message: int, parameter: int, reason: LockReason | None) -> None:
    heard: list[LockReason] = []
    library = Recorder()
    signs = WindowsSigns(heard.append, 42, cast("Any", library))
    signs.start()
    sent = Message(window=42, message=message, parameter=parameter, more=0)
    for kind in (b"windows_generic_MSG", b"windows_dispatcher_MSG", b"xcb_generic_event_t"):
        assert signs.nativeEventFilter(kind, ctypes.addressof(sent)) == (False, 0)
    signs.stop()
    assert heard == [reason] * 2 if reason else heard == []
    assert library.names() == ["WTSRegisterSessionNotification", "WTSUnRegisterSessionNotification"]
    assert qtbot


def test_macos_notifications() -> None:
    heard: list[LockReason] = []
    library = Recorder()
    signs = MacSigns(heard.append, cast("Any", library))
    signs.start()
    observed = [call for call in library.calls if call[0] == "CFNotificationCenterAddObserver"]
    names = [call[2] for call in library.calls if call[0] == "CFStringCreateWithCString"]
    assert names == [b"com.apple.screenIsLocked", b"com.apple.screensaver.didstart"]
    callback = cast("Callable[..., None]", observed[0][3])
    callback(None, None, None, None, None)
    assert heard == [LockReason.SYSTEM_LOCK]
    signs.stop()
    assert library.names()[-1] == "CFNotificationCenterRemoveEveryObserver"


def test_a_system_that_cannot_be_heard_costs_the_signs_only(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for system in ("win32", "darwin"):
        monkeypatch.setattr(watch, "_SYSTEM", system)
        signs = LockWatch(window)
        signs.start()
        assert not signs.is_holding_sleep
        signs.stop()


def test_each_sign_of_the_system_asks_for_the_lock(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tell: list[Callable[[LockReason], None]] = []
    orders: list[str] = []

    def make(told: Callable[[LockReason], None], _window: QWidget) -> watch.Signs:
        tell.append(told)
        return cast(
            "watch.Signs",
            SimpleNamespace(
                start=lambda: orders.append("start"),
                stop=lambda: orders.append("stop"),
                is_holding_sleep=True,
            ),
        )

    signs = LockWatch(window, make=make)
    signs.start()
    assert signs.is_holding_sleep
    with qtbot.waitSignal(signs.lockAsked) as asked:
        tell[0](LockReason.SLEEP)
    assert asked.args == [LockReason.SLEEP]
    signs.start()
    signs.stop()
    assert orders == ["start", "stop", "start", "stop"]
    assert not signs.is_holding_sleep


# --- who is there ----------------------------------------------------------------------------------------


def test_windows_counts_over_the_end_of_its_clock() -> None:
    def last_input(pointer: object) -> int:
        cast("Any", pointer)._obj.time = 2**32 - 1_000
        return 1

    windows = SimpleNamespace(
        user32=SimpleNamespace(GetLastInputInfo=last_input),
        kernel32=SimpleNamespace(GetTickCount=lambda: 4_000),
    )
    assert presence._windows_seconds(cast("Any", windows)) == 5.0


def test_macos_tells_seconds() -> None:
    graphics = SimpleNamespace(CGEventSourceSecondsSinceLastEventType=_Seconds(12.5))
    assert presence._mac_seconds(cast("Any", graphics)) == 12.5


class _Seconds:
    restype: object = None

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __call__(self, *_: object) -> float:
        return self._seconds


def test_gnome_tells_milliseconds_and_nonsense_is_no_answer() -> None:
    told: list[float] = []
    for answer in (2_500, "2500", True, None):
        presence._told(answer, told.append)
    assert told == [2.5]


def test_a_machine_without_any_source_says_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    for system in ("linux", "win32", "darwin"):
        monkeypatch.setattr(presence, "_SYSTEM", system)
        presence.Presence().ask(told.append)
    qtbot.wait(20)
    assert told == []


@pytest.mark.journey
def test_an_x_server_tells_how_long_nobody_touched_it() -> None:
    try:
        seconds = presence._x11_seconds()
    except OSError as error:
        pytest.skip(f"there is no X server with MIT-SCREEN-SAVER: {error}")
    assert 0 <= seconds < 86_400
