"""A damaged vault is two clicks away from its newest copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.conftest import keeper, theme
from tests.ui.frame.desktops import ADMIN_WORDS, desktop, make_vault, settle, type_in
from zvdesk.services import backups, vaults
from zvdesk.ui.vault.restore_page import RestorePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["keeper", "theme"]


def test_a_damaged_vault_comes_back_in_two_clicks(qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path) -> None:
    folder = tmp_path / "Oefenregio.zvkluis"
    make_vault(folder)
    desk = vaults.unlock(folder, ADMIN_WORDS)
    backups.back_up(desk)
    vaults.lock(desk)
    data = bytearray((folder / "vault.db").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "vault.db").write_bytes(bytes(data))
    with desktop(qtbot, keeper, folder) as made:
        page = made.gate.unlock
        assert page.restore.isHidden()
        type_in(page.passphrase, ADMIN_WORDS)
        page.submit()
        settle(qtbot, made)
        assert not page.restore.isHidden()
        page.restore.click()  # one
        settle(qtbot, made)
        found = made.window.pages.currentWidget()
        assert isinstance(found, RestorePage)
        assert found.copies.count() == 1
        type_in(found.passphrase, "dit is hem zeker niet")
        found.put_back.click()
        settle(qtbot, made)
        assert "wachtzin" in found.wrong.text.text()
        found.passphrase.clear()
        type_in(found.passphrase, ADMIN_WORDS)
        made.window.grab().save("build/screens/restore.png")
        found.put_back.click()  # two
        settle(qtbot, made)
        qtbot.waitUntil(lambda: made.window.current == "today", timeout=10_000)
        assert (tmp_path / "Oefenregio-hersteld.zvkluis").is_dir()
        assert (folder / "vault.db").read_bytes() == bytes(data)


def test_without_a_copy_the_page_says_where_to_look(
    qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path
) -> None:
    folder = tmp_path / "Oefenregio.zvkluis"
    make_vault(folder)
    with desktop(qtbot, keeper, folder) as made:
        made.gate.show_restore()
        settle(qtbot, made)
        found = made.window.pages.currentWidget()
        assert isinstance(found, RestorePage)
        assert not found.put_back.isEnabled()
        assert found.none.text.text()
        found.switch.click()
        assert found.passphrase_row.isHidden()
        found.back.click()
        assert made.window.current == "unlock"
