"""A damaged vault is two clicks away from its newest copy, and from a rescue of what is left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.accessibility.walker import clipped
from tests.ui.conftest import keeper, theme
from tests.ui.frame.desktops import ADMIN_WORDS, CHAIR_WORDS, desktop, settle, type_in
from tests.visual.screens import SCREENS
from zvdesk.services import attempts, backups, cases, rescue, vaults
from zvdesk.ui.vault.rescue_page import RescuePage
from zvdesk.ui.vault.restore_page import RestorePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["keeper", "theme"]
PAGE = 4096


def damaged(folder: Path) -> bytes:
    """Flip one bit in the first page of the meetings, and return the database as it is then."""
    desk = vaults.unlock(folder, CHAIR_WORDS)
    with desk.vault.read() as connection:
        root = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'meetings'"
        ).scalar()
    vaults.lock(desk)
    assert isinstance(root, int)
    data = bytearray((folder / "vault.db").read_bytes())
    data[(root - 1) * PAGE + 60] ^= 8
    (folder / "vault.db").write_bytes(bytes(data))
    return bytes(data)


def look(made: Desktop, name: str) -> None:
    """Picture the window as it is, at 200 %; nothing may be clipped."""
    assert not clipped(made.window)
    made.window.grab().save(str(SCREENS / f"vault-{name}-200.png"))


def test_a_damaged_vault_comes_back_or_is_rescued_in_two_clicks(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, paper: str, tmp_path: Path
) -> None:
    folder = vault
    keeper.set_text_size(28)
    desk = vaults.unlock(folder, CHAIR_WORDS)
    cases.open_case(desk, alias="Valk")
    backups.back_up(desk)
    vaults.lock(desk)
    data = damaged(folder)
    with desktop(qtbot, keeper, folder) as made:
        page = made.gate.unlock
        assert page.restore.isHidden()
        assert page.rescue.isHidden()
        type_in(page.passphrase, ADMIN_WORDS)
        page.submit()
        settle(qtbot, made)
        assert not page.restore.isHidden()
        assert page.unlock.isHidden()
        look(made, "damaged")

        page.rescue.click()  # one
        settle(qtbot, made)
        saving = made.window.pages.currentWidget()
        assert isinstance(saving, RescuePage)
        saving.rescue.click()
        assert "waar het komt" in saving.place_row.error
        saving.take(tmp_path)
        saving.rescue.click()
        assert "Typ uw wachtzin" in saving.secret.passphrase_row.error
        type_in(saving.secret.passphrase, "dit is hem zeker niet")
        saving.rescue.click()
        settle(qtbot, made)
        assert "niet goed" in saving.secret.passphrase_row.error
        assert attempts.load(folder).count == 1
        look(made, "rescue")
        type_in(saving.secret.passphrase, CHAIR_WORDS)
        saving.rescue.click()
        settle(qtbot, made)
        assert "Uw rol (voorzitter) mag niet" in saving.wrong.text.text()
        saving.secret.switch.click()
        saving.secret.recovery.setPlainText(paper)
        saving.rescue.click()
        saving.stop()
        settle(qtbot, made)
        out = tmp_path / "Oefenregio-gered"
        assert "niets achtergebleven" in saving.stopped.text.text()
        assert not out.exists()
        out.mkdir()  # taken since it was chosen: another name is found
        saving.rescue.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "1 casus" in saving.saved.text.text()
        assert "Niet heel: de overleggen." in saving.lost.text.text()
        assert "niet gewijzigd" in saving.subtitle.text()
        assert saving.where.text() == str(tmp_path / "Oefenregio-gered-2")
        assert saving.secret.recovery.text() == ""
        assert len(list((tmp_path / "Oefenregio-gered-2").glob("casus-*.json"))) == 1
        assert json.loads((folder / rescue.LOG).read_text(encoding="utf-8"))["who"] == "herstelsleutel"
        look(made, "rescued")

        saving.restore.click()
        settle(qtbot, made)
        found = made.window.pages.currentWidget()
        assert isinstance(found, RestorePage)
        assert found.copies.count() == 1
        found.secret.switch.click()
        assert found.secret.passphrase_row.isHidden()
        found.put_back.click()
        assert "Typ de herstelsleutel" in found.secret.recovery_row.error
        found.secret.switch.click()
        type_in(found.secret.passphrase, "dit is hem zeker niet")
        found.put_back.click()
        settle(qtbot, made)
        assert "wachtzin" in found.secret.passphrase_row.error
        type_in(found.secret.passphrase, ADMIN_WORDS)
        look(made, "restore")
        found.put_back.click()  # two
        settle(qtbot, made)
        qtbot.waitUntil(lambda: made.window.current == "today", timeout=10_000)
        assert (tmp_path / "Oefenregio-hersteld.zvkluis").is_dir()
        assert (folder / "vault.db").read_bytes() == data


def test_without_a_copy_the_page_says_where_to_look_and_leads_to_the_rescue(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        made.gate.unlock.mend.click()
        settle(qtbot, made)
        found = made.window.pages.currentWidget()
        assert isinstance(found, RestorePage)
        assert not found.put_back.isVisible()
        assert not found.secret.isVisible()
        assert found.none.text.text()
        assert found.elsewhere.hasFocus()
        found.rescue.click()
        settle(qtbot, made)
        saving = made.window.pages.currentWidget()
        assert isinstance(saving, RescuePage)
        saving.take(tmp_path)
        type_in(saving.secret.passphrase, ADMIN_WORDS)
        saving.rescue.click()
        settle(qtbot, made)
        assert "geen schade gevonden" in saving.whole.text.text()
        saving.leave.click()
        assert made.window.current == "unlock"
