"""Hear on Linux that it is time to lock: from logind on the system bus, from screen savers on the other.

logind is org.freedesktop.login1 (systemd); desktops without it are heard through their screen saver only.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor

from zvdesk.ui.lock.bus import Peer, ask
from zvdesk.ui.lock.reasons import LockReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtDBus import QDBusMessage

_LOGIND = "org.freedesktop.login1"
_MANAGER = Peer(_LOGIND, "/org/freedesktop/login1", f"{_LOGIND}.Manager")
_SESSION = f"{_LOGIND}.Session"
_OWN_SESSION = "/org/freedesktop/login1/session/auto"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)


def _slot(name: str) -> bytes:
    """Return a slot as QDBusConnection takes it: text, though its stub asks for bytes."""
    return cast("bytes", f"1{name}(QDBusMessage)")


class LinuxSigns(QObject):
    """Listen from ``start`` to ``stop``, and hold the machine awake that long once it wants to sleep.

    ``tell`` is called with the reason. logind waits for whoever holds a delay inhibitor, five seconds at most
    (logind.conf(5), InhibitDelayMaxSec); ``stop`` gives it back, and so does the end of the process.
    """

    def __init__(self, tell: Callable[[LockReason], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._is_on = False
        self._session = ""  # path of our own session; "" while it is not known
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._system = QDBusConnection.systemBus()
        self._user = QDBusConnection.sessionBus()

    @property
    def is_holding_sleep(self) -> bool:
        """Tell whether the machine waits for us before it sleeps."""
        return self._inhibitor is not None

    def start(self) -> None:
        """Begin to listen."""
        self._is_on = True
        for bus, service, path, interface, name, slot in self._wanted():
            bus.connect(service, path, interface, name, self, slot)
        if self._system.isConnected():
            self._find_session()
            self._hold_sleep()

    def stop(self) -> None:
        """Listen no longer, let the machine sleep, and go."""
        self._is_on = False
        for bus, service, path, interface, name, slot in self._wanted():
            bus.disconnect(service, path, interface, name, self, slot)
        self._inhibitor = None
        self.deleteLater()

    def _wanted(self) -> list[tuple[QDBusConnection, str, str, str, str, bytes]]:
        wanted = []
        if self._system.isConnected():
            on, any_path = self._system, ""
            wanted += [
                (on, _LOGIND, _MANAGER.path, _MANAGER.interface, "PrepareForSleep", _slot("slept")),
                (on, _LOGIND, any_path, _SESSION, "Lock", _slot("locked")),
                (on, _LOGIND, any_path, _PROPERTIES, "PropertiesChanged", _slot("changed")),
            ]
        if self._user.isConnected():
            wanted += [
                (self._user, name, path, name, "ActiveChanged", _slot("saved")) for name, path in _SAVERS
            ]
        return wanted

    # --- our session ---------------------------------------------------------------------------------

    def _find_session(self) -> None:
        """Learn which session is ours, so that a colleague's lock on the same machine is not ours."""
        name = os.environ.get("XDG_SESSION_ID", "")
        if name:
            self._look_up(name)
        else:
            own = Peer(_LOGIND, _OWN_SESSION, _PROPERTIES)
            ask(self._system, own, "Get", [_SESSION, "Id"], self._look_up, self)

    def _look_up(self, name: object) -> None:
        ask(self._system, _MANAGER, "GetSession", [str(name)], self._know_session, self)

    def _know_session(self, path: object) -> None:
        self._session = str(path)

    def _is_ours(self, path: str) -> bool:
        return not self._session or path == self._session  # not known: better once too often

    # --- what is heard -------------------------------------------------------------------------------

    @Slot("QDBusMessage")
    def locked(self, message: QDBusMessage) -> None:
        """Act when logind asks the session to lock."""
        if self._is_ours(message.path()):
            self._hear(LockReason.SYSTEM_LOCK)

    @Slot("QDBusMessage")
    def saved(self, message: QDBusMessage) -> None:
        """Act when a screen saver covers the screen."""
        if message.arguments()[:1] == [True]:
            self._hear(LockReason.SYSTEM_LOCK)

    @Slot("QDBusMessage")
    def slept(self, message: QDBusMessage) -> None:
        """Act before the machine sleeps; hold it again for the next time when it woke."""
        if message.arguments()[:1] == [True]:
            self._hear(LockReason.SLEEP)
        elif self._is_on and self._inhibitor is None:
            self._hold_sleep()

    @Slot("QDBusMessage")
    def changed(self, message: QDBusMessage) -> None:
        """Ask what changed in our session: the message itself cannot be read from Python."""
        if message.arguments()[:1] != [_SESSION] or not self._is_ours(message.path()):
            return
        session = Peer(_LOGIND, message.path(), _PROPERTIES)
        ask(self._system, session, "Get", [_SESSION, "Active"], self._switched, self)
        ask(self._system, session, "Get", [_SESSION, "LockedHint"], self._hinted, self)

    def _switched(self, is_active: object) -> None:
        if is_active is False:
            self._hear(LockReason.USER_SWITCH)

    def _hinted(self, is_locked: object) -> None:
        if is_locked is True:
            self._hear(LockReason.SYSTEM_LOCK)

    def _hear(self, reason: LockReason) -> None:
        if self._is_on:
            self._tell(reason)

    # --- sleep ---------------------------------------------------------------------------------------

    def _hold_sleep(self) -> None:
        words = ["sleep", "zvdesk", self.tr("De kluis gaat eerst op slot"), "delay"]
        ask(self._system, _MANAGER, "Inhibit", list(words), self._keep, self)

    def _keep(self, descriptor: object) -> None:
        if self._is_on and isinstance(descriptor, QDBusUnixFileDescriptor):
            self._inhibitor = descriptor
