"""Hear on macOS that it is time to lock: notifications that every program of the session gets.

Written from what is known of them and tested by simulation only. macOS tells of sleep and of another user
through Objective-C alone; where it asks a password after both, it locks its screen, and that is heard.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Protocol

from zvdesk.ui.lock.reasons import LockReason

if TYPE_CHECKING:
    from collections.abc import Callable

_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF8 = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_NAMES = (b"com.apple.screenIsLocked", b"com.apple.screensaver.didstart")
_Callback = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)


class _Library(Protocol):
    def __getattr__(self, name: str) -> ctypes._NamedFuncPointer: ...


class MacSigns:
    """Listen from ``start`` to ``stop``; ``tell`` is called with the reason."""

    is_holding_sleep = False

    def __init__(self, tell: Callable[[LockReason], None], library: _Library | None = None) -> None:
        self._tell, self._library = tell, library
        self._heard = _Callback(self._hear)  # kept: the system calls it

    def start(self) -> None:
        """Begin to listen."""
        foundation = self._foundation()
        center = ctypes.c_void_p(foundation.CFNotificationCenterGetDistributedCenter())
        for name in _NAMES:
            words = ctypes.c_void_p(foundation.CFStringCreateWithCString(None, name, _UTF8))
            foundation.CFNotificationCenterAddObserver(
                center, ctypes.cast(self._heard, ctypes.c_void_p), self._heard, words, None, _AT_ONCE
            )

    def stop(self) -> None:
        """Listen no longer."""
        foundation = self._foundation()
        center = ctypes.c_void_p(foundation.CFNotificationCenterGetDistributedCenter())
        foundation.CFNotificationCenterRemoveEveryObserver(center, ctypes.cast(self._heard, ctypes.c_void_p))

    def _foundation(self) -> _Library:
        if self._library is None:
            library = ctypes.CDLL(_FOUNDATION)
            for name in ("CFNotificationCenterGetDistributedCenter", "CFStringCreateWithCString"):
                getattr(library, name).restype = ctypes.c_void_p
            self._library = library
        return self._library

    def _hear(self, *_: object) -> None:
        self._tell(LockReason.SYSTEM_LOCK)
