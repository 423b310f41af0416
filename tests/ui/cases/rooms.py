"""Give the tests of a room a real vault, opened in the worker, and a way to wait for what it does."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tests.accessibility.walker import lay_out
from tests.houses import new_house_in, practice_in
from tests.ui.export.worker import done_in
from zvdesk.services import vaults
from zvdesk.settings import Settings
from zvdesk.ui.context import RoomContext
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

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
        return done_in(self.context.jobs, self.qtbot, op)

    def settle(self) -> None:
        """Wait until the worker has nothing left and its answers are in."""
        self.qtbot.waitUntil(lambda: not self.context.jobs.is_busy, timeout=60_000)
        lay_out()


@contextmanager
def new_room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    """Give a new house without cases."""
    with _room_on(qtbot, jobs, lambda: new_house_in(tmp_path / "oefen.zvkluis")) as room:
        yield room


@contextmanager
def practice_room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    """Give the practice house."""
    with _room_on(qtbot, jobs, lambda: practice_in(tmp_path / "oefen.zvkluis").desk) as room:
        yield room


@contextmanager
def _room_on(qtbot: QtBot, jobs: Jobs, opened: Callable[[], Desk]) -> Iterator[Room]:
    desk = done_in(jobs, qtbot, opened)
    room = _make_room(qtbot, jobs, desk)
    yield room
    jobs.run(lambda: vaults.lock(desk))
    room.settle()
    assert not room.errors, room.errors


def _make_room(qtbot: QtBot, jobs: Jobs, desk: Desk) -> Room:
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
