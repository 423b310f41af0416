"""Picture the papers as they come from the printer, and where they are made in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtGui import QImage

from tests.documents.cards import every_card
from tests.documents.scripts import chair_script
from tests.ui import conftest as window
from tests.ui.export.signing import Signing, open_signing
from tests.ui.export.test_cards import agree
from tests.ui.meeting.room import Room, open_room
from tests.visual.screens import SCREENS, shoot
from zvdesk.documents import chair_script as script_paper
from zvdesk.documents import crisis_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

keeper, theme, jobs = window.keeper, window.theme, window.jobs  # the fixtures of the window

_SCALE = 1.5  # pixels per point


def shoot_paper(pdf: bytes, name: str) -> int:
    """Write ``paper-name-page.png`` for each page and return how many there are."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            drawn = page.render(scale=_SCALE, prefer_bgrx=True)
            form = QImage.Format.Format_RGB32
            image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, form)
            assert image.save(str(SCREENS / f"paper-{name}-{number}.png"))
        return len(document)


@pytest.mark.parametrize("kind", list(every_card()))
def test_a_crisis_card(kind: str) -> None:
    assert shoot_paper(crisis_card.render(every_card()[kind]), kind.replace("_", "-")) == 1


def test_the_regieboek() -> None:
    assert shoot_paper(script_paper.render(chair_script()), "regieboek") > 2


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


@pytest.fixture
def room(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Room]:
    yield from open_room(tmp_path, jobs, qtbot)


def test_the_sign_dialog_with_crisis_cards(signing: Signing, keeper: ThemeKeeper) -> None:
    desk, case_id = signing.practice.desk, signing.case_ids[0]
    signing.do(lambda: agree(desk, signing.meeting_id, case_id, 2))
    dialog = signing.dialog()
    card = next(offer for offer in dialog.offers.boxes if offer[2])
    dialog.offers.boxes[card].click()
    dialog.offers.previews[card].click()
    signing.settle()
    shoot(keeper, dialog, "export-card", signing.settle, (1180, 720))


@pytest.mark.parametrize("text_size", [14, 28])
def test_where_the_regieboek_is_made(room: Room, keeper: ThemeKeeper, tmp_path: Path, text_size: int) -> None:
    keeper.set_text_size(text_size)
    room.page.resize(1150, 740)
    room.page.show()
    room.page.activated()
    room.settle()
    room.page.open_meeting(room.practice.meeting_id)
    room.settle()
    script = room.page.prepare.script
    script.folder.setText(str(tmp_path))
    script.make.click()
    room.settle()
    bar = room.page.prepare.verticalScrollBar()
    bar.setValue(bar.maximum())
    shoot(keeper, room.page, f"prepare-script-{text_size}", room.settle, (1150, 740))
