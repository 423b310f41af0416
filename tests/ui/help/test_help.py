from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

import zvdesk
from zvdesk.ui.help.about_page import AboutPage
from zvdesk.ui.help.keys_page import KeysPage
from zvdesk.ui.shortcuts import Group, Shortcut

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def words_on(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_every_key_is_listed(qtbot: QtBot) -> None:
    page = KeysPage()
    qtbot.addWidget(page)
    words = words_on(page)
    for shortcut in Shortcut:
        if shortcut is not Shortcut.LARGER_TOO:
            assert shortcut.label in words
            assert shortcut.description in words


def test_the_keys_of_the_rail_name_the_pages_that_are_there(qtbot: QtBot) -> None:
    page = KeysPage(["Vandaag", "Mensen"])
    qtbot.addWidget(page)
    words = words_on(page)
    assert "Mensen" in words
    assert "Ctrl 3" not in words
    assert "Ctrl ," in words
    assert "Instellingen" in words
    assert Group.ROOMS.title in words


def test_what_zvdesk_is_made_of_is_named_with_licence_and_version(qtbot: QtBot) -> None:
    page = AboutPage()
    qtbot.addWidget(page)
    words = words_on(page)
    assert f"Versie {zvdesk.__version__}" in words
    assert any("EUPL" in text for text in words)
    assert any("SIL OPEN FONT LICENSE" in text.upper() for text in words)
    assert any("ISC License" in text for text in words)
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [line.split("==")[0] for line in project["project"]["dependencies"]]
    for package in needed:
        assert package in words
        assert metadata.version(package) in words
