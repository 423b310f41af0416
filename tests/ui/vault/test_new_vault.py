from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.frame.desktops import HOUSE, desktop, settle, type_in
from zvdesk import system
from zvdesk.domain.people import Role
from zvdesk.ui.vault.new_vault_form import folder_name
from zvdesk.ui.vault.new_vault_page import NewVaultPage
from zvdesk.ui.widgets.new_passphrase import (
    SHORTEST,
    NewPassphrase,
    hint,
    random_passphrase,
    strength_in_bits,
    word_list,
)
from zvdesk.ui.widgets.recovery_paper import RecoveryPaper

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.theme import ThemeKeeper

WORDS = "vijf kleine woorden van mij"


def new_page(made: Desktop) -> NewVaultPage:
    made.gate.show_new()
    page = made.window.page("new-vault")
    assert isinstance(page, NewVaultPage)
    return page


def fill(page: NewVaultPage, folder: Path) -> None:
    type_in(page.form.house, HOUSE)
    type_in(page.form.name, "F. Voorbeeld")
    page.form.role.set_value(Role.CHAIR)
    type_in(page.form.passphrases.first, WORDS)
    type_in(page.form.passphrases.second, WORDS)
    page.form.set_folder(folder)


def test_a_vault_is_made_and_its_paper_asked_back(qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path) -> None:
    folder = tmp_path / "Oefenregio.zvkluis"
    with desktop(qtbot, keeper, None) as made:
        page = new_page(made)
        fill(page, folder)
        page.form.submit_button.setFocus()
        QTest.keyClick(page.form.submit_button, Qt.Key.Key_Return)
        settle(qtbot, made)
        paper = page.paper
        assert paper is not None
        assert folder.is_dir()
        assert made.window.current == "new-vault", "the rooms wait for the paper"
        assert page.form.passphrases.first.text() == ""
        QTest.keyClick(paper.written, Qt.Key.Key_Return)
        groups = paper._key.split("-")
        first, second = sorted(paper.lines)
        type_in(paper.lines[first], groups[first - 1].lower())
        type_in(paper.lines[second], groups[first - 1])
        QTest.keyClick(paper.lines[second], Qt.Key.Key_Return)
        assert paper._rows[first].error == ""
        assert f"Groep {second}" in paper._rows[second].error
        assert made.window.current == "new-vault"
        type_in(paper.lines[second], groups[second - 1])
        QTest.keyClick(paper.lines[second], Qt.Key.Key_Return)
        settle(qtbot, made)
        assert made.window.current == "today"
        assert made.window.rail.person.accessibleName() == "F. Voorbeeld, voorzitter"
        assert made.settings.last_vault == str(folder)


def test_what_is_missing_is_told_at_each_field(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    with desktop(qtbot, keeper, None) as made:
        form = new_page(made).form
        form.submit()
        assert form.house_row.error
        assert form.name_row.error
        assert form.role_row.error
        assert form.passphrases.first_row.error
        assert made.window.focusWidget() is form.house


@pytest.mark.parametrize("is_network", [True, False])
def test_a_network_disk_and_a_full_folder_are_refused(
    qtbot: QtBot, keeper: ThemeKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_network: bool
) -> None:
    folder = tmp_path / "vol.zvkluis"
    folder.mkdir()
    (folder / "iets").touch()
    monkeypatch.setattr(system, "is_network_path", lambda _path: is_network)
    with desktop(qtbot, keeper, None) as made:
        page = new_page(made)
        fill(page, folder)
        page.form.submit()
        settle(qtbot, made)
        expected = "netwerkschijf" if is_network else "staat al iets"
        assert expected in page.form.folder_row.error
        assert page.form.isEnabled()
        assert page.form.passphrases.first.text() == WORDS


def test_the_folder_takes_the_name_of_the_house() -> None:
    assert folder_name("Zorg- en Veiligheidshuis Oefenregio") == "Zorg- en Veiligheidshuis Oefenregio"
    assert folder_name(" ../Huis: 'Şahin' ") == "Huis Şahin"
    assert folder_name("..") == "Kluis"


def test_the_words_are_many_short_and_all_different() -> None:
    words = word_list()
    assert len(words) == len(set(words)) >= 1296
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in words)
    assert strength_in_bits() == math.floor(5 * math.log2(len(words))) >= 51
    made = random_passphrase()
    assert len(made.split()) == 5
    assert len(made) >= SHORTEST
    assert made != random_passphrase()


def test_a_made_passphrase_is_typed_once_to_be_known(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    assert keeper
    field = NewPassphrase()
    qtbot.addWidget(field)
    field.show()
    field.fill()
    made = field.first.text()
    assert field.checked() is None
    assert field.second_row.error
    type_in(field.second, made)
    assert field.checked() == made
    type_in(field.first, "iets anders")
    assert field.checked() is None
    assert not field._words.isVisible()


def test_the_hint_says_no_more_than_it_knows() -> None:
    assert hint("twaalf tekens").startswith("Nog 2 tekens")
    assert hint("vijftien tekens").startswith("Lang genoeg")


def test_a_group_in_another_place_is_not_right(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    assert keeper
    key = "-".join(f"AAA{number}A" for number in range(10))
    asked: list[tuple[int, str]] = []

    def matches(_key: str, group: int, typed: str) -> bool:
        asked.append((group, typed))
        return False

    paper = RecoveryPaper(key, matches)
    qtbot.addWidget(paper)
    paper.ask_back()
    paper.check()
    assert asked == [], "nothing typed is wrong without asking"
    for line in paper.lines.values():
        line.setText("AAAAA")
    paper.check()
    assert [group for group, _typed in asked] == sorted(paper.lines)
