"""Ask another program over D-Bus without waiting for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusVariant,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

_PATIENCE = 5_000  # milliseconds


@dataclass(frozen=True)
class Peer:
    """Name one interface of one object of a program on the bus."""

    service: str
    path: str
    interface: str


def ask(
    bus: QDBusConnection,
    peer: Peer,
    method: str,
    arguments: list[object],
    then: Callable[[object], None],
    owner: QObject,
) -> None:
    """Call a method, and ``then`` with its first answer; nothing comes of a refusal or of silence."""
    message = QDBusMessage.createMethodCall(peer.service, peer.path, peer.interface, method)
    message.setArguments(arguments)
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _PATIENCE), owner)

    def finished() -> None:
        reply = watcher.reply()
        watcher.deleteLater()
        answers = reply.arguments() if reply.type() is QDBusMessage.MessageType.ReplyMessage else []
        for first in answers[:1]:
            then(_plain(first))

    watcher.finished.connect(finished)


def _plain(answer: object) -> object:
    if isinstance(answer, QDBusVariant):
        return _plain(answer.variant())
    return answer.path() if isinstance(answer, QDBusObjectPath) else answer
