from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication

from tests.ui.frame.desktops import desktop, settle, unlock
from zvdesk import app
from zvdesk.single import Asked
from zvdesk.ui.dropped_files import of_a_colleague
from zvdesk.ui.handovers.page import HandoversPage
from zvdesk.ui.vault.gate import UNLOCK
from zvdesk.ui.verify.page import VerifyPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def files(*names: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    return data


def drop_on_window(made: Desktop, data: QMimeData) -> bool:
    """Drag over the window and let go, as the system does; tell whether the window wanted it."""
    handle = made.window.windowHandle()
    assert handle is not None
    taken = []
    for kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
        drag = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, LEFT, NONE, kind)
        drag.ignore()
        if not made.drops.eventFilter(handle, drag):
            return False
        taken.append(drag.isAccepted())
    return all(taken)


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (("/a/b.zvpakket",), 1),
        (("/a/b.ZVKAART", "/a/c.zvlijst"), 2),
        (("/a/b.zvpakket", "/a/c.pdf"), 0),
        (("/a/b.pdf",), 0),
        ((), 0),
    ],
)
def test_only_files_of_colleagues_are_taken(names: tuple[str, ...], taken: int) -> None:
    assert len(of_a_colleague(files(*names))) == taken


def test_a_link_is_no_file() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://voorbeeld.nl/a.zvpakket")])
    assert of_a_colleague(data) == ()


def test_a_file_that_comes_while_locked_is_shown_after_unlocking(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        made.answer(Asked(file=Path("/k/a.zvpakket")))
        assert made.window.current == UNLOCK
        assert "Ontgrendel" in made.window.notices.notices[-1].text
        unlock(qtbot, made)
        settle(qtbot, made)
        assert made.window.current == "handovers"
        page = made.holders["handovers"].room
        assert isinstance(page, HandoversPage)
        assert page.inside.form.isVisible()
        assert page.inside.form.meaning.text() == "a.zvpakket"


def test_files_are_dropped_anywhere_but_never_while_the_table_looks(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        made.window.hold(True)
        assert drop_on_window(made, files("/k/a.zvpakket"))
        assert made.window.current == "today"
        assert "tafel" in made.window.notices.notices[-1].text
        made.window.hold(False)
        assert not drop_on_window(made, files("/k/a.pdf"))
        assert made.window.current == "today"
        assert drop_on_window(made, files("/k/a.zvpakket", "/k/b.zvpakket"))
        page = made.holders["handovers"].room
        assert isinstance(page, HandoversPage)
        assert page.inside.form.meaning.text() == "a.zvpakket, b.zvpakket"
        settle(qtbot, made)


def open_by_system(qapp: QApplication, url: QUrl) -> bool:
    """Let the system hand a file to the running program, as the Finder of macOS does."""
    return QApplication.sendEvent(qapp, QFileOpenEvent(url))


def test_what_the_system_opens_while_the_program_runs_is_shown_as_a_second_start_shows_it(
    qtbot: QtBot, qapp: QApplication, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made, app.answering_files(qapp, made):
        lists = [tmp_path / "lijst 1.pdf", tmp_path / "LIJST 2.PDF"]
        for file in lists:
            file.write_bytes(b"%PDF-1.7")
            assert open_by_system(qapp, QUrl.fromLocalFile(str(file)))
        settle(qtbot, made)
        assert made.window.current == "verify"  # without a vault
        page = made.holders["verify"].room
        assert isinstance(page, VerifyPage)
        assert [card.checked.path for card in page.cards] == lists

        made.window.show_page(UNLOCK)
        assert open_by_system(qapp, QUrl.fromLocalFile("/k/een pakket.zvpakket"))
        assert made.window.current == UNLOCK
        assert "Ontgrendel" in made.window.notices.notices[-1].text
        unlock(qtbot, made)
        settle(qtbot, made)
        inside = made.holders["handovers"].room
        assert isinstance(inside, HandoversPage)
        assert inside.inside.form.meaning.text() == "een pakket.zvpakket"

        told = len(made.window.notices.notices)
        assert open_by_system(qapp, QUrl.fromLocalFile(str(vault)))  # it is open: it only comes forward
        assert len(made.window.notices.notices) == told
        assert open_by_system(qapp, QUrl.fromLocalFile(str(tmp_path / "andere.zvkluis")))
        assert "Vergrendel eerst" in made.window.notices.notices[-1].text

        made.window.hold(True)
        assert open_by_system(qapp, QUrl.fromLocalFile(str(lists[0])))
        assert "tafel" in made.window.notices.notices[-1].text
        made.window.hold(False)
        assert made.window.current == "handovers"
        open_by_system(qapp, QUrl("https://voorbeeld.nl/a.zvpakket"))
        assert inside.inside.form.meaning.text() == "een pakket.zvpakket"
