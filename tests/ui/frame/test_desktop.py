from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.frame.desktops import (
    ADMIN,
    ADMIN_WORDS,
    CHAIR,
    CHAIR_WORDS,
    desktop,
    settle,
    type_in,
    unlock,
)
from zvdesk.domain.people import Role
from zvdesk.errors import VaultInUse
from zvdesk.services import vaults
from zvdesk.ui.holder import RoomHolder
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.vault.gate import UNLOCK, WELCOME

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop


def press(made: Desktop, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(made.window, key, modifier)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


CTRL = Qt.KeyboardModifier.ControlModifier


def test_without_a_vault_the_welcome_is_shown(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    with desktop(qtbot, keeper, None) as made:
        assert made.window.current == WELCOME
        assert made.window.focusWidget().accessibleName() == "Nieuwe kluis maken"


def test_a_passphrase_and_enter_open_the_vault(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        assert made.window.current == UNLOCK
        assert made.gate.unlock.title.text() == "Oefenregio"
        QTest.keyClicks(focused(), CHAIR_WORDS)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        settle(qtbot, made)
        assert made.window.current == "today"
        assert made.window.rail.isVisible()
        assert made.window.rail.person.accessibleName() == f"{CHAIR}, voorzitter"
        assert made.settings.last_vault == str(vault)
        assert made.gate.unlock.passphrase.text() == ""


def test_the_window_keeps_moving_while_the_vault_opens(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        ticks: list[int] = []
        timer = QTimer(interval=10)
        timer.timeout.connect(lambda: ticks.append(1))
        type_in(made.gate.unlock.passphrase, CHAIR_WORDS)
        made.gate.unlock.submit()
        assert not made.gate.unlock.unlock.isEnabled()
        timer.start()
        qtbot.waitUntil(lambda: made.window.current == "today", timeout=20_000)
        timer.stop()
        assert len(ticks) > 3


def test_a_wrong_passphrase_is_told_at_the_field(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, "dit is niet de goede wachtzin")
        page = made.gate.unlock
        assert "De wachtzin is niet goed" in page.secret.passphrase_row.error
        assert made.window.current == UNLOCK
        assert page.unlock.isEnabled()
        type_in(page.passphrase, CHAIR_WORDS)
        assert page.secret.passphrase_row.error == ""


def test_a_practice_vault_says_so_before_it_is_open(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        assert any(
            child.text() == "OEFENING" and child.isVisible()
            for child in made.gate.unlock.findChildren(type(made.gate.unlock._practice))
        )


def test_the_recovery_key_opens_under_a_name(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, paper: str
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = made.gate.unlock
        page.switch.click()
        page.secret.recovery.setPlainText(paper[:-1] + ("0" if paper[-1] != "0" else "1"))
        page.secret.name.setText("J. Noodt")
        page.submit()
        settle(qtbot, made)
        assert "groep 10" in page.secret.recovery_row.error
        page.secret.recovery.setPlainText(paper.lower().replace("-", " "))
        page.secret.name.setText(" ")
        page.submit()
        settle(qtbot, made)
        assert page.secret.name_row.error
        page.secret.name.setText("J. Noodt")
        page.submit()
        settle(qtbot, made)
        assert made.window.rail.person.accessibleName() == "J. Noodt, noodtoegang"


def test_locking_takes_the_rooms_away_and_comes_back_to_the_same_place(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        made.go("people", "")
        settle(qtbot, made)
        press(made, Qt.Key.Key_L, CTRL)
        settle(qtbot, made)
        assert made.window.current == UNLOCK
        assert not made.window.rail.isVisible()
        assert all(holder.room is None for holder in made.holders.values())
        assert not any(ADMIN in label for label in texts(made))
        made.go("people", "")
        assert made.window.current == UNLOCK
        unlock(qtbot, made, ADMIN_WORDS)
        assert made.window.current == "people"
        made.lock()
        settle(qtbot, made)
        unlock(qtbot, made, CHAIR_WORDS)
        assert made.window.current == "today"


def is_readable(page: QWidget) -> bool:
    return clipped(page) == []


def texts(made: Desktop) -> list[str]:
    return [label.text() for label in made.window.findChildren(QLabel)]


def test_closing_locks_the_vault(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        with pytest.raises(VaultInUse):
            vaults.unlock(vault, ADMIN_WORDS)
    vaults.lock(vaults.unlock(vault, ADMIN_WORDS))


def test_documents_can_be_checked_and_keys_read_without_unlocking(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        made.gate.unlock.verify.click()
        assert made.window.current == "verify"
        assert not made.window.rail.isVisible()
        holder = made.window.page("verify")
        assert isinstance(holder, RoomHolder)
        assert holder.back is not None
        holder.back.click()
        assert made.window.current == UNLOCK
        press(made, Qt.Key.Key_F1)
        assert made.window.current == "keys"
        QTest.keyClick(made.window.page("keys"), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert made.window.current == UNLOCK


def test_the_quick_find_leads_to_pages_and_locks(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        for words, page in (("reservekopie", "settings"), ("organisaties", "people"), ("vergrendel", UNLOCK)):
            press(made, Qt.Key.Key_K, CTRL)
            QTest.keyClicks(focused(), words)
            qtbot.wait(200)
            settle(qtbot, made)
            QTest.keyClick(focused(), Qt.Key.Key_Return)
            settle(qtbot, made)
            assert made.window.current == page


def test_a_bug_gives_a_calm_notice_and_a_log_line_without_content(
    qtbot: QtBot,
    keeper: ThemeKeeper,
    vault: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made)
        error = ValueError("Ilse Geheim woont op de Molenwijk")
        made.mishaps.caught(type(error), error, None)
        qtbot.waitUntil(lambda: bool(made.window.notices.notices))
        words = made.window.notices.notices[0].text
        assert "Wat bewaard was, is veilig" in words
        assert "ValueError" in words
        assert "Geheim" not in words
        assert capsys.readouterr().err == "zvdesk: fout, ValueError\n"


def test_the_look_is_kept(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        keeper.set_mode(Mode.DARK)
        press(made, Qt.Key.Key_Plus, CTRL)
        assert made.settings == replace(made.settings, theme="dark", text_size=16)


@pytest.mark.parametrize("words", [CHAIR_WORDS, ADMIN_WORDS])
@pytest.mark.parametrize("text_size", [14, 28])
def test_every_page_of_the_frame_can_be_heard_reached_and_read(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, words: str, text_size: int
) -> None:
    keeper.set_text_size(text_size)
    with desktop(qtbot, keeper, vault) as made:
        made.window.resize(1366, 768)
        made.gate.show(None)
        pages = [made.window.page(WELCOME)]
        made.gate.show(vault)
        pages.append(made.gate.unlock)
        made.gate.show_new()
        pages.append(made.window.page("new-vault"))
        for page in pages:
            assert missing_names(page) + mouse_only(page) == []
        unlock(qtbot, made, words)
        assert made.window.rail.person.accessibleName().endswith(
            "voorzitter" if words == CHAIR_WORDS else Role.FUNCTIONAL_ADMIN.value.replace("_", " ")
        )
        for key in ("people", "settings", "keys", "about"):
            made.go(key, "")
            settle(qtbot, made)
            page = made.window.page(key)
            assert missing_names(page) + mouse_only(page) == [], key
            qtbot.waitUntil(partial(is_readable, page))


def test_a_window_that_an_audience_sees_stays_on_its_page(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        made.window.hold(True)
        before = made.window.current
        press(made, Qt.Key.Key_2, CTRL)
        press(made, Qt.Key.Key_F1)
        press(made, Qt.Key.Key_K, CTRL)
        settle(qtbot, made)
        assert made.window.current == before
        assert made.window._quick_find is None or not made.window._quick_find.isVisible()
        made.window.hold(False)
        press(made, Qt.Key.Key_2, CTRL)
        settle(qtbot, made)
        assert made.window.current != before
