"""Wait for the worker in a test."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QTimer

from zvdesk.services import practice, vaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from zvdesk.services.practice import Practice
    from zvdesk.ui.jobs import Jobs

T = TypeVar("T")
_MADE: list[tuple[Practice, Path]] = []  # filled once, copied for each test: filling takes seconds


def practice_in(folder: Path) -> Practice:
    """Return a practice vault of this test's own with its chair at the desk; call it in the worker."""
    if not _MADE:
        place = Path(tempfile.mkdtemp(prefix="zvdesk-test-")) / "oefen.zvkluis"
        first = practice.create_practice(place)
        vaults.lock(first.desk)
        _MADE.append((first, place))
    made, place = _MADE[0]
    shutil.copytree(place, folder)
    return replace(made, desk=vaults.unlock(folder, made.passphrase))


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
