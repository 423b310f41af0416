"""Ask the system how long ago anybody touched this machine: a colleague who types elsewhere is not away.

Each source counts all keys and pointers of the session. ``GetSessionIdleTime`` of org.freedesktop.ScreenSaver
is left out: it gives seconds or milliseconds, and on some desktops always 0, which would mean never locking.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

_SYSTEM: str = sys.platform
_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"
_COMBINED, _ANY = 0, 0xFFFFFFFF  # macOS: kCGEventSourceStateCombinedSessionState, kCGAnyInputEventType
_WRAP = 2**32  # Windows counts milliseconds in 32 bits


class _Library(Protocol):
    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer: ...


class _Windows(Protocol):
    @property
    def user32(self) -> _Library: ...

    @property
    def kernel32(self) -> _Library: ...


class _LastInput(ctypes.Structure):
    """Lay out LASTINPUTINFO of winuser.h."""

    _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))


class _SaverInfo(ctypes.Structure):
    """Lay out XScreenSaverInfo of X11/extensions/scrnsaver.h."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


class Presence(QObject):
    """Ask each source that this machine has."""

    def ask(self, then: Callable[[float], None]) -> None:
        """Call ``then`` with the seconds since the last key or pointer, once per source that answers."""
        with contextlib.suppress(OSError, AttributeError, ImportError):
            if _SYSTEM == "win32":
                then(_windows_seconds(getattr(ctypes, "windll")))  # noqa: B009 - there on Windows only
            elif _SYSTEM == "darwin":
                then(_mac_seconds(ctypes.CDLL(_GRAPHICS)))
            else:
                self._ask_mutter(then)
                if QGuiApplication.platformName() == "xcb":
                    then(_x11_seconds())

    def _ask_mutter(self, then: Callable[[float], None]) -> None:
        """Ask GNOME's compositor, which counts under Wayland too."""
        from PySide6.QtDBus import QDBusConnection

        from zvdesk.ui.lock.bus import Peer, ask

        bus = QDBusConnection.sessionBus()
        name = "org.gnome.Mutter.IdleMonitor"
        if bus.isConnected():
            peer = Peer(name, "/org/gnome/Mutter/IdleMonitor/Core", name)
            ask(bus, peer, "GetIdletime", [], lambda answer: _told(answer, then), self)


def _told(milliseconds: object, then: Callable[[float], None]) -> None:
    if isinstance(milliseconds, int) and not isinstance(milliseconds, bool):
        then(milliseconds / 1000)


def _windows_seconds(windows: _Windows) -> float:
    last = _LastInput(size=ctypes.sizeof(_LastInput))
    if not windows.user32.GetLastInputInfo(ctypes.byref(last)):
        raise OSError("no last input")
    return float((windows.kernel32.GetTickCount() - last.time) % _WRAP) / 1000


def _mac_seconds(graphics: _Library) -> float:
    since = graphics.CGEventSourceSecondsSinceLastEventType
    since.restype = ctypes.c_double
    return float(since(ctypes.c_int32(_COMBINED), ctypes.c_uint32(_ANY)))


def _x11_seconds() -> float:
    """Ask the X server (MIT-SCREEN-SAVER) over a connection of its own, closed at once."""
    x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        raise OSError("no display")
    try:
        info = _SaverInfo()
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        if not saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info)):
            raise OSError("no such extension")
        return float(info.idle) / 1000
    finally:
        x11.XCloseDisplay(display)
