from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

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
from zvdesk.errors import WrongPassphrase
from zvdesk.services import vaults
from zvdesk.ui.keys.rekey_form import RekeyForm
from zvdesk.ui.people.forms import ChangeForm, EndForm, PersonForm, RenewForm
from zvdesk.ui.people.page import PeoplePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

NEW_WORDS = "vijf andere woorden van iemand"


def people_page(qtbot: QtBot, made: Desktop, words: str) -> PeoplePage:
    unlock(qtbot, made, words)
    made.go("people", "")
    settle(qtbot, made)
    page = made.holders["people"].room
    assert isinstance(page, PeoplePage)
    return page


def choose(page: PeoplePage, name: str) -> None:
    names = [person.name for person in page.people.table.rows_model.rows]
    page.people.table.choose(names.index(name))


def test_an_admin_adds_a_person_who_can_then_unlock(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        QTest.keyClick(made.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        form = page.people.form
        assert isinstance(form, PersonForm)
        form.submit()
        assert form.name_row.error
        form.name.setText("Ş. Kőváry")
        form.role.set_value(Role.SECRETARY)
        type_in(form.passphrase.first, NEW_WORDS)
        type_in(form.passphrase.second, NEW_WORDS)
        QTest.keyClick(form.button, Qt.Key.Key_Return)
        settle(qtbot, made)
        settle(qtbot, made)
        assert page.people.form is None
        assert "toegevoegd als secretaris" in made.window.notices.notices[-1].text
        assert "Ş. Kőváry" in [person.name for person in page.people.table.rows_model.rows]
    desk = vaults.unlock(vault, NEW_WORDS)
    assert desk.actor.role is Role.SECRETARY
    vaults.lock(desk)


def test_a_used_passphrase_is_refused_at_the_field(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        page.begin_new()
        form = page.people.form
        assert isinstance(form, PersonForm)
        type_in(form.name, "T. Proefstra")
        type_in(form.passphrase.first, CHAIR_WORDS)
        type_in(form.passphrase.second, CHAIR_WORDS)
        form.submit()
        settle(qtbot, made)
        assert "Kies een andere" in form.passphrase.first_row.error
        assert form.button.isEnabled()


def test_ending_a_role_closes_the_vault_for_that_person(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        choose(page, CHAIR)
        page.people.details.end.click()
        form = page.people.form
        assert isinstance(form, EndForm)
        assert "opent de wachtzin van F. Voorbeeld niets meer" in form.meaning.text()
        today = form.until.day
        assert today is not None
        form.until.set_day(today - timedelta(days=9))
        form.submit()
        settle(qtbot, made)
        assert "kan niet voor" in form._row.error
        form.until.set_day(today - timedelta(days=1))
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "opent deze kluis niet meer" in made.window.notices.notices[-1].text
        assert isinstance(page.people.form, RekeyForm)
        assert "F. Voorbeeld kan nog een oude kopie" in page.people.form.meaning.text()
        page.people.form.cancel.click()
        assert page.people._state_words(page.people.table.rows_model.rows[1]).startswith("gestopt")
    with pytest.raises(WrongPassphrase):
        vaults.unlock(vault, CHAIR_WORDS)


def test_the_last_admin_stays(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        choose(page, ADMIN)
        page.people.end()
        form = page.people.form
        assert form is not None
        form.submit()
        settle(qtbot, made)
        assert "laatste functioneel beheerder" in form._wrong.text.text()


def test_a_successor_takes_over(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        choose(page, CHAIR)
        page.people.details.replace.click()
        form = page.people.form
        assert isinstance(form, PersonForm)
        type_in(form.name, "N. Opvolger")
        type_in(form.passphrase.first, NEW_WORDS)
        type_in(form.passphrase.second, NEW_WORDS)
        form.submit()
        settle(qtbot, made)
    desk = vaults.unlock(vault, NEW_WORDS)
    assert (desk.actor.name, desk.actor.role) == ("N. Opvolger", Role.CHAIR)
    vaults.lock(desk)


def test_who_forgot_the_passphrase_gets_new_keys(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        choose(page, CHAIR)
        before = page.people.details._certificate.text()
        page.people.details.renew.click()
        form = page.people.form
        assert isinstance(form, RenewForm)
        type_in(form.passphrase.first, NEW_WORDS)
        type_in(form.passphrase.second, NEW_WORDS)
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert page.people.details._certificate.text() != before
    vaults.lock(vaults.unlock(vault, NEW_WORDS))


def test_a_person_changes_the_own_passphrase(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, CHAIR_WORDS)
        page.people.details.change.click()
        form = page.people.form
        assert isinstance(form, ChangeForm)
        type_in(form.old, "niet mijn wachtzin")
        type_in(form.passphrase.first, NEW_WORDS)
        type_in(form.passphrase.second, NEW_WORDS)
        form.submit()
        settle(qtbot, made)
        assert "niet uw wachtzin" in form.old_row.error
        type_in(form.old, CHAIR_WORDS)
        form.submit()
        settle(qtbot, made)
        assert page.people.form is None
    vaults.lock(vaults.unlock(vault, NEW_WORDS))


def test_what_a_chair_may_not_do_is_off_with_its_reason(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, CHAIR_WORDS)
        assert not page.add_button.isEnabled()
        assert "functioneel beheerder" in page.add_button.accessibleDescription()
        choose(page, ADMIN)
        details = page.people.details
        for button in (details.renew, details.replace, details.end):
            assert not button.isEnabled()
            assert "Uw rol (voorzitter)" in button.accessibleDescription()
        assert details._reason.isVisible()
        assert details.phone.isReadOnly()
        assert not details.change.isVisible()


def test_a_telephone_number_keeps_itself(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, ADMIN_WORDS)
        choose(page, CHAIR)
        type_in(page.people.details.phone, "000 123 45 67")
        made.lock()
        settle(qtbot, made)
        unlock(qtbot, made, ADMIN_WORDS)
        settle(qtbot, made)
        again = made.holders["people"].room
        assert isinstance(again, PeoplePage)
        choose(again, CHAIR)
        assert again.people.details.phone.text() == "000 123 45 67"


def test_organisations_are_added_and_keep_themselves(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = people_page(qtbot, made, CHAIR_WORDS)
        page.tabs.setCurrentIndex(1)
        settle(qtbot, made)
        tab = page.organisations
        assert tab._empty.isVisible()
        page.begin_new()
        tab.form.button.click()
        assert tab.form.name_row.error
        type_in(tab.form.name, "Woonstichting Het Dak")
        tab.form.button.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert [o.name for o in tab.table.rows_model.rows] == ["Woonstichting Het Dak"]
        assert not tab.form.is_new
        type_in(tab.form.phone, "000 765 43 21")
        tab.form.phone.flush()
        settle(qtbot, made)
        settle(qtbot, made)
        assert tab.table.rows_model.rows[0].phone == "000 765 43 21"
