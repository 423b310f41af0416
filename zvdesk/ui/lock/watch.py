"""Watch for every sign from outside that the vault must lock, on whichever system this is."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.lock.reasons import LockReason

_SYSTEM: str = sys.platform


class Signs(Protocol):
    """Describe what listens on one system."""

    @property
    def is_holding_sleep(self) -> bool:
        """Tell whether the machine waits for us before it sleeps."""
        ...

    def start(self) -> None:
        """Begin to listen."""
        ...

    def stop(self) -> None:
        """Listen no longer, and let the machine sleep."""
        ...


class LockWatch(QObject):
    """Listen while a vault is open.

    The signs are a lock of the screen, sleep, and another user; for idleness there is ``IdleLock``. A system
    that cannot be heard costs these signs and nothing else.

    Signal: ``lockAsked(LockReason)``, perhaps more than once for the same cause.
    """

    lockAsked = Signal(object)  # noqa: N815

    def __init__(
        self, window: QWidget, *, make: Callable[[Callable[[LockReason], None], QWidget], Signs] | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._make = window, make or signs_of_this_system
        self._signs: Signs | None = None

    @property
    def is_holding_sleep(self) -> bool:
        """Tell whether the machine waits for us before it sleeps."""
        return self._signs is not None and self._signs.is_holding_sleep

    def start(self) -> None:
        """Begin to listen; again after ``stop`` for the next vault."""
        self.stop()
        with contextlib.suppress(OSError, AttributeError, ImportError):
            self._signs = self._make(self.lockAsked.emit, self._window)
            self._signs.start()

    def stop(self) -> None:
        """Listen no longer, and let the machine sleep."""
        signs, self._signs = self._signs, None
        if signs is not None:
            with contextlib.suppress(OSError, AttributeError):
                signs.stop()


def signs_of_this_system(tell: Callable[[LockReason], None], window: QWidget) -> Signs:
    """Return what listens here; each system is imported only where it is."""
    if _SYSTEM == "win32":
        from zvdesk.ui.lock.windows_signs import WindowsSigns

        return WindowsSigns(tell, int(window.winId()))
    if _SYSTEM == "darwin":
        from zvdesk.ui.lock.mac_signs import MacSigns

        return MacSigns(tell)
    from zvdesk.ui.lock.linux_signs import LinuxSigns

    return LinuxSigns(tell, window)
