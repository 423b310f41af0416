"""Picture the card with the keys and its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stores import ScriptedStore
from tests.ui.conftest import jobs, keeper, theme
from tests.ui.frame.conftest import cheap_keys, vault, vault_and_paper
from tests.ui.frame.desktops import ADMIN_WORDS, desktop, settle, unlock
from tests.visual.screens import SIZES, Look
from zvdesk.services import backups, vaults
from zvdesk.ui.keys.rekey_form import RekeyForm
from zvdesk.ui.people.page import PeoplePage
from zvdesk.ui.settings_room.page import SettingsPage
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.widgets.recovery_paper import RecoveryPaper

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

__all__ = ["cheap_keys", "jobs", "keeper", "theme", "vault", "vault_and_paper"]

_LOOKS = (Look(Mode.LIGHT, SIZES[0]), Look(Mode.DARK, SIZES[1]), Look(Mode.LIGHT, SIZES[0], 28))
_KEY = "-".join(f"{group}ABCD" for group in range(10))


@pytest.mark.parametrize("look", _LOOKS, ids=str)
def test_the_keys_are_pictured(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    ScriptedStore().put_in(monkeypatch)
    desk = vaults.unlock(vault, ADMIN_WORDS)
    backups.back_up(desk)
    vaults.lock(desk)
    look.put_on(keeper)
    with desktop(qtbot, keeper, vault) as made:
        made.window.resize(*look.size)
        unlock(qtbot, made, ADMIN_WORDS)
        made.go("settings", "")
        settle(qtbot, made)
        settle(qtbot, made)
        page = made.holders["settings"].room
        assert isinstance(page, SettingsPage)
        page.ensureWidgetVisible(page.keys.rekey)
        qtbot.wait(60)
        look.picture(made.window, "keys-card")
        page.keys.rekey.click()
        settle(qtbot, made)
        form = page.keys.form
        assert isinstance(form, RekeyForm)
        page.ensureWidgetVisible(form.cancel)
        qtbot.wait(60)
        look.picture(made.window, "keys-rekey")
        form.cancel.click()
        made.go("people", "")
        settle(qtbot, made)
        people = made.holders["people"].room
        assert isinstance(people, PeoplePage)
        people.people.table.choose(1)
        people.people.end()
        settle(qtbot, made)
        qtbot.wait(60)
        look.picture(made.window, "keys-end")
        paper = RecoveryPaper(_KEY, lambda _key, _group, _typed: True)
        people.people.open_form(RekeyForm(people.people.context))
        assert people.people.form is not None
        people.people.form.add(paper)
        qtbot.wait(60)
        look.picture(made.window, "keys-paper")
