"""Sit the functioneel beheerder of the practice house at the desk: the log is not for every role."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.houses import practice_in
from tests.ui.cases.rooms import Room, _room_on
from zvdesk.domain.people import Role
from zvdesk.services import cases, vaults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs


@dataclass
class Entry:
    """Hold the room with the passphrase of who is at the desk."""

    room: Room
    passphrase: str


@contextmanager
def entered(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Entry]:
    words: list[str] = []

    def opened() -> Desk:
        made = practice_in(tmp_path / "oefen.zvkluis")
        vaults.lock(made.desk)
        words.append(next(p.passphrase for p in made.people if p.role is Role.FUNCTIONAL_ADMIN))
        desk = vaults.unlock(tmp_path / "oefen.zvkluis", words[0])
        for row in cases.case_rows(desk):
            cases.case_file(desk, row.id)
        return desk

    with _room_on(qtbot, jobs, opened) as room:
        yield Entry(room, words[0])
