"""Print the moment of a first paint: ``bare`` of a QMainWindow, ``zvdesk`` of its unlock page."""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Watch(QObject):
    """Print the time when the watched kind of widget paints, and leave at once."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each paint."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            names = {cls.__name__ for cls in type(watched).__mro__}
            if self._kind in names:
                sys.stdout.write(f"{time.time()}\n")
                sys.stdout.flush()
                os._exit(0)
        return False


def main() -> None:
    """Open one of the two windows."""
    app = QApplication(["first_paint"])
    if sys.argv[1] == "bare":
        watch = Watch("QMainWindow")
        app.installEventFilter(watch)
        window = QMainWindow()
        window.resize(1366, 768)
        window.show()
        app.exec()
        return
    watch = Watch("UnlockPage")
    app.installEventFilter(watch)
    from pathlib import Path

    from zvdesk.app import run
    from zvdesk.single import Asked

    run(Asked(vault=Path(sys.argv[2])))


main()
