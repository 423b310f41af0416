"""The unlock page offers the keyring where it may open the vault, and the passphrase always."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stores import ScriptedStore
from tests.ui.frame.desktops import ADMIN_WORDS, desktop, settle, unlock
from zvdesk.services import key_slots, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> ScriptedStore:
    return ScriptedStore().put_in(monkeypatch)


@pytest.mark.usefixtures("keyring")
def test_without_a_slot_the_keyring_is_not_offered(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        settle(qtbot, made)
        assert made.gate.unlock.keyring.isHidden()


def test_the_keyring_opens_and_when_it_fails_the_passphrase_does(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, keyring: ScriptedStore
) -> None:
    desk = vaults.unlock(vault, ADMIN_WORDS)
    key_slots.turn_on_keyring(desk, ADMIN_WORDS)
    vaults.lock(desk)
    with desktop(qtbot, keeper, vault) as made:
        settle(qtbot, made)
        page = made.gate.unlock
        assert not page.keyring.isHidden()
        keyring.fail("lost its content")
        page.keyring.click()
        settle(qtbot, made)
        assert "wachtzin" in page._wrong.text.text()
        keyring.mode = ""
        page.keyring.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert made.window.current != "unlock"
    with desktop(qtbot, keeper, vault) as made:
        keyring.fail("error of Windows")
        unlock(qtbot, made, ADMIN_WORDS)
