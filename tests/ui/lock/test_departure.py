from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QMenu, QVBoxLayout

from tests.accessibility.walker import missing_names, mouse_only
from zvdesk.errors import FolderUnusable
from zvdesk.ui import departure as module
from zvdesk.ui.departure import COVER, PATIENCE, Departure
from zvdesk.ui.lock.reasons import LockReason
from zvdesk.ui.widgets.autosave import AutosaveTextEdit
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


class Scene:
    """Hold a window with one field whose text is kept by a job that can be made to fail."""

    def __init__(self, qtbot: QtBot, jobs: Jobs) -> None:
        self.qtbot, self.jobs = qtbot, jobs
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.field = AutosaveTextEdit()
        self.window.add_page("case", "Casus", "folder", self.field)
        self.departure = Departure(self.window, jobs)
        self.window.set_unlocked("F. Voorbeeld", "voorzitter")
        self.window.resize(1024, 640)
        self.window.show()
        self.window.show_page("case")
        self.kept: list[str] = []
        self.order: list[str] = []
        self.finished: list[bool] = []
        self.is_full = False
        self.field.edited.connect(self._keep)
        self.departure.finished.connect(self.finished.append)

    def _keep(self, text: str) -> None:
        def keep() -> None:
            if self.is_full:
                raise FolderUnusable("/k", "no_space")
            self.kept.append(text)
            self.order.append("kept")

        self.jobs.run(keep, failed=lambda _error: None)

    def lock(self, reason: LockReason = LockReason.MANUAL) -> None:
        self.departure.begin(lambda: self.order.append("closed"), reason)

    def wait_for_the_question(self) -> None:
        self.qtbot.waitUntil(self.departure.cover.again.isVisible)


@pytest.fixture
def scene(qtbot: QtBot, jobs: Jobs) -> Iterator[Scene]:
    made = Scene(qtbot, jobs)
    yield made
    made.departure._second.stop()


def test_what_was_typed_is_kept_before_the_vault_closes(scene: Scene) -> None:
    scene.field.insertPlainText("Net getypt")
    scene.lock()
    assert scene.window.current == COVER
    assert not scene.field.isVisible()
    assert scene.departure.is_under_way
    scene.qtbot.waitUntil(lambda: bool(scene.finished))
    assert (scene.kept, scene.order, scene.finished) == (["Net getypt"], ["kept", "closed"], [False])
    assert not scene.departure.is_under_way


def test_nothing_stays_above_the_cover(scene: Scene) -> None:
    dialog, menu = QDialog(scene.window), QMenu(scene.window)
    inner = AutosaveTextEdit()
    inner.edited.connect(scene._keep)
    QVBoxLayout(dialog).addWidget(inner)
    dialog.open()
    menu.popup(scene.window.pos())
    inner.insertPlainText("In een venster")
    scene.lock()
    assert not dialog.isVisible()
    assert not menu.isVisible()
    scene.qtbot.waitUntil(lambda: bool(scene.finished))
    assert scene.kept == ["In een venster"]


def test_a_full_disk_is_told_before_the_vault_goes_and_can_be_mended(scene: Scene) -> None:
    scene.is_full = True
    scene.field.insertPlainText("Past niet")
    scene.lock()
    scene.wait_for_the_question()
    cover = scene.departure.cover
    assert "De schijf is vol" in cover._wrong.text.text()
    assert str(PATIENCE) in cover._left.text()
    assert scene.order == []
    assert missing_names(cover) + mouse_only(cover) == []
    cover.again.click()
    scene.qtbot.waitUntil(lambda: not scene.jobs.is_busy)
    scene.wait_for_the_question()
    scene.is_full = False
    cover.again.click()
    scene.qtbot.waitUntil(lambda: bool(scene.finished))
    assert (scene.kept, scene.order, scene.finished) == (["Past niet"], ["kept", "closed"], [False])


@pytest.mark.parametrize("way", ["button", "time", "sleep"])
def test_without_an_answer_the_vault_closes_and_it_is_told_that_text_is_lost(
    scene: Scene, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.is_full = True
    scene.field.insertPlainText("Past niet")
    if way == "time":
        monkeypatch.setattr(module, "PATIENCE", 1)
    scene.lock(LockReason.SLEEP if way == "sleep" else LockReason.IDLE)
    scene.wait_for_the_question()
    if way == "button":
        scene.departure.cover.lock.click()
    scene.qtbot.waitUntil(lambda: bool(scene.finished), timeout=10_000)
    assert (scene.order, scene.finished) == (["closed"], [True])


def test_a_worker_that_hangs_does_not_keep_the_vault_open(scene: Scene) -> None:
    scene.departure._deadline.setInterval(50)
    scene.jobs.run(partial(time.sleep, 0.5))
    scene.lock()
    scene.qtbot.waitUntil(lambda: bool(scene.finished), timeout=10_000)
    assert scene.finished == [True]
    scene.qtbot.waitUntil(lambda: not scene.jobs.is_busy, timeout=10_000)
    assert scene.finished == [True]


def test_a_vault_that_does_not_close_well_is_left_all_the_same(scene: Scene) -> None:
    def refuse() -> None:
        raise FolderUnusable("/k", "no_space")

    scene.departure.begin(refuse, LockReason.MANUAL)
    scene.qtbot.waitUntil(lambda: bool(scene.finished))
    assert scene.finished == [False]


def test_long_work_that_can_be_stopped_is_stopped(scene: Scene) -> None:
    reached: list[int] = []

    def work(report: Callable[[int, int], None]) -> None:
        for number in range(10_000):
            report(number, 10_000)
            reached.append(number)
            time.sleep(0.002)

    scene.jobs.progress(work, lambda _done, _of: None)
    scene.qtbot.waitUntil(lambda: bool(reached))
    scene.lock()
    scene.qtbot.waitUntil(lambda: bool(scene.finished), timeout=5_000)
    assert len(reached) < 5_000
    assert scene.finished == [False]
