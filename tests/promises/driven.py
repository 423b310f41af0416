"""Run the real window, with an ear on standard input: each line is an order, each line out an answer.

It is started as zvdesk is, so that a lock replaces this very process and the ear comes back with the next.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from zvdesk import app
from zvdesk.__main__ import main
from zvdesk.ui.departure import COVER
from zvdesk.ui.desktop import Desktop
from zvdesk.ui.widgets.autosave import AutosaveTextEdit

if TYPE_CHECKING:
    from collections.abc import Callable


def say(what: str, **more: object) -> None:
    line = json.dumps({"is": what, "at": time.monotonic(), **more})
    os.write(1, line.encode() + b"\n")


class DrivenDesktop(Desktop):
    """Do what a person would do."""

    def start(self, folder: Path | None) -> None:
        super().start(folder)
        self._heard = b""
        self._ear = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)
        self.departure.covered.connect(self._tell_cover)
        say("shown", folder=str(folder), words=[notice.text for notice in self.window.notices.notices])

    def _tell_cover(self) -> None:
        above = [w for w in QApplication.topLevelWidgets() if w is not self.window and w.isVisible()]
        fields = [field for field in self.window.findChildren(AutosaveTextEdit) if field.isVisible()]
        is_hidden = self.window.current == COVER and not above and not fields
        say("covered", hidden=is_hidden, title=self.window.windowTitle())

    def _hear(self) -> None:
        got = os.read(0, 65536)
        if not got:
            os._exit(0)
        self._heard += got
        while b"\n" in self._heard:
            line, _, self._heard = self._heard.partition(b"\n")
            order: dict[str, Any] = json.loads(line)
            do: Callable[..., None] = getattr(self, f"do_{order.pop('do')}")
            do(**order)

    def _field(self) -> AutosaveTextEdit | None:
        fields = self.window.findChildren(AutosaveTextEdit)
        return next((field for field in fields if field.isVisible()), None)

    def do_unlock(self, words: str) -> None:
        line = self.gate.unlock.passphrase.findChild(QLineEdit)
        if line is not None:
            line.setText(words)
        self.gate.unlock.submit()

    def do_go(self, kind: str, key: str) -> None:
        self.go(kind, key)

    def do_type(self, words: str) -> None:
        field = self._field()
        if field is not None:
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, words)
        say("typed", done=field is not None)

    def do_press_lock(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    def do_leave_alone(self) -> None:
        self.idle._watch._since -= 3_600_000
        self.idle.tick()

    def do_tell(self) -> None:
        field = self._field()
        say(
            "state",
            page=self.window.current,
            place=self._where(),
            holds=self.watch.is_holding_sleep,
            text=None if field is None else field.toPlainText(),
            busy=self.jobs.is_busy,
        )


if __name__ == "__main__":
    say("born", pid=os.getpid())
    vars(app)["Desktop"] = DrivenDesktop
    sys.exit(main())
