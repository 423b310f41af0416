"""Listen for a second start of zvdesk, and let the window come forward."""

from __future__ import annotations

import contextlib
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from zvdesk import single
from zvdesk.errors import FolderUnusable

_MOST_CALLERS = 60


class Doorbell(QObject):
    """Answer who asks the one window to come forward; make it only in the process that holds the claim.

    Signal: ``rang(object)`` with the ``single.Asked`` that says what is asked for.
    """

    rang = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_CALLERS)
        self._server.newConnection.connect(self._receive)

    def listen(self) -> bool:
        """Begin to listen; what a killed process left in this place is removed first."""
        with contextlib.suppress(FolderUnusable, OSError):
            place = single.place()
            QLocalServer.removeServer(place)
            return self._server.listen(place)
        return False

    def stop(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _receive(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(partial(self._read, caller))
            caller.disconnected.connect(caller.deleteLater)
            self._read(caller)

    def _read(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > single.MOST:
                caller.abort()
            return
        asked = single.read_message(bytes(caller.readLine(single.MOST).data()))
        if asked is not None:
            caller.write(single.ANSWER)
            caller.flush()
            self.rang.emit(asked)
        caller.disconnectFromServer()
