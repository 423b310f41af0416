"""The card with the ways in, and the forms that change them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.stores import ScriptedStore
from tests.ui.frame.desktops import ADMIN_WORDS, CHAIR_WORDS, desktop, settle, type_in, unlock
from tests.visual.screens import SCREENS
from zvdesk.errors import FolderUnusable, WrongPassphrase, WrongRecoveryKey
from zvdesk.services import backups, key_slots, vaults
from zvdesk.storage import backups as store
from zvdesk.storage import keys as stored_keys
from zvdesk.texts.days import day
from zvdesk.ui.keys.rekey_form import RekeyForm, backup_words
from zvdesk.ui.keys.slot_forms import EscrowForm, KeyringForm, RecoveryForm
from zvdesk.ui.people.forms import ChangeForm, EndForm
from zvdesk.ui.people.page import PeoplePage
from zvdesk.ui.settings_room.page import SettingsPage
from zvdesk.ui.widgets.labels import Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.settings_room.keys_card import KeysCard
    from zvdesk.ui.theme import ThemeKeeper
    from zvdesk.ui.widgets.recovery_paper import RecoveryPaper

OFFICER = "kalm water lamp negen"


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> ScriptedStore:
    return ScriptedStore().put_in(monkeypatch)


def card(qtbot: QtBot, made: Desktop, words: str = ADMIN_WORDS) -> KeysCard:
    unlock(qtbot, made, words)
    made.go("settings", "")
    settle(qtbot, made)
    page = made.holders["settings"].room
    assert isinstance(page, SettingsPage)
    return page.keys


def shown(widget: KeysCard) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisibleTo(widget))


def copy_back(paper: RecoveryPaper) -> str:
    """Write the key down, type two groups back, and return the key."""
    key = paper._key
    paper.ask_back()
    for number, line in paper.lines.items():
        type_in(line, key.split("-")[number - 1])
    paper.check()
    return key


def test_the_card_names_every_way_in(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        keys = card(qtbot, made)
        assert "Wachtzin van F. Voorbeeld" in shown(keys)
        assert "Herstelsleutel op papier" in shown(keys)
        assert keys.keyring.text() == "Zet de sleutelbos aan"
        assert keys.no_escrow.isHidden()


def test_a_chair_sees_why_not(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        keys = card(qtbot, made, CHAIR_WORDS)
        assert not keys.rekey.isEnabled()
        assert "functioneel beheerder" in keys.rekey.accessibleDescription()
        assert keys.keyring.isEnabled()


def test_the_recovery_key_is_renewed_when_two_groups_came_back(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, vault_and_paper: tuple[Path, str]
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        keys = card(qtbot, made)
        keys.recovery.click()
        form = keys.form
        assert isinstance(form, RecoveryForm)
        form.submit()
        settle(qtbot, made)
        assert form.paper is not None
        text = copy_back(form.paper)
        settle(qtbot, made)
        assert keys.form is None
        assert "Vernietig het oude papier" in made.window.notices.notices[-1].text
    with pytest.raises(WrongRecoveryKey):
        vaults.unlock_with_recovery(vault, vault_and_paper[1], name="N.")
    vaults.lock(vaults.unlock_with_recovery(vault, text, name="N."))


def test_the_keyring_goes_on_with_the_passphrase_and_off_with_a_click(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, keyring: ScriptedStore
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        keys = card(qtbot, made)
        keys.keyring.click()
        form = keys.form
        assert isinstance(form, KeyringForm)
        form.submit()
        assert "Typ eerst" in form.row.error
        type_in(form.passphrase, CHAIR_WORDS)
        form.submit()
        settle(qtbot, made)
        assert "niet uw wachtzin" in form.row.error
        keyring.fail("locked when kept")
        type_in(form.passphrase, ADMIN_WORDS)
        form.submit()
        settle(qtbot, made)
        assert "op slot gebleven" in form._wrong.text.text()
        keyring.mode = ""
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert keys.keyring.text() == "Zet de sleutelbos uit"
        assert "zonder wachtzin" in shown(keys)
        keys.keyring.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert keys.keyring.text() == "Zet de sleutelbos aan"
    assert not key_slots.has_keyring(vault)


def test_a_computer_without_keyring_says_so(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, keyring: ScriptedStore
) -> None:
    keyring.fail("no backend")
    with desktop(qtbot, keeper, vault) as made:
        keys = card(qtbot, made)
        assert not keys.keyring.isEnabled()
        assert "geen sleutelbos" in keys.keyring.accessibleDescription()


def test_the_officers_key_is_taken_from_a_file(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    public, private, print_of_key = key_slots.make_escrow_pair(tmp_path / "paar", OFFICER)
    with desktop(qtbot, keeper, vault) as made:
        keys = card(qtbot, made)
        keys.escrow.click()
        form = keys.form
        assert isinstance(form, EscrowForm)
        form.submit()
        assert "Kies eerst" in form._wrong.text.text()
        form.take(public)
        form.submit()
        settle(qtbot, made)
        assert form.officer_row.error
        type_in(form.officer, "S. Slot")
        form.take(private)
        form.submit()
        settle(qtbot, made)
        assert "geen noodsleutel" in form._wrong.text.text()
        form.take(tmp_path / "weg.pem")
        form.submit()
        settle(qtbot, made)
        assert form._wrong.text.text()
        form.take(public)
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert print_of_key in made.window.notices.notices[-1].text
        assert "Noodsleutel van S. Slot" in shown(keys)
        keys.no_escrow.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "Noodsleutel van" not in shown(keys)


def test_the_vault_gets_new_keys_and_what_was_interrupted_is_finished(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise FolderUnusable("x", "read_only")

    desk = vaults.unlock(vault, ADMIN_WORDS)
    copy = backups.back_up(desk)
    vaults.lock(desk)
    with desktop(qtbot, keeper, vault) as made, monkeypatch.context() as patch:
        keys = card(qtbot, made)
        assert keys.unfinished.isHidden()
        for name in ("reseal", "discard"):
            patch.setattr(store, name, refuse)
        keys.rekey.click()
        form = keys.form
        assert isinstance(form, RekeyForm)
        form.submit()
        assert "Typ eerst" in form.passphrase_row.error
        type_in(form.passphrase, CHAIR_WORDS)
        form.submit()
        settle(qtbot, made)
        assert "Er is niets gewijzigd" in form.passphrase_row.error
        type_in(form.passphrase, ADMIN_WORDS)
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert form.paper is not None
        assert form.passphrase.text() == ""
        text = copy_back(form.paper)
        settle(qtbot, made)
        assert "nieuwe sleutels" in made.window.notices.notices[-1].text
        rest = keys.unfinished
        assert not rest.isHidden()
        assert "opnieuw verzegeld" in rest.meaning.text()
        assert day(desk.clock.today()) in rest.words.text.text()
        made.window.resize(1366, 1000)
        rest.window().grab().save(str(SCREENS / "keys-unfinished.png"))
        rest.button.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "Niet alles lukte" in rest.wrong.text.text()
        rest.button.click()
        rest.stop()
        settle(qtbot, made)
        assert not rest.isHidden()
        patch.undo()
        rest.button.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert rest.isHidden()
        assert "geen reservekopie" in made.window.notices.notices[-1].text
        opened = store.any_generation(stored_keys.unlock(vault, ADMIN_WORDS))
        assert stored_keys.current_generation(copy, opened)
    for words in (ADMIN_WORDS, CHAIR_WORDS):
        vaults.lock(vaults.unlock(vault, words))
    vaults.lock(vaults.unlock_with_recovery(vault, text, name="N."))


def test_ending_someone_says_until_when_old_backups_open_and_leads_on(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    desk = vaults.unlock(vault, ADMIN_WORDS)
    made_at = backups.back_up(desk)
    today = desk.clock.today()
    vaults.lock(desk)
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        made.go("people", "")
        settle(qtbot, made)
        page = made.holders["people"].room
        assert isinstance(page, PeoplePage)
        rows = [person.name for person in page.people.table.rows_model.rows]
        page.people.table.choose(rows.index("F. Voorbeeld"))
        page.people.end()
        form = page.people.form
        assert isinstance(form, EndForm)
        settle(qtbot, made)
        assert day(today + timedelta(days=35)) in form.backups.text.text()
        form.until.set_day(today - timedelta(days=1))
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        rekey = page.people.form
        assert isinstance(rekey, RekeyForm)
        assert day(today) in rekey.old.text.text()
        type_in(rekey.passphrase, ADMIN_WORDS)
        rekey.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert rekey.paper is not None
        copy_back(rekey.paper)
        settle(qtbot, made)
        assert page.people.form is None
    for folder in (vault, made_at):
        with pytest.raises(WrongPassphrase):
            stored_keys.unlock(folder, CHAIR_WORDS)


def test_a_leaked_passphrase_leads_on_or_says_whom_to_ask(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, CHAIR_WORDS)
        made.go("people", "")
        settle(qtbot, made)
        page = made.holders["people"].room
        assert isinstance(page, PeoplePage)
        form = ChangeForm(page.people.context)
        page.people.open_form(form)
        type_in(form.old, CHAIR_WORDS)
        for field in (form.passphrase.first, form.passphrase.second):
            type_in(field, CHAIR_WORDS + " nieuw")
        form.leaked.setChecked(True)
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "functioneel beheerder" in made.window.notices.notices[-1].text
        assert page.people.form is None


def test_many_backups_are_named_by_the_newest() -> None:
    rows = tuple(
        key_slots.OldBackup(str(n), Path(), date(2026, 3, 20 - n), date(2026, 4, 24 - n), is_second=False)
        for n in range(7)
    )
    words = backup_words(rows, "tot {until}:")
    assert words.startswith("tot vr 24 apr 2026:")
    assert words.endswith("en nog 2.")
    assert backup_words((), "tot {until}:") == ""
