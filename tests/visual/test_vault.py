from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.walker import clipped
from tests.ui.conftest import keeper, theme
from tests.ui.frame.desktops import ADMIN_WORDS, HOUSE, desktop, make_vault, settle, unlock
from tests.visual.screens import LOOKS, SIZES, Look
from zvdesk.domain.people import Role
from zvdesk.ui.theme import Mode
from zvdesk.ui.vault.new_vault_page import NewVaultPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["keeper", "theme"]


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
    """Picture the pages of the whole desktop, in one look."""

    def __init__(self, qtbot: QtBot, made: Desktop, look: Look) -> None:
        self._qtbot, self._desktop, self._look = qtbot, made, look
        made.window.resize(*look.size)

    def shoot(self, name: str) -> None:
        settle(self._qtbot, self._desktop)
        window = self._desktop.window
        page = window.pages.currentWidget()
        assert page is not None
        self._qtbot.waitUntil(partial(is_readable, page))
        self._look.picture(window, name)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_pages_before_the_vault_are_pictured(
    qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path, made: Path, look: Look
) -> None:
    look.put_on(keeper)
    with desktop(qtbot, keeper, None) as shown:
        camera = Camera(qtbot, shown, look)
        camera.shoot("vault-welcome")
        shown.gate.show(made)
        shown.gate.tell_practice()
        camera.shoot("vault-unlock")
        unlock(qtbot, shown, "een verkeerde wachtzin")
        camera.shoot("vault-unlock-wrong")
        shown.gate.unlock.switch.click()
        shown.gate.unlock.secret.name.setText("F. Voorbeeld")
        shown.gate.unlock.secret.recovery.setPlainText("ABCDE-FGHJK")
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
        if look.mode is Mode.LIGHT and look.size == SIZES[0]:
            page.form.passphrases.second.findChildren(type(page.form.name))[0].setText(
                page.form.passphrases.first.text()
            )
            page.form.submit()
            camera.shoot("vault-recovery-key")
            assert page.paper is not None
            page.paper.ask_back()
            page.paper.check()
            camera.shoot("vault-recovery-asked")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_rooms_of_the_frame_are_pictured(
    qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path, made: Path, look: Look
) -> None:
    look.put_on(keeper)
    folder = tmp_path / made.name
    shutil.copytree(made, folder)
    with desktop(qtbot, keeper, folder) as shown:
        camera = Camera(qtbot, shown, look)
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
