"""Make a program say 2,000 lines and meet 200 errors, all full of a name, and print only what zvdesk prints.

Run as a process of its own: ``python -m tests.promises.log_driver SEED NAME``. It ends with a line "done".
"""

from __future__ import annotations

import logging
import random
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QWidget

from zvdesk import __main__ as entry
from zvdesk import log
from zvdesk.cli import commands
from zvdesk.errors import NotFound, PersonEnded
from zvdesk.storage import engine
from zvdesk.ui.jobs import Jobs
from zvdesk.ui.mishaps import Mishaps, qt_said
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable

LINES, ERRORS = 2000, 200
LOGGERS = ("zvdesk", "zvdesk.storage", "sqlalchemy.engine", "sqlalchemy.pool", "keyring", "", "py.warnings")


def spoken(number: int, chance: random.Random, name: str) -> None:
    """Write one line with the name in its words, its values, its error, its extras or its own shape."""
    logger = logging.getLogger(chance.choice([*LOGGERS, f"zvdesk.{name}", name]))
    level = chance.choice([logging.WARNING, logging.ERROR, logging.CRITICAL])
    way = number % 8
    if way == 0:
        logger.log(level, "casus van %s", name)
    elif way == 1:
        logger.log(level, f"SELECT * FROM cases WHERE family_name = '{name}'")  # noqa: S608
    elif way == 2:
        logger.log(level, "params", extra={"person": name, "path": f"/home/{name}/x.pdf"})
    elif way == 3:
        try:
            wrong(number, name)
        except Exception:
            logger.exception("mislukt bij %s", name)
    elif way == 4:
        logger.log(level, "%d is geen getal", name)  # cannot be written: logging would print the value
    elif way == 5:
        warnings.warn(name, stacklevel=1)
    elif way == 6:
        logger.log(level, "stack", stack_info=True)
    else:
        qWarning(f"QFile: cannot open /home/{name}/casus.pdf")


def wrong(number: int, name: str) -> None:
    """Raise an error that holds the name: in its text, its values, its query, its path or its cause."""
    local = {"betrokkene": name, "bsn": name}
    way = number % 6
    if way == 0:
        raise ValueError(f"{local['betrokkene']} woont op de Molenwijk")
    if way == 1:
        Path(f"/{name}/casus.pdf").read_bytes()
    if way == 2:
        ask_database(name)
    if way == 3:
        raise NotFound("case", name)
    if way == 4:
        try:
            raise KeyError(local["bsn"])
        except KeyError as error:
            error.add_note(f"bij {name}")
            raise RuntimeError(f"casus {name}") from error
    raise ExceptionGroup(name, [PersonEnded(name), TypeError(name)])


def ask_database(name: str) -> None:
    """Let the real driver fail on a query with the name as text and as a value."""
    from sqlalchemy import text
    from sqlcipher3 import dbapi2

    with engine.make_engine(dbapi2.connect(":memory:")).connect() as connection:
        connection.execute(text(f"SELECT * FROM [{name}] WHERE x = :who"), {"who": name})  # noqa: S608


class Roads(QObject):
    """Send errors down every road by which one can leave the program."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.host = QWidget()
        self.jobs = Jobs(self)
        self.mishaps = Mishaps(NoticeBar(self.host))
        self.jobs.unexpected.connect(self.mishaps.tell)

    def all(self) -> tuple[Callable[[int], None], ...]:
        return (self.hook, self.slot, self.worker, self.command, self.other_thread, self.unraisable)

    def hook(self, number: int) -> None:
        try:
            wrong(number, self.name)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)

    def slot(self, number: int) -> None:
        QTimer.singleShot(0, self, lambda: wrong(number, self.name))
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def worker(self, number: int) -> None:
        self.jobs.run(lambda: wrong(number, self.name))

    def command(self, number: int) -> None:
        def fail(_arguments: object) -> None:
            wrong(number + (number % 6 == 3), self.name)  # what can be explained is an answer, not a log

        with patch.object(commands, "case_list", fail):
            entry.main(["case", "list", "--vault", "x"])

    def other_thread(self, number: int) -> None:
        running = threading.Thread(target=wrong, args=(number, self.name), name=self.name)
        running.start()
        running.join()

    def unraisable(self, number: int) -> None:
        name = self.name

        class Dropped:
            def __del__(self) -> None:
                wrong(number, name)

        Dropped()


def main(seed: int, name: str) -> None:
    chance = random.Random(seed)  # noqa: S311
    log.install()
    warnings.simplefilter("always")
    app = QApplication([])
    qInstallMessageHandler(qt_said)
    roads = Roads(name)
    for number in range(LINES):
        spoken(number, chance, name)
    for number in range(ERRORS):
        if number == ERRORS // 2:
            sys.excepthook = roads.mishaps.caught  # as the window does
        chance.choice(roads.all())(number)
    roads.jobs.finish(10_000)
    app.processEvents()
    qInstallMessageHandler(None)
    print("done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
