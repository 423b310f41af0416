from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.walker import clipped
from tests.ui.conftest import keeper, theme
from tests.ui.frame.desktops import ADMIN_WORDS, HOUSE, desktop, make_vault, settle, unlock
from zvdesk.domain.people import Role
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.vault.new_vault_page import NewVaultPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop

__all__ = ["keeper", "theme"]
SCREENS = Path(__file__).parents[2] / "build" / "screens"
LOOKS = [
    pytest.param(Mode.LIGHT, (1366, 768), 14, id="light-1366"),
    pytest.param(Mode.DARK, (1366, 768), 14, id="dark-1366"),
    pytest.param(Mode.LIGHT, (1920, 1080), 14, id="light-1920"),
    pytest.param(Mode.DARK, (1920, 1080), 14, id="dark-1920"),
    pytest.param(Mode.LIGHT, (1366, 768), 28, id="light-1366-200"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kluizen") / "Oefenregio.zvkluis"
    make_vault(folder)
    return folder


def is_readable(page: QWidget) -> bool:
    found = clipped(page)
    assert not found, found
    return True


class Camera:
    def __init__(
        self, qtbot: QtBot, made: Desktop, mode: Mode, size: tuple[int, int], text_size: int
    ) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        self._qtbot, self._desktop, self._size = qtbot, made, size
        self._name = f"{size[0]}x{size[1]}-{mode.value}-{text_size * 100 // 14}"
        made.window.resize(*size)

    def shoot(self, name: str) -> None:
        settle(self._qtbot, self._desktop)
        window = self._desktop.window
        page = window.pages.currentWidget()
        assert page is not None
        self._qtbot.waitUntil(partial(is_readable, page))
        assert window.grab().save(str(SCREENS / f"{name}-{self._name}.png"))
        assert (window.width(), window.height()) == self._size, f"{name} does not fit the screen"


@pytest.mark.parametrize(("mode", "size", "text_size"), LOOKS)
def test_the_pages_before_the_vault_are_pictured(
    qtbot: QtBot,
    keeper: ThemeKeeper,
    tmp_path: Path,
    made: Path,
    mode: Mode,
    size: tuple[int, int],
    text_size: int,
) -> None:
    keeper.set_mode(mode)
    keeper.set_text_size(text_size)
    with desktop(qtbot, keeper, None) as shown:
        camera = Camera(qtbot, shown, mode, size, text_size)
        camera.shoot("vault-welcome")
        shown.gate.show(made)
        shown.gate.tell_practice()
        camera.shoot("vault-unlock")
        unlock(qtbot, shown, "een verkeerde wachtzin")
        camera.shoot("vault-unlock-wrong")
        shown.gate.unlock.switch.click()
        shown.gate.unlock.name.setText("F. Voorbeeld")
        shown.gate.unlock.recovery.setPlainText("ABCDE-FGHJK")
        shown.gate.unlock.submit()
        camera.shoot("vault-unlock-recovery")
        shown.gate.show_new()
        page = shown.window.page("new-vault")
        assert isinstance(page, NewVaultPage)
        camera.shoot("vault-new")
        page.form.house.setText(HOUSE)
        page.form.name.setText("F. Voorbeeld")
        page.form.role.set_value(Role.CHAIR)
        page.form.passphrases.fill()
        page.form.set_folder(tmp_path / "Nieuw.zvkluis")
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
        camera.shoot("vault-new-passphrase")
        if mode is Mode.LIGHT and size == (1366, 768):
            page.form.passphrases.second.findChildren(type(page.form.name))[0].setText(
                page.form.passphrases.first.text()
            )
            page.form.submit()
            camera.shoot("vault-recovery-key")
            assert page.paper is not None
            page.paper.ask_back()
            page.paper.check()
            camera.shoot("vault-recovery-asked")


@pytest.mark.parametrize(("mode", "size", "text_size"), LOOKS)
def test_the_rooms_of_the_frame_are_pictured(
    qtbot: QtBot,
    keeper: ThemeKeeper,
    tmp_path: Path,
    made: Path,
    mode: Mode,
    size: tuple[int, int],
    text_size: int,
) -> None:
    keeper.set_mode(mode)
    keeper.set_text_size(text_size)
    folder = tmp_path / made.name
    shutil.copytree(made, folder)
    with desktop(qtbot, keeper, folder) as shown:
        camera = Camera(qtbot, shown, mode, size, text_size)
        unlock(qtbot, shown, ADMIN_WORDS)
        shown.go("people", "")
        camera.shoot("people")
        page = shown.holders["people"].build()
        from zvdesk.ui.people.page import PeoplePage

        assert isinstance(page, PeoplePage)
        page.begin_new()
        camera.shoot("people-add")
        page.people.end()
        camera.shoot("people-end")
        page.tabs.setCurrentIndex(1)
        camera.shoot("people-organisations")
        shown.go("settings", "")
        camera.shoot("settings")
        shown.go("keys", "")
        camera.shoot("help-keys")
        shown.go("about", "")
        camera.shoot("help-about")
        shown.window.open_find()
        camera.shoot("frame-find")
