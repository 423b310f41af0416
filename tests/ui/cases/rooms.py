"""Give the tests of a room a real vault, opened in the worker, and a way to wait for what it does."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.people import Role
from zvdesk.services import practice, vaults
from zvdesk.settings import Settings
from zvdesk.storage.keys import KdfCost
from zvdesk.ui.context import RoomContext
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from zvdesk.services.clock import Clock
    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs

T = TypeVar("T")


@dataclass
class Room:
    """Hold a context with what a room asked of it."""

    context: RoomContext
    qtbot: QtBot
    went: list[tuple[str, str]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.context.desk

    def do(self, op: Callable[[], T]) -> T:
        return in_worker(self.qtbot, self.context.jobs, op)

    def settle(self) -> None:
        """Wait until the worker has nothing left and its answers are in."""
        self.qtbot.waitUntil(lambda: not self.context.jobs.is_busy, timeout=60_000)


def in_worker(qtbot: QtBot, jobs: Jobs, op: Callable[[], T]) -> T:
    done: list[T] = []
    failures: list[Exception] = []
    jobs.run(op, done.append, failures.append)
    qtbot.waitUntil(lambda: bool(done or failures), timeout=120_000)
    if failures:
        raise failures[0]
    return done[0]


def make_desk(folder: Path, role: Role = Role.CHAIR, clock: Clock | None = None) -> Desk:
    """Make a vault; call it in the worker."""
    return vaults.create_vault(
        folder / "oefen.zvkluis",
        house_name="Zorg- en Veiligheidshuis Oefenregio",
        passphrase="vijf woorden om te oefenen",
        name="F. Voorbeeld",
        role=role,
        cost=KdfCost(65536, 3, 4),
        practice=True,
        clock=clock,
    ).desk


def make_room(qtbot: QtBot, jobs: Jobs, desk: Desk) -> Room:
    notices = NoticeBar()
    qtbot.addWidget(notices)
    went: list[tuple[str, str]] = []
    errors: list[Exception] = []
    context = RoomContext(
        desk=desk,
        jobs=jobs,
        notices=notices,
        settings=Settings(),
        go=lambda key, value: went.append((key, value)),
        lock=lambda: None,
        failed=errors.append,
    )
    return Room(context, qtbot, went, errors)


_PRACTICE: list[tuple[Path, str]] = []


def practice_vault(factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make the practice house once in a run; return its folder, to copy, and the chair's passphrase."""
    if not _PRACTICE:
        folder = factory.mktemp("practice") / "oefen.zvkluis"
        made = practice.create_practice(folder)
        vaults.lock(made.desk)
        _PRACTICE.append((folder, made.passphrase))
    return _PRACTICE[0]


def practice_desk(factory: pytest.TempPathFactory, folder: Path) -> Desk:
    """Open a copy of the practice house; call it in the worker."""
    made, passphrase = practice_vault(factory)
    copy = folder / made.name
    shutil.copytree(made, copy)
    return vaults.unlock(copy, passphrase)
