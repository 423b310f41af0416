"""Play logind and a screen saver on one private bus; each line on standard input is what they do."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

LOGIND, ROOT = "org.freedesktop.login1", "/org/freedesktop/login1"
OURS, OTHERS = f"{ROOT}/session/c2", f"{ROOT}/session/c9"
SAVER = "org.freedesktop.ScreenSaver"


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


class Logind(QDBusVirtualObject):
    """Answer what zvdesk asks of logind, and tell when an inhibitor is given back."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: dict[str, object] = {"Id": "c2", "Active": True, "LockedHint": False}
        self._watched: list[QSocketNotifier] = []

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802
        answer = self._answer(message)
        if answer is None:
            return False
        reply = message.createReply()
        reply.setArguments([answer])
        return connection.send(reply)

    def _answer(self, message: QDBusMessage) -> object:
        member, arguments = message.member(), message.arguments()
        if member == "Inhibit" and arguments[0] == "sleep" and arguments[3] == "delay":
            return self._inhibitor()
        if member == "GetSession" and arguments == ["c2"]:
            return QDBusObjectPath(OURS)
        if member == "Get":
            return QDBusVariant(self.facts[arguments[1]])
        return None

    def _inhibitor(self) -> QDBusUnixFileDescriptor:
        """Give the end of a pipe; whoever closes it lets the machine sleep."""
        read, write = os.pipe()
        given = QDBusUnixFileDescriptor(write)
        os.close(write)
        watched = QSocketNotifier(read, QSocketNotifier.Type.Read, self)

        def closed() -> None:
            watched.setEnabled(False)
            os.close(read)
            say("released")

        watched.activated.connect(closed)
        self._watched.append(watched)
        say("inhibited")
        return given


class Desktop:
    """Do what a line says."""

    def __init__(self, logind: Logind, bus: QDBusConnection) -> None:
        self._logind, self._bus = logind, bus

    def do(self, line: str) -> None:
        facts = self._logind.facts
        if line == "sleep":
            self._signal(ROOT, f"{LOGIND}.Manager", "PrepareForSleep", [True])
        elif line == "wake":
            self._signal(ROOT, f"{LOGIND}.Manager", "PrepareForSleep", [False])
        elif line == "lock":
            self._signal(OURS, f"{LOGIND}.Session", "Lock", [])
        elif line == "lock other":
            self._signal(OTHERS, f"{LOGIND}.Session", "Lock", [])
        elif line == "saver":
            self._signal("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", [True])
        elif line == "saver ends":
            self._signal("/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged", [False])
        elif line == "switch":
            facts.update(Active=False)
            self._changed()
        elif line == "hint":
            facts.update(LockedHint=True)
            self._changed()
        elif line == "back":
            facts.update(Active=True, LockedHint=False)
            self._changed()
        say(f"did {line}")

    def _changed(self) -> None:
        self._signal(
            OURS,
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            [f"{LOGIND}.Session", {"Active": True}, []],
        )

    def _signal(self, path: str, interface: str, name: str, arguments: list[object]) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(arguments)
        self._bus.send(message)


def main() -> int:
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    logind = Logind()
    bus.registerVirtualObject(ROOT, logind, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    ready = bus.registerService(LOGIND) and bus.registerService(SAVER)
    desktop = Desktop(logind, bus)
    ear = QSocketNotifier(0, QSocketNotifier.Type.Read)

    def hear() -> None:
        got = os.read(0, 4096)
        if not got:
            app.quit()
        for line in got.decode().splitlines():
            desktop.do(line)

    ear.activated.connect(hear)
    say("ready" if ready else "no name on the bus")
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
