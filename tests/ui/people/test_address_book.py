from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from tests.ui.frame.desktops import ADMIN_WORDS, desktop, settle
from tests.ui.people.test_people import people_page

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop
    from zvdesk.ui.people.page import PeoplePage
    from zvdesk.ui.theme import ThemeKeeper

BOOK = "Naam;Telefoon;Contactpersoon;Soort\nWonen Zuid;020 111;A. Voorbeeld;Woningcorporatie\nZorg Noord;;;\n"


def organisations(qtbot: QtBot, made: Desktop) -> PeoplePage:
    page = people_page(qtbot, made, ADMIN_WORDS)
    page.tabs.setCurrentIndex(1)
    settle(qtbot, made)
    return page


def dropped(page: PeoplePage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.organisations.book.drop.dropEvent(event)


def test_nothing_enters_before_the_button_is_pressed(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    path = tmp_path / "adressen.csv"
    path.write_text(BOOK)
    with desktop(qtbot, keeper, vault) as made:
        page = organisations(qtbot, made)
        book, rows = page.organisations.book, page.organisations.table.rows_model
        before = len(rows.rows)
        dropped(page, path)
        settle(qtbot, made)
        assert [(e.contact_person, e.phone) for e in book.table.rows_model.rows] == [
            ("A. Voorbeeld", "020 111"),
            ("", ""),
        ]
        assert "2 in het adresboek, waarvan 2 nieuw" in book.summary.text()
        assert book.kind_row.isVisible()
        page.activated()
        settle(qtbot, made)
        assert len(rows.rows) == before
        if out := os.environ.get("ZVDESK_PEEK"):
            page.verticalScrollBar().setValue(10_000)
            qtbot.wait(50)
            made.window.grab().save(f"{out}/preview.png")
        book.take.click()
        assert "Kies de soort" in book.kind_row.error
        book.kind.set_value("verslavingszorg")
        book.take.setFocus()
        QTest.keyClick(book.take, Qt.Key.Key_Return)
        settle(qtbot, made)
        settle(qtbot, made)
        kinds = {row.name: (row.kind, row.has_professional_secrecy) for row in rows.rows}
        assert len(rows.rows) == before + 2
        assert kinds["Wonen Zuid"] == ("woningcorporatie", False)
        assert kinds["Zorg Noord"] == ("verslavingszorg", True)
        dropped(page, path)
        settle(qtbot, made)
        assert not book.take.isEnabled()
        assert "waarvan 0 nieuw" in book.summary.text()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.vcf", b"BEGIN:VCARD\nVERSION:2.1\nEND:VCARD\n", "versie 2.1"),
        ("a.csv", b"x;y\n1;2\n", "geen kolom"),
        ("a.exe", b"", "Dit soort bestand"),
    ],
)
def test_a_refusal_says_why_and_keeps_nothing(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with desktop(qtbot, keeper, vault) as made:
        page = organisations(qtbot, made)
        dropped(page, tmp_path / name)
        settle(qtbot, made)
        book = page.organisations.book
        assert words in book.callout.text.text()
        assert book.drop.isVisible()
        assert not book.table.rows_model.rows
        if out := os.environ.get("ZVDESK_PEEK"):
            made.window.grab().save(f"{out}/{name}.png")
