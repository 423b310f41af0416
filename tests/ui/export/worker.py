"""Wait for the worker in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QTimer

from tests.accessibility.walker import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs

T = TypeVar("T")


def done_in(jobs: Jobs, qtbot: QtBot, op: Callable[[], T]) -> T:
    """Run an op in the worker, where the vault lives, and return what it returns or raise what it raises."""
    results: list[T] = []
    errors: list[Exception] = []
    jobs.run(op, results.append, errors.append)
    qtbot.waitUntil(lambda: bool(results or errors), timeout=60_000)
    if errors:
        raise errors[0]
    return results[0]


def settled(jobs: Jobs, qtbot: QtBot) -> None:
    """Wait until the worker is done and the page is drawn."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not jobs.is_busy, timeout=20_000)
        loop = QEventLoop()
        QTimer.singleShot(15, loop.quit)
        loop.exec()
    lay_out()
