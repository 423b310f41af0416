"""Catch what nobody foresaw: a calm notice on the screen, and a log line without any content."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from zvdesk.errors import ExplainedError

if TYPE_CHECKING:
    from types import TracebackType

    from zvdesk.ui.widgets.notices import NoticeBar

_DEBUG = "ZVDESK_DEBUG"
_log = logging.getLogger("zvdesk")


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
        _log.error("unexpected: %s", type(error).__name__)
        if os.environ.get(_DEBUG) == "1":
            print(_frames(error), file=sys.stderr)
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


def _frames(error: BaseException) -> str:
    """Return the lines of code without any value or text of an error: these can hold data of a case."""
    return f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"
