"""Catch what nobody foresaw: a calm notice on the screen, and a log line without any content."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal

from zvdesk import log
from zvdesk.errors import ExplainedError

if TYPE_CHECKING:
    from types import TracebackType

    from zvdesk.ui.widgets.notices import NoticeBar

_DEBUG = "ZVDESK_DEBUG"


class Mishaps(QObject):
    """Turn every failure into a notice.

    Signal: ``told(str)`` with the sentence, also when it comes from another thread.
    """

    told = Signal(str)

    def __init__(self, notices: NoticeBar) -> None:
        super().__init__(notices)
        self._notices = notices
        self.told.connect(
            self._show, Qt.ConnectionType.QueuedConnection
        )  # never inside a paint or another slot

    def tell(self, error: BaseException) -> None:
        """Say what went wrong: in its own words when it can be explained, else that it is our fault."""
        from zvdesk.domain.blockers import Blocked
        from zvdesk.texts.messages import message

        if isinstance(error, (ExplainedError, Blocked)):
            self.told.emit(message(error))
            return
        log.failed(error)
        if os.environ.get(_DEBUG) == "1":
            log.say(_frames(error))
        self.told.emit(
            self.tr(
                "Er ging iets mis in zvdesk zelf ({kind}). Wat bewaard was, is veilig. Probeer het nog "
                "een keer. Blijft het misgaan, sluit zvdesk dan en start het opnieuw."
            ).format(kind=type(error).__name__)
        )

    def caught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Take the place of ``sys.excepthook``."""
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        self.tell(error)

    def _show(self, words: str) -> None:
        self._notices.error(words)


def qt_said(kind: QtMsgType, context: QMessageLogContext, _words: str) -> None:
    """Take the place of Qt's own handler of messages: its words can hold the name of a file."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        log.say(f"qt: {kind.name}, {context.category or 'default'}")


def _frames(error: BaseException) -> str:
    """Return the lines of code without any value or text of an error: these can hold data of a case."""
    return f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"
