"""Hear on Windows that it is time to lock: session and power messages to the window.

Written from the documentation (WM_WTSSESSION_CHANGE, WM_POWERBROADCAST) and tested by simulation only.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from zvdesk.ui.lock.reasons import LockReason

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = (b"windows_generic_MSG", b"windows_dispatcher_MSG")
_SESSION_CHANGE, _POWER = 0x02B1, 0x0218  # WM_WTSSESSION_CHANGE, WM_POWERBROADCAST
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_REASONS = {
    (_SESSION_CHANGE, 0x7): LockReason.SYSTEM_LOCK,  # WTS_SESSION_LOCK
    (_SESSION_CHANGE, 0x2): LockReason.USER_SWITCH,  # WTS_CONSOLE_DISCONNECT
    (_SESSION_CHANGE, 0x4): LockReason.USER_SWITCH,  # WTS_REMOTE_DISCONNECT
    (_POWER, 0x4): LockReason.SLEEP,  # PBT_APMSUSPEND
}


class _Library(Protocol):
    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer: ...


class Message(ctypes.Structure):
    """Lay out MSG of winuser.h, as far as it is read."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("parameter", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class WindowsSigns(QAbstractNativeEventFilter):
    """Listen from ``start`` to ``stop``; ``tell`` is called with the reason.

    Windows does not wait with sleeping; what is not done by then is done when it wakes.
    """

    is_holding_sleep = False

    def __init__(
        self, tell: Callable[[LockReason], None], window: int, library: _Library | None = None
    ) -> None:
        super().__init__()
        self._tell, self._window, self._library = tell, window, library

    def start(self) -> None:
        """Begin to listen."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)
        self._sessions().WTSRegisterSessionNotification(ctypes.c_void_p(self._window), _THIS_SESSION)

    def stop(self) -> None:
        """Listen no longer."""
        self._sessions().WTSUnRegisterSessionNotification(ctypes.c_void_p(self._window))
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)

    def _sessions(self) -> _Library:
        if self._library is None:
            loader: _Library = getattr(ctypes, "windll").wtsapi32  # noqa: B009 - there on Windows only
            self._library = loader
        return self._library

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Look at each message and let it pass."""
        if bytes(kind.data() if isinstance(kind, QByteArray) else kind) in _KINDS:
            got = Message.from_address(int(message))
            reason = _REASONS.get((got.message, got.parameter))
            if reason is not None:
                self._tell(reason)
        return False, 0
