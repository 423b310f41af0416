"""The regieboek from the window: the chair writes it while preparing, and it is nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.meeting.room import Room, open_room
from zvdesk.services import exports, meetings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.meeting.prepare import PreparePage


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


@pytest.fixture
def prepare(room: Room) -> PreparePage:
    room.page.show()
    room.page.activated()
    room.settle()
    room.page.open_meeting(room.practice.meeting_id)
    room.settle()
    return room.page.prepare


def test_the_chair_writes_the_regieboek_and_opens_it(
    room: Room, prepare: PreparePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    card = prepare.script
    assert card.isVisibleTo(prepare)
    assert not card.open.isVisibleTo(card)
    assert not missing_names(card) + mouse_only(card) + clipped(card)
    card.folder.setText(str(tmp_path / "papier"))
    card.make.click()
    room.settle()
    (path,) = (tmp_path / "papier").glob("*.pdf")
    assert path.name.startswith("oefening-regieboek-")
    assert path.read_bytes().startswith(b"%PDF")
    assert str(path) in card.told.text()
    card.open.click()
    assert opened == [str(path)]
    desk = room.practice.desk
    items = room.do(lambda: meetings.meeting(desk, room.practice.meeting_id)).items
    kinds = room.do(lambda: {d.kind for item in items for d in exports.disclosures(desk, item.case_id)})
    assert "regieboek" not in kinds


def test_a_folder_that_cannot_be_used_is_said_beside_it(
    room: Room, prepare: PreparePage, tmp_path: Path
) -> None:
    card = prepare.script
    for text in ("", "niet/absoluut"):
        card.folder.setText(text)
        card.make.click()
        assert "Kies een map" in card.folder_row.error
    (tmp_path / "bestand").write_text("x")
    card.folder.setText(str(tmp_path / "bestand"))
    card.make.click()
    room.settle()
    assert card.folder_row.error
    assert card.make.isEnabled()
    assert not card.told.isVisibleTo(card)
