"""Import what the rooms need while the passphrase is typed.

What knows nothing of Qt goes in the worker. What makes classes of Qt goes on the thread of the window, one
module each time the window has nothing else to do: PySide keeps its classes in tables that Qt reads while it
paints, without a lock, so a class that is made on another thread can stop the window (signal 11).
"""

from __future__ import annotations

import gc
import importlib
import linecache
import pkgutil
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject

    from zvdesk.ui.jobs import Jobs

_WITHOUT_QT = ("services", "texts")
_WITH_QT = (
    "ui.vault",
    "ui.today",
    "ui.cases",
    "ui.meeting",
    "ui.actions_room",
    "ui.distribution",
    "ui.handovers",
    "ui.verify",
    "ui.people",
    "ui.keeping",
    "ui.log_room",
    "ui.settings_room",
    "ui.export",
)


def warm_up(jobs: Jobs, owner: QObject) -> None:
    """Import all that the rooms need, and keep the window free meanwhile; it stops when ``owner`` goes."""
    jobs.run(import_services, lambda _done: _import_next(room_modules(), owner), owner=owner)


def import_services() -> None:
    """Import every service and the Dutch words; none of them knows Qt, so it may be done in the worker."""
    for name in _modules(_WITHOUT_QT):
        importlib.import_module(name)


def room_modules() -> Iterator[str]:
    """Yield the name of each module of the rooms, in the order in which a person meets them."""
    return _modules(_WITH_QT)


def settle() -> None:
    """Keep what was imported out of the way of the collector, and let go of what only importing needed."""
    linecache.clearcache()  # PySide looks into the source of every module: 30 MB that nobody needs again
    gc.freeze()  # what was imported stays; collecting garbage among it would block the window for 100 ms


def _import_next(names: Iterator[str], owner: QObject) -> None:
    name = next(names, None)
    if name is None:
        settle()
        return
    importlib.import_module(name)
    QTimer.singleShot(0, owner, partial(_import_next, names, owner))


def _modules(packages: tuple[str, ...]) -> Iterator[str]:
    for package in packages:
        found = importlib.import_module(f"zvdesk.{package}")
        for module in pkgutil.iter_modules(found.__path__, f"{found.__name__}."):
            yield module.name
