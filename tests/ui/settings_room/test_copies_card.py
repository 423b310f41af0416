"""The settings tell which copies there are, where the second ones go, and when putting back was practised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.frame.desktops import ADMIN_WORDS, desktop, settle, unlock
from zvdesk.ui.settings_room.page import SettingsPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper


def test_a_second_place_is_chosen_and_a_restore_is_practised(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        made.go("settings", "")
        settle(qtbot, made)
        page = made.holders["settings"].room
        assert isinstance(page, SettingsPage)
        card = page.copies
        assert "Nog geen" in card.list.text()
        assert "Nog nooit" in card.drill_on.text()
        made.copies.look_back()
        settle(qtbot, made)
        card._second(stick)
        settle(qtbot, made)
        assert str(stick) in card.place.text()
        assert card.list.text().count("nagekeken") == 2
        card.drill.click()
        settle(qtbot, made)
        assert "De proef is gelukt" in card.good.text.text()
        assert "Nog nooit" not in card.drill_on.text()
        made.window.resize(1366, 1400)
        made.window.grab().save("build/screens/settings-copies.png")
        stick.rename(tmp_path / "weg")
        card.show_now()
        settle(qtbot, made)
        assert "is er nu niet" in card.place.text()
        made.copies.look()
        settle(qtbot, made)
        card.forget.click()
        settle(qtbot, made)
        assert "Nog geen" in card.place.text()
